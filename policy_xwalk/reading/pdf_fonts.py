"""Fonts that a PDF names but does not carry: while its text is read, one plain font stands for all of them.

pdfium asks for the shape of every character, twice, to know its box. The Chinese font of the machine that it takes for
a missing one makes each shape anew, 20 ms a page; and the boxes, with them the lines and tables, would hang on what is
installed there. What the characters are and how far they advance stands in the PDF itself. So pdfium gets a font whose
characters all have the same shape: a rectangle as high as the line, and as wide as Chinese fonts make a character.

Pages are drawn with the fonts of the machine: outside of :func:`plain_fonts`, or in :func:`system_fonts` within it.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

_EAST_ASIAN = frozenset({128, 129, 134, 136})
"""Character sets of Windows: Shift JIS, Hangul, GB2312, Big5. For all others pdfium has substitutes of its own."""
_NAME = b"policy-xwalk plain\0"
_EM = 1000
_ASCENT, _DESCENT = 880, -120
"""Head and foot of the em square above the base line, as Chinese fonts have them."""
_WIDTHS = (_EM, _EM, _EM // 2)
"""Widths of the three glyphs: the one for characters without any (which pdfium passes over), wide, and half."""
_CHARACTERS = ((0x20, 0x7E, 2), (0x7F, 0x10FFFF, 1))
"""First, last and glyph of characters: Chinese fonts set ASCII on half the width."""


@cache
def plain_font() -> bytes:
    """A TrueType font of rectangles, with the tables of ISO/IEC 14496-22 without which FreeType opens none.

    Its character map is of format 13, ranges of characters with one glyph each.
    """
    glyphs = [_rectangle(width) for width in _WIDTHS]
    places = [sum(map(len, glyphs[:count])) for count in range(len(glyphs) + 1)]
    ranges = b"".join(struct.pack(">3L", *group) for group in _CHARACTERS)
    bounds = (0, _DESCENT, _EM, _ASCENT)
    tables = {
        b"cmap": struct.pack(">4HL", 0, 1, 3, 10, 12)
        + struct.pack(">2H3L", 13, 0, 16 + len(ranges), 0, len(_CHARACTERS))
        + ranges,
        b"glyf": b"".join(glyphs),
        b"head": struct.pack(">4L2H2Q4h2H3h", 1 << 16, 1 << 16, 0, 0x5F0F3CF5, 0, _EM, 0, 0, *bounds, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">L3hH11hH", 1 << 16, _ASCENT, _DESCENT, 0, _EM, 0, 0, _EM, 1, *[0] * 7, len(glyphs)),
        b"hmtx": b"".join(struct.pack(">Hh", width, 0) for width in _WIDTHS),
        b"loca": struct.pack(f">{len(places)}L", *places),
        b"maxp": struct.pack(">L14H", 1 << 16, len(glyphs), 4, 1, 0, 0, 1, *[0] * 8),
    }
    offset = 12 + 16 * len(tables)
    directory, body = struct.pack(">L4H", 0x10000, len(tables), 64, 2, 48), b""
    for tag, table in tables.items():
        directory += struct.pack(">4s3L", tag, 0, offset + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return directory + body


def _rectangle(width: int) -> bytes:
    """A glyph of one outline of four points, all on the curve; coordinates are steps from the point before."""
    height = _ASCENT - _DESCENT
    steps = struct.pack(">8h", 0, 0, width, 0, _DESCENT, height, 0, -height)
    return struct.pack(">5h2H4B", 1, 0, _DESCENT, width, _ASCENT, 3, 0, 1, 1, 1, 1) + steps + bytes(2)


@contextmanager
def plain_fonts() -> Iterator[None]:
    """While text is read: the plain font for every East Asian font of the machine.

    pdfium keeps this setting for the whole process, and in every file opened under it: open and close the file within.
    """
    _answer_plainly()
    try:
        yield
    finally:
        _answer_from_machine()


@contextmanager
def system_fonts() -> Iterator[None]:
    """Within :func:`plain_fonts`: the fonts of the machine, for files opened and closed here to be drawn."""
    _answer_from_machine()
    try:
        yield
    finally:
        _answer_plainly()


_from_machine: list[Any] = []
"""pdfium's own search for fonts while it is in use: pdfium takes it apart when another is set, its shell is freed here.
"""


def _answer_from_machine() -> None:
    import pypdfium2.raw as raw

    search = raw.FPDF_GetDefaultSystemFontInfo()
    raw.FPDF_SetSystemFontInfo(search)
    _from_machine.append(search)


def _answer_plainly() -> None:
    import pypdfium2.raw as raw

    raw.FPDF_SetSystemFontInfo(ctypes.byref(_answers()))
    while _from_machine:
        raw.FPDF_FreeDefaultSystemFontInfo(_from_machine.pop())


@cache
def _answers() -> Any:
    """The functions that pdfium calls to find a font; kept for good, pdfium holds on to them."""
    import pypdfium2.raw as raw

    font = plain_font()

    def nothing(*_: Any) -> None:
        return None

    def map_font(_self: Any, _weight: int, _italic: int, charset: int, *_: Any) -> int | None:
        return 1 if charset in _EAST_ASIAN else None

    def copied(content: bytes, buffer: Any, size: int) -> int:
        if buffer and size >= len(content):
            ctypes.memmove(buffer, content, len(content))
        return len(content)

    def font_data(_self: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        # Asked for the whole file (0), pdfium opens it itself; single tables it wants from collections only.
        return 0 if table else copied(font, buffer, size)

    def face_name(_self: Any, _font: Any, buffer: Any, size: int) -> int:
        return copied(_NAME, buffer, size)

    def charset(*_: Any) -> int:
        return 134

    functions = {
        "Release": nothing,
        "EnumFonts": nothing,
        "MapFont": map_font,
        "GetFont": nothing,
        "GetFontData": font_data,
        "GetFaceName": face_name,
        "GetFontCharset": charset,
        "DeleteFont": nothing,
    }
    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)
    return raw.FPDF_SYSFONTINFO(1, *(kinds[name](function) for name, function in functions.items()))
