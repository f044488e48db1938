"""Paragraphs and tables of the report. Every character of a plan is plain text: no field, no link, no markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from policy_xwalk.reporting.word_layout import landscape_section, portrait_section
from policy_xwalk.wording import Lang

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PER_MM = 1440 / 25.4


def word_room(title: str, size: float) -> float:
    """Millimetres that the longest word of a header takes with its margins: bold letters are a good half as wide as
    they are high.
    """
    return max(map(len, title.split()), default=0) * size * 0.54 / 72 * 25.4 + 2


@dataclass(frozen=True, slots=True)
class WordColumn:
    """A column of a table: its width in millimetres, and whether its cells are short and stand in the middle."""

    title: str
    width: float
    centred: bool = False


class Writer:
    """A document written from the top down."""

    def __init__(self, document: Any, lang: Lang) -> None:
        self._document = document
        self._lang = lang
        self._ids = {style.name: style.style_id for style in document.styles}

    def title(self, text: str) -> None:
        """The title, with an empty line below it."""
        self._paragraph(text, "Title")
        self._paragraph("", "Plain Line")

    def heading(self, text: str, level: int) -> None:
        """A heading of level 1 to 3, shown in the navigation pane."""
        self._paragraph(text, f"Heading {level}")

    def text(self, *pieces: str | tuple[str, str], together: bool = False) -> None:
        """A paragraph of the body; a piece ``("b", text)`` is bold. ``together`` keeps it with the next one."""
        self._paragraph("", "Normal", pieces, together)

    def line(self, text: str, right: bool = False) -> None:
        """A line without indent."""
        paragraph = self._paragraph(text, "Plain Line")
        if right:
            _child(paragraph.find(_q("pPr")), "jc", val="right")

    def caption(self, text: str) -> None:
        """The line above a table."""
        self._paragraph(text, "Caption Line")

    def annex(self, mark: str, title: str, landscape: bool) -> None:
        """Begin an annex on a page of its own: 附件1 in the upper corner, the title in the third line."""
        (landscape_section if landscape else portrait_section)(self._document)
        self._paragraph(mark, "Annex Mark")
        self._paragraph(title, "Title")

    def table(
        self,
        columns: Sequence[WordColumn],
        rows: Sequence[Sequence[str]],
        size: float | None = None,
        head_size: float | None = None,
    ) -> None:
        """A table with full rules; its header is repeated on every page and no row breaks across pages.

        ``size`` in points overrides that of the styles, ``head_size`` that of the header.
        """
        table = _element("tbl")
        properties = _child(table, "tblPr")
        _child(properties, "tblW", w=_twips(sum(column.width for column in columns)), type="dxa")
        _child(properties, "jc", val="center")
        borders = _child(properties, "tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            outer = side in ("top", "bottom", "left", "right")
            _child(borders, side, val="single", sz="8" if outer else "4", space="0", color="000000")
        _child(properties, "tblLayout", type="fixed")
        margins = _child(properties, "tblCellMar")
        for side in ("left", "right"):
            _child(margins, side, w="57", type="dxa")
        grid = _child(table, "tblGrid")
        for column in columns:
            _child(grid, "gridCol", w=_twips(column.width))
        self._row(table, columns, [column.title for column in columns], head_size or size, head=True)
        for row in rows:
            self._row(table, columns, row, size)
        self._append(table)
        # Word joins two tables that no paragraph parts.
        self._paragraph("", "Table Text")

    def _row(
        self, table: Any, columns: Sequence[WordColumn], cells: Sequence[str], size: float | None, head: bool = False
    ) -> None:
        row = _child(table, "tr")
        properties = _child(row, "trPr")
        _child(properties, "cantSplit")
        if head:
            _child(properties, "tblHeader")
        for column, text in zip(columns, cells, strict=True):
            cell = _child(row, "tc")
            form = _child(cell, "tcPr")
            _child(form, "tcW", w=_twips(column.width), type="dxa")
            if head:
                _child(form, "shd", val="clear", color="auto", fill="E7E6E6")
            _child(form, "vAlign", val="center")
            paragraph = _child(cell, "p")
            style = _child(paragraph, "pPr")
            _child(style, "pStyle", val=self._ids["Table Head" if head else "Table Text"])
            if head:
                # No header alone at the foot of a page.
                _child(style, "keepNext")
            if column.centred and not head:
                _child(style, "jc", val="center")
            self._run(paragraph, text, size=size)

    def _paragraph(
        self, text: str, style: str, pieces: Sequence[str | tuple[str, str]] = (), together: bool = False
    ) -> Any:
        paragraph = _element("p")
        properties = _child(paragraph, "pPr")
        _child(properties, "pStyle", val=self._ids[style])
        if together:
            _child(properties, "keepNext")
        for piece in pieces or ((text,) if text else ()):
            if isinstance(piece, tuple):
                self._run(paragraph, piece[1], bold=True)
            else:
                self._run(paragraph, piece)
        self._append(paragraph)
        return paragraph

    def _run(self, paragraph: Any, text: str, bold: bool = False, size: float | None = None) -> None:
        """A run; in Chinese the marks that both scripts have (“”…—) are taken from the Chinese font."""
        run = _child(paragraph, "r")
        form = _child(run, "rPr")
        if self._lang == "zh":
            _child(form, "rFonts", hint="eastAsia")
        if bold:
            _child(form, "b")
        if size is not None:
            _child(form, "sz", val=f"{size * 2:.0f}")
            _child(form, "szCs", val=f"{size * 2:.0f}")
        for number, line in enumerate(_NOT_XML.sub("", text).split("\n")):
            if number:
                _child(run, "br")
            shown = _child(run, "t")
            shown.text = line
            shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _append(self, element: Any) -> None:
        self._document.element.body.insert_element_before(element, "w:sectPr")


def _twips(millimetres: float) -> str:
    return f"{millimetres * _PER_MM:.0f}"


def _q(tag: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{tag}"))


def _element(tag: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(f"w:{tag}")


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    child = _element(tag)
    for name, value in attributes.items():
        child.set(_q(name), value)
    parent.append(child)
    return child
