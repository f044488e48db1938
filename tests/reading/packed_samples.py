"""Small valid files of the packed and saved formats, made from nothing: ODT, OFD, MHT, XLSX, zip."""

from __future__ import annotations

import io
import quopri
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from openpyxl import Workbook
from reading_samples import docx_bytes

ODT_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
    )
)
_LEVELS = "".join(
    f'<text:list-level-style-number text:level="{level}" style:num-format="{form}" style:num-prefix="{prefix}"'
    f' style:num-suffix="{suffix}"/>'
    for level, form, prefix, suffix in (
        (1, "一, 二, 三, ...", "", "、"),
        (2, "一, 二, 三, ...", "（", "）"),
        (3, "1", "", "."),
    )
)
ODT_STYLES = (
    '<office:automatic-styles><style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T2"><style:text-properties style:text-position="super 58%"/></style:style>'
    f'<text:list-style style:name="L1">{_LEVELS}</text:list-style></office:automatic-styles>'
)
OFD_NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def odt_bytes(body: str, styles: str = ODT_STYLES, **parts: str) -> bytes:
    """An ODT with this body."""
    content = (
        f"<office:document-content {ODT_NAMES}>{styles}<office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return docx_bytes({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **parts})


def ofd_text(x: float, y: float, text: str, size: float = 4.0) -> str:
    """A text object whose characters step by their size, the baseline at ``y`` (mm)."""
    steps = " ".join(str(size if ord(character) > 0x2E80 else size / 2) for character in text[:-1])
    delta = f' DeltaX="{steps}"' if steps else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y - size} {size * len(text)} {size}" Font="1" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size}"{delta}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def ofd_line(x0: float, y0: float, x1: float, y1: float) -> str:
    """A ruling line (mm)."""
    return (
        f'<ofd:PathObject ID="2" Boundary="{x0} {y0} {x1 - x0} {y1 - y0}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>S 0 0 M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def ofd_table(top: float, rows: Sequence[Sequence[str]], widths: Sequence[float], left: float = 25.0) -> str:
    """A ruled table, each row 8 mm high; a cell may hold a line break."""
    drawn: list[str] = []
    levels = [top]
    for row in rows:
        height = 3.0 + 5.0 * max(cell.count("\n") + 1 for cell in row)
        x = left
        for width, cell in zip(widths, row, strict=True):
            for index, line in enumerate(cell.split("\n")):
                if line:
                    drawn.append(ofd_text(x + 1, levels[-1] + 5 + 5 * index, line, 3.5))
            x += width
        levels.append(levels[-1] + height)
    right = left + sum(widths)
    drawn.extend(ofd_line(left, level, right, level) for level in levels)
    edges = [left + sum(widths[:index]) for index in range(len(widths) + 1)]
    drawn.extend(ofd_line(edge, top, edge, levels[-1]) for edge in edges)
    return "".join(drawn)


def ofd_bytes(pages: Sequence[str], template: str = "", **parts: str) -> bytes:
    """An OFD with these pages (drawing objects), A4."""
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    uses = '<ofd:Template TemplateID="77" ZOrder="Background"/>' if template else ""
    common = '<ofd:TemplatePage ID="77" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    made = {
        "OFD.xml": f'<ofd:OFD {OFD_NAMES} DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:Title>某县规划</ofd:Title>'
        "</ofd:DocInfo><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD_NAMES}><ofd:CommonData>{area}{common}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for number, objects in enumerate(pages):
        made[f"Doc_0/Pages/Page_{number}/Content.xml"] = ofd_page(objects, uses)
    if template:
        made["Doc_0/Tpls/Tpl_0/Content.xml"] = ofd_page(template)
    return docx_bytes({**made, **parts})


def ofd_page(objects: str, uses: str = "") -> str:
    """The content part of a page."""
    return (
        f"<ofd:Page {OFD_NAMES}>{uses}<ofd:Content><ofd:Layer><ofd:PageBlock>{objects}</ofd:PageBlock></ofd:Layer>"
        "</ofd:Content></ofd:Page>"
    )


def mht_bytes(page: str, charset: str = "utf-8", declared: str | None = None) -> bytes:
    """A saved page with a picture beside it, as browsers and Word write it."""
    body = quopri.encodestring(page.encode(charset)).replace(b"\n", b"\r\n").replace(b"\r\r", b"\r")
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.gov.cn/a.html\r\nSubject: page\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----=_X"\r\n\r\n'
        f'------=_X\r\nContent-Type: text/html; charset="{declared or charset}"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://www.example.gov.cn/a.html\r\n\r\n"
    )
    tail = (
        "\r\n------=_X\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
        "------=_X--\r\n"
    )
    return head.encode() + body + tail.encode()


def xlsx_bytes(rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zip_bytes(members: dict[str, bytes], encoding: str | None = None) -> bytes:
    """An archive; with an encoding the names are written in it and not marked as UTF-8, as Chinese Windows does."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(_RawName(name, encoding) if encoding else name, content)
    return stream.getvalue()


class _RawName(zipfile.ZipInfo):
    """A member whose name goes into the archive in another encoding than UTF-8."""

    __slots__ = ("_encoding",)

    def __init__(self, name: str, encoding: str) -> None:
        super().__init__(name)
        self._encoding = encoding
        self.compress_type = zipfile.ZIP_DEFLATED

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode(self._encoding), self.flag_bits & ~0x800
