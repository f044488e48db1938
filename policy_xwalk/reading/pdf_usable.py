"""What a PDF page is made of: whether its text can be used, and whether lines on it may rule a table."""

from __future__ import annotations

import re
from typing import Any

_FEW_CHARACTERS = 10
_STAMP_CHARACTERS = 60
"""Less than this over a picture of the whole page is what a scanning program prints on it, not the page's text."""
_LONG_RULE = 100.0
_MANY_SHAPES = 60
_UNMAPPED = re.compile("\\(cid:\\d+\\)|[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")


def is_scan(text: str, page: Any) -> bool:
    """Whether a page must be read as a picture.

    So are pages of pictures with next to no text, pages whose letters are drawn as shapes, and pages whose text is
    mostly glyphs without a character: replacement characters, private-use glyphs, ``(cid:…)``.
    """
    visible = "".join(text.split())
    unmapped = _UNMAPPED.findall(visible)
    if unmapped and 2 * sum(map(len, unmapped)) > len(visible):
        return True
    if len(visible) >= _STAMP_CHARACTERS:
        return False
    covered = _covered_by_pictures(page)
    if len(visible) >= _FEW_CHARACTERS:
        return covered > 0.8
    return covered > 1 / 3 or is_drawn(page)


def _covered_by_pictures(page: Any) -> float:
    """The share of the page that pictures cover."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    covered = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = item.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return covered / float(max(1.0, width * height))


def is_drawn(page: Any) -> bool:
    """Whether a page has so many shapes of the size of letters that they are its letters."""
    import pypdfium2.raw as raw

    shapes = 0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        shapes += 2 < right - left < 60 and 2 < top - bottom < 60
        if shapes >= _MANY_SHAPES:
            return True
    return False


def has_rulings(page: Any) -> bool:
    """Whether a page has lines that may rule a table: an upright one, three level ones, or a shape of such size.

    Two level ones are the rules under the head and over the foot that many plans have on every page.
    """
    import pypdfium2.raw as raw

    width, height = page.get_size()
    level = 0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        across, along = right - left, top - bottom
        if across > 0.97 * width and along > 0.97 * height:
            continue
        level += across > _LONG_RULE and along < 3
        if level >= 3 or (along > 15 and across < 3) or (across > _LONG_RULE and along > 15):
            return True
    return False
