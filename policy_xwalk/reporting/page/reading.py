"""A plan's whole text for reading on a screen: paragraphs without hard wraps, and where each source character stands.

Nothing is left out: page numbers and running heads that a paragraph was broken by follow it as asides. Characters are
the source's own, but for line ends and for private-use glyphs, which no font shows
(:func:`policy_xwalk.reporting.display.readable`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from msgspec import UNSET

from policy_xwalk.language.flow import Flow, Paragraph, flow
from policy_xwalk.language.fold import fold
from policy_xwalk.outline import Outline, Section, read_outline
from policy_xwalk.records import Action, Indicator, Item, PlanRecords, Span
from policy_xwalk.reporting.display import outline_text, readable

Tag = Literal["title", "h1", "h2", "h3", "h4", "box", "p", "row", "aside"]
Range = tuple[int, int, int]
"""Paragraph, start and end in its text, counted in UTF-16 units as scripts count them."""

#: Formats whose lines are paragraphs already; in the others a typesetter broke them.
_UNWRAPPED = frozenset({"html", "mht", "docx", "odt", "fodt", "doc", "wps", "rtf", "wordml"})


@dataclass(slots=True)
class Shown:
    """One paragraph as it is shown; ``bold`` is how much of its beginning is a heading run into the text."""

    tag: Tag
    text: str
    bold: int = 0


@dataclass(slots=True)
class Reading:
    """The paragraphs of a plan and the way from the source to them."""

    paragraphs: list[Shown] = field(default_factory=list)
    whole: bool = True
    """False where the text is not at hand and the paragraphs are the items alone."""
    starts: list[int] = field(default_factory=list)
    pieces: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Source start and end, paragraph, start in its text (in characters): in the order of the source."""
    items: dict[str, list[Range]] = field(default_factory=dict)
    """Where each item stands: a table row, a sentence, the heading of a task."""
    bodies: dict[str, list[Range]] = field(default_factory=dict)
    """Where the text of a task stands, below its heading."""
    chapters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Headings above each item, outermost first, as printed; empty without a text."""
    wide: dict[int, bool] = field(default_factory=dict)

    def _wide(self, paragraph: int) -> bool:
        """Whether a paragraph has characters that scripts count as two."""
        if paragraph not in self.wide:
            text = self.paragraphs[paragraph].text
            self.wide[paragraph] = not text.isascii() and max(text) > "\uffff"
        return self.wide[paragraph]

    def locate(self, spans: Sequence[Span]) -> list[Range]:
        """Where source ranges are shown; what touches in one paragraph is one range."""
        found: list[Range] = []
        for span in spans:
            place = max(0, bisect_right(self.starts, span.start) - 1)
            while place < len(self.pieces) and self.pieces[place][0] < span.end:
                first, last, paragraph, at = self.pieces[place]
                place += 1
                start, end = max(first, span.start), min(last, span.end)
                if start >= end:
                    continue
                start, end = at + start - first, at + end - first
                if found and found[-1][0] == paragraph and found[-1][2] == start:
                    found[-1] = (paragraph, found[-1][1], end)
                else:
                    found.append((paragraph, start, end))
        return [self._units(each) for each in found]

    def text_at(self, ranges: Sequence[Range]) -> str:
        """The text shown at ranges that :meth:`locate` gave."""
        return "".join(self.cut(each) for each in ranges)

    def cut(self, place: Range) -> str:
        """The text shown at one range."""
        text = self.paragraphs[place[0]].text
        if not self._wide(place[0]):
            return text[place[1] : place[2]]
        return text.encode("utf-16-le")[place[1] * 2 : place[2] * 2].decode("utf-16-le", "replace")

    def _units(self, place: Range) -> Range:
        if not self._wide(place[0]):
            return place
        text = self.paragraphs[place[0]].text
        return place[0], _units(text[: place[1]]), _units(text[: place[2]])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read_plan_text(entry: PlanRecords, text: str | None) -> Reading:
    """Lay a plan out for reading; without its text, its items one by one."""
    if text is None:
        return _items_only(entry)
    folded = fold(text)
    tables = _tables(entry, text)
    wrapped = entry.plan.source.format not in _UNWRAPPED
    flowing = flow(folded, text, tables=[(table.start, table.end) for table in tables], wrapped=wrapped)
    outline = read_outline(flowing.paragraphs)
    reading = Reading()
    _lay_out(reading, flowing, _Headings(outline, entry.plan.title), text, tables)
    for item in _items(entry):
        reading.items[item.id] = reading.locate(item.spans)
        if isinstance(item, Action) and item.text_spans:
            reading.bodies[item.id] = reading.locate(item.text_spans)
        if item.spans:
            section = outline.at(flowing.offset_at(item.spans[0].start))
            reading.chapters[item.id] = tuple(_path(section))
    return reading


def _items(entry: PlanRecords) -> Iterator[Item]:
    yield from entry.indicators
    yield from entry.targets
    yield from entry.actions


def _path(section: Section | None) -> Iterator[str]:
    """Headings from the top down to a section; a task's own heading counts, a numbered item of a list does not."""
    if section is None:
        return
    yield from _path(section.parent)
    if section.style in ("part", "attachment", "chapter", "section", "han", "han_bracket", "marked", "plain"):
        yield _heading(section)


