"""Builds documents by hand and reads their indicators, as the extraction step does."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import UNSET

from policy_xwalk.extraction.indicators import find_tables, read_indicators
from policy_xwalk.extraction.table_model import IndicatorTable
from policy_xwalk.language.fold import fold
from policy_xwalk.reading.builder import GridCell, TextBuilder
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.reading.limits import DEFAULT_LIMITS
from policy_xwalk.records import Indicator, Period, Span, Value

FOURTEENTH = Period(2021, 2025)
Cells = Sequence[Sequence[str | tuple[str, int, int]]]


def text_document(text: str) -> SourceDocument:
    return SourceDocument("plan.txt", "0", "txt", text)


def ruled_document(rows: Cells, before: str = "", after: str = "") -> SourceDocument:
    """A document with one ruled table; a cell is a text, or text, rowspan and colspan."""
    builder = TextBuilder("plan.docx", DEFAULT_LIMITS)
    for line in before.split("\n"):
        builder.line(line)
    grid: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            content, rowspan, colspan = (cell, 1, 1) if isinstance(cell, str) else cell
            grid.append(GridCell(row, column, content.split("\n"), rowspan, colspan))
            taken.update((row + i, column + j) for i in range(rowspan) for j in range(colspan))
    builder.table(grid, len(rows), max(column for _, column in taken) + 1)
    for line in after.split("\n"):
        builder.line(line)
    return SourceDocument("plan.docx", "0", "docx", builder.text(), tables=builder.closed_tables())


def tables_of(document: SourceDocument) -> tuple[IndicatorTable, ...]:
    return find_tables(document, fold(document.text))


def indicators_of(document: SourceDocument, period: Period | None = FOURTEENTH) -> tuple[Indicator, ...]:
    def spans(ranges: Sequence[tuple[int, int]], table: int | None, row: int | None) -> tuple[Span, ...]:
        return tuple(
            Span(document.page_at(a), a, b, UNSET if table is None else table, UNSET if row is None else row)
            for a, b in ranges
        )

    def quote(ranges: Sequence[tuple[int, int]]) -> str:
        return "".join("".join(document.text[a:b].split()) for a, b in ranges)

    found = read_indicators(
        tables_of(document),
        plan_id="p",
        period=period,
        spans_of=spans,
        quote_of=quote,
        section_at=lambda offset: None,
    )
    assert len({i.id for i in found}) == len(found)
    for indicator in found:
        assert indicator.spans
        assert indicator.quote == quote([(s.start, s.end) for s in indicator.spans])
        assert all(isinstance(s.table, int) and isinstance(s.row, int) for s in indicator.spans)
    return found


def say(value: Value | None) -> str | None:
    """A value in one word: comparator, number, unit and year."""
    if value is None:
        return None
    high = "" if value.value_high is UNSET else f"-{value.value_high}"
    number = value.qualitative if value.value is None else f"{value.comparator}{value.value}{high}"
    return f"{number}{value.unit or ''}@{value.year}"


def brief(indicator: Indicator) -> tuple[int | None, str, str | None, str | None, str | None]:
    return (
        indicator.no,
        indicator.name,
        say(indicator.baseline),
        say(indicator.target),
        indicator.attribute,
    )
