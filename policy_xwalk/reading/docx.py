"""Word documents: paragraphs and tables in document order, with the numbers that Word counts itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.builder import GridCell, TextBuilder
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.reading.docx_chunk import CHUNK, Chunks
from policy_xwalk.reading.docx_numbering import Numbering, W
from policy_xwalk.reading.docx_styles import ParagraphLook, Styles
from policy_xwalk.reading.docx_text import MC, ParagraphText
from policy_xwalk.reading.limits import DEFAULT_LIMITS, ReadLimits
from policy_xwalk.reading.package import Package
from policy_xwalk.reading.unseen import hidden_text

_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_MAX_COLUMNS = 200


def read_docx(data: bytes, file: str, limits: ReadLimits = DEFAULT_LIMITS) -> SourceDocument:
    """Read a DOCX; tables of one column (专栏 frames) become plain lines, heading styles become hints.

    Raises :class:`UnreadableFile`: ``damaged_docx``, ``zip_bomb``, ``forbidden_xml``, ``no_text``.
    """
    package = Package(data, file, limits, damaged="damaged_docx")
    main = _main_part(package)
    root = package.xml(main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise UnreadableFile("damaged_docx", file=file, found=main)
    builder = TextBuilder(file, limits)
    footnotes, endnotes = package.xml("word/footnotes.xml"), package.xml("word/endnotes.xml")
    _number_notes(root, footnotes, "footnote")
    _number_notes(root, endnotes, "endnote")
    styles, numbering = Styles(package.xml("word/styles.xml")), Numbering(package.xml("word/numbering.xml"))
    chunks = Chunks(package, main, file, limits)
    writer = _Writer(builder, styles, numbering, chunks)
    writer.blocks(body)
    writer.notes(footnotes, f"{W}footnote")
    writer.notes(endnotes, f"{W}endnote")
    text = builder.text()
    if not text.strip():
        raise UnreadableFile("no_text", file=file, format="docx")
    return SourceDocument(
        file=file,
        sha256=sha256(data).hexdigest(),
        format="docx",
        text=text,
        tables=builder.closed_tables(),
        hints=tuple(builder.hints),
        warnings=(*hidden_text(writer.hidden), *chunks.warnings),
        title=writer.title or _core_title(package),
    )


def _main_part(package: Package) -> str:
    """Name of the part that holds the text; nearly always ``word/document.xml``, else what the package names."""
    name = "word/document.xml"
    relations = package.xml("_rels/.rels") if name not in package.names() else None
    for node in relations if relations is not None else ():
        if str(node.get("Type", "")).endswith("/officeDocument"):
            name = str(node.get("Target", "")).lstrip("/")
    return name


def _number_notes(root: Any, notes: Any | None, kind: str) -> None:
    """Give the notes the numbers that are printed: they count in the order of their marks, whatever their ids."""
    numbers: dict[str, str] = {}
    for mark in root.iter(f"{W}{kind}Reference"):
        identifier = mark.get(f"{W}id", "")
        mark.set(f"{W}id", numbers.setdefault(identifier, str(len(numbers) + 1)))
    for note in notes.iter(f"{W}{kind}") if notes is not None else ():
        note.set(f"{W}id", numbers.get(note.get(f"{W}id", ""), ""))


def _core_title(package: Package) -> str | None:
    core = package.xml("docProps/core.xml")
    node = core.find(_DC_TITLE) if core is not None else None
    return " ".join((node.text or "").split()) or None if node is not None else None


class _Writer:
    def __init__(self, builder: TextBuilder, styles: Styles, numbering: Numbering, chunks: Chunks) -> None:
        self._builder = builder
        self._styles = styles
        self._numbering = numbering
        self._text = ParagraphText(styles)
        self._chunks = chunks
        self.title: str | None = None

    @property
    def hidden(self) -> str:
        """What was hidden in the paragraphs written so far."""
        return "".join(self._text.hidden)

    def blocks(self, container: Any) -> None:
        """Write everything that stands in a body, a text box or a one-column frame."""
        joined = ""
        for block in _blocks(container):
            if block.tag == f"{W}tbl":
                self._table(block)
            elif block.tag == CHUNK:
                if (document := self._chunks.read(block)) is not None:
                    self._builder.include(document)
            elif _mark_deleted(block):
                joined += self._text.read(block)
            else:
                self._paragraph(block, joined)
                joined = ""
        if joined.strip():
            self._builder.line(joined)

    def notes(self, root: Any | None, tag: str) -> None:
        """Write the foot- or endnotes at the end, each after its number."""
        for note in root.iter(tag) if root is not None else ():
            if note.get(f"{W}type") in {None, "normal"}:
                text = " ".join(filter(None, (line.strip() for line in self._lines(note))))
                if text:
                    self._builder.line(f"（注{note.get(f'{W}id', '')}）{text}")

    def _paragraph(self, paragraph: Any, before: str) -> None:
        look = self._styles.look(paragraph.find(f"{W}pPr"))
        lines = self._numbered(before + self._text.read(paragraph), look)
        if look.title and self.title is None and "".join(lines).strip():
            self.title = " ".join("".join(lines).split())
        for line in lines:
            self._builder.line(line, heading=look.heading, furniture=look.contents)
        for box in _text_boxes(paragraph):
            self.blocks(box)

    def _numbered(self, text: str, look: ParagraphLook) -> list[str]:
        if look.list_id is not None and text.strip():
            text = self._numbering.label(look.list_id, look.list_level) + text
        return text.split("\n")

    def _lines(self, container: Any) -> list[str]:
        """Lines of a cell or note, tables inside it read row by row."""
        lines: list[str] = []
        for block in _blocks(container):
            if block.tag == f"{W}tbl":
                for row in _rows(block):
                    lines.extend(line for cell in _cells(row) for line in self._lines(cell))
                continue
            if block.tag == CHUNK:
                document = self._chunks.read(block)
                lines.extend(document.text.splitlines() if document is not None else ())
                continue
            lines.extend(self._numbered(self._text.read(block), self._styles.look(block.find(f"{W}pPr"))))
            for box in _text_boxes(block):
                lines.extend(self._lines(box))
        return lines

    def _table(self, table: Any) -> None:
        rows = list(_rows(table))
        grid, columns = _grid(rows)
        if columns < 2:
            for row in rows:
                for cell in _cells(row):
                    self.blocks(cell)
            return
        cells = [
            GridCell(row, column, self._lines(node), rowspan, colspan) for row, column, rowspan, colspan, node in grid
        ]
        self._builder.framed_table(cells, len(rows), columns)


def _blocks(container: Any) -> Iterator[Any]:
    """Paragraphs, tables and files within, seen through content controls, insertions and custom XML."""
    for child in container:
        if child.tag in {f"{W}p", f"{W}tbl", CHUNK}:
            yield child
        elif child.tag in {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}:
            yield from _blocks(child)
        elif child.tag == f"{MC}AlternateContent":
            choice = child.find(f"{MC}Choice")
            yield from _blocks(choice if choice is not None else child)


def _mark_deleted(paragraph: Any) -> bool:
    """Whether the end of a paragraph was deleted: accepted, it is one with the next (ECMA-376 part 1, 17.13.5.15)."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(f"{W}{name}") is not None for name in ("del", "moveFrom"))


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml"}:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{W}tc":
            if child.find(f"{W}tcPr/{W}cellDel") is None:
                yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml"}:
            yield from _cells(child)