def _heading(section: Section) -> str:
    stop = {"han": "、", "chapter": " ", "section": " ", "part": " ", "attachment": " "}.get(section.style, "")
    return f"{section.label}{stop if section.label else ''}{section.title}"


@dataclass(frozen=True, slots=True, order=True)
class _Table:
    start: int
    end: int
    rows: tuple[tuple[int, int], ...]


def _tables(entry: PlanRecords, text: str) -> list[_Table]:
    """Source ranges that hold tables, each with the ranges of the rows that are known as indicators."""
    rows: dict[int, list[tuple[int, int]]] = {}
    for item in entry.indicators:
        numbers = {span.table for span in item.spans if span.table is not UNSET}
        if item.spans and numbers:
            extent = min(span.start for span in item.spans), max(span.end for span in item.spans)
            rows.setdefault(int(min(numbers)), []).append(extent)
    found = [
        _Table(
            text.rfind("\n", 0, min(start for start, _ in extents)) + 1,
            max(end for _, end in extents),
            tuple(sorted(extents)),
        )
        for extents in rows.values()
    ]
    offset = 0
    for line in text.splitlines(keepends=True):
        end = offset + len(line)
        if "\t" in line.strip() and not any(table.start < end and offset < table.end for table in found):
            found.append(_Table(offset, end, ((offset, end),)))
        offset = end
    return sorted(found)


class _Headings:
    """What the outline says of each paragraph."""

    def __init__(self, outline: Outline, title: str | None) -> None:
        self.title = title
        self.by_start = {section.start: section for section in outline.walk()}
        ranks = sorted({s.rank for s in outline.walk() if s.style not in ("box", "unnumbered", "ordinal")})
        self.depth = {rank: min(place, 4) for place, rank in enumerate(ranks, 1)}

    def tag(self, paragraph: Paragraph) -> tuple[Tag, int]:
        """The tag of a paragraph, and where in the flow a heading ends that runs into its text; else 0."""
        section = next(
            (
                self.by_start[at]
                for at in range(paragraph.start, min(paragraph.end, paragraph.start + 4))
                if at in self.by_start
            ),
            None,
        )
        if paragraph.kind == "table":
            return "row", 0
        if section is None:
            return ("title" if self.title is not None and paragraph.text == self.title else "p"), 0
        if section.style == "box":
            return "box", 0
        if section.title_end >= paragraph.end - 1:
            if section.untitled or len(paragraph.text) > 60:
                return "p", 0
            depths: tuple[Tag, ...] = ("h1", "h2", "h3", "h4")
            return depths[self.depth.get(section.rank, 4) - 1], 0
        return "p", 0 if section.untitled else section.title_end


