"""What was read where: passages of the text with what they were read as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policy_xwalk.extraction.pipeline import Draft
from policy_xwalk.reading.document import SourceTable
from policy_xwalk.records import PlanRecords, Span, Status, Target

MarkKind = Literal["table", "heading", "indicator", "target", "status", "glyph", "furniture"]
KINDS: tuple[MarkKind, ...] = ("table", "heading", "indicator", "target", "status", "glyph", "furniture")
"""Kinds in the order in which they lie over each other, the widest first."""

Range = tuple[int, int]
_GLYPHS_MARKED = 300
"""Of one unknown glyph no more places than these are marked; all are counted."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing read: ``name`` and ``value`` say what it was read as, ``ranges`` where (offsets of the text)."""

    kind: MarkKind
    name: str
    value: str
    ranges: tuple[Range, ...]


def find_marks(draft: Draft, records: PlanRecords | None) -> tuple[Mark, ...]:
    """Every table, heading, indicator, target, status, unknown glyph and line left out, in order of the text."""
    from policy_xwalk.reporting.display import quantity_text, value_text

    document, text = draft.document, draft.text
    marks = [Mark("table", "", f"{t.rows}×{t.columns}", _of_cells(t)) for t in document.tables]
    marks += [
        Mark("table", torn.caption or "", "", ((torn.start, torn.end),))
        for torn in draft.tables
        if not any(t.start < torn.end and torn.start < t.end for t in document.tables)
    ]
    for section in text.outline.walk():
        name = f"{section.label} {section.title}".strip()
        marks.append(Mark("heading", name, section.zone, _ranges(text.spans(section.start, section.title_end))))
    if records is not None:
        for row in records.indicators:
            baseline = value_text(row.baseline)
            value = f"{baseline} → {value_text(row.target)}" if row.baseline else value_text(row.target)
            number = "" if row.no is None else f"{row.no} "
            marks.append(Mark("indicator", f"{number}{row.name}", value, _ranges(row.spans)))
        figures: tuple[Target | Status, ...] = (*records.targets, *records.status)
        for figure in figures:
            high = figure.value_high
            value = quantity_text(figure.comparator, figure.value, high, figure.unit, "zh") or figure.raw
            kind: MarkKind = "target" if isinstance(figure, Target) else "status"
            marks.append(Mark(kind, figure.subject, value, _ranges(figure.spans)))
    for glyph in text.folded.glyphs:
        code = f"U+{ord(glyph.glyph):04X}"
        marks += [Mark("glyph", code, "", ((at, at + 1),)) for at in glyph.offsets[:_GLYPHS_MARKED]]
    marks += [Mark("furniture", "", "", ((h.start, h.end),)) for h in document.hints if h.furniture]
    return tuple(sorted((m for m in marks if m.ranges), key=lambda m: (m.ranges[0][0], KINDS.index(m.kind), m.name)))


def _of_cells(table: SourceTable) -> tuple[Range, ...]:
    """What stands in the cells: between the pages of a table there are page numbers and running heads."""
    return tuple(sorted(part for cell in table.cells for part in cell.ranges)) or ((table.start, table.end),)


def _ranges(spans: tuple[Span, ...]) -> tuple[Range, ...]:
    return tuple((span.start, span.end) for span in spans)
