"""Tables of web pages: which are data and which only lay out the page, and where their spanning cells stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING

from policy_xwalk.reading.builder import GridCell

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MAX_SPAN = 200
_MAX_CELLS = 200_000

Grid = tuple[list[GridCell], int, int]


def data_grid(table: LexborNode, cell_lines: Callable[[LexborNode], list[str]]) -> Grid | None:
    """Cells of a data table with rows and columns; None for a layout table, whose text is running text.

    Layout is what contains another table, has one cell, one row or one column, says so itself (``role``), or holds
    long running text in a few cells. Rows and columns that no cell begins in are cut off.
    """
    if (table.attributes.get("role") or "").lower() in {"presentation", "none"}:
        return None
    if any(inner.mem_id != table.mem_id for inner in table.css("table")):
        return None
    cells, rows = _place(table, cell_lines)
    filled = [cell for cell in cells if any(line.strip() for line in cell.lines)]
    columns = max((cell.column + 1 for cell in filled), default=0)
    if columns < 2 or len({cell.row for cell in filled}) < 2:
        return None
    if rows <= 3 and any(len(cell.lines) >= 5 and sum(map(len, cell.lines)) > 800 for cell in filled):
        return None
    return _without_empty_rows(cells, rows, columns)


def _place(table: LexborNode, cell_lines: Callable[[LexborNode], list[str]]) -> tuple[list[GridCell], int]:
    """Lay the cells out as HTML does: each takes the next free column, spans hold places in later rows."""
    row_nodes = table.css("tr")
    cells: list[GridCell] = []
    held: dict[int, int] = {}  # column -> number of further rows in which a cell from above stands there
    for row, node in enumerate(row_nodes):
        column = 0
        taken = held
        held = {place: left - 1 for place, left in taken.items() if left > 1}
        for cell in node.iter():
            if cell.tag not in {"td", "th"}:
                continue
            while column in taken:
                column += 1
            colspan = _span(cell, "colspan", _MAX_SPAN)
            rowspan = _span(cell, "rowspan", len(row_nodes) - row)
            cells.append(GridCell(row, column, cell_lines(cell), rowspan, colspan))
            if rowspan > 1:
                held.update((place, rowspan - 1) for place in range(column, column + colspan))
            column += colspan
            if len(cells) > _MAX_CELLS:
                return cells, len(row_nodes)
    return cells, len(row_nodes)


def _span(cell: LexborNode, name: str, most: int) -> int:
    value = (cell.attributes.get(name) or "1").strip()
    if not value.isascii() or not value.isdigit() or len(value) > 6:
        return 1
    number = int(value)
    if number == 0:  # HTML: to the end of the section
        return most if name == "rowspan" else 1
    return max(1, min(number, most))


def _without_empty_rows(cells: list[GridCell], rows: int, columns: int) -> Grid:
    begun = sorted({cell.row for cell in cells if any(line.strip() for line in cell.lines)})
    place = {row: index for index, row in enumerate(begun)}
    kept = []
    for cell in cells:
        if cell.row not in place or cell.column >= columns:
            continue
        reached = bisect_left(begun, cell.row + cell.rowspan) - place[cell.row]
        colspan = min(cell.colspan, columns - cell.column)
        kept.append(GridCell(place[cell.row], cell.column, cell.lines, max(1, reached), colspan))
    return kept, len(begun), columns
