"""The plan of the matrix set on pages: PDF with three kinds of ruling, OFD, and a scan of the PDF."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import matrix_source as source
from matrix_forms import packed
from reading_samples import FONT, canvas

_WIDTHS = [45, 35, 150, 50, 60, 60, 60]
_PAGE_TOP, _PAGE_BOTTOM = 770.0, 70.0


def write_pdf(path: Path, *, style: str = "ruled") -> Path:
    """A typeset PDF with running head and page numbers; ``style`` of the table: ruled, open-sided or three-line."""
    Typesetter(canvas(path), style).write()
    return path


class Typesetter:
    """Sets the plan page by page on a canvas as reportlab's, with head, page number and table."""

    def __init__(self, page: Any, style: str) -> None:
        self._page = page
        self._page.setTitle(source.TITLE)
        self._style = style
        self._number = 0
        self._y = 0.0
        self._begin()

    def write(self) -> None:
        draw: dict[str, Callable[[source.Block], None]] = {"table": self._table, "box": self._box}
        for block in source.PLAN:
            draw.get(block.kind, self._text)(block)
        self._end()
        self._page.save()

    def _begin(self) -> None:
        self._number += 1
        self._y = _PAGE_TOP
        self._page.setFont(FONT, 9)
        self._page.drawCentredString(297, 805, "青川县人民政府办公室文件")
        self._page.setFont(FONT, 12)

    def _end(self) -> None:
        self._page.setFont(FONT, 9)
        self._page.drawCentredString(297, 40, f"— {self._number} —")
        self._page.showPage()

    def _room(self, height: float) -> None:
        if self._y - height < _PAGE_BOTTOM:
            self._end()
            self._begin()

    def _text(self, block: source.Block) -> None:
        indent = "　　" if block.kind in ("para", "heading") else ""
        for line in source.wrapped(indent + block.text, 38):
            self._room(20)
            if block.kind in ("center", "caption"):
                self._page.drawCentredString(297, self._y, line)
            elif block.kind == "right":
                self._page.drawRightString(520, self._y, line)
            else:
                self._page.drawString(68, self._y, line)
            self._y -= 20

    def _box(self, block: source.Block) -> None:
        lines = [block.text, *(part for line in block.lines for part in source.wrapped("　　" + line, 36))]
        height = 20.0 * len(lines) + 10
        self._room(height + 10)
        self._page.rect(62, self._y - height + 14, 470, height)
        for line in lines:
            self._y -= 2 if line is lines[0] else 0
            self._page.drawString(70, self._y, line)
            self._y -= 20
        self._y -= 14

    def _table(self, block: source.Block) -> None:
        height = 34.0
        self._room(height * 3)
        self._page.setFont(FONT, 10)
        starts = dict(source.groups())
        left, right = 68.0, 68.0 + sum(_WIDTHS)
        top = self._y + 14
        drawn = 0
        for at, row in enumerate(source.TABLE):
            if top - height < _PAGE_BOTTOM:
                self._frame(left, right, top, height, drawn, at)
                self._end()
                self._begin()
                self._page.setFont(FONT, 10)
                top, drawn = self._y + 14, at
            x = left
            for column, (cell, width) in enumerate(zip(row, _WIDTHS, strict=True)):
                if column or at in starts:
                    parts = source.wrapped(cell, 13) if column == 2 else [cell]
                    middle = top - height / 2 - 4 + 6.5 * (len(parts) - 1)
                    for part in parts:
                        self._page.drawString(x + 4, middle, part)
                        middle -= 13
                x += width
            top -= height
        self._frame(left, right, top, height, drawn, len(source.TABLE))
        self._y = top - 20
        self._page.setFont(FONT, 12)

    def _frame(self, left: float, right: float, bottom: float, height: float, first: int, after: int) -> None:
        """Rule the rows ``first`` to ``after`` that end at ``bottom``."""
        page, top = self._page, bottom + height * (after - first)
        inner = left + _WIDTHS[0]
        starts = dict(source.groups())
        for row in range(first, after + 1):
            level = top - height * (row - first)
            edge = row in (first, after)
            if self._style == "three-line":
                if edge or row == first + 1:
                    page.line(left, level, right, level)
            else:
                page.line(left if edge or row in starts else inner, level, right, level)
        if self._style == "three-line":
            return
        x = left
        for column, width in enumerate([*_WIDTHS, 0]):
            if self._style == "ruled" or column not in (0, len(_WIDTHS)):
                page.line(x, top, x, bottom)
            x += width


