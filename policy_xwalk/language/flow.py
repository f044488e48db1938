"""Flowing text: paragraphs without hard wraps, blanks, page furniture and emphasis marks.

A typeset document breaks its lines anywhere; sentences, headings and numbers are whole again in the flow. Every
character of the flow knows its place in the source (:meth:`Flow.spans`), so whatever is found in it can be shown.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from policy_xwalk.language.fold import CJK, Folded
from policy_xwalk.language.lines import (
    HAN_COUNT,
    NEW_ITEM,
    NUMERAL,
    SENTENCE_END,
    Line,
    covered,
    display_width,
    reaches,
    split_at_gaps,
    split_at_indents,
    split_lines,
    without_furniture,
    wrap_width,
)
from policy_xwalk.language.units import LATIN

__all__ = ["HAN_COUNT", "Flow", "Line", "Paragraph", "ParagraphKind", "display_width", "flow", "split_lines"]

ParagraphKind = Literal["prose", "table"]

_HEADING = re.compile(
    rf"\s*(?:第[{NUMERAL}\d]{{1,4}}[章节篇编]|[{NUMERAL}]{{1,3}}、|（[{NUMERAL}]{{1,3}}）|专\s*栏|附\s*件)"
)
_IN_SENTENCE = re.compile(r"[，。；！？：]")
_CONTINUES = re.compile(r"[，、（“《—]$")
#: A number that stands in a line of its own above its heading (01, 第一章).
_BARE_LABEL = re.compile(
    rf"(?:0\d|\d{{1,2}}[.、]|（(?:{HAN_COUNT}|\d{{1,2}})）|{HAN_COUNT}、|第[{NUMERAL}\d]{{1,4}}[章节篇])$"
)
#: Looked for where a run of points begins, and never shortened: a long run that leads nowhere is passed once.
_LEADERS = re.compile(r"[.…·](?<![.…·].)(?<![.…·]\s.)\s?(?:[.…·]\s?){3,}+\s*\d*\s*$")
_BLANKS = re.compile(
    rf"(?<=[{CJK}，。；：？！、（）《》〈〉“”‘’〔〕—%‰℃≥≤>])[ \t]+"
    rf"|[ \t]+(?=[{CJK}，。；：？！、（）《》〈〉“”‘’〔〕—%‰℃≥≤])"
)
#: 35 km, 1.2 GW: the unit belongs to the number.
_LATIN_SIGN = re.compile(r"\d [A-Za-z]")
_UNIT_BLANK = re.compile(rf"(?<=\d) (?={LATIN}(?![A-Za-z]))")
_DIGIT_BLANK = re.compile(r"(?<=\d) (?=\d)|(?<=\d\.) (?=\d)")
_POINT_BLANK = re.compile(r"(?<=\d) (?=\.\d)")
_SPACED_DIGITS = re.compile(r"\d(?<![\d.]\d)(?: \d){2,}(?!\d)")
_EMPHASIS = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_MARKDOWN_HEADING = re.compile(r"^\s*(#{1,6})\s+")


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
        starts, sources, source = self.starts, self.sources, self.source
        piece = bisect_right(starts, start) - 1
        count, position = len(starts), start
        pieces: list[tuple[int, int]] = []
        while position < end:
            piece += 1
            stop = starts[piece] if piece < count else len(self.text)
            first = sources[piece - 1] + position - starts[piece - 1]
            position = stop if stop < end else end
            last = sources[piece - 1] + position - starts[piece - 1]
            if pieces:
                begun, before = pieces[-1]
                same_page = page_at is None or page_at(before - 1) == page_at(first)
                if before <= first and same_page and (before == first or source[before:first].isspace()):
                    pieces[-1] = (begun, last)
                    continue
            pieces.append((first, last))
        return pieces

    def quote(self, start: int, end: int) -> str:
        """The source characters behind ``text[start:end]``, without any whitespace."""
        return "".join("".join(self.source[a:b].split()) for a, b in self.ranges(start, end))


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
    lines: Sequence[Line] = split_lines(folded.text)
    if "\u3000\u3000" in source:
        lines = split_at_indents(lines, source, tables)
    if wrapped:
        lines = split_at_gaps(lines, tables)
    in_table = covered(lines, tables)
    dropped = covered(lines, furniture)
    levels = {start: level for start, _end, level in headings}
    keep = [
        index
        for index, line in enumerate(lines)
        if not dropped[index] and (in_table[index] or not _LEADERS.search(line.text))
    ]
    if wrapped:
        keep = without_furniture(lines, keep, in_table)
    width = wrap_width([lines[i].text for i in keep if not in_table[i]]) if wrapped else None
    pieces = _Pieces(folded, spaced_digits=len(_SPACED_DIGITS.findall(folded.text)) >= 3)
    paragraphs: list[Paragraph] = []
    previous: Line | None = None
    in_heading = False
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
        if heading is None and "#" in line.text and (match := _MARKDOWN_HEADING.match(line.text)):
            heading, start = len(match[1]), line.start + match.end()
        joins = (
            previous is not None
            and heading is None
            and not NEW_ITEM.match(line.text)
            and (
                (_BARE_LABEL.match(previous.text) is not None and pieces.length == len(previous.text))
                or (
                    wrapped
                    and (_goes_on(previous, pieces) or _continues(previous, line, width, pieces.length, in_heading))
                )
            )
        )
        if not joins:
            paragraphs.append(pieces.close("prose"))
            pieces.heading = heading
            in_heading = _HEADING.match(line.text) is not None
        in_heading = in_heading and not _IN_SENTENCE.search(line.text)
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
        self.gloss = 0
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
        if " " in line and _LATIN_SIGN.search(line):
            cuts += [m.span() for m in _UNIT_BLANK.finditer(line)]
        if " ." in line:
            cuts += [m.span() for m in _POINT_BLANK.finditer(line)]
        if self.spaced_digits:
            cuts += [m.span() for m in _DIGIT_BLANK.finditer(line)]
        if "**" in line or "__" in line:
            cuts += [m.span() for m in _EMPHASIS.finditer(line)]
        while self.gloss < len(self.glosses) and self.glosses[self.gloss][0] < end:
            a, b = self.glosses[self.gloss]
            self.gloss += 1
            if a >= start and b <= end:
                cuts.append((a - start, b - start))
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


def _goes_on(previous: Line, pieces: _Pieces) -> bool:
    """Whether a title or bracket stands open in the paragraph: the next line goes on with it."""
    if SENTENCE_END.search(previous.text):
        return False
    # A mark that stays open for long was never closed: it must not swallow the rest of the plan.
    tail = "".join(pieces.parts[-4:])[-80:]
    return any(tail.rfind(opened) > tail.rfind(closed) for opened, closed in ("《》", "（）"))


def _continues(previous: Line, line: Line, width: int | None, so_far: int, in_heading: bool) -> bool:
    """Whether a line goes on with the sentence or heading of the line before.

    ``so_far`` is the length of the open paragraph, ``in_heading`` whether it is a numbered heading without any stop.
    """
    text = previous.text
    if _CONTINUES.search(text):
        return True
    ends = SENTENCE_END.search(text) is not None
    heading = in_heading or (_HEADING.match(text) is not None and so_far == len(text))
    if width is None:
        # Whole paragraphs, cut only where a page ended: such a piece is long and stops amid a sentence.
        return not ends and not heading and so_far >= 20 and any(mark in text for mark in "，、。")
    full = reaches(text, width * 0.86)
    if ends:
        return full and line.indent == 0 and previous.indent <= line.indent
    # A line that holds a stop and does not end in one is prose cut by the typesetter, whatever its width.
    return full or "。" in text or (not heading and ("，" in text or so_far > len(text)))
