"""Text of a PDF page that nobody sees: drawn invisibly, or white on white.

What the reader of a plan does not see is not the plan's: it is left out, and a warning says where. Invisible text over
a picture or over letters drawn as shapes is another thing: the text layer that a scanning or typesetting program puts
there, so that the page can be searched. It is read, and a warning says that it is another program's reading.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from policy_xwalk.reading.pdf_chars import clean_text
from policy_xwalk.reading.pdf_usable import is_drawn

_INVISIBLE = frozenset({3, 7})
"""Text rendering modes (ISO 32000-1, 9.3.6): neither filled nor stroked; only clipped to."""
_FILLED_ONLY = frozenset({0, 4})
_WHITE = 250
_BANNER = 6.0
_FORMS_WITHIN = 8

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Unseen:
    """The characters to leave out, by their indices on the page and as text; and whether invisible text was kept."""

    hidden: frozenset[int] = frozenset()
    text: str = ""
    layer: bool = False


_NOTHING = Unseen()


def unseen_text(page: Any, text_page: Any) -> Unseen:
    """What on a pdfium page is not seen.

    White text is seen on any picture, shading or coloured shape beneath it. Shapes drawn over text, text clipped away
    and letters of a point's size are not looked for.
    """
    import pypdfium2.raw as raw

    paint = _Paint()
    for item, kind in _objects(page, paint):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            mode = raw.FPDFTextObj_GetTextRenderMode(item)
            if mode in _INVISIBLE:
                paint.invisible.add(_address(item))
            elif mode in _FILLED_ONLY and _is_blank(item):
                paint.white.add(_address(item))
    if not paint.invisible and not paint.white:
        return _NOTHING
    drawn = bool(paint.invisible) and is_drawn(page)
    hidden: set[int] = set()
    layer = False
    for index in range(text_page.count_chars()):
        address = _address(raw.FPDFText_GetTextObject(text_page, index))
        if address in paint.white:
            if not paint.under(paint.places, text_page.get_charbox(index)):
                hidden.add(index)
        elif address in paint.invisible:
            if drawn or paint.under(paint.pictures, text_page.get_charbox(index)):
                layer = True
            else:
                hidden.add(index)
    text = "".join(chr(raw.FPDFText_GetUnicode(text_page, index)) for index in sorted(hidden))
    return Unseen(frozenset(hidden), clean_text(text), layer)


@dataclass(slots=True)
class _Paint:
    """Text objects that may be unseen, and where something is painted that would show white text."""

    invisible: set[int] = field(default_factory=set)
    white: set[int] = field(default_factory=set)
    pictures: list[Bounds] = field(default_factory=list)
    places: list[Bounds] = field(default_factory=list)

    @staticmethod
    def under(places: list[Bounds], box: Bounds) -> bool:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in places)


def _objects(page: Any, paint: _Paint) -> Iterator[tuple[Any, int]]:
    """Every object with its kind, those of forms included; what is painted is noted on the way.

    The places of objects in a form are the form's: one that holds paint counts as painted all over.
    """
    import pypdfium2.raw as raw

    for number in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, number)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            inner = list(_in_form(item, 1))
            yield from inner
            painted = {kind for part, kind in inner if _paints(part, kind)}
        else:
            yield item, kind
            painted = {kind} if _paints(item, kind) else set()
        if painted and (bounds := _bounds(item)) is not None:
            paint.places.append(bounds)
            if raw.FPDF_PAGEOBJ_IMAGE in painted:
                paint.pictures.append(bounds)


def _in_form(form: Any, depth: int) -> Iterator[tuple[Any, int]]:
    import pypdfium2.raw as raw

    for number in range(raw.FPDFFormObj_CountObjects(form)):
        item = raw.FPDFFormObj_GetObject(form, number)
        kind = raw.FPDFPageObj_GetType(item)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield item, kind
        elif depth < _FORMS_WITHIN:
            yield from _in_form(item, depth + 1)


def _paints(item: Any, kind: int) -> bool:
    """Whether an object leaves something other than white on the page, text aside."""
    import pypdfium2.raw as raw

    if kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
        return True
    if kind != raw.FPDF_PAGEOBJ_PATH:
        return False
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if fill.value and not _is_blank(item):
        return True
    # A banner may be one thick line; thin ones frame white paper.
    return bool(stroke.value and raw.FPDFPageObj_GetStrokeWidth(item, width) and width.value >= _BANNER)


def _is_blank(item: Any) -> bool:
    """Whether an object is filled with white or with nothing at all."""
    import pypdfium2.raw as raw

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE


def _bounds(item: Any) -> Bounds | None:
    import pypdfium2.raw as raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0
