"""Tables without any ruling on a PDF page: columns where no line has print, below a header of an indicator table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from policy_xwalk.reading.builder import GridCell
from policy_xwalk.reading.pdf_chars import Char, char_lines, line_text
from policy_xwalk.reading.pdf_rows import anchored_rows, lines_of, names_category
from policy_xwalk.reading.pdf_tables import PdfTable, column_borders

_NAME_HEADER = re.compile(r"指标|^(?:主要)?(?:项目|目标)(?:名称)?$")
_OTHER_HEADER = re.compile(
    r"(?:19|20)\d\d年?|目标|现状|基期|基数|属性|单位|序号|编号|类别|类型|年均|累计|完成|实际|规划|责任|备注|十[一二三四五]五"
)
_HEADER_LINE = re.compile(r"[^。；，]{0,40}指标[^。；，]{0,80}$")
_SENTENCE_END = re.compile(r"[。；]")
_AFTER = re.compile(r"\s*(?:备?注|说明|资料来源|数据来源)\s*\d*\s*[:：.．]|\s*注\s*\d")
_CAPTION = re.compile(r"指标|^[附图]?表|^专栏|单位\s*[:：]|.{9}")
"""A lone piece above a header that is the title of the table, not the name of a group of columns (目标值)."""
_HEADER_LINES = 3


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line as pieces that stand apart."""

    pieces: tuple[tuple[Char, ...], ...]

    @property
    def chars(self) -> list[Char]:
        return [char for piece in self.pieces for char in piece]

    @property
    def middle(self) -> float:
        chars = self.chars
        return sum(char.middle for char in chars) / len(chars)

    @property
    def width(self) -> float:
        return self.pieces[-1][-1].x1 - self.pieces[0][0].x0

    def texts(self) -> list[str]:
        return [line_text(list(piece)) for piece in self.pieces]


def may_hold_header(text: str) -> bool:
    """Whether the plain text of a page has a line that may head a table of indicators; cheap, never misses one."""
    return any("指标" in line and _HEADER_LINE.match(line.strip()) for line in text.split("\n"))


def aligned_tables(chars: list[Char], taken: list[PdfTable], before: PdfTable | None) -> list[PdfTable]:
    """Tables that only the places of their print show.

    One begins at a header with the words of an indicator table (指标 beside 年, 目标, 属性 …), or, at the top of a
    page, where ``before`` (the last table of the page before) has its columns. It ends before prose: a line without
    gaps that runs over several columns, or a note.
    """
    free = [char for char in chars if not char.text.isspace() and not any(table.holds(char) for table in taken)]
    lines = [_pieces(line) for line in char_lines(free)]
    found: list[PdfTable] = []
    position = 0
    if before is not None and (resumed := _resumed(lines, before)) is not None:
        table, position = resumed
        found.append(table)
    while position < len(lines):
        header = _header_at(lines, position)
        end = _body_end(lines, header[1], header[0]) if header else 0
        table_here = _table(lines[header[0] : end], header[1] - header[0]) if header and end > header[1] else None
        if table_here is None or header is None:
            position += 1
            continue
        found.append(table_here)
        position = end
    return found


def _pieces(line: list[Char]) -> _Line:
    pieces: list[list[Char]] = [[line[0]]]
    for one, other in pairwise(line):
        size = max(one.bottom - one.top, other.bottom - other.top)
        if other.x0 - one.x1 > max(5.0, 0.9 * size):
            pieces.append([])
        pieces[-1].append(other)
    return _Line(tuple(tuple(piece) for piece in pieces))


def _header_at(lines: list[_Line], position: int) -> tuple[int, int] | None:
    """First line and end of a header that begins at a line: three pieces or more, with the words of one."""
    texts: list[str] = []
    pieces = 0
    if len(lines[position].pieces) == 1 and _CAPTION.search(lines[position].texts()[0]):
        return None
    for end in range(position + 1, min(position + _HEADER_LINES, len(lines)) + 1):
        line = lines[end - 1]
        if end - 1 > position and not _near(lines[end - 2], line):
            return None
        if any(_SENTENCE_END.search(text) or len(text) > 24 for text in line.texts()):
            return None
        texts.extend(line.texts())
        pieces = max(pieces, len(line.pieces))
        named = any(_NAME_HEADER.search(text) for text in texts)
        others = sum(bool(_OTHER_HEADER.search(text)) for text in texts)
        if pieces >= 3 and named and others >= 2:
            return position, _header_end(lines, end)
    return None


