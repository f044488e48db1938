"""OpenDocument text (.odt, .ott): own reading of its zip and XML, so that it needs no LibreOffice.

Tracked changes are seen as accepted: what was deleted stands apart in ``text:tracked-changes`` and is left out, what
was inserted stands in the text (OpenDocument 1.3 part 3, 5.5).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.builder import GridCell, TextBuilder
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.reading.html import superscript
from policy_xwalk.reading.limits import DEFAULT_LIMITS, ReadLimits
from policy_xwalk.reading.odt_lists import STYLE, TEXT, OdtNumbering, OpenList, to_integer
from policy_xwalk.reading.package import Package, safe_xml
from policy_xwalk.reading.unseen import hidden_text

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# Not the plan's text: deleted passages, comments, forms, scripts, what is declared and not shown.
_SKIPPED_NAMES = (
    "tracked-changes ruby-text hidden-text script sequence-decls variable-decls user-field-decls index-title-template"
)
_SKIPPED = {f"{TEXT}{name}" for name in _SKIPPED_NAMES.split()} | {
    f"{_OFFICE}{name}" for name in ("annotation", "annotation-end", "forms", "event-listeners")
}
_CONTENTS = {
    f"{TEXT}{name}" for name in ("table-of-content", "alphabetical-index", "illustration-index", "table-index")
}
_MAX_COLUMNS = 200
_MAX_ROWS = 100_000
_MAX_SPACES = 200


def read_odt(data: bytes, file: str, limits: ReadLimits = DEFAULT_LIMITS) -> SourceDocument:
    """Read an ODT; tables of one column become plain lines, heading levels become hints, notes stand at the end.

    Raises :class:`UnreadableFile`: ``damaged_odt``, ``encrypted_office``, ``zip_bomb``, ``forbidden_xml``, ``no_text``.
    """
    package = Package(data, file, limits, damaged="damaged_odt")
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(f"{_MANIFEST}encryption-data"), None) is not None:
        raise UnreadableFile("encrypted_office", file=file)
    content, styles, meta = package.xml("content.xml"), package.xml("styles.xml"), package.xml("meta.xml")
    return _document(data, file, limits, content, styles, meta, "odt")


def read_flat_odt(data: bytes, file: str, limits: ReadLimits = DEFAULT_LIMITS) -> SourceDocument:
    """Read OpenDocument text in one XML file (.fodt); as :func:`read_odt`."""
    root = safe_xml(data, file, limits, damaged="damaged_odt")
    return _document(data, file, limits, root, None, root, "fodt")


def _document(
    data: bytes, file: str, limits: ReadLimits, content: Any | None, styles: Any | None, meta: Any | None, form: str
) -> SourceDocument:
    body = content.find(f"{_OFFICE}body/{_OFFICE}text") if content is not None else None
    if body is None:
        raise UnreadableFile("damaged_odt", file=file, found="content.xml" if form == "odt" else "office:text")
    builder = TextBuilder(file, limits)
    writer = _Writer(builder, [root for root in (styles, content) if root is not None])
    writer.blocks(body, None, 0)
    writer.write_notes()
    text = builder.text()
    if not text.strip():
        raise UnreadableFile("no_text", file=file, format=form)
    return SourceDocument(
        file=file,
        sha256=sha256(data).hexdigest(),
        format=form,
        text=text,
        tables=builder.closed_tables(),
        hints=tuple(builder.hints),
        warnings=hidden_text(writer.hidden),
        title=writer.title or _title(meta),
    )


def _title(meta: Any | None) -> str | None:
    node = next(meta.iter(_TITLE), None) if meta is not None else None
    return " ".join((node.text or "").split()) or None if node is not None else None


class _Writer:
    def __init__(self, builder: TextBuilder, roots: list[Any]) -> None:
        self._builder = builder
        self._numbering = OdtNumbering(roots)
        self._hidden: set[str] = set()
        self._unseen: list[str] = []
        self._raised: set[str] = set()
        self._notes: list[str] = []
        self._titles = {"Title"}
        self.title: str | None = None
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                self._note_style(style)

    @property
    def hidden(self) -> str:
        """What was hidden in everything written so far."""
        return "".join(self._unseen)

    def _note_style(self, style: Any) -> None:
        if style.get(f"{STYLE}parent-style-name") == "Title":
            self._titles.add(style.get(f"{STYLE}name", ""))
        properties = style.find(f"{STYLE}text-properties")
        if properties is None:
            return
        name = style.get(f"{STYLE}name", "")
        if properties.get(f"{TEXT}display") == "none":
            self._hidden.add(name)
        if properties.get(f"{STYLE}text-position", "").startswith("super"):
            self._raised.add(name)

    def blocks(self, container: Any, current: OpenList | None, level: int, *, furniture: bool = False) -> None:
        """Write everything that stands in a body, section, text box or one-column frame."""
        for kind, node, label in self._walk(container, current, level):
            if kind == "table":
                self._table(node)
                continue
            text = self._text(node)
            heading = to_integer(node.get(f"{TEXT}outline-level"), 1) if node.tag == f"{TEXT}h" else None
            if heading is not None and not label and text.strip() and node.get(f"{TEXT}is-list-header") != "true":
                label = self._numbering.heading(heading)
            if self.title is None and text.strip() and node.get(f"{TEXT}style-name") in self._titles:
                self.title = " ".join(text.split())
            outside = furniture or kind == "contents"
            for line in ((label if text.strip() else "") + text).split("\n"):
                self._builder.line(line.rstrip(), heading=heading, furniture=outside)
            for box in _text_boxes(node):
                self.blocks(box, None, 0, furniture=outside)

    def write_notes(self) -> None:
        """Write the foot- and endnotes at the end, each after its number."""
        for note in self._notes:
            self._builder.line(note)

    def _walk(
        self, container: Any, current: OpenList | None, level: int, style: str = "", kind: str = "text"
    ) -> Iterator[tuple[str, Any, str]]:
        """Paragraphs and tables in order, as (kind, node, number); lists, sections and indexes are gone through."""
        label = ""
        if container.tag == f"{TEXT}list-item" and current is not None and _first_paragraph(container) is not None:
            start = container.get(f"{TEXT}start-value")
            label = self._numbering.label(current, style, level, to_integer(start, 1) if start else None)
        for child in container:
            tag = child.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag in {f"{TEXT}p", f"{TEXT}h"}:
                yield kind, child, label
                label = ""
            elif tag == f"{_TABLE}table":
                yield "table", child, ""
            elif tag == f"{TEXT}list":
                own = child.get(f"{TEXT}style-name") or style
                yield from self._walk(child, self._numbering.open(child, current), level + 1, own, kind)
            elif tag in {f"{TEXT}list-item", f"{TEXT}list-header"}:
                yield from self._walk(child, current, level, style, kind)
            elif tag in _CONTENTS:
                yield from self._walk(child, None, 0, "", "contents")
            elif tag == f"{TEXT}section":
                if child.get(f"{TEXT}display") == "none" or child.get(f"{TEXT}is-hidden") == "true":
                    self._unseen.append("".join(child.itertext()))
                else:
                    yield from self._walk(child, None, 0, "", kind)
            elif tag.startswith(f"{TEXT}index") or tag.endswith("numbered-paragraph"):
                yield from self._walk(child, current, level, style, kind)
            elif tag.startswith(_DRAW):
                for box in [child] if _has_blocks(child) else _text_boxes(child):
                    yield from self._walk(box, None, 0, "", kind)

    def _table(self, table: Any) -> None:
        grid, rows, columns = _grid(table)
        if columns < 2:
            for *_, node in grid:
                self.blocks(node, None, 0)
            return
        cells = [
            GridCell(row, column, self._lines(node), rowspan, colspan) for row, column, rowspan, colspan, node in grid
        ]
        self._builder.framed_table(cells, rows, columns)

    def _lines(self, cell: Any) -> list[str]:
        """Lines of a cell, tables inside it read row by row."""
        lines: list[str] = []
        for kind, node, label in self._walk(cell, None, 0):
            if kind == "table":
                lines.extend(line for *_, inner in _grid(node)[0] for line in self._lines(inner))
                continue
            lines.extend((label + self._text(node)).split("\n"))
            for box in _text_boxes(node):
                lines.extend(self._lines(box))
        return lines

    def _text(self, paragraph: Any) -> str:
        """Text of a paragraph: blanks as OpenDocument counts them, hidden text and text boxes left out."""
        hides = next(paragraph.iter(f"{TEXT}hidden-paragraph"), None)
        if paragraph.get(f"{TEXT}style-name", "") in self._hidden or (
            hides is not None and hides.get(f"{TEXT}is-hidden") == "true"
        ):
            self._unseen.append("".join(paragraph.itertext()))
            return ""
        pieces: list[str] = []
        stack: list[tuple[Any, bool, bool]] = [(paragraph, False, False)]
        while stack:
            node, raised, tail = stack.pop()
            if tail:
                pieces.append(_shown(node.tail, raised))
                continue
            if node is not paragraph:
                stack.append((node, raised, True))
                tag = node.tag
                if tag == f"{TEXT}hidden-text":
                    shown = node.get(f"{TEXT}is-hidden") == "false"
                    (pieces if shown else self._unseen).append(node.get(f"{TEXT}string-value", ""))
                if not isinstance(tag, str) or tag in _SKIPPED or tag.startswith((_DRAW, _TABLE)):
                    continue
                if tag == f"{TEXT}s":
                    pieces.append(" " * to_integer(node.get(f"{TEXT}c"), 1, _MAX_SPACES))
                elif tag == f"{TEXT}tab":
                    pieces.append("\t")
                elif tag == f"{TEXT}line-break":
                    pieces.append("\n")
                elif tag == f"{TEXT}note":
                    pieces.append(self._note(node))
                    continue
                elif tag == f"{TEXT}span":
                    style = node.get(f"{TEXT}style-name", "")
                    if style in self._hidden:
                        self._unseen.append("".join(node.itertext()))
                        continue
                    raised = raised or style in self._raised
            pieces.append(_shown(node.text, raised))
            stack.extend((child, raised, False) for child in reversed(node))
        return "".join(pieces).strip(" ")

    def _note(self, note: Any) -> str:
        """Keep a note for the end and return its mark."""
        citation, body = note.find(f"{TEXT}note-citation"), note.find(f"{TEXT}note-body")
        mark = f"（注{''.join((citation.text or '').split()) if citation is not None else ''}）"
        text = " ".join(filter(None, map(str.strip, self._lines(body)))) if body is not None else ""
        if text:
            self._notes.append(mark + text)
        return mark


def _shown(text: str | None, raised: bool) -> str:
    """Blanks, tabs and line ends of the XML are one blank (OpenDocument 1.3 part 3, 6.1.2)."""
    flat = re.sub(r"[ \t\r\n]+", " ", text or "")
    return superscript(flat) if raised else flat


def _has_blocks(node: Any) -> bool:
    return any(child.tag in {f"{TEXT}p", f"{TEXT}h", f"{TEXT}list", f"{_TABLE}table"} for child in node)


def _first_paragraph(item: Any) -> Any | None:
    return next((child for child in item if child.tag in {f"{TEXT}p", f"{TEXT}h"}), None)


def _text_boxes(node: Any) -> Iterator[Any]:
    """The outermost text boxes and shapes with text within a paragraph or frame."""
    for child in node:
        if not isinstance(child.tag, str) or child.tag in _SKIPPED or child.tag == f"{TEXT}note":
            continue
        if child.tag.startswith(_DRAW) and _has_blocks(child):
            yield child
        else:
            yield from _text_boxes(child)


def _rows(table: Any) -> Iterator[Any]:
    """Rows in order; one that stands for many alike is padding and counts once."""
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in {f"{_TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group")}:
            yield from _rows(child)


def _grid(table: Any) -> tuple[list[tuple[int, int, int, int, Any]], int, int]:
    """Cells as (row, column, rowspan, colspan, node), rows and columns; columns that no cell begins in are left out."""
    raw: list[tuple[int, int, int, int, Any]] = []
    row = 0
    for node in _rows(table):
        column = 0
        for cell in node:
            if cell.tag not in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
                continue
            times = to_integer(cell.get(f"{_TABLE}number-columns-repeated"), 1, _MAX_COLUMNS)
            if cell.tag == f"{_TABLE}table-cell" and column < _MAX_COLUMNS:
                height = max(1, to_integer(cell.get(f"{_TABLE}number-rows-spanned"), 1))
                width = max(1, to_integer(cell.get(f"{_TABLE}number-columns-spanned"), 1, _MAX_COLUMNS))
                has_text = len(cell) > 0
                raw.extend((row, column + n, height, width, cell) for n in range(times if has_text else 1))
            column += times
        row += 1
        if row > _MAX_ROWS:
            break
    begun = sorted({entry[1] for entry in raw})
    place = {column: index for index, column in enumerate(begun)}
    grid = [
        (row, place[column], height, bisect_left(begun, column + width) - place[column], node)
        for row, column, height, width, node in raw
    ]
    return grid, row, len(begun)
