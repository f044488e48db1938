"""Flowing text: paragraphs without hard wraps, blanks, page furniture and emphasis marks.

A typeset document breaks its lines anywhere; sentences, headings and numbers are whole again in the flow. Every
character of the flow knows its place in the source (:meth:`Flow.spans`), so whatever is found in it can be shown.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from policy_xwalk.language.fold import CJK, Folded

ParagraphKind = Literal["prose", "table"]

_NUMERAL = "一二三四五六七八九十百"
#: The start of a line that begins something new and so never continues the line before.
NEW_ITEM = re.compile(
    rf"\s*(?:#+ |第[{_NUMERAL}\d]{{1,4}}[章节篇编部分条](?=[\s：:{CJK}]|$)"
    rf"|[{_NUMERAL}]{{1,3}}[、.．](?![{_NUMERAL}]+[、是要])"
    rf"|（[{_NUMERAL}\d]{{1,3}}）|\d{{1,2}}[.、](?:(?!\d)|(?=(?:19|20)\d\d年))|0\d(?= ?[{CJK}])|[①-⑳]"
    rf"|[—–-]{{2,}}|专\s*栏\s*[{_NUMERAL}\d]"
    rf"|专\s*栏\s*[：:]|附\s*[件表录](?:\s*[{_NUMERAL}\d]|[：:]|$)"
    rf"|[●■◆▲★□○※·] ?|抄送|（此件)"
)
_HEADING = re.compile(
    rf"\s*(?:第[{_NUMERAL}\d]{{1,4}}[章节篇编]|[{_NUMERAL}]{{1,3}}、|（[{_NUMERAL}]{{1,3}}）|专\s*栏|附\s*件)"
)
# A line ends at its line end, and where an extraction ran a heading into the line before it.
_LINE = re.compile(rf"\n|(?<=[。！？]) (?=（[{_NUMERAL}]{{1,3}}）|[{_NUMERAL}]{{1,3}}、|第[{_NUMERAL}]{{1,3}}[章节篇])")
_LOST_INDENT = re.compile("\u3000\u3000+(?=\\S)")
_SENTENCE_END = re.compile(r"[。！？；：…][”’）〉》]*$")
_CONTINUES = re.compile(r"[，、（“《—]$")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–·.]*\s*\d{1,4}\s*[-—–·.]*|第\s*\d+\s*页(?:\s*[，/]?\s*共\s*\d+\s*页)?|\d+\s*/\s*\d+)\s*$"
)
_LEADERS = re.compile(r"(?:[.…·]\s?){4,}\s*\d*\s*$")
_BLANKS = re.compile(
    rf"(?<=[{CJK}，。；：？！、（）《》〈〉“”‘’〔〕—%≥≤>])[ \t]+"
    rf"|[ \t]+(?=[{CJK}，。；：？！、（）《》〈〉“”‘’〔〕—%≥≤])"
)
_DIGIT_BLANK = re.compile(r"(?<=\d) (?=\d)|(?<=\d) (?=\.\d)|(?<=\d\.) (?=\d)")
_SPACED_DIGITS = re.compile(r"(?<![\d.])\d(?: \d){2,}(?!\d)")
_EMPHASIS = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_MARKDOWN_HEADING = re.compile(r"^\s*(#{1,6})\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the folded text; ``start`` and ``end`` leave out blanks at both sides."""

    text: str
    start: int
    end: int
    indent: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the flow: ``text`` is ``flow.text[start:end]``; a table row is a paragraph of its own."""

    text: str
    start: int
    end: int
    kind: ParagraphKind = "prose"
    heading: int | None = None
    """Level of a heading where the format itself marks one."""


@dataclass(frozen=True, slots=True)
class Flow:
    """The flowing text, its paragraphs, and the way back to the source."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    starts: array[int]
    """Offsets in ``text`` at which a piece of unbroken source begins."""
    sources: array[int]
    """The source offset of each of these pieces."""
    source: str

    def source_offset(self, offset: int) -> int:
        """Where the character at ``offset`` of the flow stands in the source text."""
        piece = bisect_right(self.starts, offset) - 1
        return self.sources[piece] + offset - self.starts[piece]

    def offset_at(self, source_offset: int) -> int:
        """Where a character of the source stands in the flow; for one that was left out, the nearest kept before it."""
        piece = max(0, bisect_right(self.sources, source_offset) - 1)
        stop = self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)
        return min(self.starts[piece] + source_offset - self.sources[piece], max(self.starts[piece], stop - 1))

    def ranges(self, start: int, end: int, page_at: Callable[[int], int | None] | None = None) -> list[tuple[int, int]]:
        """The pieces of the source behind ``text[start:end]``; only blanks within a page are bridged."""
        pieces: list[tuple[int, int]] = []
        piece = bisect_right(self.starts, start) - 1
        position = start
        while position < end:
            stop = self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)
            first = self.sources[piece] + position - self.starts[piece]
            last = first + min(stop, end) - position
            if pieces and not self.source[pieces[-1][1] : first].strip() and pieces[-1][1] <= first:
                if page_at is None or page_at(pieces[-1][1] - 1) == page_at(first):
                    pieces[-1] = (pieces[-1][0], last)
                else:
                    pieces.append((first, last))
            else:
                pieces.append((first, last))
            position = min(stop, end)
            piece += 1
        return pieces

    def quote(self, start: int, end: int) -> str:
        """The source characters behind ``text[start:end]``, without any whitespace."""
        return "".join("".join(self.source[a:b].split()) for a, b in self.ranges(start, end))


