"""Main indicators: the tables that hold them, and every row as a record."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from msgspec import UNSET

from policy_xwalk.extraction.indicator_rows import RowReader
from policy_xwalk.extraction.table_grid import find_header, is_header_repeated, line_grids, ruled_grids, unfolded
from policy_xwalk.extraction.table_model import Column, Grid, GridRow, IndicatorTable, Range, TableRow
from policy_xwalk.extraction.table_words import MARK, UNIT, is_dash, is_value
from policy_xwalk.extraction.text_tables import torn_tables
from policy_xwalk.identifiers import item_id
from policy_xwalk.language.flow import Line, split_lines
from policy_xwalk.language.fold import Folded
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.records import Indicator, Period, Span

SpansOf = Callable[[Sequence[Range], int | None, int | None], tuple[Span, ...]]
QuoteOf = Callable[[Sequence[Range]], str]

_CAPTION = re.compile(r"指标|目标|一览|表")
_UNIT_IN_CAPTION = re.compile(rf"[（(，,\s](?:计量)?单位[：:]\s*({UNIT})\s*[）)]?\s*$|[（(]({UNIT})[）)]$")
_UNIT_LINE = re.compile(rf"[（(]?(?:计量)?单位[：:]\s*({UNIT}(?:[、，]\s*{UNIT})*)\s*[）)]?")
_NOTE = re.compile(
    r"[（(]?(?:注|备\s*注|说\s*明)\s*\d*\s*[：:.、]|注\s+\S|[“\"]?[〔\[]\s*[〕\]]|数据来源|(?:表中)?带[“\"]?[*※▲△★☆]"
)
_MARKED = re.compile(rf"(?:标注?|注)?[“\"]?({MARK})[”\"]?\s*\S{{2}}")
_HEADING = re.compile(
    r"(?:第[一二三四五六七八九十]+[章节篇]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|专\s*栏)"
)


def find_tables(document: SourceDocument, folded: Folded) -> tuple[IndicatorTable, ...]:
    """The main-indicator tables of a document in the order of their text, each with its whole region.

    The region takes in the caption that names the table, a line that states its unit, and its notes.
    """
    lines = split_lines(folded.text)
    found: list[IndicatorTable] = []
    taken: list[Range] = [(t.start, t.end) for t in document.tables]
    grids = ruled_grids(document, folded)
    grids += line_grids(document, folded, len(document.tables) + 1)
    previous: tuple[Grid, IndicatorTable] | None = None
    for grid in sorted(map(unfolded, grids), key=lambda g: g.start):
        caption = _caption_lines(lines, grid.start)
        title = caption[0].text if caption else None
        header = find_header(grid, title)
        table: IndicatorTable | None = None
        if header is not None:
            columns, first, after = header
            inner = _title_row(grid.rows[:first])
            again = previous is not None and _printed_again(previous, grid, columns, folded.text)
            category = previous[1].rows[-1].category if again and previous and previous[1].rows else None
            table = _grid_table(grid, columns, grid.rows[after:], inner or title, category)
            table = replace(table, unit=_unit_row(grid.rows[:first]), continues=again)
        elif previous is not None and _goes_on(previous, grid, folded.text):
            category = previous[1].rows[-1].category if previous[1].rows else None
            table = _grid_table(grid, previous[1].columns, grid.rows, previous[1].caption, category)
            table = replace(table, unit=previous[1].unit, continues=True)
        if table is not None:
            found.append(table)
            previous = grid, table
            if not grid.ruled:
                taken.append((grid.start, grid.end))
        else:
            previous = None
    found.extend(torn_tables(folded, taken, len(grids) + 1))
    whole = [_with_surroundings(t, lines, folded.text, document) for t in sorted(found, key=lambda t: t.start)]
    for index in range(len(whole) - 1, 0, -1):
        # The notes stand under the last piece, the caption and its unit over the first.
        if whole[index].continues:
            notes = (*whole[index - 1].notes, *whole[index].notes)
            whole[index - 1] = replace(whole[index - 1], notes=notes)
    for index in range(1, len(whole)):
        if whole[index].continues:
            head, rest = whole[index - 1], whole[index]
            whole[index] = replace(rest, unit=rest.unit or head.unit, caption=rest.caption or head.caption)
    return tuple(whole)


def find_other_tables(
    document: SourceDocument, folded: Folded, tables: Sequence[IndicatorTable] | None = None
) -> tuple[Range, ...]:
    """The ruled tables that hold no main indicators (duties, projects, catalogues): their lines are no prose.

    ``tables`` are the main-indicator tables where they have been found already.
    """
    tables = find_tables(document, folded) if tables is None else tables
    indicator_regions = [(t.start, t.end) for t in tables]
    return tuple(
        (table.start, table.end)
        for table in document.tables
        if not any(a <= table.start < b for a, b in indicator_regions)
    )


def read_indicators(
    tables: Sequence[IndicatorTable],
    *,
    plan_id: str,
    period: Period | None,
    spans_of: SpansOf,
    quote_of: QuoteOf,
    section_at: Callable[[int], str | None],
) -> tuple[Indicator, ...]:
    """Every row of the tables as a record.

    ``spans_of(ranges, table, row)`` and ``quote_of(ranges)`` make the record's source passage from ranges of the
    source text; ``section_at`` tells the headings above an offset. A table whose values all lie before the plan's
    period reports what was achieved and gives no indicators.
    """
    indicators: list[Indicator] = []
    occurrences: dict[str, int] = {}
    reader: RowReader | None = None
    for table in tables:
        reader = RowReader(table, period, reader)
        if not reader.has_target:
            continue
        section = section_at(table.start)
        for row in table.rows:
            content = reader.read(row)
            if content is None:
                continue
            quote = quote_of(row.ranges)
            count = occurrences.get(quote, 0)
            occurrences[quote] = count + 1
            indicators.append(
                Indicator(
                    id=item_id(plan_id, "I", quote, count),
                    plan=plan_id,
                    no=content.no,
                    name=content.name,
                    category=content.category,
                    baseline=content.baseline,
                    target=content.target,
                    attribute=content.attribute,
                    direction=content.direction,
                    section=section,
                    quote=quote,
                    spans=spans_of(row.ranges, table.number, row.row),
                    departments=content.departments,
                    milestones=content.milestones,
                    note=content.note,
                    part_of=UNSET if content.part_of is None else content.part_of,
                    doubts=content.doubts,
                )
            )
    return tuple(indicators)


def _title_row(rows: Sequence[GridRow]) -> str | None:
    """The caption that stands in the table itself, above its header."""
    texts = [next((c.text for c in row.cells if c.text), "") for row in rows]
    return next((t for t in texts if "指标" in t), None)


def _unit_row(rows: Sequence[GridRow]) -> str | None:
    """The unit that a row above the header states for the whole table."""
    units = [m[1] for row in rows for cell in row.cells if (m := _UNIT_LINE.fullmatch(cell.text))]
    return units[0] if units and not re.search("[、，]", units[0]) else None


def _grid_table(
    grid: Grid, columns: tuple[Column, ...], body: Sequence[GridRow], caption: str | None, category: str | None = None
) -> IndicatorTable:
    rows: list[TableRow] = []
    notes: list[str] = []
    for row in body:
        own = [c for c in row.cells if c.text and not c.carried]
        if not own or is_header_repeated(row, columns):
            continue
        if len(own) == 1 and (_NOTE.match(own[0].text) or (_MARKED.match(own[0].text) and len(own[0].text) > 12)):
            notes.append(own[0].text)
            continue
        if (group := _group(row, columns)) is not None:
            category = group
            continue
        rows.append(TableRow(row.cells, _row_ranges(row, columns), row.row, category))
    return IndicatorTable(grid.number, grid.start, grid.end, columns, tuple(rows), caption, notes=tuple(notes))


def _group(row: GridRow, columns: Sequence[Column]) -> str | None:
    """The text of a row that is a heading over the rows below: nothing but one text, no number, no value."""
    texts = [c.text for c in row.cells if c.text]
    if len(set(texts)) != 1 or is_value(texts[0]):
        numbered = {c.role: cell.text for c, cell in zip(columns, row.cells, strict=True) if cell.text}
        # 一 | 经济发展: a Chinese numeral in the column of numbers.
        if set(numbered) <= {"no", "name", "category"} and re.fullmatch(
            r"[（]?[一二三四五六七八九十]+[）、.]?", numbered.get("no", "")
        ):
            return numbered.get("name") or numbered.get("category")
        return None
    values = [c for c, column in zip(row.cells, columns, strict=True) if column.role in ("value", "attribute")]
    spread = any(c.text for c in values)
    if not spread and re.match(r"\d", texts[0]) and not re.match(r"[（]?[一二三四五六七八九十]", texts[0]):
        return None
    if not spread and re.match(r"其中|#|[-—]", texts[0]):
        return None
    return texts[0]


def _row_ranges(row: GridRow, columns: Sequence[Column]) -> tuple[Range, ...]:
    """What a row rests on: its own cells, and a merged cell of name or value that reaches into it."""
    ranges: set[Range] = set()
    for cell, column in zip(row.cells, columns, strict=True):
        if not cell.carried or column.role in ("name", "value"):
            ranges.update(cell.ranges)
    return tuple(sorted(ranges))


def _printed_again(previous: tuple[Grid, IndicatorTable], grid: Grid, columns: Sequence[Column], text: str) -> bool:
    """Whether a table with the header of the one before it is its rest: nothing but 续表 or a page number between."""
    before, table = previous
    between = "".join(text[before.end : grid.start].split())
    if len(between) > 40:
        return False
    return [c.header for c in table.columns] == [c.header for c in columns] and (
        re.fullmatch(
            r"[—\-–·\d第页/]*(?:[（(]?(?:续上?表?|接上?表)[）)]?[\d一二三四五六七八九十]*)?[—\-–·\d第页/]*", between
        )
        is not None
    )


def _goes_on(previous: tuple[Grid, IndicatorTable], grid: Grid, text: str) -> bool:
    """Whether a table without a header is the rest of the one before it (on the next page)."""
    before, table = previous
    between = text[before.end : grid.start].strip()
    if before.ruled != grid.ruled or len(grid.rows[0].cells) != len(table.columns) if grid.rows else True:
        return False
    if len(between) > 40 or "。" in between or (between and _HEADING.match(between)):
        return False
    values = [i for i, c in enumerate(table.columns) if c.role == "value"]
    filled = [row.cells[i].text for row in grid.rows for i in values if row.cells[i].text]
    return bool(filled) and sum(is_value(t) or is_dash(t) for t in filled) * 2 >= len(filled)


def _caption_lines(lines: Sequence[Line], start: int) -> list[Line]:
    """The lines over a table that name it or state its unit, nearest first and at most three."""
    at = bisect_left([line.start for line in lines], start) - 1
    kept: list[Line] = []
    title: list[Line] = []
    for line in reversed(lines[max(0, at - 2) : at + 1]):
        if _UNIT_LINE.fullmatch(line.text):
            kept.append(line)
        elif len(line.text) <= 60 and _CAPTION.search(line.text) and not re.search(r"[。；：，]$", line.text):
            if not re.search(r"指标|表", line.text) and not line.text.startswith("专"):
                break
            if _HEADING.match(line.text) and not line.text.startswith("专"):
                break
            title.append(line)
            break
        elif re.fullmatch(r"(?:附\s*[件表]|专\s*栏|表)\s*[\d一二三四五六七八九十—-]*[：:]?", line.text):
            kept.append(line)
        else:
            break
    return [*title, *kept] if title else kept


def _with_surroundings(
    table: IndicatorTable, lines: Sequence[Line], text: str, document: SourceDocument
) -> IndicatorTable:
    """Add caption, unit and notes to the region, and join the ranges of rows where only blanks part them."""
    above = _caption_lines(lines, table.start)
    unit = next((m[1] for line in above if (m := _UNIT_LINE.fullmatch(line.text))), None)
    notes = list(table.notes)
    used = "".join(cell.text for row in table.rows for cell in row.cells)
    end = table.end
    at = bisect_right([line.start for line in lines], max(table.start, table.end - 1))
    while at < len(lines) and len(notes) < 12:
        line = lines[at]
        first = len(notes) == len(table.notes)
        # A mark begins a note where the table uses it; elsewhere it may number a paragraph.
        marked = _MARKED.match(line.text)
        noted = _NOTE.match(line.text) or (marked and (not first or marked[1] in used))
        if not noted and (first or not _note_goes_on(lines[at - 1], line, text)):
            break
        notes.append(line.text)
        end = line.end
        at += 1
    caption = table.caption or next((line.text for line in above if "指标" in line.text), None)
    if caption is None and above and _CAPTION.search(above[0].text):
        caption = above[0].text
    if unit is None:
        stated = [m for m in (_UNIT_IN_CAPTION.search(t) for t in (caption or "", *(line.text for line in above))) if m]
        unit = next((m[1] or m[2] for m in stated), None)
    rows = tuple(replace(row, ranges=_joined(row.ranges, text, document)) for row in table.rows)
    return replace(
        table,
        start=min([table.start, *(line.start for line in above)]),
        end=max(table.end, end),
        caption=caption,
        unit=table.unit or (unit if unit and not re.search("[、，]", unit) else None),
        notes=tuple(notes),
        rows=rows,
    )


def _note_goes_on(before: Line, line: Line, text: str) -> bool:
    """Whether a line continues a note: the note has not ended, and the lines stand close."""
    if re.match(r"\d[.、．]", line.text) and not _HEADING.match(line.text):
        return text[before.end : line.start].count("\n") == 1
    close = text[before.end : line.start].count("\n") == 1
    return close and not re.search(r"[。；]$", before.text) and not _HEADING.match(line.text)


def _joined(ranges: Sequence[Range], text: str, document: SourceDocument) -> tuple[Range, ...]:
    """Neighbouring ranges with nothing but blanks between them, on one page, as one."""
    joined: list[Range] = []
    for start, end in ranges:
        last = joined[-1] if joined else None
        close = last is not None and start >= last[1] and not text[last[1] : start].strip()
        if last is not None and close and document.page_at(last[1] - 1) == document.page_at(start):
            joined[-1] = (last[0], end)
        else:
            joined.append((start, end))
    return tuple(joined)
