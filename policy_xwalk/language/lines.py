"""Lines of a folded text: where they begin, how wide a typesetter made them, and which of them are page furniture."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from policy_xwalk.language.fold import CJK

NUMERAL = "一二三四五六七八九十百"
#: A Chinese numeral that counts headings: 三, 十, 二十一 (三七 in 昭通三七、楚雄医药 is none).
HAN_COUNT = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
#: The start of a line that begins something new and so never continues the line before.
NEW_ITEM = re.compile(
    rf"\s*(?:#+ |第[{NUMERAL}\d]{{1,4}}[章节篇编部分条](?=[\s：:{CJK}]|$)"
    rf"|{HAN_COUNT}[、.．](?![{NUMERAL}]+[、是要])"
    rf"|（(?:{HAN_COUNT}|\d{{1,3}})）|\d{{1,2}}[.、](?:(?!\d)|(?=(?:19|20)\d\d年))|0\d(?= ?[{CJK}]|\s*$)|[①-⑳]"
    rf"|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}} +(?=[{CJK}])(?![万亿千百个元米公平吨亩倍度年人立])"
    rf"|[—–-]{{2,}}|专\s*栏\s*[{NUMERAL}\d]"
    rf"|专\s*栏\s*[：:]|附\s*[件表录](?:\s*[{NUMERAL}\d]|[：:]|$)"
    rf"|[●■◆▲★□○※·] ?|抄送|（此件)"
)
# A line ends at its line end, and where an extraction ran a heading into the line before it.
_LINE = re.compile(rf"\n| (?<=[。！？] )(?=（[{NUMERAL}]{{1,3}}）|[{NUMERAL}]{{1,3}}、|第[{NUMERAL}]{{1,3}}[章节篇])")
_LOST_INDENT = re.compile("\u3000\u3000+(?=\\S)")
_GAP = re.compile(rf"[。！？] +(?=[{CJK}“])")
_PART_AND_CHAPTER = re.compile(
    rf"第[{NUMERAL}]{{1,3}}[篇编] ?[{CJK}、，]{{2,24}} +(?=第[{NUMERAL}]{{1,3}}章 ?[{CJK}、，]{{2,30}}$)"
)
SENTENCE_END = re.compile(r"[。！？；：…][”’）〉》]*$")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–·.]*\s*(?!0\d\s*$)\d{1,4}\s*[-—–·.]*|第\s*\d+\s*页(?:\s*[，/]?\s*共\s*\d+\s*页)?|\d+\s*/\s*\d+)\s*$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the folded text; ``start`` and ``end`` leave out blanks at both sides."""

    text: str
    start: int
    end: int
    indent: int


@lru_cache(maxsize=4)
def split_lines(folded: str) -> tuple[Line, ...]:
    """The lines of a folded text that hold something, without the blanks at both sides.

    The last few texts are kept: the search for tables and the flow ask for the same one.
    """
    lines = []
    position = 0
    for raw in _LINE.split(folded):
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            lines.append(Line(stripped, position + indent, position + indent + len(stripped), indent))
        position += len(raw) + 1
    return tuple(lines)


def split_at_gaps(lines: Sequence[Line], tables: Sequence[tuple[int, int]]) -> list[Line]:
    """A blank behind a full stop within a wrapped line, where that is rare, parts two blocks of the page.

    So does the number of a chapter behind the heading of its part. The second line counts as indented: it begins
    something new.
    """
    text_lines = [line for line, inside in zip(lines, covered(lines, tables), strict=True) if not inside]
    gaps = {line.start: [m.end() for m in _GAP.finditer(line.text)] for line in text_lines if " " in line.text}
    stops = sum(line.text.count("。") for line in text_lines)
    if sum(map(len, gaps.values())) > max(3, 0.05 * stops):
        gaps = {}
    for line in text_lines:
        if " " in line.text and (match := _PART_AND_CHAPTER.match(line.text)):
            gaps[line.start] = [match.end()]
    split: list[Line] = []
    for line in lines:
        start, indent = 0, line.indent
        for gap in gaps.get(line.start, ()):
            text = line.text[start:gap].rstrip()
            split.append(Line(text, line.start + start, line.start + start + len(text), indent))
            start, indent = gap, 2
        split.append(Line(line.text[start:], line.start + start, line.end, indent) if start else line)
    return split


