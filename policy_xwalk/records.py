"""The records policy-xwalk reads and writes, as frozen types.

One record is one line of JSON (UTF-8, keys in snake_case, the key ``record`` first). Records hold codes and
figures; wording is made when something is shown, so the language of the interface changes no record.

Character offsets in :class:`Span` count into the text that the reader produced for the file, before cleaning
(``policy-xwalk text FILE`` prints it). ``quote`` is the text of the spans, joined and freed of whitespace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

from policy_xwalk.record_parts import (
    ActionKind,
    Attribute,
    Basis,
    Citation,
    Clause,
    Comparator,
    Comparison,
    Correction,
    Decision,
    Department,
    DepartmentRole,
    Difference,
    Direction,
    Evidence,
    Flag,
    ItemKind,
    Level,
    Modality,
    Normalized,
    Number,
    Opinion,
    Part,
    Period,
    Region,
    Rejection,
    Relation,
    Remark,
    Source,
    Span,
    TargetKind,
    Value,
    Verdict,
    Waiver,
)

__all__ = [
    "Action",
    "ActionKind",
    "AnyRecord",
    "Attribute",
    "Basis",
    "Box",
    "Citation",
    "Clause",
    "Comparator",
    "Comparison",
    "Correction",
    "Decision",
    "Department",
    "DepartmentRole",
    "Difference",
    "Direction",
    "Evidence",
    "Finding",
    "Flag",
    "Indicator",
    "Item",
    "ItemKind",
    "Judgement",
    "Level",
    "Link",
    "Modality",
    "Normalized",
    "Number",
    "Opinion",
    "Part",
    "Period",
    "Plan",
    "PlanRecords",
    "Record",
    "Region",
    "Rejection",
    "Relation",
    "Remark",
    "Source",
    "Span",
    "Status",
    "Target",
    "TargetKind",
    "Value",
    "Verdict",
    "Waiver",
    "from_json",
    "group",
    "to_builtins",
    "to_json",
]


class Record(Struct, frozen=True, tag_field="record"):
    """One line of JSON Lines; the tag stands in the key ``record``."""


class Plan(Record, frozen=True, tag="plan"):
    """A plan: who issued what, for where and when, and which kinds of items are completely known of it."""

    id: str
    title: str | None
    issuer: str | None
    doc_number: str | None
    issued: str | None
    """Date of issue, ISO 8601."""
    level: Level | None
    region: Region | None
    period: Period | None
    topic: str | None
    cites: tuple[Citation, ...]
    covers: tuple[ItemKind, ...]
    inferred: tuple[str, ...]
    """Names of the fields above that the text does not state and that were concluded."""
    source: Source
    form: Literal["text", "framework"] = "text"
    """``framework``: known only as a table of facts; its items have sources but no spans."""
    unconfirmed: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    """What is odd in the text itself, for the audit."""


class Indicator(Record, frozen=True, tag="indicator"):
    """One row of a main-indicator table."""

    id: str
    plan: str
    no: int | None
    name: str
    category: str | None
    baseline: Value | None
    target: Value | None
    attribute: Attribute | None
    direction: Direction
    section: str | None
    quote: str
    spans: tuple[Span, ...]
    departments: tuple[Department, ...] = ()
    milestones: tuple[Value, ...] = ()
    """Values for years between the baseline and the target year, where the table has such columns."""
    note: str | UnsetType = UNSET
    """What the notes of the table and its other columns say of the row."""
    part_of: str | UnsetType = UNSET
    """The indicator of which this row is a part, where the table says so (其中：…)."""
    doubts: tuple[str, ...] = ()
    """Codes of what could not be read for sure (:data:`policy_xwalk.wording.terms.DOUBTS`); empty for a clear row."""
    unconfirmed: tuple[str, ...] = ()
    """Of a framework: which of name, baseline, target, attribute no document at hand confirms."""
    sources: dict[str, tuple[str, ...]] | UnsetType = UNSET
    """Of a framework: field to the documents that state it."""
    ocr: float | UnsetType = UNSET
    """Of print that was recognised in a picture: the engine's confidence in its least certain line, 0 to 1."""
    corrections: tuple[Correction, ...] | UnsetType = UNSET
    """What people put right; ``quote`` stays as printed."""
    rejected: Rejection | UnsetType = UNSET