def _grid(rows: list[Any]) -> tuple[list[tuple[int, int, int, int, Any]], int]:
    """Cells as (row, column, rowspan, colspan, node) and the number of columns in which a cell begins.

    ``w:vMerge`` without ``restart`` continues the cell above; columns in which no cell ever begins are left out, so
    that a frame whose rows all span its grid has one column.
    """
    raw: list[list[Any]] = []
    above: dict[int, list[Any]] = {}
    for index, row in enumerate(rows):
        column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
        current: dict[int, list[Any]] = {}
        for cell in _cells(row):
            properties = cell.find(f"{W}tcPr")
            span = _number(properties.find(f"{W}gridSpan"), 1) if properties is not None else 1
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            continues = merge is not None and merge.get(f"{W}val") != "restart"
            if continues and column in above:
                above[column][2] += 1
                current[column] = above[column]
            else:
                entry = [index, column, 1, span, cell]
                raw.append(entry)
                if merge is not None:
                    current[column] = entry
            column = min(column + span, 10 * _MAX_COLUMNS)
        above = current
    begun = sorted({entry[1] for entry in raw})
    place = {column: index for index, column in enumerate(begun)}
    grid = [
        (row, place[column], rowspan, max(1, bisect_left(begun, column + span) - place[column]), node)
        for row, column, rowspan, span, node in raw
    ]
    return grid, len(begun)


def _number(node: Any | None, default: int) -> int:
    value = node.get(f"{W}val") if node is not None else None
    return min(int(value), _MAX_COLUMNS) if value and value.isdigit() and len(value) < 6 else default


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    """Contents of the outermost text boxes of a paragraph; the older copy kept for old programs is left out."""
    for box in paragraph.iter(f"{W}txbxContent"):
        outer = list(box.iterancestors(f"{W}txbxContent", f"{MC}Fallback", f"{W}p"))
        inside = outer[: outer.index(paragraph)] if paragraph in outer else outer
        if not any(node.tag in {f"{W}txbxContent", f"{MC}Fallback"} for node in inside):
            yield box
