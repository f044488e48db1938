"""The plan of the matrix in packed and converted forms: ODT, MHT, zip, old Word."""

from __future__ import annotations

import io
import quopri
import shutil
import subprocess
import zipfile
from html import escape
from pathlib import Path

import matrix_source as source

_FIXED = (2022, 3, 18, 0, 0, 0)


def packed(path: Path, parts: dict[str, str | bytes]) -> Path:
    """A zip of the given parts with a fixed time, the first of them stored."""
    with zipfile.ZipFile(path, "w") as archive:
        for index, (name, content) in enumerate(parts.items()):
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED if index else zipfile.ZIP_STORED
            archive.writestr(entry, content)
    return path


_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_ODT_KIND = "application/vnd.oasis.opendocument.text"


def write_odt(path: Path) -> Path:
    """OpenDocument text: headings with levels, a table of covered cells, the box as a table of one cell."""
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0" manifest:version="1.3"><manifest:file-entry'
        f' manifest:full-path="/" manifest:media-type="{_ODT_KIND}"/></manifest:manifest>'
    )
    content = f"<office:document-content{_odt_body()}</office:document-content>"
    return packed(path, {"mimetype": _ODT_KIND, "content.xml": content, "META-INF/manifest.xml": manifest})


def write_fodt(path: Path) -> Path:
    """The same in one XML file."""
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document office:mimetype="{_ODT_KIND}"'
    path.write_text(f"{head}{_odt_body()}</office:document>", "utf-8")
    return path


def _odt_body() -> str:
    """The names, which end the tag of the root, and all that stands in it."""
    body: list[str] = []
    for block in source.PLAN:
        text = escape(block.text)
        if block.kind == "heading":
            body.append(f'<text:h text:outline-level="{block.level}">{text}</text:h>')
        elif block.kind == "table":
            body.append(_odt_table())
        elif block.kind == "box":
            inner = "".join(f"<text:p>{escape(line)}</text:p>" for line in (block.text, *block.lines))
            cell = f"<table:table-cell>{inner}</table:table-cell>"
            body.append(f"<table:table><table:table-column/><table:table-row>{cell}</table:table-row></table:table>")
        else:
            body.append(f"<text:p>{text}</text:p>")
    return (
        f' xmlns:office="{_NAMES}:office:1.0" xmlns:text="{_NAMES}:text:1.0" xmlns:table="{_NAMES}:table:1.0"'
        f' office:version="1.3"><office:body><office:text>{"".join(body)}</office:text></office:body>'
    )


def _odt_table() -> str:
    starts = dict(source.groups())
    rows = []
    for at, row in enumerate(source.TABLE):
        if at in starts:
            extent = f'table:number-rows-spanned="{starts[at]}"'
            first = f"<table:table-cell {extent}><text:p>{row[0]}</text:p></table:table-cell>"
        else:
            first = "<table:covered-table-cell/>"
        cells = "".join(f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in row[1:])
        rows.append(f"<table:table-row>{first}{cells}</table:table-row>")
    columns = f'<table:table-column table:number-columns-repeated="{len(source.TABLE[0])}"/>'
    return f"<table:table>{columns}{''.join(rows)}</table:table>"


def write_mht(path: Path) -> Path:
    """The web page as a browser saves it: a MIME message, the page quoted-printable, a picture beside it."""
    page = quopri.encodestring(source.html_page("gb2312").encode("gb18030")).decode("ascii")
    lines = [
        "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="----=_Part"',
        "",
        "------=_Part",
        'Content-Type: text/html; charset="gb2312"',
        "Content-Transfer-Encoding: quoted-printable",
        "",
        page,
        "------=_Part",
        "Content-Type: image/gif",
        "Content-Transfer-Encoding: base64",
        "",
        "R0lGODlhAQABAAAAACw=",
        "------=_Part--",
        "",
    ]
    path.write_bytes("\r\n".join(line.replace("\n", "\r\n") for line in lines).encode("ascii"))
    return path


def write_zip(path: Path) -> Path:
    """An archive of one plan under a Chinese name as Windows packs it, beside what macOS leaves."""
    inner = io.BytesIO()
    word = source.write_docx(path.with_suffix(".docx"))
    inner.write(word.read_bytes())
    word.unlink()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            zipfile.ZipInfo("规划/青川县规划.docx".encode("gb18030").decode("cp437"), _FIXED), inner.getvalue()
        )
        archive.writestr(zipfile.ZipInfo("__MACOSX/._a", _FIXED), b"x")
    return path


def write_doc(path: Path) -> Path:
    """The Word document as LibreOffice saves it in the format of 1997."""
    office = shutil.which("soffice")
    assert office is not None
    word = source.write_docx(path.with_suffix(".docx"))
    profile = f"-env:UserInstallation={path.parent.joinpath('profile').as_uri()}"
    call = [office, "--headless", profile, "--convert-to", "doc:MS Word 97", "--outdir", str(path.parent), str(word)]
    subprocess.run(call, check=True, capture_output=True, timeout=180)
    word.unlink()
    return path
