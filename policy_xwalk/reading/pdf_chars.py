"""Characters of a PDF page with their places, and lines made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median
from typing import Any

_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")


@dataclass(frozen=True, slots=True)
class Char:
    """One character; ``x0``…``bottom`` from the top left corner of the page as shown, in points."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float | None = None
    """That of text recognition; None for text as stored."""

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


def clean_text(text: str) -> str:
    """Text of a page as pdfium gives it, with ``\\n`` for line ends, pairs of surrogates joined, NUL left out.

    U+FFFE and U+0002 are pdfium's marks for a hyphen at the end of a line.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").replace("\x02", "-")
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return re.sub("[\x00-\x08\x0b-\x1f\x7f]", "", text)


def page_chars(page: Any, text_page: Any, without: frozenset[int] = frozenset()) -> list[Char]:
    """Characters of a pdfium page in stream order, but for those ``without``, by their index in it.

    Line ends and blanks are kept with an empty box.
    """
    import pypdfium2.raw as raw

    place = placer(page)
    chars: list[Char] = []
    high = ""
    for index in range(text_page.count_chars()):
        if index in without:
            continue
        text = chr(raw.FPDFText_GetUnicode(text_page, index))
        if "\ud800" <= text <= "\udbff":
            high = text
            continue
        text = clean_text(high + text if "\udc00" <= text <= "\udfff" else text)
        high = ""
        if not text:
            # pdfium ends a line with \r\n, each its own character.
            continue
        left, bottom, right, top = text_page.get_charbox(index)
        chars.append(Char(text, *place(left, bottom, right, top)))
    return chars


def placer(page: Any) -> Any:
    """From PDF space (upwards, unrotated) to the page as shown (downwards from its top left corner)."""
    left, bottom, right, top = page.get_mediabox()
    rotation = page.get_rotation() % 360

    def place(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        if rotation == 90:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        if rotation == 180:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        if rotation == 270:
            return top - y1, right - x1, top - y0, right - x0
        return x0 - left, top - y1, x1 - left, top - y0

    return place


def char_lines(chars: list[Char]) -> list[list[Char]]:
    """Printed lines, top to bottom, each left to right; raised and lowered marks stay with their line."""
    visible = [char for char in chars if not char.text.isspace() and char.bottom > char.top]
    if not visible:
        return []
    height = median(char.bottom - char.top for char in visible)
    lines: list[list[Char]] = []
    total = 0.0
    for char in sorted(visible, key=lambda char: (char.middle, char.x0)):
        if lines and char.middle - total / len(lines[-1]) <= 0.6 * height:
            lines[-1].append(char)
            total += char.middle
        else:
            lines.append([char])
            total = char.middle
    return [sorted(line, key=lambda char: (char.x0, char.x1)) for line in lines]


def line_text(line: list[Char]) -> str:
    """Text of a printed line; a blank where Latin words or figures stand apart, none between Chinese characters."""
    pieces: list[str] = []
    before: Char | None = None
    for char in line:
        if before is not None:
            size = max(before.bottom - before.top, char.bottom - char.top)
            gap = char.x0 - before.x1
            # Characters drawn twice a hair apart are a poor man's bold face.
            if char.text == before.text and abs(char.x0 - before.x0) < 0.15 * size:
                continue
            plain = not _WIDE.match(char.text) and not _WIDE.match(before.text)
            if plain and gap > 0.35 * size:
                pieces.append(" ")
        pieces.append(char.text)
        before = char
    return "".join(pieces)
