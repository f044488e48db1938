"""One page of an OFD: characters and ruling lines with their places, and the lines and tables they make."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policy_xwalk.reading.pdf_chars import Char, char_lines, line_text
from policy_xwalk.reading.pdf_layout import Block
from policy_xwalk.reading.pdf_tables import page_tables

_POINTS = 72 / 25.4
_A4 = (0.0, 0.0, 210.0, 297.0)
# Share of the size above the baseline, as in Chinese fonts.
_ASCENT = 0.86
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f\u2014\u2018-\u201d\u2026]")
_PATH = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:[eE][-+]?\d+)?")
_MAX_PATH = 20_000
_MAX_EDGES = 4_000
_MAX_CHARACTERS = 50_000
_MAX_PICTURES = 500
# A ruling is a line, or a bar no thicker than this (mm).
_THIN = 0.8

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture on a page: the part that holds it (by its ID), and how its unit square comes to the page (points)."""

    resource: str
    matrix: Matrix

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the place that it takes."""
        corners = [_moved(self.matrix, x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)]
        across, down = [x for x, _ in corners], [y for _, y in corners]
        return min(across), min(down), max(across), max(down)


class OfdPage:
    """Collects what a page and its templates draw; also the view of it that the table finder asks for."""

    def __init__(self, content: Any, box: str) -> None:
        own = next((node.text or "" for node in content.iter("{*}PhysicalBox")), "")
        left, top, width, height = _numbers(own, 4) or _numbers(box, 4) or _A4
        self._left, self._top = left, top
        self.width = max(1.0, width * _POINTS)
        self.height = max(1.0, height * _POINTS)
        self.chars: list[Char] = []
        self.edges: list[dict[str, Any]] = []
        self.pictures: list[PlacedPicture] = []
        self._unseen: list[Char] = []

    def draw(self, content: Any) -> None:
        """Take in the text, lines and pictures of a page or template in drawing order."""
        for node in content.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
            name = str(node.tag).rpartition("}")[2]
            hidden = node.get("Visible") in {"false", "0"} or node.get("Alpha") == "0"
            if hidden and name != "TextObject":
                continue
            boundary = _numbers(node.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
            matrix = _matrix(node.get("CTM"))
            if name == "TextObject":
                bare = node.get("Fill") in {"false", "0"} and node.get("Stroke") not in {"true", "1"}
                seen = len(self.chars)
                self._text(node, boundary[0], boundary[1], matrix)
                if hidden or bare:
                    self._unseen += self.chars[seen:]
                    del self.chars[seen:]
            elif name == "PathObject":
                self._path(node, boundary, matrix)
            else:
                self._picture(node, boundary, matrix)

    def settle(self) -> tuple[str, bool]:
        """What of the page is hidden, and whether text that is not seen was taken in as the layer of a picture.

        An OFD of two layers (双层版式) has the recognised text unseen on its picture: that is read. Other text that
        is not seen is hidden.
        """
        places = [picture.bounds for picture in self.pictures]
        hidden: list[str] = []
        layer = False
        for char in self._unseen:
            if any(a <= char.centre <= c and b <= char.middle <= d for a, b, c, d in places):
                self.chars.append(char)
                layer = True
            else:
                hidden.append(char.text)
        self._unseen.clear()
        return "".join(hidden), layer

    @property
    def covered(self) -> float:
        """The share of the page that pictures cover."""
        areas = [(c - a) * (d - b) for a, b, c, d in (picture.bounds for picture in self.pictures)]
        return sum(areas) / (self.width * self.height)

    def blocks(self) -> list[Block]:
        """Lines and tables, top to bottom."""
        tables = page_tables(self, self.chars)
        placed: list[tuple[float, int, Block]] = [(table.top, 0, table) for table in tables]
        free = [char for char in self.chars if not any(table.holds(char) for table in tables)]
        for line in char_lines(free):
            text = line_text(line)
            if text.strip():
                placed.append((min(char.top for char in line), 1, text))
        placed.sort(key=lambda entry: entry[:2])
        return [block for _, _, block in placed]

    def _picture(self, node: Any, boundary: tuple[float, ...], matrix: Matrix) -> None:
        """Keep a picture; without a matrix of its own it fills its boundary."""
        if node.get("CTM") is None:
            matrix = (boundary[2], 0.0, 0.0, boundary[3], 0.0, 0.0)
        a, b, c, d, e, f = matrix
        x, y = e + boundary[0] - self._left, f + boundary[1] - self._top
        placed = tuple(value * _POINTS for value in (a, b, c, d, x, y))
        if len(self.pictures) < _MAX_PICTURES and all(map(math.isfinite, placed)):
            self.pictures.append(PlacedPicture(node.get("ResourceID", ""), (*placed,)))  # type: ignore[arg-type]

    def _text(self, node: Any, x: float, y: float, matrix: Matrix) -> None:
        size = (_numbers(node.get("Size"), 1) or (4.0,))[0]
        scale_x = math.hypot(matrix[0], matrix[1]) or 1.0
        scale_y = math.hypot(matrix[2], matrix[3]) or 1.0
        stretch = (_numbers(node.get("HScale"), 1) or (1.0,))[0]
        inner_x = inner_y = 0.0
        for code in node.iter("{*}TextCode"):
            text = code.text or ""
            inner_x = _number(code.get("X"), inner_x)
            inner_y = _number(code.get("Y"), inner_y)
            across = _deltas(code.get("DeltaX"), len(text))
            down = _deltas(code.get("DeltaY"), len(text))
            for index, character in enumerate(text):
                own = size * stretch * (1.0 if _WIDE.match(character) else 0.5)
                step = across[index] if index < len(across) else (0.0 if index < len(down) else own)
                width = min(step, own) if step > 0 else own
                at_x = matrix[0] * inner_x + matrix[2] * inner_y + matrix[4] + x
                at_y = matrix[1] * inner_x + matrix[3] * inner_y + matrix[5] + y
                self._char(character, at_x, at_y, width * scale_x, size * scale_y)
                inner_x += step
                inner_y += down[index] if index < len(down) else 0.0

    def _char(self, text: str, x: float, baseline: float, width: float, size: float) -> None:
        places = (x, baseline, width, size)
        if len(self.chars) >= _MAX_CHARACTERS or not all(map(math.isfinite, places)) or not text.isprintable():
            return
        left = (x - self._left) * _POINTS
        top = (baseline - self._top - _ASCENT * size) * _POINTS
        self.chars.append(Char(text, left, top, left + width * _POINTS, top + size * _POINTS))

    def _path(self, node: Any, boundary: tuple[float, ...], matrix: Matrix) -> None:
        data = next((child.text or "" for child in node.iter("{*}AbbreviatedData")), "")
        stroked = node.get("Stroke") not in {"false", "0"}
        filled = node.get("Fill") in {"true", "1"}
        if not stroked and not filled:
            return
        for (x0, y0), (x1, y1) in _segments(data):
            a = _moved(matrix, x0, y0)
            b = _moved(matrix, x1, y1)
            self._edge(a[0] + boundary[0], a[1] + boundary[1], b[0] + boundary[0], b[1] + boundary[1])

    def _edge(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Keep a line that is upright or level; leaning ones rule no table."""
        across, along = abs(x1 - x0), abs(y1 - y0)
        if len(self.edges) >= _MAX_EDGES or not math.isfinite(across + along) or min(across, along) > _THIN:
            return
        left, right = sorted(((x0 - self._left) * _POINTS, (x1 - self._left) * _POINTS))
        top, bottom = sorted(((y0 - self._top) * _POINTS, (y1 - self._top) * _POINTS))
        orientation = "h" if across >= along else "v"
        self.edges.append({"x0": left, "x1": right, "top": top, "bottom": bottom, "orientation": orientation})


