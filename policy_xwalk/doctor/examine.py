"""What one file gave: its reading, its records, and everything about them that a person should look at."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from policy_xwalk.doctor.marks import Mark, find_marks
from policy_xwalk.errors import NotAPlan, PlanError
from policy_xwalk.extraction.pipeline import Draft, extract, prepare
from policy_xwalk.language.numerals import parse_chinese
from policy_xwalk.outline import Section
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.records import Indicator, PlanRecords

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a page where the format has pages, else a line of the text; both from 1."""

    page: int | None
    line: int


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table: ``columns`` is None where it was rebuilt from lines of text. ``first`` and ``last`` are its places."""

    number: int
    rows: int
    columns: int | None
    indicator: bool
    first: Place
    last: Place
    title: str


@dataclass(frozen=True, slots=True)
class HeadingSeen:
    """A heading of the outline, ``depth`` 0 for the topmost."""

    label: str
    title: str
    zone: str
    depth: int
    place: Place


@dataclass(frozen=True, slots=True)
class GlyphSeen:
    """A character without a meaning of its own, and where it stands; ``read_as`` is what its context made of it."""

    code: str
    count: int
    places: tuple[Place, ...]
    read_as: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to look at; ``code`` names its wording, ``places`` where it is."""

    code: str
    params: dict[str, str]
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Examination:
    """One file as examined; ``error`` says why it cannot be used, the rest is what was read all the same."""

    file: str
    error: PlanError | None = None
    document: SourceDocument | None = None
    records: PlanRecords | None = None
    tables: tuple[TableSeen, ...] = ()
    headings: tuple[HeadingSeen, ...] = ()
    glyphs: tuple[GlyphSeen, ...] = ()
    problems: tuple[Problem, ...] = ()
    marks: tuple[Mark, ...] = ()
    data: bytes = b""
    """The file itself, kept where its pages are to be drawn."""


def examine_path(path: Path, password: str | None = None, *, keep: bool = False) -> Iterator[Examination]:
    """Examine a file, every file of a folder, or every member of an archive; an error becomes an examination."""
    from policy_xwalk.reading.archive import archive_members, is_archive
    from policy_xwalk.reading.files import read_bytes

    if path.is_dir():
        for inner in sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith((".", "~$"))):
            yield from examine_path(inner, password, keep=keep)
        return
    try:
        data = read_bytes(path)
        if not is_archive(data, path.name):
            yield _examine_file(path, data, password, keep=keep)
            return
        refused: list[Examination] = []
        for name, content in archive_members(
            data, path.name, on_error=lambda name, error: refused.append(Examination(f"{path.name}/{name}", error))
        ):
            yield replace(examine_bytes(content, name, password, keep=keep), file=f"{path.name}/{name}")
        yield from refused
    except PlanError as error:
        yield Examination(path.name or str(path), error)


def _examine_file(path: Path, data: bytes, password: str | None, *, keep: bool) -> Examination:
    from policy_xwalk.reading import is_framework, read_framework

    if is_framework(path):
        try:
            records = read_framework(path)
        except PlanError as error:
            return Examination(path.name, error)
        return Examination(path.name, records=records, problems=(*_of_records(records, None),))
    return examine_bytes(data, path.name, password, keep=keep)


def examine_bytes(data: bytes, name: str, password: str | None = None, *, keep: bool = False) -> Examination:
    """Examine a file in memory; nothing that is wrong with it is raised."""
    from policy_xwalk.reading import read_document_bytes

    try:
        document = read_document_bytes(data, name, password=password)
    except PlanError as error:
        return Examination(name, error)
    result = examine_document(document)
    return replace(result, data=data if keep else b"")


def examine_document(document: SourceDocument) -> Examination:
    """Examine what a reader returned."""
    draft = prepare(document)
    records: PlanRecords | None = None
    error: PlanError | None = None
    try:
        records = extract(document)
    except NotAPlan as caught:
        error = caught
    places = _Places(document)
    headings = _headings(draft, places)
    glyphs = _glyphs(draft, places)
    problems = [
        *_of_pages(document),
        *(
            Problem("unknown_glyph", {"glyph": g.code, "count": str(g.count)}, g.places)
            for g in glyphs
            if g.read_as is None
        ),
        *_of_outline(draft, headings, places),
        *(_of_records(records, places) if records else ()),
    ]
    return Examination(
        file=document.file,
        error=error,
        document=document,
        records=records,
        tables=_tables(draft, places),
        headings=headings,
        glyphs=glyphs,
        problems=tuple(problems),
        marks=find_marks(draft, records),
    )


class _Places:
    """From offsets to places, with the line ends found once."""

    def __init__(self, document: SourceDocument) -> None:
        self._document = document
        self._ends = [at for at, character in enumerate(document.text) if character == "\n"]

    def at(self, offset: int) -> Place:
        return Place(self._document.page_at(offset), bisect_left(self._ends, offset) + 1)