def split_lines(folded: str) -> list[Line]:
    """The lines of a folded text that hold something, without the blanks at both sides."""
    lines = []
    position = 0
    for raw in _LINE.split(folded):
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            lines.append(Line(stripped, position + indent, position + indent + len(stripped), indent))
        position += len(raw) + 1
    return lines


def _split_at_indents(lines: Sequence[Line], source: str, tables: Sequence[tuple[int, int]]) -> list[Line]:
    """Two full-width blanks within running text are the indent of a paragraph whose line end got lost."""
    split: list[Line] = []
    for line, in_table in zip(lines, _covered(lines, tables), strict=True):
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


def flow(
    folded: Folded,
    source: str,
    *,
    tables: Sequence[tuple[int, int]] = (),
    furniture: Sequence[tuple[int, int]] = (),
    headings: Sequence[tuple[int, int, int]] = (),
    wrapped: bool = True,
) -> Flow:
    """Join the lines of a folded text to paragraphs.

    ``tables`` are source ranges that hold tables: their lines stay lines. ``furniture`` ranges are left out.
    ``headings`` are ``(start, end, level)`` marked by the format. ``wrapped`` is False for formats whose lines are
    paragraphs already (HTML, DOCX).
    """
    lines = split_lines(folded.text)
    if "\u3000\u3000" in source:
        lines = _split_at_indents(lines, source, tables)
    in_table = _covered(lines, tables)
    dropped = _covered(lines, furniture)
    levels = {start: level for start, _end, level in headings}
    keep = [
        index
        for index, line in enumerate(lines)
        if not dropped[index] and (in_table[index] or not _LEADERS.search(line.text))
    ]
    if wrapped:
        keep = _without_furniture(lines, keep, in_table)
    width = _wrap_width([lines[i].text for i in keep if not in_table[i]]) if wrapped else None
    pieces = _Pieces(folded, spaced_digits=len(_SPACED_DIGITS.findall(folded.text)) >= 3)
    paragraphs: list[Paragraph] = []
    previous: Line | None = None
    for index in keep:
        line = lines[index]
        if in_table[index]:
            paragraphs.append(pieces.close("prose"))
            pieces.add(line.start, line.end)
            paragraphs.append(pieces.close("table"))
            previous = None
            continue
        heading = levels.get(line.start)
        start = line.start
        if heading is None and (match := _MARKDOWN_HEADING.match(line.text)):
            heading, start = len(match[1]), line.start + match.end()
        joins = (
            wrapped
            and previous is not None
            and heading is None
            and not NEW_ITEM.match(line.text)
            and _continues(previous, line, width, pieces.length)
        )
        if not joins:
            paragraphs.append(pieces.close("prose"))
            pieces.heading = heading
        pieces.add(start, line.end)
        previous = None if heading is not None else line
    paragraphs.append(pieces.close("prose"))
    return Flow(
        "".join(text + "\n" for text in pieces.closed),
        tuple(p for p in paragraphs if p.text),
        pieces.starts,
        pieces.sources,
        source,
    )


