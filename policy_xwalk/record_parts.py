"""What records are made of: the codes they may hold, and the frozen values inside them.

Character offsets in :class:`Span` count into the text that the reader produced for the file, before cleaning
(``policy-xwalk text FILE`` prints it).
"""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

Number = int | float

Level = Literal["nation", "province", "city", "county", "town"]
ItemKind = Literal["indicator", "target", "action"]
Comparator = Literal["=", ">=", "<=", ">", "<", "~", "range"]
Basis = Literal["cumulative", "annual_average", "annual", "end_of_period"]
Attribute = Literal["预期性", "约束性"]
Direction = Literal["higher_is_better", "lower_is_better", "unknown"]
TargetKind = Literal["level", "growth", "coverage", "standard", "count", "funding", "schedule"]
Modality = Literal["commit", "aim", "encourage"]
ActionKind = Literal["task", "box_item", "project", "safeguard"]
DepartmentRole = Literal["lead", "joint", "support"]
Comparison = Literal["direct", "skip", "cross", "version"]
Relation = Literal["same", "strengthened", "weakened", "changed", "dropped", "added", "unknown"]
Flag = Literal[
    "renamed",
    "moved",
    "split",
    "merged",
    "rescaled",
    "deadline_earlier",
    "deadline_later",
    "scope_wider",
    "scope_narrower",
    "comparator_differs",
    "baseline_differs",
    "attribute_firmer",
    "attribute_looser",
    "hedged",
    "firmed",
    "quantified",
    "unquantified",
    "apportioned",
]
Verdict = Literal["accept", "reject", "change"]


class Part(Struct, frozen=True, forbid_unknown_fields=False):
    """A frozen value inside a record; fields that are ``UNSET`` are not written."""


class Span(Part, frozen=True):
    """Where something stands: characters ``start`` to ``end`` of the reader's text, on ``page`` where known."""

    page: int | None
    start: int
    end: int
    table: int | UnsetType = UNSET
    """Number of the table in the document, from 1, where the passage is a table cell or row."""
    row: int | UnsetType = UNSET
    """Row of that table, from 0 (the header)."""


class Normalized(Part, frozen=True):
    """A value scaled to its base unit: 3.5 万人 is 35000 人."""

    value: Number
    unit: str | None
    value_high: Number | UnsetType = UNSET


class Value(Part, frozen=True):
    """A baseline or target value as printed, and as read."""

    raw: str
    comparator: Comparator | None
    value: Number | None
    unit: str | None
    year: int | None
    value_high: Number | UnsetType = UNSET
    normalized: Normalized | UnsetType = UNSET
    basis: Basis | UnsetType = UNSET
    qualitative: str | UnsetType = UNSET
    """The printed words where the value is not a number (高于GDP增长)."""
    hedges: tuple[str, ...] | UnsetType = UNSET
    unconfirmed: bool | UnsetType = UNSET


class Period(Part, frozen=True):
    """First and last year of the planning period."""

    start: int
    end: int


class Region(Part, frozen=True):
    """A region by its GB/T 2260 code (six digits, None where unknown) and the names above and including it."""

    code: str | None
    name: str
    path: tuple[str, ...] = ()


class Citation(Part, frozen=True):
    """A document that the plan names as its basis."""

    title: str
    level: Level | None
    issuer: str | None
    doc_number: str | None
    quote: str | UnsetType = UNSET
    spans: tuple[Span, ...] | UnsetType = UNSET


class Source(Part, frozen=True):
    """The file a plan was read from."""

    file: str
    sha256: str
    format: str
    pages: int | None


class Department(Part, frozen=True):
    """A body charged with an item; ``role`` is None in an undivided list (…按职责分工负责)."""

    name: str
    role: DepartmentRole | None
    quote: str


class Clause(Part, frozen=True):
    """One clause of an action's text: cleaned, as printed, and where."""

    text: str
    quote: str
    spans: tuple[Span, ...]
    sentence: int = 0
    """Which sentence of the action's text holds it, from 0."""


class Difference(Part, frozen=True):
    """One way in which the local passage departs from the upper one."""

    op: Literal["dropped", "added", "changed"]
    what: str
    """Code of what differs: value, comparator, deadline, department, measure, number …"""
    upper_quote: str
    local_quote: str
    upper_spans: tuple[Span, ...] = ()
    local_spans: tuple[Span, ...] = ()


class Evidence(Part, frozen=True):
    """A passage that a finding rests on."""

    plan: str
    quote: str
    spans: tuple[Span, ...]


class Remark(Part, frozen=True):
    """Something odd in the wording or the make-up of a plan that only its text shows, noticed while extracting.

    ``code`` is what was noticed (a gap in the numbering, a passage printed twice, a count that does not fit); what it
    means for an auditor is for :mod:`policy_xwalk.audit` to say.
    """

    code: str
    quote: str
    spans: tuple[Span, ...]
    params: dict[str, Number | str | bool | None] = {}


class Opinion(Part, frozen=True):
    """What one more person says of a link that another person's verdict decides."""

    verdict: Verdict
    relation: Relation | None
    who: str
    when: str
    why: str | None


class Decision(Part, frozen=True):
    """What a person decided about a link, as it stands on the link that follows it."""

    verdict: Verdict
    relation: Relation | None
    who: str
    when: str
    why: str | None
    machine: Relation
    """The relation that the machine gave."""
    judgement: str
    """Id of the judgement."""
    disputed: tuple[str, ...] = ()
    """Ids of judgements of other people that say something else."""
    opinions: tuple[Opinion, ...] = ()
    """What those judgements say."""
    link: str | UnsetType = UNSET
    """Of an item that stands alone because a person parted it: the link of the machine that she rejected."""


class Correction(Part, frozen=True):
    """A field of an item that a person put right; the item's ``quote`` stays as printed."""

    field: str
    machine: str
    """What the program had read, as text."""
    value: str
    """What stands there now, as text."""
    who: str
    when: str
    why: str | None
    judgement: str
    seen: str
    """Digest of the item as the program had read it (:func:`policy_xwalk.judgements.seen.item_seen`)."""
    disputed: tuple[str, ...] = ()
    """Ids of judgements of other people that say something else."""


class Rejection(Part, frozen=True):
    """A person says that an item is no commitment; it is kept with the plan's records and compared with nothing."""

    who: str
    when: str
    why: str | None
    judgement: str
    disputed: tuple[str, ...] = ()


class Waiver(Part, frozen=True):
    """Who set a finding aside, when and why; the finding stays and says so."""

    who: str
    when: str
    why: str
