"""From a document as read to the records of its plan: one fixed list of steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from msgspec.structs import replace as replace_record

from policy_xwalk.errors import NotAPlan
from policy_xwalk.extraction.actions import read_actions
from policy_xwalk.extraction.identity import Identity, plan_id, read_identity
from policy_xwalk.extraction.indicators import find_other_tables, find_tables, read_indicators
from policy_xwalk.extraction.plantext import PlanText
from policy_xwalk.extraction.remarks import read_remarks
from policy_xwalk.extraction.table_model import IndicatorTable
from policy_xwalk.extraction.targets import read_targets
from policy_xwalk.language.flow import flow
from policy_xwalk.language.fold import fold
from policy_xwalk.outline import read_outline
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.records import (
    Action,
    Box,
    Indicator,
    Plan,
    PlanRecords,
    Remark,
    Source,
    Span,
    Status,
    Target,
)

#: Formats whose lines are paragraphs already; in the others a typesetter broke them.
_UNWRAPPED = frozenset({"html", "mht", "docx", "odt", "fodt", "doc", "wps", "rtf", "wordml"})


@dataclass(slots=True)
class Draft:
    """What the steps have found so far; each step reads what those before it left and adds its own."""

    document: SourceDocument
    text: PlanText
    tables: tuple[IndicatorTable, ...] = ()
    identity: Identity = field(default_factory=Identity)
    indicators: tuple[Indicator, ...] = ()
    targets: tuple[Target, ...] = ()
    status: tuple[Status, ...] = ()
    actions: tuple[Action, ...] = ()
    boxes: tuple[Box, ...] = ()
    remarks: tuple[Remark, ...] = ()


#: Marks of headings, quotations and emphasis; blanked one for one, so that offsets hold.
_MARKDOWN_MARKS = re.compile(r"(?m)^[ \t]*(?:>[ \t]?)+|^[ \t]*(?:>[ \t]?)*#{1,6}(?=[ \t])|\*\*|__(?=\S)|(?<=\S)__")


def prepare(document: SourceDocument, plan: str = "") -> Draft:
    """Clean a document and find its tables and its outline: what every step rests on."""
    folded = fold(document.text)
    if document.format == "md":
        folded = replace(folded, text=_MARKDOWN_MARKS.sub(lambda match: " " * len(match[0]), folded.text))
    tables = find_tables(document, folded)
    flowing = flow(
        folded,
        document.text,
        tables=[_below_box_heading(t, folded.text) for t in tables] + list(find_other_tables(document, folded, tables)),
        furniture=[(h.start, h.end) for h in document.hints if h.furniture],
        headings=[(h.start, h.end, h.heading) for h in document.hints if h.heading is not None],
        wrapped=document.format not in _UNWRAPPED,
    )
    outline = read_outline(flowing.paragraphs)
    return Draft(document, PlanText(plan, document, folded, flowing, outline), tables)


_BOX_HEADING = re.compile(r"\s*专\s*栏[^\n]*\n")


def _below_box_heading(table: IndicatorTable, text: str) -> tuple[int, int]:
    """The range of a table without a caption that is the heading of its box (专栏1 … 主要指标): that is outline."""
    heading = _BOX_HEADING.match(text, table.start, table.end)
    return (heading.end() if heading else table.start), table.end


def identify(draft: Draft) -> None:
    """Who issued the plan, when, for which region and years."""
    text = draft.text
    draft.identity = read_identity(
        text.flow.paragraphs,
        file=draft.document.file,
        title_hint=draft.document.title,
        spans_of=text.spans,
        quote_of=text.quote,
    )
    draft.text = replace(
        text,
        id=text.id or plan_id(draft.identity, draft.document.file),
        period=draft.identity.period,
        issued=draft.identity.issued,
        numbered=_number_year(draft.identity.doc_number),
    )


def _number_year(number: str | None) -> int | None:
    """The year in a document number (某政发〔2022〕38号)."""
    match = re.search(r"〔((?:19|20)\d\d)〕", number or "")
    return int(match[1]) if match else None


def extract_indicators(draft: Draft) -> None:
    """The rows of the main-indicator tables."""
    text = draft.text
    page_at = draft.document.page_at

    def spans_of(ranges: Sequence[tuple[int, int]], table: int | None, row: int | None) -> tuple[Span, ...]:
        if table is None or row is None:
            return tuple(Span(page_at(a), a, b) for a, b in ranges)
        return tuple(Span(page_at(a), a, b, table, row) for a, b in ranges)

    def quote_of(ranges: Sequence[tuple[int, int]]) -> str:
        return "".join("".join(draft.document.text[a:b].split()) for a, b in ranges)

    def section_at(offset: int) -> str | None:
        section = text.outline.at(text.flow.offset_at(offset))
        return section.path if section is not None else None

    rows = read_indicators(
        draft.tables,
        plan_id=text.id,
        period=text.period,
        spans_of=spans_of,
        quote_of=quote_of,
        section_at=section_at,
    )
    draft.indicators = tuple(_doubted(row, draft.document) for row in rows)


#: Below this confidence of the recognition a row of a scanned table is doubtful.
_SURE = 0.95


def _doubted(row: Indicator, document: SourceDocument) -> Indicator:
    """The row, with the doubt ``ocr`` where it stands on print that was recognised without certainty."""
    unsure = [h for h in document.hints if h.confidence is not None and h.confidence < _SURE]
    if any(hint.start < span.end and span.start < hint.end for span in row.spans for hint in unsure):
        return replace_record(row, doubts=(*row.doubts, "ocr"))
    return row


def extract_targets(draft: Draft) -> None:
    """Targets and status figures of prose and boxes."""
    draft.targets, draft.status = read_targets(draft.text, draft.indicators)


def extract_actions(draft: Draft) -> None:
    """Actions and boxes."""
    draft.actions, draft.boxes = read_actions(draft.text)


def notice_oddities(draft: Draft) -> None:
    """What is odd in the text itself, for the audit."""
    draft.remarks = read_remarks(draft.text, draft.indicators)


#: The way of a plan, in order. Each step that reads items is also a spaCy component of its name.
STEPS: tuple[tuple[str, Callable[[Draft], None]], ...] = (
    ("identity", identify),
    ("indicators", extract_indicators),
    ("targets", extract_targets),
    ("actions", extract_actions),
    ("remarks", notice_oddities),
)


def extract(
    document: SourceDocument, *, plan: str | None = None, describe: Callable[[Plan], Plan] | None = None
) -> PlanRecords:
    """All records of one document.

    ``plan`` fixes the plan's id; ``describe`` puts what is stated elsewhere (a corpus file) in place of what was
    read. Raises :class:`NotAPlan` for a text without indicator, target or action.
    """
    draft = prepare(document, plan or "")
    identify(draft)
    record = _plan_record(draft)
    if describe is not None:
        record = describe(record)
        draft.text = replace(
            draft.text,
            id=record.id,
            period=record.period,
            issued=record.issued,
            numbered=_number_year(record.doc_number),
        )
    for _name, step in STEPS[1:]:
        step(draft)
    _mark_recognised(draft)
    if not (draft.indicators or draft.targets or draft.actions):
        first_line = next((line.strip() for line in document.text.splitlines() if line.strip()), "")
        raise NotAPlan(file=document.file, found=first_line[:30])
    return PlanRecords(
        replace_record(record, id=draft.text.id, remarks=draft.remarks),
        draft.indicators,
        draft.targets,
        draft.status,
        draft.actions,
        draft.boxes,
    )


Recorded = TypeVar("Recorded", Indicator, Target, Status, Action, Box)


def _mark_recognised(draft: Draft) -> None:
    """Give every record that stands on recognised print the confidence of its least certain line."""
    lines = [hint for hint in draft.document.hints if hint.confidence is not None]
    if not lines:
        return

    def marked(record: Recorded) -> Recorded:
        sure = [
            hint.confidence
            for span in record.spans
            for hint in lines
            if hint.start < span.end and span.start < hint.end and hint.confidence is not None
        ]
        return replace_record(record, ocr=round(min(sure), 3)) if sure else record

    draft.indicators = tuple(map(marked, draft.indicators))
    draft.targets = tuple(map(marked, draft.targets))
    draft.status = tuple(map(marked, draft.status))
    draft.actions = tuple(map(marked, draft.actions))
    draft.boxes = tuple(map(marked, draft.boxes))


def _plan_record(draft: Draft) -> Plan:
    document, identity = draft.document, draft.identity
    return Plan(
        id=draft.text.id,
        title=identity.title,
        issuer=identity.issuer,
        doc_number=identity.doc_number,
        issued=identity.issued,
        level=identity.level,
        region=identity.region,
        period=identity.period,
        topic=identity.topic,
        cites=identity.cites,
        covers=("indicator", "target", "action"),
        inferred=identity.inferred,
        source=Source(document.file, document.sha256, document.format, len(document.pages) or None),
    )
