"""Tables of a PDF page: the characters of the page put into the cells that its rulings draw."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from policy_xwalk.reading.builder import GridCell
from policy_xwalk.reading.pdf_chars import Char, char_lines, line_text
from policy_xwalk.reading.pdf_rows import NUMBER_CELL, anchored_rows, lines_of, names_category
from policy_xwalk.reading.pdf_rulings import GridBox, Region, Segment, cluster, page_segments, regions, ruled_grid

_NARROWEST = 0.05
"""Points between two columns where the longest cell of one nearly touches the other; :func:`_divides` must agree."""


@dataclass(slots=True)
class PdfTable:
    """A table, or the part of one, on a page. ``xs`` are the positions of its column borders."""

    x0: float
    top: float
    x1: float
    bottom: float
    rows: int
    columns: int
    xs: list[float]
    cells: list[GridCell] = field(default_factory=list)
    confidences: dict[int, float] = field(default_factory=dict)
    """Of recognised rows, the confidence of the least certain cell."""
    closed: bool = True
    """False where only the print says how far it goes, so that a page without header may continue it."""

    def holds(self, char: Char) -> bool:
        """Whether a character stands in it."""
        return self.x0 - 1 <= char.centre <= self.x1 + 1 and self.top - 1 <= char.middle <= self.bottom + 1

    def row_texts(self, row: int) -> list[str]:
        """Text of each column in a row, without white space; empty where a merged cell from above or left stands."""
        texts = [""] * self.columns
        for cell in self.cells:
            if cell.row == row:
                texts[cell.column] = "".join("".join(cell.lines).split())
        return texts


def page_tables(page: Any, chars: list[Char]) -> list[PdfTable]:
    """Tables of two or more columns on a pdfplumber page; frames of one column are text and left out."""
    return drawn_tables(*page_segments(page), chars)


def drawn_tables(horizontals: list[Segment], verticals: list[Segment], chars: list[Char]) -> list[PdfTable]:
    """Tables of two or more columns that the given lines rule."""
    tables: list[PdfTable] = []
    for region in regions(horizontals, verticals):
        inside = [char for char in chars if not char.text.isspace() and _within(region, char)]
        if not inside:
            continue
        table = _ruled(region, inside) if region.verticals else None
        if table is None:
            table = _unruled_columns(region, inside)
        if table is not None and not any(_overlap(table, other) for other in tables):
            tables.append(table)
    return tables


def _within(region: Region, char: Char) -> bool:
    return region.left - 1 <= char.centre <= region.right + 1 and region.top - 1 <= char.middle <= region.bottom + 1


def _overlap(one: PdfTable, other: PdfTable) -> bool:
    return (
        min(one.x1, other.x1) - max(one.x0, other.x0) > 5
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 5
    )


def _ruled(region: Region, chars: list[Char]) -> PdfTable | None:
    grid = ruled_grid(region)
    if grid is None:
        return None
    boxes, xs, ys = grid
    filled: dict[int, list[Char]] = {}
    for char in chars:
        index = next((i for i, box in enumerate(boxes) if _stands_in(char, box)), None)
        if index is not None:
            filled.setdefault(index, []).append(char)
    # Rows and columns in which nothing begins are double lines, margins, and the rest of a row cut by the page.
    used_rows = sorted({boxes[i].row for i in filled})
    used_columns = sorted({boxes[i].column for i in filled})
    empty_columns = {
        box.column for i, box in enumerate(boxes) if i not in filled and xs[box.column + 1] - xs[box.column] > 12
    }
    used_columns = sorted({*used_columns, *empty_columns})
    if len(used_columns) < 2 or len({boxes[i].column for i in filled}) < 2:
        return None
    table = PdfTable(xs[0], ys[0], xs[-1], ys[-1], len(used_rows), len(used_columns), [xs[c] for c in used_columns])
    for i, box in enumerate(boxes):
        rows = [n for n, row in enumerate(used_rows) if box.row <= row < box.row + box.rowspan]
        columns = [n for n, c in enumerate(used_columns) if box.column <= c < box.column + box.colspan]
        if rows and columns:
            lines = [line_text(line) for line in char_lines(filled.get(i, []))]
            table.cells.append(GridCell(rows[0], columns[0], lines, len(rows), len(columns)))
    return _split_unruled_rows(table, boxes, filled) if table.rows <= 3 else table


def _stands_in(char: Char, box: GridBox) -> bool:
    return box.x0 <= char.centre <= box.x1 and box.top <= char.middle <= box.bottom


def _split_unruled_rows(table: PdfTable, boxes: list[GridBox], filled: dict[int, list[Char]]) -> PdfTable:
    """A table ruled between its columns but not between its rows: rows begin where the first column has a number."""
    last = table.rows - 1
    body = {cell.column: cell for cell in table.cells if cell.row == last and cell.rowspan == 1 and cell.colspan == 1}
    first = body.get(0)
    if len(body) != table.columns or first is None or len(first.lines) < 3:
        return table
    if not all(NUMBER_CELL.match(line) for line in first.lines):
        return table
    lowest = max(box.row + box.rowspan for box in boxes)
    chars = [char for i, group in filled.items() if boxes[i].row + boxes[i].rowspan == lowest for char in group]
    cells = anchored_rows(chars, [*table.xs[1:], float("inf")], last)
    rows = max(cell.row for cell in cells) + 1
    kept = [cell for cell in table.cells if cell.row != last]
    return PdfTable(table.x0, table.top, table.x1, table.bottom, rows, table.columns, table.xs, kept + cells)


def _unruled_columns(region: Region, chars: list[Char]) -> PdfTable | None:
    """A table with horizontal lines only (three-line table): columns are where no line of its body has print."""
    if region.verticals:
        return None
    full = [line for line in region.horizontals if line.high - line.low > 0.95 * (region.right - region.left)]
    ys = cluster(line.at for line in full)
    if len(ys) < 3:
        return None
    body = [char for char in chars if char.middle > ys[1]]
    borders = column_borders(body)
    if not borders:
        return None
    ends = [*borders, float("inf")]
    table = PdfTable(region.left, ys[0], region.right, ys[-1], 0, len(ends), [region.left, *borders], closed=False)
    for low, high in pairwise(ys):
        band = [char for char in chars if low <= char.middle <= high]
        if not band:
            continue
        if table.rows == 0:
            table.cells.extend(_header_cells(band, region, ends))
            table.rows = max((cell.row for cell in table.cells), default=0) + 1
            continue
        cells = anchored_rows(band, ends, table.rows, categories=names_category(table.cells))
        table.cells.extend(cells)
        table.rows = max(cell.row for cell in cells) + 1
    filled = [sum(1 for cell in table.cells if cell.column == c and cell.row and cell.lines) for c in range(len(ends))]
    body_rows = max(1, table.rows - 1)
    return table if sum(count * 2 >= body_rows for count in filled) >= 2 else None


def column_borders(chars: list[Char]) -> list[float]:
    """Middles of the stretches where no line of the body has print.

    A stretch is a border where it is wide, or narrow in the longest cell only.
    """
    lines = char_lines(chars)
    if not lines:
        return []
    size = sorted(char.bottom - char.top for char in chars)[len(chars) // 2]
    wide: list[float] = []
    narrow: list[float] = []
    reach = float("-inf")
    for char in sorted(chars, key=lambda char: char.x0):
        if reach > float("-inf") and char.x0 - reach > _NARROWEST:
            (wide if char.x0 - reach > max(5.0, 0.8 * size) else narrow).append((reach + char.x0) / 2)
        reach = max(reach, char.x1)
    found = list(wide)
    for place in narrow:
        start = max((border for border in found if border < place), default=float("-inf"))
        end = min((border for border in wide if border > place), default=float("inf"))
        inside = [[char for char in line if start < char.centre < end] for line in lines]
        if _divides([line for line in inside if line], place, 1.2 * size):
            found = sorted([*found, place])
    return found


def _divides(lines: list[list[Char]], place: float, gap: float) -> bool:
    """Whether the print of what seems one column stands on both sides of a place, mostly far apart."""
    gaps = []
    right = 0
    for line in lines:
        before = [char.x1 for char in line if char.x1 <= place]
        after = [char.x0 for char in line if char.x0 >= place]
        right += bool(after)
        if before and after:
            gaps.append(min(after) - max(before))
    if len(gaps) < 3 or 4 * len(gaps) < 3 * right or 5 * len(gaps) < 2 * len(lines):
        return False
    return sorted(gaps)[len(gaps) // 4] > gap


def _header_cells(chars: list[Char], region: Region, ends: list[float]) -> list[GridCell]:
    """Header of a three-line table: one row, or two where a short rule groups columns (2020年 2025年 under 目标)."""
    partial = [line for line in region.horizontals if line.high - line.low <= 0.95 * (region.right - region.left)]
    level = next((line for line in partial if any(c.middle < line.at for c in chars)), None)
    starts = [float("-inf"), *ends[:-1]]
    if level is None:
        return [
            GridCell(0, column, lines_of([c for c in chars if start <= c.centre < end]))
            for column, (start, end) in enumerate(zip(starts, ends, strict=True))
        ]
    cells: list[GridCell] = []
    for rule in partial:
        under = [
            column
            for column, (start, end) in enumerate(zip(starts, ends, strict=True))
            if max(start, region.left) < rule.high - 3 and min(end, region.right) > rule.low + 3
        ]
        group = [c for c in chars if c.middle < rule.at and rule.low - 3 <= c.centre <= rule.high + 3]
        if under and group:
            cells.append(GridCell(0, under[0], lines_of(group), 1, len(under)))
            for column in under:
                below = [c for c in chars if c.middle >= rule.at and starts[column] <= c.centre < ends[column]]
                cells.append(GridCell(1, column, lines_of(below)))
    grouped = {column for cell in cells if cell.row for column in [cell.column]}
    for column, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if column not in grouped:
            cells.append(GridCell(0, column, lines_of([c for c in chars if start <= c.centre < end]), 2, 1))
    return cells
