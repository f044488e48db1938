"""What a file is, told from its content; its name is asked only where the content allows two answers."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_TAG = re.compile(
    rb"<(?:!doctype html|html|head|body|meta|title|div|p|span|table|tbody|tr|td|th|br|ul|ol|li|h[1-6]|a|img|script"
    rb"|style|section|article|center|font)\b",
    re.IGNORECASE,
)
_PACKED = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
)
_MARKDOWN_SUFFIXES = {".md", ".markdown", ".mdown", ".mkd"}
_ATX_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
_PIPE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*\r?$", re.MULTILINE)


def detect_format(data: bytes, name: str) -> str:
    """Format of a file by its first bytes or the parts of its archive.

    ``txt``, ``html``, ``docx``, ``pdf`` and ``xlsx`` are the ones that can be read; ``doc``, ``encrypted_office``,
    ``odt``, ``ofd``, ``pptx``, ``rtf``, ``image`` and ``zip`` are recognised to be named in the error. Anything else
    is ``txt``: whether it really is text shows when it is decoded.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed_format(data, name)
    if data.startswith(_OLE):
        return "encrypted_office" if "EncryptedPackage".encode("utf-16-le") in data else "doc"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_IMAGES) and b"\x00" in data[:4096]:
        return "image"
    return "html" if _looks_like_html(data) else "txt"


def text_flavour(text: str, name: str) -> str:
    """``md`` or ``txt``: Markdown is what is named so, or has headings or a pipe table in Markdown's own marks."""
    if Path(name).suffix.lower() in _MARKDOWN_SUFFIXES:
        return "md"
    headings = _ATX_HEADING.findall(text)
    return "md" if len(headings) >= 2 or _PIPE_RULE.search(text) else "txt"


def _packed_format(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {part.filename.replace("\\", "/") for part in archive.infolist()}
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype")
                if b"opendocument.text" in kind:
                    return "odt"
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        names = set()
    for part, kind_of_file in _PACKED:
        if part in names:
            return kind_of_file
    # A cut-off archive has lost its list of parts; the part names still stand before the packed data.
    if not names:
        if b"word/" in data or Path(name).suffix.lower() == ".docx":
            return "docx"
        if b"xl/" in data or Path(name).suffix.lower() == ".xlsx":
            return "xlsx"
    return "docx" if any(part.startswith("word/document") for part in names) else "zip"


def _looks_like_html(data: bytes) -> bool:
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")[2:]
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", head, re.IGNORECASE | re.DOTALL):
        return True
    return head.startswith(b"<") and len(_HTML_TAG.findall(head)) >= 3