def _glyphs(draft: Draft, places: _Places) -> tuple[GlyphSeen, ...]:
    """Private-use characters: those that the context explained, and those that nothing did."""
    folded = draft.text.folded
    groups: dict[tuple[str, str | None], list[int]] = {}
    for match in _PRIVATE.finditer(draft.document.text):
        plain = folded.text[match.start()]
        groups.setdefault((match[0], plain if plain != match[0] else None), []).append(match.start())
    for seen in folded.glyphs:
        groups[seen.glyph, None] = list(seen.offsets)
    return tuple(
        GlyphSeen(f"U+{ord(glyph):04X}", len(at), tuple(dict.fromkeys(map(places.at, at))), plain)
        for (glyph, plain), at in sorted(groups.items(), key=lambda group: (group[0][0], group[0][1] or ""))
    )


def _tables(draft: Draft, places: _Places) -> tuple[TableSeen, ...]:
    document = draft.document
    seen = []
    used = set()
    for table in document.tables:
        of_indicators = [t for t in draft.tables if t.start < table.end and table.start < t.end]
        used |= {id(t) for t in of_indicators}
        caption = next((t.caption for t in of_indicators if t.caption), None)
        seen.append(
            TableSeen(
                table.number,
                table.rows,
                table.columns,
                bool(of_indicators),
                places.at(table.start),
                places.at(max(table.start, table.end - 1)),
                caption or " ".join(document.text[table.start : table.end].split("\n")[0].split())[:40],
            )
        )
    seen += [
        TableSeen(
            torn.number,
            len(torn.rows),
            None,
            True,
            places.at(torn.start),
            places.at(max(torn.start, torn.end - 1)),
            torn.caption or "",
        )
        for torn in draft.tables
        if id(torn) not in used
    ]
    return tuple(sorted(seen, key=lambda t: (t.first.line, t.number)))


def _headings(draft: Draft, places: _Places) -> tuple[HeadingSeen, ...]:
    def depth(section: Section) -> int:
        return 0 if section.parent is None else 1 + depth(section.parent)

    flow = draft.text.flow
    return tuple(
        HeadingSeen(s.label, s.title, s.zone, depth(s), places.at(flow.source_offset(s.start)))
        for s in draft.text.outline.walk()
    )


def _of_pages(document: SourceDocument) -> Iterator[Problem]:
    reported = {warning.page for warning in document.warnings}
    blank = tuple(
        Place(page.number, 0)
        for page in document.pages
        if page.number not in reported and not document.text[page.start : page.end].strip()
    )
    if blank:
        yield Problem("blank_pages", {}, blank)


def _of_outline(draft: Draft, headings: tuple[HeadingSeen, ...], places: _Places) -> Iterator[Problem]:
    if not headings:
        yield Problem("no_outline", {})
    groups = [draft.text.outline.sections, *(tuple(s.children) for s in draft.text.outline.walk())]
    for group in groups:
        before: dict[str, tuple[int, Section]] = {}
        for section in group:
            number = label_number(section.label)
            if number is None:
                continue
            last = before.get(section.style)
            if last is not None and last[0] + 1 < number <= last[0] + 9:
                missing = "、".join(str(n) for n in range(last[0] + 1, number))
                place = places.at(draft.text.flow.source_offset(section.start))
                yield Problem("number_gap", {"after": f"{last[1].label} {last[1].title}", "missing": missing}, (place,))
            before[section.style] = (number, section)


def label_number(label: str) -> int | None:
    """The number a heading counts with (三, （十二）, 第四章, 专栏3); None without one or with parts (2.1)."""
    found = re.findall(r"\d+|[一二三四五六七八九十百]+", label)
    if len(found) != 1:
        return None
    value = int(found[0]) if found[0].isdecimal() else parse_chinese(found[0])
    return value if isinstance(value, int) else None


def _of_records(records: PlanRecords, places: _Places | None) -> Iterator[Problem]:
    missing = [name for name in ("title", "level", "region", "period") if getattr(records.plan, name) is None]
    if missing:
        yield Problem("no_identity", {"fields": " ".join(missing)})
    if not records.indicators:
        yield Problem("no_indicator_table", {})
    numbers = {row.no for row in records.indicators if row.no is not None}
    gaps = sorted(set(range(min(numbers), max(numbers))) - numbers) if numbers else []
    if gaps and len(gaps) < len(numbers):
        yield Problem("row_gap", {"missing": "、".join(map(str, gaps))})
    for row in records.indicators:
        where = _where(row, places)
        for doubt in row.doubts:
            yield Problem("doubtful_row", {"name": row.name, "doubt": doubt}, where)
        if row.target is None and not row.doubts:
            yield Problem("row_without_target", {"name": row.name}, where)


def _where(row: Indicator, places: _Places | None) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(places.at(span.start) for span in row.spans[:1])) if places else ()