class Target(Record, frozen=True, tag="target"):
    """A number the plan commits to in prose or in a box, outside the main-indicator table."""

    id: str
    plan: str
    section: str | None
    """Path of headings, outermost first, joined by ``/`` (三/（一）)."""
    subject: str
    scope: str | None
    comparator: Comparator | None
    value: Number | None
    value_high: Number | None
    unit: str | None
    raw: str
    deadline: int | str | None
    """Year, or ``2022-12``; only from the sentence, the clause before it or its heading."""
    deadline_from: Literal["sentence", "heading"] | None
    kind: TargetKind
    modality: Modality
    hedges: tuple[str, ...]
    basis: Basis | None
    restates: str | None
    """Id of the table row that this target repeats."""
    quote: str
    """The sentence (or its clause) that carries the commitment."""
    spans: tuple[Span, ...]
    normalized: Normalized | UnsetType = UNSET
    deadline_effective: int | str | None = None
    milestone_of: str | None = None
    qualitative: str | UnsetType = UNSET
    direction: Direction = "unknown"
    ocr: float | UnsetType = UNSET
    corrections: tuple[Correction, ...] | UnsetType = UNSET
    rejected: Rejection | UnsetType = UNSET


class Status(Record, frozen=True, tag="status"):
    """A figure the plan reports about the past or present."""

    id: str
    plan: str
    section: str | None
    subject: str
    scope: str | None
    comparator: Comparator | None
    value: Number | None
    value_high: Number | None
    unit: str | None
    raw: str
    as_of: int | str | None
    as_of_from: Literal["sentence", "heading"] | None
    kind: TargetKind
    hedges: tuple[str, ...]
    basis: Basis | None
    quote: str
    spans: tuple[Span, ...]
    normalized: Normalized | UnsetType = UNSET
    qualitative: str | UnsetType = UNSET
    ocr: float | UnsetType = UNSET


class Action(Record, frozen=True, tag="action"):
    """A numbered task, box item, project or safeguard: a heading that carries work."""

    id: str
    plan: str
    number: str
    title: str
    kind: ActionKind
    parent: str | None
    """Heading or box above, as printed with its number."""
    departments: tuple[Department, ...]
    deadline: int | str | None
    text: str
    """The work itself, cleaned, without its heading and without the items below that are actions themselves."""
    quote: str
    """The heading as printed."""
    spans: tuple[Span, ...]
    section: str | None = None
    untitled: bool | UnsetType = UNSET
    unconfirmed: tuple[str, ...] = ()
    sources: dict[str, tuple[str, ...]] | UnsetType = UNSET
    text_spans: tuple[Span, ...] = ()
    """Where ``text`` stands."""
    clauses: tuple[Clause, ...] = ()
    """``text`` clause by clause, for comparison."""
    ocr: float | UnsetType = UNSET
    corrections: tuple[Correction, ...] | UnsetType = UNSET
    rejected: Rejection | UnsetType = UNSET


class Box(Record, frozen=True, tag="box"):
    """A 专栏: a numbered frame of items beside the running text."""

    id: str
    plan: str
    number: str
    title: str
    section: str | None
    quote: str
    spans: tuple[Span, ...]
    items_known: bool = True
    unconfirmed: tuple[str, ...] = ()
    sources: dict[str, tuple[str, ...]] | UnsetType = UNSET
    ocr: float | UnsetType = UNSET


class Link(Record, frozen=True, tag="link"):
    """What became of upper items in the local plan."""

    id: str
    upper_plan: str
    local_plan: str
    comparison: Comparison
    skipped: tuple[str, ...]
    kind: ItemKind
    upper: tuple[str, ...]
    local: tuple[str, ...]
    relation: Relation
    flags: tuple[Flag, ...]
    differences: tuple[Difference, ...]
    owed: Literal["yes", "no", "unknown"]
    basis: tuple[str, ...]
    """Of an ``added`` item: the upper items that it elaborates."""
    confidence: float
    features: dict[str, Number | str | bool]
    predicate: str
    judgement: str | None
    """Id of the verdict a person gave, None where nobody has."""
    reasons: tuple[str, ...] = ()
    """Codes of why this link and this relation; ``policy_xwalk.wording`` says them in words."""
    unconfirmed: bool = False
    """True where the relation rests on a fact that no document at hand confirms."""
    decision: Decision | UnsetType = UNSET
    """What a person decided; ``relation`` then follows it, and ``judgement`` is its id."""