class OfdCanvas:
    """What the typesetter asks of a canvas, written as OFD (GB/T 33190): places in millimetres from the top."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = 12.0
        self._title = ""
        self._objects: list[str] = []
        self._pages: list[str] = []

    def setTitle(self, title: str) -> None:  # noqa: N802 - reportlab's name
        self._title = title

    def setFont(self, _name: str, size: float) -> None:  # noqa: N802 - reportlab's name
        self._size = size

    def drawString(self, x: float, y: float, text: str) -> None:  # noqa: N802 - reportlab's name
        if not text:
            return
        size = self._size * _MM
        steps = [size if ord(character) > 0x2000 else size / 2 for character in text]
        delta = f' DeltaX="{" ".join(f"{step:.3f}" for step in steps[:-1])}"' if len(steps) > 1 else ""
        top = _PAGE_HEIGHT - y * _MM - size
        self._objects.append(
            f'<ofd:TextObject ID="{self._id()}" Boundary="{x * _MM:.3f} {top:.3f} {sum(steps):.3f} {size * 1.2:.3f}"'
            f' Font="1" Size="{size:.3f}"><ofd:TextCode X="0" Y="{size:.3f}"{delta}>{escape(text)}</ofd:TextCode>'
            "</ofd:TextObject>"
        )

    def drawCentredString(self, x: float, y: float, text: str) -> None:  # noqa: N802 - reportlab's name
        self.drawString(x - self._width(text) / 2, y, text)

    def drawRightString(self, x: float, y: float, text: str) -> None:  # noqa: N802 - reportlab's name
        self.drawString(x - self._width(text), y, text)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        left, top = min(x0, x1) * _MM, _PAGE_HEIGHT - max(y0, y1) * _MM
        across, down = abs(x1 - x0) * _MM, abs(y1 - y0) * _MM
        self._objects.append(
            f'<ofd:PathObject ID="{self._id()}" Boundary="{left:.3f} {top:.3f} {across:.3f} {down:.3f}"'
            f' LineWidth="0.3"><ofd:AbbreviatedData>M 0 0 L {across:.3f} {down:.3f}</ofd:AbbreviatedData>'
            "</ofd:PathObject>"
        )

    def rect(self, x: float, y: float, width: float, height: float) -> None:
        for ends in (
            (x, y, x + width, y),
            (x, y + height, x + width, y + height),
            (x, y, x, y + height),
            (x + width, y, x + width, y + height),
        ):
            self.line(*ends)

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._pages.append(
            f'<ofd:Page {_OFD}><ofd:Content><ofd:Layer ID="{self._id()}" Type="Body">{"".join(self._objects)}'
            "</ofd:Layer></ofd:Content></ofd:Page>"
        )
        self._objects = []

    def save(self) -> None:
        listed = "".join(
            f'<ofd:Page ID="{9000 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(self._pages))
        )
        document = (
            f"<ofd:Document {_OFD}><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea>"
            "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        )
        root = (
            f'<ofd:OFD {_OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
            f"<ofd:Title>{self._title}</ofd:Title></ofd:DocInfo>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        )
        parts: dict[str, str | bytes] = {"OFD.xml": root, "Doc_0/Document.xml": document}
        parts |= {f"Doc_0/Pages/Page_{n}/Content.xml": page for n, page in enumerate(self._pages)}
        packed(self._path, parts)

    def _width(self, text: str) -> float:
        return sum(self._size if ord(character) > 0x2000 else self._size / 2 for character in text)

    def _id(self) -> int:
        return len(self._objects) + 100 * len(self._pages) + 10


_MM = 25.4 / 72
_PAGE_HEIGHT = 297.0
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def write_ofd(path: Path) -> Path:
    """The typeset plan as OFD, with the ruled table."""
    Typesetter(OfdCanvas(path), "ruled").write()
    return path


def write_scan(path: Path, dpi: int = 200) -> Path:
    """The typeset plan as pictures of its pages, as a copier makes it."""
    import pypdfium2

    typeset = write_pdf(path.with_suffix(".source.pdf"))
    document = pypdfium2.PdfDocument(typeset.read_bytes())
    pages: list[Any] = []
    for page in document:
        bitmap = page.render(scale=dpi / 72, grayscale=True)
        pages.append(bitmap.to_pil().copy())
    document.close()
    typeset.unlink()
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return path
