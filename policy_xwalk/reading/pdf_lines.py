"""Ruling lines of a PDF page as pdfium knows them, where all shapes on the page are plain lines and rectangles."""

from __future__ import annotations

from typing import Any

from policy_xwalk.reading.pdf_chars import placer
from policy_xwalk.reading.pdf_rulings import Segment, joined

_THIN = 3.0
_CORNERS = 5
_MOST_SHAPES = 5_000


def plain_segments(page: Any) -> tuple[list[Segment], list[Segment]] | None:
    """Horizontal and vertical rulings; None where a shape is more than a line or rectangle, or stands in a form.

    Bounds say all of such shapes, and pdfium has them at hand; only what is drawn otherwise is worth parsing the page
    a second time with pdfplumber.
    """
    import pypdfium2.raw as raw

    width, height = page.get_size()
    place = placer(page)
    horizontals: list[Segment] = []
    verticals: list[Segment] = []
    for count, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])):
        if item.level or count > _MOST_SHAPES or raw.FPDFPath_CountSegments(item) > _CORNERS:
            return None
        left, bottom, right, top = item.get_bounds()
        x0, y0, x1, y1 = place(left, bottom, right, top)
        across, along = x1 - x0, y1 - y0
        if along < _THIN:
            horizontals.append(Segment((y0 + y1) / 2, x0, x1))
        elif across < _THIN:
            verticals.append(Segment((x0 + x1) / 2, y0, y1))
        else:
            horizontals += [Segment(y0, x0, x1), Segment(y1, x0, x1)]
            verticals += [Segment(x0, y0, y1), Segment(x1, y0, y1)]
    return (
        joined([segment for segment in horizontals if segment.high - segment.low < 0.97 * width]),
        joined([segment for segment in verticals if segment.high - segment.low < 0.97 * height]),
    )
