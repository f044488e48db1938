"""Reading order of pages set in two columns."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

from policy_xwalk.reading.pdf_chars import Char, char_lines, line_text

_FEWEST_LINES = 8
_MARGIN = 0.08
"""Share of the page height in which running heads and page numbers stand; each is a line over the whole width."""


def may_have_columns(page: Any, text_page: Any) -> bool:
    """Whether the stretches of print of a page lie on both sides of its middle and seldom across it; cheap."""
    width, _ = page.get_size()
    left, _, right, _ = page.get_mediabox()
    middle = (left + right) / 2
    sides = [0, 0, 0]
    for index in range(min(text_page.count_rects(), 600)):
        x0, _, x1, _ = text_page.get_rect(index)
        if x1 - x0 > 0.1 * width:
            sides[0 if x1 < middle + 3 else 2 if x0 > middle - 3 else 1] += 1
    return min(sides[0], sides[2]) >= _FEWEST_LINES and sides[1] * 3 <= sides[0] + sides[2]


def columns_in_order(chars: list[Char], width: float, height: float) -> list[Char] | None:
    """The characters of a two-column page in reading order, lines ended by ``\\n``; None for any other page.

    Lines over the whole width (titles, running heads) divide the page; between two of them the left column is read
    before the right one. A page has columns where, at one place near its middle, most lines have a gap, and the
    stretches on both sides are as wide as lines of prose are, not as cells.
    """
    lines = char_lines(chars)
    gutter = _gutter(lines, width, height)
    if gutter is None:
        return None
    ordered: list[Char] = []
    left: list[Char] = []
    right: list[Char] = []

    def flush() -> None:
        for side in (left, right):
            for line in char_lines(side):
                _append(ordered, line)
            side.clear()

    for line in lines:
        if _crosses(line, gutter) or not _MARGIN * height < line[0].middle < (1 - _MARGIN) * height:
            flush()
            _append(ordered, line)
            continue
        left.extend(char for char in line if char.centre < gutter)
        right.extend(char for char in line if char.centre >= gutter)
    flush()
    return ordered


def _append(ordered: list[Char], line: list[Char]) -> None:
    """A printed line as one; a blank where Latin words stand apart."""
    text = line_text(line)
    last = line[-1]
    position = 0
    for character in text:
        if character == " ":
            box = line[min(position, len(line) - 1)]
        else:
            while position < len(line) and line[position].text != character:
                position += 1
            box = line[min(position, len(line) - 1)]
            position += 1
        ordered.append(replace(box, text=character))
    ordered.append(Char("\n", last.x1, last.top, last.x1, last.bottom))


def _crosses(line: list[Char], gutter: float) -> bool:
    if any(char.x0 < gutter < char.x1 for char in line):
        return True
    size = max(char.bottom - char.top for char in line)
    return any(one.x1 <= gutter <= other.x0 and other.x0 - one.x1 < 0.9 * size for one, other in pairwise(line))


def _gutter(lines: list[list[Char]], width: float, height: float) -> float | None:
    """The place of the gap between two columns."""
    inner = [line for line in lines if _MARGIN * height < line[0].middle < (1 - _MARGIN) * height]
    if len(inner) < _FEWEST_LINES:
        return None
    best: tuple[int, float] | None = None
    for step in range(-20, 21):
        place = width / 2 + step * width / 100
        crossing = sum(_crosses(line, place) for line in inner)
        score = (crossing, abs(place - width / 2))
        if best is None or score < (best[0], abs(best[1] - width / 2)):
            best = (crossing, place)
    if best is None:
        return None
    crossing, gutter = best
    open_lines = [line for line in inner if not _crosses(line, gutter)]
    if 3 * crossing > len(inner):
        return None
    sides = (
        [line for line in open_lines if any(c.centre < gutter for c in line)],
        [line for line in open_lines if any(c.centre >= gutter for c in line)],
    )
    if min(map(len, sides)) < _FEWEST_LINES:
        return None
    for side, wanted in zip(sides, (True, False), strict=True):
        full = 0
        for line in side:
            own = [c for c in line if (c.centre < gutter) == wanted]
            reach = own[-1].x1 - own[0].x0
            gaps = sum(max(0.0, b.x0 - a.x1) for a, b in pairwise(own))
            full += reach > 0.25 * width and gaps < 0.25 * reach
        if 2 * full < len(side):
            return None
    return gutter