def _header_end(lines: list[_Line], end: int) -> int:
    """Further lines of a header say nothing but header words (2020年 2025年 under 目标)."""
    for _ in range(2):
        if end >= len(lines) or not _near(lines[end - 1], lines[end]):
            break
        if not all(re.fullmatch(r"[（(]?(?:(?:19|20)\d\d年?|[^\d]{1,5})[)）]?", t) for t in lines[end].texts()):
            break
        if not any(_OTHER_HEADER.search(text) for text in lines[end].texts()):
            break
        end += 1
    return end


def _near(one: _Line, other: _Line) -> bool:
    size = median(char.bottom - char.top for char in other.chars)
    return other.middle - one.middle < 2.6 * size


def _body_end(lines: list[_Line], start: int, first: int) -> int:
    """Where the lines of a table end: before prose, a note or a wide gap; the last line has cells beside each other."""
    wide = max(line.width for line in lines[first:start])
    end = start
    seen: list[float] = []
    for position in range(start, len(lines)):
        line = lines[position]
        size = median(char.bottom - char.top for char in line.chars)
        gap = line.middle - lines[position - 1].middle
        text = "".join(line.texts())
        if gap > max(5.0 * size, 2.5 * median(seen) if seen else 0.0) or _AFTER.match(text):
            break
        longest = max(piece[-1].x1 - piece[0].x0 for piece in line.pieces)
        if len(line.pieces) == 1 and (longest > 0.55 * wide or (_SENTENCE_END.search(text) and longest > 0.3 * wide)):
            break
        if len(line.pieces) >= 2 or (end == position and position > start and _continues_cell(lines, position - 1, 1)):
            end = position + 1
        seen.append(gap)
    return end


def _continues_cell(lines: list[_Line], position: int, step: int) -> bool:
    """Whether the lone piece next to a line is of a broken cell: as near as lines are, not rows, and in its column."""
    line, lone = lines[position], lines[position + step]
    size = median(char.bottom - char.top for char in lone.chars)
    if abs(line.middle - lone.middle) > 1.7 * size:
        return False
    low, high = lone.chars[0].x0, lone.chars[-1].x1
    return sum(piece[0].x0 < high and piece[-1].x1 > low for piece in line.pieces) <= 1


def _table(lines: list[_Line], header: int) -> PdfTable | None:
    """The table of some lines, the first of them its header; None where its columns cannot be told."""
    body = [line for line in lines[header:] if len(line.pieces) >= 2]
    if not body:
        return None
    fullest = max(lines[:header], key=lambda line: len(line.pieces))
    borders = column_borders([char for line in [fullest, *body] for char in line.chars])
    if len(borders) < 2:
        borders = column_borders([char for line in body for char in line.chars])
    if len(borders) < 2:
        return None
    ends = [*borders, float("inf")]
    cells = _header_cells(lines[:header], ends)
    rows = max(cell.row for cell in cells) + 1
    body_chars = [char for line in lines[header:] for char in line.chars]
    cells += anchored_rows(body_chars, ends, rows, categories=names_category(cells))
    return _placed([char for line in lines for char in line.chars], borders, cells)


def _placed(chars: list[Char], borders: list[float], cells: list[GridCell]) -> PdfTable:
    left = min(char.x0 for char in chars)
    return PdfTable(
        left,
        min(char.top for char in chars),
        max(char.x1 for char in chars),
        max(char.bottom for char in chars),
        max(cell.row for cell in cells) + 1,
        len(borders) + 1,
        [left, *borders],
        cells,
        closed=False,
    )


