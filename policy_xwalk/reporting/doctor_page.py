"""The doctor's page: pages of the files with everything that was read marked on them, in one file that fetches nothing.

A content security policy admits only the style of this page, by its digest, and pictures that stand in it; there is no
script. Text of a plan passes through the template's escaping and never becomes markup.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policy_xwalk.doctor.examine import Examination
from policy_xwalk.doctor.marks import KINDS, Mark
from policy_xwalk.doctor.pictures import Box, Picture, draw_pages
from policy_xwalk.doctor.report import facts, heading_line, printable, problems, table_line
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.wording import Lang, error_message
from policy_xwalk.wording.doctor import kind_name, label, zone_name

_TEMPLATES = Path(__file__).parent / "templates"
TEXT_SHOWN = 300_000
"""Characters of one file that are shown; a plan has 5 000 to 150 000."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text under the same marks: their classes and what they were read as."""

    text: str
    classes: str
    hint: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing read on a page: its number there, kind, name and value."""

    number: int
    kind: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A box on the picture with the number of its entry; ``number`` is 0 on all but the first box of a mark."""

    kind: str
    number: int
    hint: str
    box: Box


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page or, without a picture, the whole text."""

    page: int | None
    picture: Picture | None
    shapes: tuple[Shape, ...]
    entries: tuple[Entry, ...]
    pieces: tuple[Piece, ...]
    unplaced: int


@dataclass(frozen=True, slots=True)
class FileView:
    """One file as the page shows it."""

    name: str
    error: str
    facts: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    tables: tuple[str, ...]
    headings: tuple[tuple[int, str], ...]
    sheets: tuple[Sheet, ...]
    note: str


def render_doctor(examinations: Sequence[Examination], lang: Lang, password: str | None = None) -> str:
    """The page as text; pages of PDF files are drawn where the examination kept the file."""
    import jinja2
    from markupsafe import Markup

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    style = (_TEMPLATES / "page.css").read_text("utf-8") + (_TEMPLATES / "doctor.css").read_text("utf-8")
    return environment.get_template("doctor.html.j2").render(
        html_lang="zh-CN" if lang == "zh" else "en",
        files=[_view(examination, lang, password) for examination in examinations],
        kinds=[(kind, kind_name(kind, lang)) for kind in KINDS],
        names={kind: kind_name(kind, lang) for kind in KINDS},
        label=lambda code, **params: label(code, lang, **params),
        style=Markup(style),
        policy=_policy(style),
    )


def _policy(style: str) -> str:
    """Nothing from anywhere but this style and pictures that stand in the page; no script at all."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'sha256-{digest}'"


def _view(examination: Examination, lang: Lang, password: str | None) -> FileView:
    sheets, note = _sheets(examination, lang, password) if examination.document is not None else ((), "")
    return FileView(
        name=printable(examination.file),
        error=error_message(examination.error, lang) if examination.error else "",
        facts=tuple(facts(examination, lang)),
        problems=tuple(problems(examination, lang)),
        tables=tuple(table_line(table, lang) for table in examination.tables),
        headings=tuple((min(heading.depth, 5), heading_line(heading, lang)) for heading in examination.headings),
        sheets=sheets,
        note=note,
    )


def _sheets(examination: Examination, lang: Lang, password: str | None) -> tuple[tuple[Sheet, ...], str]:
    document, marks = examination.document, examination.marks
    assert document is not None
    if examination.data and document.format == "pdf":
        pictures = draw_pages(examination.data, document, marks, password)
        note = ""
        if len(pictures) < len(document.pages):
            note = label("more_pages", lang, shown=len(pictures), total=len(document.pages))
        return tuple(_page_sheet(picture, document, marks, lang) for picture in pictures), note
    end = min(len(document.text), TEXT_SHOWN)
    note = label("more_text", lang, shown=end, total=len(document.text)) if end < len(document.text) else ""
    here = tuple(index for index, mark in enumerate(marks) if mark.ranges[0][0] < end)
    sheet = Sheet(None, None, (), _entries(here, marks, lang), tuple(_pieces(document, marks, here, 0, end, lang)), 0)
    return (sheet,), note


def _page_sheet(picture: Picture, document: SourceDocument, marks: Sequence[Mark], lang: Lang) -> Sheet:
    page = next(page for page in document.pages if page.number == picture.page)
    listed = _listed(picture.marks, marks)
    numbers = {index: number for number, index in enumerate(listed, start=1)}
    shapes: list[Shape] = []
    shown: set[int] = set()
    order = {kind: place for place, kind in enumerate(KINDS)}
    for box in sorted(picture.boxes, key=lambda box: order[marks[box.mark].kind]):
        mark = marks[box.mark]
        number = 0 if box.mark in shown or mark.kind == "table" else numbers.get(box.mark, 0)
        shown.add(box.mark)
        shapes.append(Shape(mark.kind, number, _hint(mark, lang), box))
    return Sheet(
        picture.page,
        picture,
        tuple(shapes),
        _entries(picture.marks, marks, lang),
        tuple(_pieces(document, marks, picture.marks, page.start, page.end, lang)),
        len(picture.unplaced),
    )


def _listed(here: Sequence[int], marks: Sequence[Mark]) -> list[int]:
    return [index for index in here if marks[index].kind != "furniture"]


def _entries(here: Sequence[int], marks: Sequence[Mark], lang: Lang) -> tuple[Entry, ...]:
    return tuple(
        Entry(number, marks[index].kind, printable(marks[index].name), _value(marks[index], lang))
        for number, index in enumerate(_listed(here, marks), start=1)
    )


def _value(mark: Mark, lang: Lang) -> str:
    return zone_name(mark.value, lang) if mark.kind == "heading" else printable(mark.value)


def _hint(mark: Mark, lang: Lang) -> str:
    said = " ".join(part for part in (printable(mark.name), _value(mark, lang)) if part)
    return f"{kind_name(mark.kind, lang)}{'：' if lang == 'zh' else ': '}{said}" if said else kind_name(mark.kind, lang)


def _pieces(
    document: SourceDocument, marks: Sequence[Mark], here: Sequence[int], start: int, end: int, lang: Lang
) -> Iterator[Piece]:
    """The text from ``start`` to ``end``, cut wherever a mark begins or ends."""
    events: list[tuple[int, int, int]] = []
    for index in here:
        for a, b in marks[index].ranges:
            if a < end and start < b:
                events += [(max(a, start), 1, index), (min(b, end), 0, index)]
    events.sort()
    open_marks: dict[int, int] = {}
    position = start
    for at, opens, index in [*events, (end, 0, -1)]:
        if at > position:
            yield _piece(document.text[position:at], sorted(open_marks), marks, lang)
            position = at
        if index < 0:
            continue
        open_marks[index] = open_marks.get(index, 0) + (1 if opens else -1)
        if not open_marks[index]:
            del open_marks[index]


def _piece(text: str, here: list[int], marks: Sequence[Mark], lang: Lang) -> Piece:
    clean = "".join(c if c in "\n\t" or c.isprintable() or c >= "\u00a0" else "" for c in text.replace("\r\n", "\n"))
    kinds = {marks[index].kind for index in here}
    classes = " ".join(f"k-{kind}" for kind in KINDS if kind in kinds)
    return Piece(clean, classes, "\n".join(_hint(marks[index], lang) for index in here))
