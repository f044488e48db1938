"""What a file is, told from its content; its name is asked only where the content allows two answers."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_TAG = re.compile(
    rb"<(?:!doctype html|html|head|body|meta|title|div|p|span|table|tbody|tr|td|th|br|ul|ol|li|h[1-6]|a|img|script"
    rb"|style|section|article|center|font)\b",
    re.IGNORECASE,
)
# Packed formats by the part that each of them must have.
_PACKED = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xls"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
)
# OpenDocument by its ``mimetype`` part (OpenDocument 1.3 part 2, 3.3); templates are documents too.
_OPEN_DOCUMENT = (
    (b"opendocument.text", "odt"),
    (b"opendocument.spreadsheet", "ods"),
    (b"opendocument.presentation", "pptx"),
)
# Names of the streams of old Office and WPS files ([MS-DOC] 2.1, [MS-XLS] 2.1, [MS-PPT] 2.1), in UTF-16 in the file.
_STREAMS = (
    ("EncryptedPackage", "encrypted_office"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "pptx"),
    ("Book", "xls"),
)
_SUFFIXES = {
    ".docx": "docx",
    ".docm": "docx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".odt": "odt",
    ".ofd": "ofd",
    ".et": "xls",
    ".xls": "xls",
}
_MIME_HEADER = re.compile(
    rb"\A(?:\s*|[^\r\n:<]{0,80}\r?\n)(?:[A-Za-z0-9-]{2,60}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){0,40}?"
    rb"(?:MIME-Version|Content-Type|Content-Location|Snapshot-Content-Location)\s*:",
    re.IGNORECASE,
)
# OpenDocument in one XML file (OpenDocument 1.3 part 2, 2.2): the root names its kind.
_FLAT = re.compile(rb"<office:document\s[^>]*?office:mimetype=[\"']application/vnd\.oasis\.opendocument\.([a-z]+)")
_MARKDOWN_SUFFIXES = {".md", ".markdown", ".mdown", ".mkd"}
_ATX_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
_PIPE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*\r?$", re.MULTILINE)


def detect_format(data: bytes, name: str) -> str:
    """Format of a file by its first bytes or the parts of its archive.

    Read by this package: ``txt``, ``html``, ``mht``, ``docx``, ``odt``, ``fodt``, ``ofd``, ``pdf``, ``xlsx``;
    through LibreOffice: ``doc``, ``rtf``, ``wordml``, ``xls``, ``ods``, ``fods``. ``encrypted_office``, ``pptx``,
    ``image`` and ``packed`` are recognised to be named in the error; ``zip`` is an archive of other files. Anything
    else is ``txt``: whether it really is text shows when it is decoded.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed_format(data, name)
    if data.startswith(_OLE):
        return next((kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in data), _old_office(name))
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith((b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00")):
        return "packed"
    if data.startswith(_IMAGES) and b"\x00" in data[:4096]:
        return "image"
    if data.lstrip()[:5] == b"<?xml" and b"schemas.microsoft.com/office/word/2003/wordml" in data[:8192]:
        return "wordml"
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:5] == b"<?xml" and (flat := _FLAT.search(data[:16384])):
        return {b"text": "fodt", b"spreadsheet": "fods"}.get(flat[1], "pptx")
    if b"\x00" not in data[:4096] and _MIME_HEADER.match(data[:16384]) and b"text/html" in data[:1_000_000].lower():
        return "mht"
    return "html" if _looks_like_html(data) else "txt"


def text_flavour(text: str, name: str) -> str:
    """``md`` or ``txt``: Markdown is what is named so, or has headings or a pipe table in Markdown's own marks."""
    if Path(name).suffix.lower() in _MARKDOWN_SUFFIXES:
        return "md"
    headings = _ATX_HEADING.findall(text)
    return "md" if len(headings) >= 2 or _PIPE_RULE.search(text) else "txt"


def _old_office(name: str) -> str:
    return "xls" if Path(name).suffix.lower() in {".xls", ".et"} else "doc"


def _packed_format(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {part.filename.replace("\\", "/") for part in archive.infolist()}
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype")
                for mark, form in _OPEN_DOCUMENT:
                    if mark in kind:
                        return form
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        names = set()
    for part, kind_of_file in _PACKED:
        if part in names:
            return kind_of_file
    if names:
        return "docx" if any(part.startswith("word/document") for part in names) else "zip"
    # A cut-off archive has lost its list of parts; the part names still stand before the packed data.
    for mark, form in ((b"word/", "docx"), (b"xl/", "xlsx"), (b"opendocument.text", "odt"), (b"OFD.xml", "ofd")):
        if mark in data:
            return form
    return _SUFFIXES.get(Path(name).suffix.lower(), "zip")


def _looks_like_html(data: bytes) -> bool:
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")[2:]
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", head, re.IGNORECASE | re.DOTALL):
        return True
    return head.startswith(b"<") and len(_HTML_TAG.findall(head)) >= 3