def _header_cells(lines: list[_Line], ends: list[float]) -> list[GridCell]:
    """Cells of a header: a piece over several columns that have print of their own below it spans them."""
    starts = [float("-inf"), *ends[:-1]]

    def columns_of(piece: tuple[Char, ...]) -> list[int]:
        inner = [(char.centre) for char in piece]
        return sorted({next(c for c, (s, e) in enumerate(zip(starts, ends, strict=True)) if s <= x < e) for x in inner})

    placed = [(line.middle, piece, columns_of(piece)) for line in lines for piece in line.pieces]
    if not placed:
        return [GridCell(0, 0, [])]
    lowest = max(middle for middle, _, _ in placed)
    over = _spanning(placed, lowest) if len(lines) > 1 else None
    cells: list[GridCell] = []
    if over is None:
        texts: dict[int, list[Char]] = {}
        for _, piece, columns in placed:
            texts.setdefault(columns[0], []).extend(piece)
        return [GridCell(0, column, lines_of(chars)) for column, chars in sorted(texts.items())]
    piece, under = over
    cells.append(GridCell(0, under[0], lines_of(list(piece)), 1, len(under)))
    grouped: dict[int, list[Char]] = {}
    for _, other, columns in placed:
        if other is not piece:
            grouped.setdefault(columns[0], []).extend(other)
    for column, chars in sorted(grouped.items()):
        inside = column in under
        cells.append(GridCell(int(inside), column, lines_of(chars), 1 if inside else 2))
    return cells


def _spanning(
    placed: list[tuple[float, tuple[Char, ...], list[int]]], lowest: float
) -> tuple[tuple[Char, ...], list[int]] | None:
    """The piece of the first line that stands over several pieces of the last one, with their columns."""
    size = placed[0][1][0].bottom - placed[0][1][0].top
    below = [(piece, columns) for middle, piece, columns in placed if lowest - middle < 0.5 * size]
    highest = min(middle for middle, _, _ in placed)
    for middle, piece, own in placed:
        if middle - highest > 0.5 * size or lowest - middle < 0.5 * size:
            continue
        others = {c for m, p, cs in placed if p is not piece and lowest - m >= 0.5 * size for c in cs}
        under = sorted({c for _, columns in below for c in columns} - others)
        centre = (piece[0].x0 + piece[-1].x1) / 2
        reach = [char for p, columns in below for char in p if columns[0] in under]
        if len(under) >= 2 and min(c.x0 for c in reach) < centre < max(c.x1 for c in reach) and set(own) <= set(under):
            return piece, under
    return None


def _resumed(lines: list[_Line], before: PdfTable) -> tuple[PdfTable, int] | None:
    """The rows at the top of a page that stand in the columns of the table before, and where they end."""
    start = 0
    # A running head may stand above; prose may not.
    while start < min(3, len(lines)) and len(lines[start].pieces) < 3:
        if lines[start].width > 0.6 * (before.x1 - before.x0):
            return None
        start += 1
    if start >= len(lines) or len(lines[start].pieces) < 3 or _header_at(lines, start) is not None:
        return None
    end = max(start + 1, _body_end(lines, start + 1, start) if start + 1 < len(lines) else 0)
    # The first lines of a broken name stand above the line that has the values.
    while start and len(lines[start - 1].pieces) == 1 and _continues_cell(lines, start, -1):
        start -= 1
    table = _in_columns([char for line in lines[start:end] for char in line.chars], before)
    return None if table is None else (table, end)


def resumed_rules(tables: list[PdfTable], chars: list[Char], before: PdfTable | None) -> list[PdfTable]:
    """The tables of a page; one at its head that has level rules only takes the columns of the one it goes on with.

    Two rows below a page break show too little of where their columns part; the table before shows it.
    """
    if before is None or not tables or tables[0].closed or tables[0].columns >= before.columns:
        return tables
    inside = [char for char in chars if tables[0].holds(char) and not char.text.isspace()]
    above = [char for char in chars if char.bottom < tables[0].top and not char.text.isspace()]
    if len(char_lines(above)) > 2 or _header_at([_pieces(line) for line in char_lines(inside)], 0) is not None:
        return tables
    table = _in_columns(inside, before)
    return tables if table is None else [table, *tables[1:]]


def _in_columns(chars: list[Char], before: PdfTable) -> PdfTable | None:
    """Print as rows of the columns of the table before; None where it does not fit them."""
    # Odd and even pages may have other margins.
    for shift in (0.0, min(char.x0 for char in chars) - before.x0):
        borders = [x + shift for x in before.xs[1:]]
        if any(char.x0 + 1 < border < char.x1 - 1 for border in borders for char in chars):
            continue
        cells = anchored_rows(chars, [*borders, float("inf")], 0)
        if 2 * len({cell.column for cell in cells}) > len(before.xs):
            return _placed(chars, borders, cells)
    return None