class _Pieces:
    """Collects kept ranges of the folded text and closes them to paragraphs."""

    def __init__(self, folded: Folded, *, spaced_digits: bool) -> None:
        self.text = folded.text
        self.glosses = folded.glosses
        self.spaced_digits = spaced_digits
        self.closed: list[str] = []
        self.parts: list[str] = []
        self.starts: array[int] = array("q")
        self.sources: array[int] = array("q")
        self.position = 0
        self.opened = 0
        self.heading: int | None = None
        self.last = ""

    @property
    def length(self) -> int:
        """Characters of the open paragraph so far."""
        return self.position - self.opened

    def add(self, start: int, end: int) -> None:
        """Append one line to the open paragraph, without the blanks and marks that carry nothing."""
        line = self.text[start:end]
        if self.length and self.last.isascii() and self.last.isalpha() and line[0].isascii() and line[0].isalpha():
            self._keep(start - 1, start, " ")
        cuts = [m.span() for m in _BLANKS.finditer(line)] if " " in line or "\t" in line else []
        if self.spaced_digits:
            cuts += [m.span() for m in _DIGIT_BLANK.finditer(line)]
        if "**" in line or "__" in line:
            cuts += [m.span() for m in _EMPHASIS.finditer(line)]
        cuts += [(a - start, b - start) for a, b in self.glosses if a >= start and b <= end]
        position = 0
        for a, b in sorted(cuts):
            if a > position:
                self._keep(start + position, start + a)
            position = max(position, b)
        if position < len(line):
            self._keep(start + position, end)

    def _keep(self, start: int, end: int, text: str | None = None) -> None:
        text = self.text[start:end] if text is None else text
        if not (self.starts and self.sources[-1] + self.position - self.starts[-1] == start):
            self.starts.append(self.position)
            self.sources.append(start)
        self.parts.append(text)
        self.position += len(text)
        self.last = text[-1]

    def close(self, kind: ParagraphKind) -> Paragraph:
        """End the open paragraph; an empty one has an empty text."""
        text = "".join(self.parts)
        paragraph = Paragraph(text, self.opened, self.position, kind, self.heading)
        if text:
            # The line end stands for the character before it, so that every offset has a source.
            before = self.sources[-1] + self.position - self.starts[-1] - 1
            self.starts.append(self.position)
            self.sources.append(before)
            self.closed.append(text)
            self.parts.clear()
            self.position += 1
        self.opened = self.position
        self.heading = None
        self.last = ""
        return paragraph


def _covered(lines: Sequence[Line], ranges: Sequence[tuple[int, int]]) -> list[bool]:
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


def display_width(text: str) -> int:
    """Columns a text takes: two for a full-width character, one for others."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _wrap_width(texts: Sequence[str]) -> int | None:
    """The width at which lines were broken, None where the lines are whole paragraphs.

    Lines that were broken by a typesetter share one width: at least three in ten stand within a tenth of it.
    """
    widths = Counter(display_width(text) for text in texts)
    total = sum(widths.values())
    if total < 8:
        return None
    clusters = [
        (sum(count for w, count in widths.items() if width * 0.9 <= w <= width), -width)
        for width in widths
        if width >= 20
    ]
    if not clusters:
        return None
    size, width = max(clusters)
    return -width if size >= 0.3 * total and max(widths) <= -width * 3 and width >= -140 else None


def _continues(previous: Line, line: Line, width: int | None, so_far: int) -> bool:
    """Whether a line goes on with the sentence or heading of the line before."""
    text = previous.text
    if _CONTINUES.search(text):
        return True
    ends = _SENTENCE_END.search(text) is not None
    heading = _HEADING.match(text) is not None and so_far == len(text)
    if width is None:
        # Whole paragraphs, cut only where a page ended: such a piece is long and stops amid a sentence.
        return not ends and not heading and so_far >= 20 and any(mark in text for mark in "，、。")
    full = display_width(text) >= width * 0.86
    if ends:
        return full and line.indent == 0 and previous.indent <= line.indent
    # A line that holds a stop and does not end in one is prose cut by the typesetter, whatever its width.
    return full or "。" in text or (not heading and ("，" in text or so_far > len(text)))


def _without_furniture(lines: Sequence[Line], keep: Sequence[int], in_table: Sequence[bool]) -> list[int]:
    """Leave out page numbers, running heads and a line printed twice in a row."""
    numbers = {i for i in keep if not in_table[i] and _PAGE_NUMBER.match(lines[i].text)}
    counts = Counter(lines[i].text for i in keep if not in_table[i])
    kept: list[int] = []
    for at, index in enumerate(keep):
        text = lines[index].text
        if index in numbers:
            continue
        if not in_table[index]:
            beside = {keep[j] for j in (at - 1, at + 1) if 0 <= j < len(keep)}
            # A running head stands next to page numbers, again and again.
            if counts[text] >= 3 and len(text) <= 40 and not _SENTENCE_END.search(text) and beside & numbers:
                continue
            if kept and lines[kept[-1]].text == text and len(text) >= 12:
                continue
        kept.append(index)
    return kept