def split_at_indents(lines: Sequence[Line], source: str, tables: Sequence[tuple[int, int]]) -> list[Line]:
    """Two full-width blanks within running text are the indent of a paragraph whose line end got lost."""
    split: list[Line] = []
    for line, in_table in zip(lines, covered(lines, tables), strict=True):
        start = line.start
        if not in_table and len(line.text) > 40:
            for m in _LOST_INDENT.finditer(source, line.start, line.end):
                split.append(
                    Line(line.text[start - line.start : m.start() - line.start], start, m.start(), line.indent)
                )
                start = m.end()
        split.append(
            Line(line.text[start - line.start :], start, line.end, line.indent) if start > line.start else line
        )
    return split


def covered(lines: Sequence[Line], ranges: Sequence[tuple[int, int]]) -> list[bool]:
    """Which lines begin inside one of the ranges."""
    marks = [False] * len(lines)
    if not ranges:
        return marks
    ordered = sorted(ranges)
    starts = [start for start, _ in ordered]
    for index, line in enumerate(lines):
        at = bisect_right(starts, line.start) - 1
        marks[index] = at >= 0 and line.start < ordered[at][1]
    return marks


class _Columns(dict[str, int]):
    """Columns that a character takes, looked up in Unicode's table the first time it is met."""

    def __missing__(self, character: str) -> int:
        columns = self[character] = 2 if unicodedata.east_asian_width(character) in "WFA" else 1
        return columns


_COLUMNS = _Columns()


def display_width(text: str) -> int:
    """Columns a text takes: two for a full-width character, one for others."""
    return sum(map(_COLUMNS.__getitem__, text))


def reaches(text: str, width: float) -> bool:
    """Whether a text takes at least so many columns; most texts need not be counted for that."""
    return len(text) >= width or (2 * len(text) >= width and display_width(text) >= width)


def wrap_width(texts: Sequence[str]) -> int | None:
    """The width at which lines were broken, None where the lines are whole paragraphs.

    Lines that were broken by a typesetter share one width: at least three in ten stand within a tenth of it, and most
    of these, headings and items aside, break off amid a sentence.
    """
    widths = [display_width(text) for text in texts]
    if len(widths) < 8:
        return None
    ordered = sorted(widths)
    clusters = [
        (bisect_right(ordered, width) - bisect_left(ordered, width * 0.9), -width)
        for width in set(widths)
        if width >= 20
    ]
    if not clusters:
        return None
    size, width = max(clusters)
    if size < 0.3 * len(widths) or ordered[-1] > -width * 3 or width < -140:
        return None
    full = [
        text for text, taken in zip(texts, widths, strict=True) if taken >= -width * 0.86 and not NEW_ITEM.match(text)
    ]
    broken = [text for text in full if SENTENCE_END.search(text) is None]
    # A line that goes on after a full stop and then breaks off was cut by the typesetter for certain.
    certain = sum("。" in text for text in broken)
    share = 0.3 if certain >= 2 else 0.55
    return -width if len(broken) > share * len(full) else None


def without_furniture(lines: Sequence[Line], keep: Sequence[int], in_table: Sequence[bool]) -> list[int]:
    """Leave out page numbers, running heads and a line printed twice in a row."""
    numbers = {i for i in keep if not in_table[i] and _PAGE_NUMBER.match(lines[i].text)}
    counts = Counter(lines[i].text for i in keep if not in_table[i])
    kept: list[int] = []
    for at, index in enumerate(keep):
        text = lines[index].text
        if index in numbers:
            continue
        if not in_table[index]:
            # A running head stands next to page numbers, again and again.
            if counts[text] >= 3 and len(text) <= 40 and not SENTENCE_END.search(text):
                beside = {keep[j] for j in (at - 1, at + 1) if 0 <= j < len(keep)}
                if beside & numbers:
                    continue
            if kept and lines[kept[-1]].text == text and len(text) >= 12:
                continue
        kept.append(index)
    return kept
