"""Ruling lines of a PDF page and the grids they draw: closed, open at the sides, or with horizontal lines only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

TOLERANCE = 3.0
_SHORTEST = 8.0
_MAX_SEGMENTS = 4_000
_MAX_POSITIONS = 300


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight line: at ``at`` across, from ``low`` to ``high`` along."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that belong to one table or frame."""

    horizontals: tuple[Segment, ...]
    verticals: tuple[Segment, ...]

    @property
    def left(self) -> float:
        return min([*(s.low for s in self.horizontals), *(s.at for s in self.verticals)])

    @property
    def right(self) -> float:
        return max([*(s.high for s in self.horizontals), *(s.at for s in self.verticals)])

    @property
    def top(self) -> float:
        return min([*(s.at for s in self.horizontals), *(s.low for s in self.verticals)])

    @property
    def bottom(self) -> float:
        return max([*(s.at for s in self.horizontals), *(s.high for s in self.verticals)])


def page_segments(page: Any) -> tuple[list[Segment], list[Segment]]:
    """Horizontal and vertical rulings of a pdfplumber page, pieces of one line joined."""
    horizontals: list[Segment] = []
    verticals: list[Segment] = []
    width, height = float(page.width), float(page.height)
    for edge in page.edges[: 10 * _MAX_SEGMENTS]:
        x0, x1, top, bottom = edge["x0"], edge["x1"], edge["top"], edge["bottom"]
        if edge["orientation"] == "h" and x1 - x0 > 0 and x1 - x0 < 0.97 * width:
            horizontals.append(Segment(top, x0, x1))
        elif edge["orientation"] == "v" and bottom - top > 0 and bottom - top < 0.97 * height:
            verticals.append(Segment(x0, top, bottom))
    return joined(horizontals), joined(verticals)


def joined(segments: list[Segment]) -> list[Segment]:
    """Collinear pieces that touch become one; double lines and the two sides of a thin bar too."""
    if not segments:
        return []
    levels = cluster(segment.at for segment in segments)
    by_level: dict[float, list[Segment]] = {}
    for segment in segments:
        by_level.setdefault(nearest(levels, segment.at), []).append(segment)
    whole: list[Segment] = []
    for level, pieces in sorted(by_level.items()):
        low = high = None
        for piece in sorted(pieces, key=lambda piece: piece.low):
            if low is None or high is None:
                low, high = piece.low, piece.high
            elif piece.low <= high + TOLERANCE:
                high = max(high, piece.high)
            else:
                whole.append(Segment(level, low, high))
                low, high = piece.low, piece.high
        if low is not None and high is not None:
            whole.append(Segment(level, low, high))
    return [segment for segment in whole if segment.high - segment.low >= _SHORTEST][:_MAX_SEGMENTS]


def cluster(values: Iterable[float], tolerance: float = TOLERANCE) -> list[float]:
    """Positions with those nearer than ``tolerance`` to each other taken as one."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= tolerance:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def nearest(positions: list[float], value: float) -> float:
    """The position next to a value."""
    return min(positions, key=lambda position: abs(position - value))


def regions(horizontals: list[Segment], verticals: list[Segment]) -> list[Region]:
    """Group the lines: those that cross or touch belong together, and horizontal ones of one extent that follow.

    Horizontal lines without any vertical one (three-line tables) are grouped by their ends.
    """
    parents = list(range(len(horizontals) + len(verticals)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for i, h in enumerate(horizontals):
        for j, v in enumerate(verticals):
            if h.low - TOLERANCE <= v.at <= h.high + TOLERANCE and v.low - TOLERANCE <= h.at <= v.high + TOLERANCE:
                parents[root(i)] = root(len(horizontals) + j)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for i, h in enumerate(horizontals):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(verticals):
        groups.setdefault(root(len(horizontals) + j), ([], []))[1].append(v)
    crossed = [Region(tuple(hs), tuple(vs)) for hs, vs in groups.values() if hs and vs]
    loose = [hs[0] for hs, vs in groups.values() if not vs and len(hs) == 1]
    found = [*(_with_loose(region, loose) for region in crossed), *_stacks(loose, crossed)]
    found = [region for region in found if region.right - region.left > 60]
    return sorted(found, key=lambda region: (region.top, region.left))


def _with_loose(region: Region, loose: list[Segment]) -> Region:
    """Add horizontal lines of the table's own width that its verticals do not quite reach."""
    near = [
        line
        for line in loose
        if abs(line.low - region.left) < 2 * TOLERANCE
        and abs(line.high - region.right) < 2 * TOLERANCE
        and region.top - 4 * TOLERANCE <= line.at <= region.bottom + 4 * TOLERANCE
    ]
    return Region((*region.horizontals, *near), region.verticals)