def _lay_out(
    reading: Reading,
    flowing: Flow,
    headings: _Headings,
    text: str,
    tables: Sequence[_Table],
) -> None:
    rows = sorted(row for table in tables for row in table.rows)
    at = 0
    open_row: tuple[int, int] | None = None
    for paragraph in flowing.paragraphs:
        pieces = _pieces(flowing, paragraph)
        first = pieces[0][0]
        _aside(reading, text, at, first)
        tag, bold = headings.tag(paragraph)
        row = next((known for known in rows if known[0] <= first < known[1]), None) if tag == "row" else None
        if row is not None and row == open_row and reading.paragraphs[-1].tag == "row":
            # A row that the typesetter broke over lines is one line again.
            shown = reading.paragraphs[-1]
            shown.text += " "
        else:
            shown = Shown(tag, "")
            reading.paragraphs.append(shown)
        open_row = row
        dropped = _fill(reading, shown, text, pieces)
        if bold:
            end = flowing.source_offset(bold - 1) + 1
            shown.bold = next((_units(shown.text[: p[3] + end - p[0]]) for p in reading.pieces[::-1] if p[0] < end), 0)
        at = pieces[-1][1]
        for start, end in dropped:
            _aside(reading, text, start, end)
    _aside(reading, text, at, len(text))
    order = sorted(range(len(reading.pieces)), key=lambda place: reading.pieces[place][:2])
    reading.pieces = [reading.pieces[place] for place in order]
    reading.starts = [piece[0] for piece in reading.pieces]


def _pieces(flowing: Flow, paragraph: Paragraph) -> list[tuple[int, int]]:
    """The unbroken pieces of the source behind a paragraph, in order."""
    pieces: list[tuple[int, int]] = []
    piece = bisect_right(flowing.starts, paragraph.start) - 1
    position = paragraph.start
    while position < paragraph.end:
        stop = min(flowing.starts[piece + 1] if piece + 1 < len(flowing.starts) else paragraph.end, paragraph.end)
        start = flowing.sources[piece] + position - flowing.starts[piece]
        pieces.append((start, start + stop - position))
        position = stop
        piece += 1
    return sorted(pieces)


def _fill(reading: Reading, shown: Shown, text: str, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put the source of a paragraph into it; gives what stands between its lines and is not of it."""
    number = len(reading.paragraphs) - 1
    between: list[tuple[int, int]] = []
    at = pieces[0][0]
    for start, end in pieces:
        if start > at:
            gap = text[at:start]
            if "\n" not in gap and "\r" not in gap:
                # Blanks within a line stay as they are printed; marks of emphasis (**) are markup, not text.
                start = at if gap.strip("*_") else start
            elif gap.strip():
                between.append((at, start))
        start = max(start, at)
        if start >= end:
            continue
        source = readable(text[start:end]).replace("\r", " ").replace("\n", " ")
        reading.pieces.append((start, end, number, len(shown.text)))
        shown.text += source
        at = end
    return between


def _aside(reading: Reading, text: str, start: int, end: int) -> None:
    """Lines that belong to no paragraph: page numbers, running heads, tables of contents."""
    offset = start
    for line in text[start:end].splitlines(keepends=True):
        printed = line.strip()
        if any(character.isalnum() for character in printed):
            first = offset + line.index(printed[0])
            reading.pieces.append((first, first + len(printed), len(reading.paragraphs), 0))
            reading.paragraphs.append(Shown("aside", readable(printed)))
        offset += len(line)


def _items_only(entry: PlanRecords) -> Reading:
    reading = Reading(whole=False)
    above = ""
    for item in _items(entry):
        parent = outline_text(item.section or "")
        if isinstance(item, Action):
            parent = item.parent or parent
        elif isinstance(item, Indicator):
            parent = item.category or parent
        if parent and parent != above:
            reading.paragraphs.append(Shown("h2", readable(parent)))
        above = parent
        reading.items[item.id] = [_whole(reading, "p", _line_of(item))]
        if isinstance(item, Action) and item.text:
            reading.bodies[item.id] = [_whole(reading, "p", readable(item.text))]
    return reading


def _whole(reading: Reading, tag: Tag, text: str) -> Range:
    reading.paragraphs.append(Shown(tag, text))
    return len(reading.paragraphs) - 1, 0, _units(text)


def _line_of(item: Item) -> str:
    """An item of which no text is at hand, in a line: what was read of it."""
    if isinstance(item, Action):
        return f"{outline_text(item.number)} {item.title}".strip()
    if isinstance(item, Indicator):
        values = [value.raw for value in (item.baseline, item.target) if value is not None and value.raw]
        number = f"{item.no} " if item.no is not None else ""
        return f"{number}{item.name}  {' → '.join(values)}".rstrip()
    return readable(item.quote)
