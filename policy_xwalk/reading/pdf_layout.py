"""The pages of a PDF put together: running heads and page numbers marked, tables joined over page breaks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from policy_xwalk.reading.builder import GridCell, OpenTable, TextBuilder
from policy_xwalk.reading.document import LineHint, Page
from policy_xwalk.reading.pdf_chars import Char
from policy_xwalk.reading.pdf_tables import PdfTable

Block = str | PdfTable

_DASHED_NUMBER = re.compile(r"\s*[—–\-－―─·•.~～]+\s*\d{1,4}\s*[—–\-－―─·•.~～]+\s*$")
_PAGE_WORDS = re.compile(
    r"\s*(?:[—\-]*\s*第\s*[\d一二三四五六七八九十百]+\s*页\s*(?:[,，/／、]?\s*共\s*[\d一二三四五六七八九十百]+\s*页)?\s*[—\-]*"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}|page\s*\d{1,4}(?:\s*of\s*\d{1,4})?|[ivxl]{1,7})\s*$",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\s*(\d{1,4})\s*$")
_CONTINUED = re.compile(
    r"\s*[（(【]?\s*(?:续\s*(?:上\s*)?表|接上(?:页|表)|表?\s*续)\s*[\d一二三四五六七八九十]*\s*[)）】]?\s*$"
)
_NUMBER_HEADER = re.compile(r"序号|编号|No\.?$", re.IGNORECASE)
_NUMBER = re.compile(r"[（(]?\d{1,3}[)）]?[.、．]?$")
_LEADING_NUMBER = re.compile(r"[（(]?\d{1,3}[)）]?[.、．]?\D")


@dataclass(slots=True)
class PageContent:
    """Lines and tables of a page in reading order."""

    number: int
    blocks: list[Block]
    confidences: dict[int, float] = field(default_factory=dict)
    """Of recognised lines, by their place in ``blocks``."""


@dataclass(slots=True)
class _Running:
    """A table being written, with what is needed to see whether the next page continues it."""

    open: OpenTable
    head: PdfTable
    last_row: list[str]
    number_column: int | None


def write_pages(builder: TextBuilder, pages: list[PageContent]) -> tuple[Page, ...]:
    """Write all pages and return their ranges; a table that goes on over a page break is one table.

    What stands between its parts (page number, running head, a repeated header row, 续表) is furniture.
    """
    furniture = _furniture(pages)
    ranges: list[Page] = []
    running: _Running | None = None
    for position, page in enumerate(pages):
        start = builder.length
        following = pages[position + 1] if position + 1 < len(pages) else None
        for index, block in enumerate(page.blocks):
            if isinstance(block, str):
                marked = (position, index) in furniture or bool(running and _CONTINUED.match(block))
                builder.line(block.rstrip(), furniture=marked, confidence=page.confidences.get(index))
                running = running if marked else None
                continue
            if running is not None and (part := _fitted(block, running.head)) is not None:
                _continue(builder, running, part)
                continue
            goes_on = following is not None and _only_furniture_after(page, position, index, furniture)
            running = _begin(builder, block, alone=not goes_on)
        ranges.append(Page(page.number, start, builder.length))
    return tuple(ranges)


def _only_furniture_after(page: PageContent, position: int, index: int, furniture: set[tuple[int, int]]) -> bool:
    return all((position, later) in furniture for later in range(index + 1, len(page.blocks)))


def _begin(builder: TextBuilder, table: PdfTable, *, alone: bool) -> _Running | None:
    if alone and table.rows < 2:
        text = "\t".join(" ".join(cell.lines) for cell in table.cells)
        builder.line(text, confidence=min(table.confidences.values(), default=None))
        return None
    opened = builder.table(table.cells, table.rows, table.columns)
    _row_hints(builder, opened, table.confidences, opened.start, 0)
    return _Running(opened, table, table.row_texts(table.rows - 1), _number_column(table))


def _continue(builder: TextBuilder, running: _Running, part: PdfTable) -> None:
    """Write the rows of the next part; a repeated header becomes furniture, a broken row goes on."""
    repeated = 0
    header_rows = min(part.rows, running.head.rows)
    while repeated < header_rows and any(part.row_texts(repeated)):
        if part.row_texts(repeated) != running.head.row_texts(repeated):
            break
        builder.line("\t".join(" ".join(c.lines) for c in part.cells if c.row == repeated), furniture=True)
        repeated += 1
    rows = part.rows - repeated
    if rows <= 0:
        return
    cells = [_raised(cell, repeated) for cell in part.cells if cell.row >= repeated]
    body = replace(part, cells=cells, rows=rows)
    broken = _goes_on(running, body)
    cells = _grown(running.open, cells, shared=int(broken))
    start, first = builder.length, running.open.rows - int(broken)
    builder.extend(running.open, cells, rows, onto_last=broken)
    _row_hints(builder, running.open, part.confidences, start, first - repeated)
    running.last_row = body.row_texts(rows - 1)


def _row_hints(builder: TextBuilder, table: OpenTable, confidences: dict[int, float], start: int, first: int) -> None:
    """Note the confidence of the rows written since ``start``; row 0 of the part stands in row ``first``."""
    for row, confidence in sorted(confidences.items()):
        cells = [cell for cell in table.cells.values() if cell.row == row + first]
        ranges = [piece for cell in cells for piece in cell.ranges if piece[0] >= start]
        if ranges:
            low, high = min(begin for begin, _ in ranges), max(end for _, end in ranges)
            builder.hints.append(LineHint(low, high, confidence=confidence))


def _raised(cell: GridCell, by: int) -> GridCell:
    return GridCell(cell.row - by, cell.column, cell.lines, cell.rowspan, cell.colspan)


def _grown(table: OpenTable, cells: list[GridCell], *, shared: int) -> list[GridCell]:
    """A merged cell cut by the page break is one cell: its empty rest below lengthens it.

    ``shared`` is 1 where the first row below is the rest of the last one above.
    """
    kept: list[GridCell] = []
    for cell in cells:
        above = next(
            (c for c in table.cells.values() if c.column == cell.column and c.row + c.rowspan == table.rows), None
        )
        if cell.row or any(cell.lines) or above is None:
            kept.append(cell)
        elif shared or above.rowspan > 1 or cell.rowspan > 1:
            table.cells[above.row, above.column] = replace(above, rowspan=above.rowspan + cell.rowspan - shared)
        else:
            kept.append(cell)
    return kept


def _fitted(part: PdfTable, head: PdfTable) -> PdfTable | None:
    """The next page's table on the columns of the one before, or None where the columns differ.

    Margins of odd and even pages differ, so the columns are compared from the left border.
    """
    if part.columns == head.columns:
        widths = [abs((a - part.x0) - (b - head.x0)) for a, b in zip(part.xs, head.xs, strict=True)]
        return part if max(widths) < 25 or abs((part.x1 - part.x0) - (head.x1 - head.x0)) < 10 else None
    if part.columns > head.columns or abs((part.x1 - part.x0) - (head.x1 - head.x0)) > 10:
        return None
    columns: list[int] = []
    for x in part.xs:
        distances = [abs((x - part.x0) - (y - head.x0)) for y in head.xs]
        column = distances.index(min(distances))
        if distances[column] > 8:
            return None
        columns.append(column)
    ends = [*columns[1:], head.columns]
    cells = [
        GridCell(
            cell.row,
            columns[cell.column],
            cell.lines,
            cell.rowspan,
            ends[min(cell.column + cell.colspan, part.columns) - 1] - columns[cell.column],
        )
        for cell in part.cells
    ]
    return replace(part, columns=head.columns, xs=head.xs, cells=cells)


def _number_column(table: PdfTable) -> int | None:
    """The column of row numbers: headed 序号, or filled with small numbers."""
    for column in range(min(2, table.columns)):
        if any(_NUMBER_HEADER.match(table.row_texts(row)[column]) for row in range(min(2, table.rows))):
            return column
        texts = [text for row in range(1, table.rows) if (text := table.row_texts(row)[column])]
        if texts and all(_NUMBER.match(text) for text in texts):
            return column
    return None


def _goes_on(running: _Running, body: PdfTable) -> bool:
    """Whether the first row of a page is the rest of the row that the page before broke off."""
    first = body.row_texts(0)
    last = running.last_row
    filled = [column for column, text in enumerate(first) if text]
    if not filled or running.open.rows < 2:
        return False
    column = running.number_column
    if column is not None:
        if not first[column]:
            return len(filled) < len(first)
        # Centred beside a broken name, the number may stand on the second page only.
        return not last[column] and any(last) and 2 * sum(map(bool, last)) <= len(last)
    head = running.head
    names = [text for row in range(1, head.rows) for text in head.row_texts(row) if _LEADING_NUMBER.match(text)]
    if names and len(names) * 10 >= 6 * (head.rows - 1):
        return not any(_LEADING_NUMBER.match(text) for text in first) and len(filled) < len(first)
    return 2 * len(filled) <= len(first) and 10 * sum(map(bool, last)) >= 6 * len(last)


def _furniture(pages: list[PageContent]) -> set[tuple[int, int]]:
    """Places (page, block) of page numbers and of running heads and feet.

    A running head is a line among the first or last two of at least three pages (of all pages of a shorter file), the
    same but for the page number in it.
    A bare number is a page number where it keeps its distance to the count of pages on two pages at least.
    """
    edge: list[tuple[int, int, str]] = []
    for position, page in enumerate(pages):
        places = {i for i in (0, 1, len(page.blocks) - 2, len(page.blocks) - 1) if 0 <= i < len(page.blocks)}
        edge.extend((position, i, b) for i in sorted(places) if isinstance(b := page.blocks[i], str))
    shapes = Counter(shape for _, shape in {(position, _shape(text)) for position, _, text in edge})
    offsets = Counter(int(m[1]) - position for position, _, text in edge if (m := _BARE_NUMBER.match(text)))
    enough = max(min(3, len(pages)), len(pages) // 4, 2)
    found: set[tuple[int, int]] = set()
    for position, index, text in edge:
        bare = _BARE_NUMBER.match(text)
        if _DASHED_NUMBER.match(text) or _PAGE_WORDS.match(text):
            found.add((position, index))
        elif bare:
            if offsets[int(bare[1]) - position] >= 2:
                found.add((position, index))
        elif position == 0 and index <= 1:
            # Above the first page it may be the title itself, from which the running head is taken.
            continue
        elif len(text.strip()) >= 4 and shapes[_shape(text)] >= enough:
            found.add((position, index))
    return found


def _shape(text: str) -> str:
    """A line without the page number at its beginning or end."""
    return re.sub(r"^\W*\d{1,4}\W+|\W*(?:\d{1,4}\s*[/／]\s*)?\d{1,4}\W*$", "", " ".join(text.split()))


def last_table(content: PageContent) -> PdfTable | None:
    """The table at the foot of a page (a page number may follow it) that the next page may continue."""
    for block in reversed(content.blocks[-3:]):
        if isinstance(block, PdfTable):
            return None if block.closed else block
    return None


def content_of(number: int, chars: list[Char], tables: list[PdfTable]) -> PageContent:
    """Lines and tables of a page in the order of its characters; a table stands where its first character does."""
    content = PageContent(number, [])
    blocks: list[Block] = content.blocks
    placed: set[int] = set()
    line: list[Char] = []

    def flush() -> None:
        text = "".join(char.text for char in line)
        if text.strip():
            known = [char.confidence for char in line if char.confidence is not None]
            if known:
                content.confidences[len(blocks)] = min(known)
            blocks.append(text)
        line.clear()

    for char in chars:
        if char.text == "\n":
            flush()
            continue
        if not char.text.isspace():
            index = next((i for i, table in enumerate(tables) if table.holds(char)), None)
            if index is not None:
                if index not in placed:
                    flush()
                    placed.add(index)
                    blocks.append(tables[index])
                continue
        line.append(char)
    flush()
    return content