def _stacks(loose: list[Segment], crossed: list[Region]) -> list[Region]:
    free = [
        line
        for line in loose
        if not any(
            r.top - 12 <= line.at <= r.bottom + 12 and line.low < r.right and line.high > r.left for r in crossed
        )
    ]
    stacks: list[list[Segment]] = []
    for line in sorted(free, key=lambda line: line.at):
        for stack in stacks:
            same = abs(stack[0].low - line.low) < 6 and abs(stack[0].high - line.high) < 6
            if same and not any(stack[-1].at < r.top < line.at for r in crossed):
                stack.append(line)
                break
        else:
            stacks.append([line])
    found = []
    for stack in stacks:
        if len(stack) < 3:
            continue
        inner = [
            line
            for line in free
            if line not in stack
            and stack[0].at < line.at < stack[-1].at
            and line.low >= stack[0].low - 6
            and line.high <= stack[0].high + 6
        ]
        found.append(Region((*stack, *inner), ()))
    return found


@dataclass(frozen=True, slots=True)
class GridBox:
    """A cell of a ruled grid: place, extent and outline."""

    row: int
    column: int
    rowspan: int
    colspan: int
    x0: float
    top: float
    x1: float
    bottom: float


def ruled_grid(region: Region) -> tuple[list[GridBox], list[float], list[float]] | None:
    """Cells of a region with vertical lines, with its column and row positions.

    An open side or an open top or bottom is closed at the reach of the other lines. Elementary cells without a line
    between them are one merged cell, where together they make a rectangle.
    """
    xs = cluster([*(v.at for v in region.verticals), region.left, region.right])
    ys = cluster([*(h.at for h in region.horizontals), region.top, region.bottom])
    if len(xs) < 2 or len(ys) < 2 or len(xs) > _MAX_POSITIONS or len(ys) > _MAX_POSITIONS:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1

    def vertical_wall(row: int, column: int) -> bool:
        return _covered(region.verticals, xs[column], ys[row], ys[row + 1])

    def horizontal_wall(row: int, column: int) -> bool:
        return _covered(region.horizontals, ys[row], xs[column], xs[column + 1])

    owner = [[-1] * columns for _ in range(rows)]
    boxes: list[GridBox] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] >= 0:
                continue
            right = column + 1
            while right < columns and owner[row][right] < 0 and not vertical_wall(row, right):
                right += 1
            below = row + 1
            while below < rows and not any(horizontal_wall(below, c) for c in range(column, right)):
                inner = all(not vertical_wall(below, c) for c in range(column + 1, right))
                free = all(owner[below][c] < 0 for c in range(column, right))
                closed = right == columns or vertical_wall(below, right)
                if not (inner and free and closed):
                    break
                below += 1
            for r in range(row, below):
                for c in range(column, right):
                    owner[r][c] = len(boxes)
            boxes.append(GridBox(row, column, below - row, right - column, xs[column], ys[row], xs[right], ys[below]))
    return boxes, xs, ys


def _covered(lines: tuple[Segment, ...], at: float, low: float, high: float) -> bool:
    """Whether lines at a position cover most of a stretch."""
    total = sum(max(0.0, min(high, line.high) - max(low, line.low)) for line in lines if abs(line.at - at) <= TOLERANCE)
    return total >= 0.5 * (high - low)
