"""Rows of a table where no line rules them: told from row numbers and from how the print fills the columns."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from policy_xwalk.reading.builder import GridCell
from policy_xwalk.reading.pdf_chars import Char, char_lines, line_text

NUMBER_CELL = re.compile(r"\s*[（(]?\d{1,3}[)）]?[.、．]?\s*$")
_CATEGORY = re.compile(r"(?:指标)?(?:类别|类型|分类|类|领域|维度|方面)$")
_SAME_CELL = 1.5
"""Lines of one cell stand closer than this times the size of the print; rows stand farther apart."""


def names_category(header: list[GridCell]) -> bool:
    """Whether the first column of a table holds the categories of its rows, by its header."""
    first = "".join("".join(cell.lines) for cell in header if cell.column == 0)
    return _CATEGORY.match("".join(first.split())) is not None


def anchored_rows(chars: list[Char], ends: list[float], first_row: int, *, categories: bool = False) -> list[GridCell]:
    """Rows where none are ruled: each printed line belongs to the nearest line that begins a row.

    A row begins (or, centred beside a broken name, stands) where the first column has its number, or the second where
    the first holds categories; without numbers, where at least half of the columns have print. A category that is
    printed once for several rows becomes a cell over them.
    """
    starts = [float("-inf"), *ends[:-1]]
    lines = char_lines(chars)

    def column_of(char: Char) -> int:
        return next(c for c, (start, end) in enumerate(zip(starts, ends, strict=True)) if start <= char.centre < end)

    by_line = [[(column_of(char), char) for char in line] for line in lines]
    middles = [sum(char.middle for char in line) / len(line) for line in lines]

    def numbered(wanted: int) -> list[int]:
        texts = (line_text([char for column, char in line if column == wanted]) for line in by_line)
        return [i for i, text in enumerate(texts) if NUMBER_CELL.match(text or "-")]

    anchors = numbered(0)
    if not anchors and len(ends) > 2 and len(numbered(1)) > 1:
        anchors, categories = numbered(1), True
    if not anchors:
        # A category is a line of its own where its rows are two.
        counted = [{column for column, _ in line if column or not categories} for line in by_line]
        anchors = [i for i, columns in enumerate(counted) if 2 * len(columns) >= len(ends)] or [0]
    cells: dict[tuple[int, int], list[Char]] = {}
    for i, line in enumerate(by_line):
        row = min(range(len(anchors)), key=lambda a: (abs(middles[anchors[a]] - middles[i]), a))
        for column, char in line:
            cells.setdefault((row, column), []).append(char)
    first = [char for (_, column), group in cells.items() if column == 0 for char in group]
    spans: list[GridCell] = []
    if categories and first:
        spans = _category_cells(first, [middles[anchor] for anchor in anchors], first_row)
    if spans:
        cells = {place: group for place, group in cells.items() if place[1]}
    found = [GridCell(row + first_row, column, lines_of(group)) for (row, column), group in cells.items()]
    return sorted([*spans, *found], key=lambda cell: (cell.row, cell.column))


def lines_of(chars: list[Char]) -> list[str]:
    """Text of the printed lines, top to bottom."""
    return [line_text(line) for line in char_lines(chars)]


def _category_cells(chars: list[Char], rows: list[float], first_row: int) -> list[GridCell]:
    """The categories of the first column as cells over their rows; none where two of them share a row.

    They are printed at the middle of their rows, or beside the first of them: the former where it comes out even.
    """
    groups: list[list[Char]] = []
    size = median(char.bottom - char.top for char in chars)
    before = float("-inf")
    for line in char_lines(chars):
        middle = sum(char.middle for char in line) / len(line)
        if middle - before > _SAME_CELL * size:
            groups.append([])
        groups[-1].extend(line)
        before = middle
    middles = [(min(c.middle for c in group) + max(c.middle for c in group)) / 2 for group in groups]
    begins = _centred(middles, rows) or [
        min(range(len(rows)), key=lambda row: abs(rows[row] - middle)) for middle in middles
    ]
    if any(begin >= after for begin, after in pairwise(begins)):
        return []
    cells: list[GridCell] = []
    for group, (begin, end) in zip(groups, pairwise([*begins, len(rows)]), strict=True):
        cells.append(GridCell(begin + first_row, 0, lines_of(group), max(1, end - begin)))
    return cells


def _centred(middles: list[float], rows: list[float]) -> list[int] | None:
    """The rows at which categories begin that stand at the middle of their rows; None where they do not."""
    if len(middles) > len(rows):
        return None
    steps = [below - above for above, below in pairwise(rows)]
    allowed = 0.4 * min(steps, default=0.0)
    begins: list[int] = []
    begin = 0
    for middle in middles:
        if begin >= len(rows):
            return None
        end = min(range(begin, len(rows)), key=lambda row: abs((rows[begin] + rows[row]) / 2 - middle))
        if abs((rows[begin] + rows[end]) / 2 - middle) > allowed:
            return None
        begins.append(begin)
        begin = end + 1
    return begins if begin == len(rows) else None