def _segments(data: str) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Straight lines of a path (GB/T 33190-2016, 9.1): S and M move, L draws, C closes; curves are passed over."""
    counts = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}
    tokens = _PATH.findall(data[: 20 * _MAX_PATH])[:_MAX_PATH]
    start = here = (0.0, 0.0)
    index = 0
    while index < len(tokens):
        command = tokens[index]
        index += 1
        if command == "C":
            if here != start:
                yield here, start
            here = start
            continue
        count = counts.get(command)
        if count is None:
            continue
        values = tokens[index : index + count]
        if len(values) < count or any(value.isalpha() for value in values):
            continue
        index += count
        there = (float(values[-2]), float(values[-1]))
        if command == "L":
            yield here, there
        elif command in "SM":
            start = there
        here = there


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


def _matrix(text: str | None) -> Matrix:
    numbers = _numbers(text, 6)
    return (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]) if numbers else _IDENTITY


def _numbers(text: str | None, count: int) -> tuple[float, ...] | None:
    """The first numbers of a list, None where there are fewer or one is none."""
    parts = (text or "").split()[:count]
    try:
        numbers = tuple(float(part) for part in parts)
    except ValueError:
        return None
    return numbers if len(numbers) == count and all(map(math.isfinite, numbers)) else None


def _number(text: str | None, default: float) -> float:
    numbers = _numbers(text, 1)
    return numbers[0] if numbers else default


def _deltas(text: str | None, most: int) -> list[float]:
    """Steps between characters; ``g 3 5.0`` stands for three steps of 5.0 (GB/T 33190-2016, 11.3)."""
    steps: list[float] = []
    parts = iter((text or "").split())
    for part in parts:
        if len(steps) >= most:
            break
        if part == "g":
            count, step = _number(next(parts, None), 0), _number(next(parts, None), 0)
            steps.extend([step] * max(0, min(int(count), most - len(steps))))
        else:
            steps.append(_number(part, 0.0))
    return steps