class Judgement(Record, frozen=True, tag="judgement"):
    """What a person decided about a link, an item or a finding; append-only."""

    subject: str
    """Id of the link or item, fingerprint of the finding."""
    verdict: Verdict
    relation: Relation | None
    """The relation of a change; of an acceptance the one that was accepted."""
    who: str
    when: str
    """ISO 8601, with the offset where a time is given."""
    why: str | None
    id: str = ""
    kind: Literal["link", "item", "finding"] | None = None
    seen: str | None = None
    """Digest of the passages and values that the person had before her; None where a line was written by hand."""
    follows: str | None = None
    """Id of the judgement that the subject followed when she decided."""
    plans: tuple[str, ...] = ()
    upper: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    """Items on both sides of a link; with both, a person may link what the program did not."""
    shown: str = ""
    """What she saw, in short."""
    field: str | None = None
    value: str | None = None
    """Of a change of an item: which field, and its right text."""
    source: str | None = None
    """Where it was given: name of the workbook or mapping file."""


class Finding(Record, frozen=True, tag="finding"):
    """Something an auditor should look at."""

    rule: str
    severity: Literal["error", "warning", "info"]
    plan: str
    items: tuple[str, ...]
    params: dict[str, Number | str | bool | None]
    evidence: tuple[Evidence, ...]
    fingerprint: str
    """Stays the same when the plans are read again or something else in them changes."""
    hint: bool = False
    """True where the finding rests on a fact that no document at hand confirms, or on uncertain reading."""
    against: str | None = None
    """The upper plan it is measured by; None where the plan is looked at by itself."""
    waiver: Waiver | UnsetType = UNSET
    decision: Opinion | UnsetType = UNSET
    """What a person said of it."""


Item = Indicator | Target | Action
AnyRecord = Plan | Indicator | Target | Status | Action | Box | Link | Judgement | Finding

_encoder = msgspec.json.Encoder(decimal_format="number", order=None)
_decoder: msgspec.json.Decoder[AnyRecord] = msgspec.json.Decoder(AnyRecord)


class PlanRecords(Part, frozen=True):
    """Everything extracted from one plan, in document order."""

    plan: Plan
    indicators: tuple[Indicator, ...] = ()
    targets: tuple[Target, ...] = ()
    status: tuple[Status, ...] = ()
    actions: tuple[Action, ...] = ()
    boxes: tuple[Box, ...] = ()
    rejected: tuple[Indicator | Target | Action, ...] = ()
    """Items that a person said are none; they stand in the records and in nothing that is made of them."""

    @property
    def items(self) -> tuple[Item, ...]:
        """What the plan commits to: table rows, targets, actions."""
        return *self.indicators, *self.targets, *self.actions

    def __iter__(self) -> Iterator[AnyRecord]:
        yield self.plan
        yield from self.indicators
        yield from self.targets
        yield from self.status
        yield from self.boxes
        yield from self.actions
        yield from self.rejected


def to_json(record: AnyRecord) -> str:
    """One record as one line of JSON, without the line end."""
    return _encoder.encode(record).decode()


def to_builtins(part: Part | AnyRecord) -> dict[str, object]:
    """A record as plain dicts, lists, strings and numbers."""
    built: dict[str, object] = msgspec.to_builtins(part)
    return built


def from_json(line: str | bytes) -> AnyRecord:
    """Read and validate one line; raises ``msgspec.ValidationError`` naming the field that is wrong."""
    return _decoder.decode(line)


def group(records: Iterable[AnyRecord]) -> list[PlanRecords]:
    """Gather a stream of records by plan, in the order in which the plans appear; links and findings are left out."""
    kinds: dict[type, str] = {
        Indicator: "indicators",
        Target: "targets",
        Status: "status",
        Action: "actions",
        Box: "boxes",
    }
    plans: dict[str, Plan] = {}
    parts: dict[str, dict[str, list[AnyRecord]]] = {}
    for record in records:
        if isinstance(record, Plan):
            plans[record.id] = record
            parts.setdefault(record.id, {})
        elif (kind := kinds.get(type(record))) is not None:
            if getattr(record, "rejected", UNSET) is not UNSET:
                kind = "rejected"
            parts.setdefault(record.plan, {}).setdefault(kind, []).append(record)  # type: ignore[union-attr]
    return [
        PlanRecords(plan=plan, **{kind: tuple(items) for kind, items in parts[plan.id].items()})  # type: ignore[arg-type]
        for plan in plans.values()
    ]
