"""Tables whose cells are known (ruled, Markdown pipes, tabs) as grids, and what their header rows say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from policy_xwalk.extraction.table_model import Column, Grid, GridRow, Range, TableRow, TextCell, join_pieces
from policy_xwalk.extraction.table_words import (
    ATTRIBUTE,
    NOT_INDICATORS,
    is_dash,
    is_header_row,
    is_unit,
    is_value,
    read_header,
)
from policy_xwalk.language.fold import Folded
from policy_xwalk.reading.document import SourceDocument, SourceTable

_RULE = re.compile(r"\s*\|?(?:\s*(?::-+:?|-+:|-{2,})\s*\|)+(?:\s*(?::-+:?|-+:|-{2,}))?\s*\|?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_BOLD = re.compile(r"\*\*|__")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
#: A table is never larger; merged cells of hostile files could otherwise fill the memory.
_MAX_CELLS = 200_000


def ruled_grids(document: SourceDocument, folded: Folded) -> list[Grid]:
    """The ruled tables of a document, their merged cells carried to every place they cover."""
    return [_ruled(table, folded.text) for table in document.tables if table.rows * table.columns <= _MAX_CELLS]


def _ruled(table: SourceTable, text: str) -> Grid:
    places = [[TextCell()] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        if not (0 <= cell.row < table.rows and 0 <= cell.column < table.columns):
            continue
        content = text_cell(text, cell.ranges)
        for row in range(cell.row, min(table.rows, cell.row + cell.rowspan)):
            for column in range(cell.column, min(table.columns, cell.column + cell.colspan)):
                first = row == cell.row and column == cell.column
                if first or not places[row][column].text:
                    places[row][column] = content if first else replace(content, carried=True)
    rows = tuple(GridRow(tuple(cells), index) for index, cells in enumerate(places))
    return Grid(table.number, table.start, table.end, rows, True)


def text_cell(text: str, ranges: Sequence[Range]) -> TextCell:
    """A cell of folded text without blanks, marks of emphasis and markup of line breaks."""
    clean: list[Range] = []
    for start, end in ranges:
        position = start
        bold = [m.span() for m in _BOLD.finditer(text, start, end)]
        # Emphasis comes in pairs; a single ** is a reference mark (15.9**).
        cuts = (bold if len(bold) % 2 == 0 else []) + [m.span() for m in _BREAK.finditer(text, start, end)]
        for a, b in [*sorted(cuts), (end, end)]:
            if text[position:a].strip():
                clean.append(_trim(text, position, a))
            position = max(position, b)
    return TextCell(join_pieces([text[a:b] for a, b in clean]), tuple(clean))


def _trim(text: str, start: int, end: int) -> Range:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def line_grids(document: SourceDocument, folded: Folded, first_number: int) -> list[Grid]:
    """Tables written with pipes or tabs in running text, outside the tables that the reader found."""
    taken = [(t.start, t.end) for t in document.tables]
    grids: list[Grid] = []
    for separator in ("|", "\t"):
        for block in _blocks(folded.text, separator, taken):
            rows = _pipe_rows(folded.text, block) if separator == "|" else _tab_rows(folded.text, block)
            if rows is not None:
                grids.append(Grid(0, block[0][0], block[-1][1], rows, False))
    grids.sort(key=lambda g: g.start)
    return [replace(grid, number=first_number + index) for index, grid in enumerate(grids)]


def _blocks(text: str, separator: str, taken: Sequence[Range]) -> Iterator[list[Range]]:
    """Runs of neighbouring lines that hold the separator; one blank line between them is bridged."""
    block: list[Range] = []
    blank = 0
    position = 0
    if separator not in text:
        return
    for raw in text.split("\n"):
        start, end = position, position + len(raw)
        position = end + 1
        holds = separator in raw
        if (holds or block) and not any(a <= start < b for a, b in taken):
            empty = not raw.strip()
            if holds and not empty:
                block.append((start, end))
                blank = 0
                continue
            if empty and block and blank == 0:
                blank += 1
                continue
        if len(block) >= 2:
            yield block
        block, blank = [], 0
    if len(block) >= 2:
        yield block


def _pipe_rows(text: str, block: Sequence[Range]) -> tuple[GridRow, ...] | None:
    rows: list[GridRow] = []
    for start, end in block:
        line = text[start:end]
        if _RULE.fullmatch(line):
            continue
        edges = [m.start() + start for m in _PIPE.finditer(line)]
        if not line.strip().startswith("|"):
            edges.insert(0, start - 1)
        if not line.strip().endswith("|"):
            edges.append(end)
        cells = [text_cell(text, [(a + 1, b)]) for a, b in pairwise(edges)]
        rows.append(GridRow(tuple(cells), len(rows)))
    return _even(rows)


def _tab_rows(text: str, block: Sequence[Range]) -> tuple[GridRow, ...] | None:
    rows: list[GridRow] = []
    for start, end in block:
        cells: list[TextCell] = []
        position = start
        for part in text[start:end].split("\t"):
            cells.append(text_cell(text, [(position, position + len(part))]))
            position += len(part) + 1
        rows.append(GridRow(tuple(cells), len(rows)))
    return _even(rows)


def _even(rows: list[GridRow]) -> tuple[GridRow, ...] | None:
    """Fill short rows up; None where the rows are too uneven to be a table whose cells are all there."""
    widths = Counter(len(row.cells) for row in rows)
    width = max(widths, key=lambda w: (widths[w], w), default=0)
    wide = max(widths, default=0)
    if width < 2 or widths[width] * 10 < len(rows) * 7:
        return None
    if wide != width and any(c.text for row in rows for c in row.cells[width:]):
        return None
    empty = TextCell()
    return tuple(replace(row, cells=(*row.cells, *[empty] * width)[:width]) for row in rows)


def unfolded(grid: Grid) -> Grid:
    """A table printed as two or three halves side by side under the same headings, as one table below another."""
    for at, row in enumerate(grid.rows[:5]):
        texts = [c.text for c in row.cells]
        for parts in (2, 3):
            width, rest = divmod(len(texts), parts)
            halves = [texts[i * width : (i + 1) * width] for i in range(parts)]
            if rest or width < 2 or any(half != halves[0] for half in halves) or len(set(halves[0])) < width:
                continue
            if not any((c := read_header(t)) is not None and c.role == "value" for t in halves[0]):
                continue
            head = [replace(r, cells=r.cells[:width]) for r in grid.rows[: at + 1]]
            body = [
                replace(r, cells=r.cells[i * width : (i + 1) * width])
                for i in range(parts)
                for r in grid.rows[at + 1 :]
                if any(c.text for c in r.cells[i * width : (i + 1) * width])
            ]
            return replace(grid, rows=(*head, *body))
    return grid


def find_header(grid: Grid, caption: str | None = None) -> tuple[tuple[Column, ...], int, int] | None:
    """Columns, first header row and first body row of a main-indicator table; None for any other table.

    A table of main indicators names indicators and gives their values by year or role (基期值, 目标值). Lists of
    projects, of money and of duties are none; nor is a table without any value, such as a catalogue of indicators
    with explanations.
    """
    for first in range(min(6, len(grid.rows))):
        if len({c.text for c in grid.rows[first].cells if c.text}) < 2:
            continue
        for count in (1, 2, 3):
            if first + count >= len(grid.rows):
                break
            header = grid.rows[first : first + count]
            columns = [_compose([row.cells[i] for row in header]) for i in range(len(grid.rows[0].cells))]
            if "指标" in (caption or ""):
                _name_unnamed(columns, header)
            if not is_header_row(columns, sum(any(r.cells[i].text for r in header) for i in range(len(columns)))):
                continue
            while first + count < len(grid.rows) - 1 and count < 3 and _says_columns(grid.rows[first + count]):
                count += 1
                header = grid.rows[first : first + count]
                columns = [_compose([row.cells[i] for row in header]) for i in range(len(grid.rows[0].cells))]
            headers = ["".join(dict.fromkeys(r.cells[i].text for r in header)) for i in range(len(columns))]
            body = grid.rows[first + count :]
            known = _by_content(columns, headers, body)
            return (known, first, first + count) if is_indicator_header(known, body, caption) else None
    return None


def _name_unnamed(columns: list[Column | None], header: Sequence[GridRow]) -> None:
    """Under a caption that speaks of indicators, the column left of the first year names them without a heading."""
    values = [i for i, c in enumerate(columns) if c is not None and c.role == "value"]
    if len(values) < 2 or values[0] == 0 or any(c is not None and c.role in ("name", "category") for c in columns):
        return
    if columns[values[0] - 1] is None and not any(row.cells[values[0] - 1].text for row in header):
        columns[values[0] - 1] = Column("name", "")


def _compose(cells: Sequence[TextCell]) -> Column | None:
    """The column under cells that stand above each other: read together, else the lowest that says something."""
    texts = list(dict.fromkeys(c.text for c in cells if c.text))
    for candidate in ["".join(texts), *reversed(texts)]:
        if (column := read_header(candidate)) is not None:
            return column
    return None


def _says_columns(row: GridRow) -> bool:
    own = [c for c in row.cells if c.text and not c.carried]
    return len(own) > 1 and all(
        (read_header(c.text) is not None and not is_value(c.text.rstrip("年"))) or _year(c.text) for c in own
    )


def _year(text: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d年?", text) is not None


def is_header_repeated(row: GridRow | TableRow, columns: Sequence[Column]) -> bool:
    """Whether a row prints the header again, as a table does on its next page."""
    filled = [(c.text, column) for c, column in zip(row.cells, columns, strict=True) if c.text]
    if not filled:
        return False
    same = sum(text in column.header or column.header in text for text, column in filled if column.header)
    return same == len(filled) or (same * 2 >= len(filled) and all(read_header(text) is not None for text, _ in filled))


def _by_content(
    columns: Sequence[Column | None], headers: Sequence[str], body: Sequence[GridRow]
) -> tuple[Column, ...]:
    """Settle what the header leaves open by what stands in the column."""
    known = [c or Column("other", h) for c, h in zip(columns, headers, strict=True)]
    cells = [[row.cells[i] for row in body if row.cells[i].text] for i in range(len(known))]

    def share(index: int, test: Callable[[str], object]) -> float:
        return sum(bool(test(c.text)) for c in cells[index]) / (len(cells[index]) or 1)

    for i, column in enumerate(known):
        if column.role == "attribute" and share(i, ATTRIBUTE.search) < 0.2:
            # 类型 heads attributes in one table and groups in another.
            rank = "category" if "类型" in column.header else "attribute"
            known[i] = replace(column, role=rank)  # type: ignore[arg-type]
        elif column.role in ("category", "other", "note") and cells[i] and share(i, ATTRIBUTE.fullmatch) > 0.5:
            known[i] = replace(column, role="attribute")
        elif column.role == "other" and not column.header and cells[i]:
            if share(i, str.isdigit) > 0.6:
                known[i] = replace(column, role="no")
            elif share(i, is_unit) > 0.8:
                known[i] = replace(column, role="unit")
            elif not any(c.role == "name" for c in known[:i]) and share(i, is_value) < 0.2:
                known[i] = replace(column, role="category")
        elif column.role == "name" and cells[i] and share(i, str.isdigit) > 0.8 and i + 1 < len(known):
            known[i] = replace(column, role="no")
    return _one_name(known)


def _one_name(columns: list[Column]) -> tuple[Column, ...]:
    """Exactly one column names the indicator: the deepest level; those before it are categories."""
    names = [i for i, c in enumerate(columns) if c.role == "name"]
    if not names:
        groups = [i for i, c in enumerate(columns) if c.role == "category"]
        names = groups[-1:]
    if not names:
        return tuple(columns)
    plain = [i for i in names if not columns[i].header.endswith("内容")]
    chosen = (plain or names)[-1]
    for i in names:
        role = "name" if i == chosen else "category" if i < chosen else "note"
        columns[i] = replace(columns[i], role=role)  # type: ignore[arg-type]
    return tuple(columns)


def is_indicator_header(columns: Sequence[Column], body: Sequence[GridRow], caption: str | None) -> bool:
    """Whether columns and their content are those of a table of main indicators."""
    roles = {c.role for c in columns}
    values = [i for i, c in enumerate(columns) if c.role == "value"]
    if "name" not in roles or not values:
        return False
    name = next(c for c in columns if c.role == "name")
    names_indicators = any("指标" in c.header for c in columns) or "attribute" in roles or "指标" in (caption or "")
    if not names_indicators and (
        any(NOT_INDICATORS.search(c.header) for c in columns) or NOT_INDICATORS.search(caption or "")
    ):
        return False
    if not names_indicators and not ({"target"} & {columns[i].kind for i in values} or name.header == "目标"):
        return False
    if any(NOT_INDICATORS.search(c.header) and "资" in c.header for c in columns) and "attribute" not in roles:
        return False
    if all(columns[i].kind == "baseline" for i in values):
        return False
    filled = [row.cells[i].text for i in values for row in body if row.cells[i].text]
    if not any(re.search(r"[\d零番]|[一二三四五六七八九]成|全覆盖|清零|百分", text) for text in filled):
        return False
    numbers = sum(is_value(text) or bool(re.search(r"\d", text)) for text in filled)
    return bool(filled) and numbers * 3 >= len(filled) and not all(is_dash(t) for t in filled)
