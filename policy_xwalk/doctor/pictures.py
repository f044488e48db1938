"""Pages of a PDF as pictures, and where on them each marked passage stands."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from policy_xwalk.doctor.marks import Mark
from policy_xwalk.reading.document import Page, SourceDocument
from policy_xwalk.reading.pdf_chars import Char, page_chars

PAGES_DRAWN = 120
"""More pages than these are not drawn: at 60 to 90 kB a page the file would grow past what a browser likes."""
_DPI = 96
_COLOURS = 16
_PAD = 1.5
_COMPARED = 400_000_000
"""Product of the lengths laid side by side: 20,000 characters a page, which no page of paper holds; takes 50 MB."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from its top left corner; ``mark`` is the index of its mark."""

    mark: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """One page: its size in points, the picture as base64 of a PNG, and the boxes of what was read on it."""

    page: int
    width: float
    height: float
    png: str
    boxes: tuple[Box, ...]
    marks: tuple[int, ...]
    """Every mark on the page, those without a box included."""

    @property
    def unplaced(self) -> tuple[int, ...]:
        """Marks that no box shows."""
        placed = {box.mark for box in self.boxes}
        return tuple(mark for mark in self.marks if mark not in placed)


def draw_pages(
    data: bytes, document: SourceDocument, marks: Sequence[Mark], password: str | None = None
) -> list[Picture]:
    """Pictures of the pages of a PDF, at most :data:`PAGES_DRAWN`, pages with marks before others.

    A page that pdfium cannot draw is left out; its text is shown all the same.
    """
    import pypdfium2

    on_page = {page.number: _marks_on(page, marks) for page in document.pages}
    chosen = [page for page in document.pages if on_page[page.number]] or list(document.pages)
    if len(document.pages) <= PAGES_DRAWN:
        chosen = list(document.pages)
    pictures = []
    pdf = pypdfium2.PdfDocument(data, password=password)
    try:
        for page in chosen[:PAGES_DRAWN]:
            try:
                pictures.append(_draw(pdf[page.number - 1], page, document, marks, on_page[page.number]))
            except (pypdfium2.PdfiumError, MemoryError, ValueError):
                continue
    finally:
        pdf.close()
    return pictures


def _marks_on(page: Page, marks: Sequence[Mark]) -> tuple[int, ...]:
    return tuple(
        index for index, mark in enumerate(marks) if any(a < page.end and page.start < b for a, b in mark.ranges)
    )


def _draw(pdf_page: Any, page: Page, document: SourceDocument, marks: Sequence[Mark], here: tuple[int, ...]) -> Picture:
    width, height = pdf_page.get_size()
    scale = min(_DPI / 72, 1600 / max(width, height, 1.0))
    bitmap = pdf_page.render(scale=scale)
    stream = io.BytesIO()
    bitmap.to_pil().convert("RGB").quantize(_COLOURS).save(stream, "PNG", optimize=True)
    bitmap.close()
    place = _places(pdf_page, document.text[page.start : page.end], page.start)
    boxes: list[Box] = []
    for index in here:
        chars = [
            place[at]
            for a, b in marks[index].ranges
            for at in range(max(a, page.start), min(b, page.end))
            if at in place
        ]
        whole = marks[index].kind in ("table", "indicator")
        boxes += [_around(index, line) for line in ([chars] if whole and chars else _by_line(chars))]
    pdf_page.close()
    return Picture(page.number, width, height, base64.b64encode(stream.getvalue()).decode(), tuple(boxes), here)


def _places(pdf_page: Any, text: str, offset: int) -> dict[int, Char]:
    """The character on the page behind each offset of the text, as far as the two can be laid side by side."""
    text_page = pdf_page.get_textpage()
    try:
        chars = [char for char in page_chars(pdf_page, text_page) if _visible(char)]
    finally:
        text_page.close()
    wanted = [offset + at for at, character in enumerate(text) if not character.isspace()]
    if len(chars) * 4 < len(wanted):
        chars = _recognised(pdf_page) or chars
    return _side_by_side(wanted, "".join(text.split()), chars)


def _side_by_side(wanted: list[int], text: str, chars: list[Char]) -> dict[int, Char]:
    """First what stands in the same order; then, piece by piece, what the reader has moved."""
    from rapidfuzz.distance import LCSseq

    if len(wanted) * len(chars) > _COMPARED:
        return {}
    stream = "".join(char.text[0] for char in chars)
    found: dict[int, Char] = {}
    left_text: list[tuple[int, int]] = []
    free = [True] * len(chars)
    for step in LCSseq.opcodes(text, stream):
        if step.tag == "equal":
            for at, other in zip(
                range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True
            ):
                found[wanted[at]] = chars[other]
                free[other] = False
        elif step.src_end > step.src_start:
            left_text.append((step.src_start, step.src_end))
    rest = "".join(character if unused else "\0" for character, unused in zip(stream, free, strict=True))
    for start, end in left_text:
        at = rest.find(text[start:end])
        if at >= 0 and end - start >= 2:
            for index in range(end - start):
                found[wanted[start + index]] = chars[at + index]
            rest = rest[:at] + "\0" * (end - start) + rest[at + end - start :]
    return found


def _recognised(pdf_page: Any) -> list[Char]:
    """Characters of a scanned page, where the engine that reads scans is installed."""
    from policy_xwalk.reading import ocr

    if not ocr.available():
        return []
    try:
        return [char for char in ocr.read_page(pdf_page).chars_as_drawn if _visible(char)]
    except Exception:  # the engine raises whatever its model trips over; the page is shown without boxes then
        return []


def _visible(char: Char) -> bool:
    return not char.text.isspace() and char.x1 > char.x0 and char.bottom > char.top


def _by_line(chars: list[Char]) -> list[list[Char]]:
    """Characters that stand beside each other on one printed line."""
    lines: list[list[Char]] = []
    for char in chars:
        if lines:
            last = lines[-1][-1]
            # 一 and marks are lower than the characters beside them.
            size = max(char.bottom - char.top, last.bottom - last.top, char.x1 - char.x0, last.x1 - last.x0)
            if abs(char.middle - last.middle) < 0.7 * size and -size < char.x0 - last.x1 < 3 * size:
                lines[-1].append(char)
                continue
        lines.append([char])
    return lines


def _around(mark: int, chars: list[Char]) -> Box:
    left, right = min(char.x0 for char in chars), max(char.x1 for char in chars)
    top, bottom = min(char.top for char in chars), max(char.bottom for char in chars)
    return Box(
        mark,
        round(left - _PAD, 1),
        round(top - _PAD, 1),
        round(right - left + 2 * _PAD, 1),
        round(bottom - top + 2 * _PAD, 1),
    )
