"""Pictures of scanned pages: set upright, and the ruling lines that are drawn in them.

All lengths are pixels of the picture; :mod:`policy_xwalk.reading.ocr` turns them into points of the page.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from policy_xwalk.reading.pdf_rulings import Segment

Picture = Any
"""A numpy array: grey levels of the rows of a picture."""

_STEEPEST = 5.0
"""Degrees; a page laid on the scanner by hand is turned by less."""
_LEAST = 0.05
_SPECK = 8
"""Pixels; a full stop at 220 dpi is smaller, a figure or a dash larger."""


def upright(picture: Picture) -> tuple[Picture, float]:
    """The picture turned so that its lines are level, and by how many degrees it was turned.

    The angle is the one at which the sums of ink along the rows differ most (projection profile): lines of print and
    ruling lines alike then fall into few rows.
    """
    import cv2
    import numpy as np

    small = cv2.resize(picture, None, fx=(ratio := min(1.0, 900 / max(picture.shape))), fy=ratio)
    ink = _ink(small)
    if not int(np.count_nonzero(ink)):
        return picture, 0.0
    angle = _best_angle(ink, [degrees / 4 for degrees in range(int(-4 * _STEEPEST), int(4 * _STEEPEST) + 1)])
    medium = _ink(cv2.resize(picture, None, fx=(ratio := min(1.0, 1800 / max(picture.shape))), fy=ratio))
    angle = _best_angle(medium, [angle + step / 20 for step in range(-5, 6)])
    if abs(angle) < _LEAST:
        return picture, 0.0
    return _turned(picture, angle, white=255), angle


def _best_angle(ink: Picture, angles: list[float]) -> float:
    import numpy as np

    def sharpness(angle: float) -> float:
        profile = _turned(ink, angle, white=0).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(profile)).sum())

    # Between equals the smaller turn is taken.
    return max(angles, key=lambda angle: (round(sharpness(angle), 3), -abs(angle)))


def _turned(picture: Picture, angle: float, *, white: int) -> Picture:
    import cv2

    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=white)


def _ink(picture: Picture) -> Picture:
    """255 where something is printed, 0 elsewhere, whatever the shade of the paper."""
    import cv2

    calm = cv2.medianBlur(picture, 3)
    block = max(15, (min(picture.shape) // 40) | 1)
    return cv2.adaptiveThreshold(calm, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 15)


def rulings(picture: Picture, line_height: float) -> tuple[list[Segment], list[Segment]]:
    """Level and upright ruling lines of an upright picture.

    A ruling is longer than any stroke of a character: over twice the height of a line of print.
    """
    import cv2
    import numpy as np

    ink = _ink(picture)
    length = max(30, int(2.2 * line_height))
    found: list[list[Segment]] = []
    for level in (True, False):
        # What is left of a slope makes a thin line jump by a pixel; thickened across, it stays in one piece.
        thick = cv2.dilate(ink, np.ones((3, 1) if level else (1, 3), np.uint8))
        opened = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length) if level else (length, 1), np.uint8))
        joined = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, np.ones((1, 15) if level else (15, 1), np.uint8))
        _, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
        segments: list[Segment] = []
        for left, top, width, height, _ in boxes[1:].tolist():
            along, across = (width, height) if level else (height, width)
            if along < length or across > max(12.0, 0.6 * line_height) or along < 4 * across:
                continue
            low = left if level else top
            at = (top + height / 2) if level else (left + width / 2)
            segments.append(Segment(at, low, low + along))
        found.append(sorted(segments, key=lambda segment: (segment.at, segment.low)))
    return found[0], found[1]


def print_extent(picture: Picture, left: float, top: float, right: float, bottom: float) -> tuple[float, float] | None:
    """From where to where across something is printed in a part of a picture; None where nothing is."""
    part = picture[max(0, int(top)) : max(0, int(bottom)), max(0, int(left)) : max(0, int(right))]
    if min(part.shape, default=0) < _SPECK:
        return None
    printed = [column for column, dark in enumerate(_dark(part).sum(axis=0).tolist()) if dark >= 2]
    return (int(left) + printed[0], int(left) + printed[-1] + 1.0) if len(printed) >= 2 else None


def wide_gaps(picture: Picture, left: float, top: float, right: float, bottom: float) -> list[float]:
    """Middles of the gaps in a line of print that are wider than any between words."""
    part = picture[max(0, int(top)) : max(0, int(bottom)), max(0, int(left)) : max(0, int(right))]
    if min(part.shape, default=0) < _SPECK:
        return []
    printed = [column for column, dark in enumerate(_dark(part).sum(axis=0).tolist()) if dark >= 2]
    least = 1.4 * (bottom - top)
    return [int(left) + (one + other) / 2 for one, other in pairwise(printed) if other - one > least]


def loose_print(
    picture: Picture,
    known: list[tuple[float, float, float, float]],
    horizontals: list[Segment],
    verticals: list[Segment],
    size: float,
) -> list[tuple[float, float, float, float]]:
    """Places (left, top, right, bottom) of print of about the height of a line outside the places known.

    What is drawn closer than half a line beside each other is one; ruling lines, specks and pictures are left out.
    """
    import cv2
    import numpy as np

    ink = _dark(picture)
    # The detector's frames are tight at times: what sticks out of them is no print of its own.
    edge = 0.35 * size
    rules = [(s.low - 6, s.at - 5, s.high + 6, s.at + 5) for s in horizontals]
    rules += [(s.at - 5, s.low - 6, s.at + 5, s.high + 6) for s in verticals]
    for left, top, right, bottom in [*((a - edge, b - edge, c + edge, d + edge) for a, b, c, d in known), *rules]:
        ink[max(0, int(top)) : max(0, int(bottom)), max(0, int(left)) : max(0, int(right))] = 0
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(ink)
    specks = np.array([max(width, height) < _SPECK for _, _, width, height, _ in boxes.tolist()])
    ink[specks[labels]] = 0
    joined = cv2.dilate(ink, np.ones((3, max(3, int(0.5 * size))), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
    half = max(3, int(0.5 * size)) // 2
    found = [
        (float(left + half), float(top + 1), float(left + width - half), float(top + height - 1))
        for left, top, width, height, _ in boxes[1:].tolist()
        if height < 1.6 * size and width < 10 * size
    ]
    return sorted(found, key=lambda place: (place[1], place[0]))


def _dark(part: Picture) -> Picture:
    """1 where a picture is clearly darker than its paper.

    No blur comes before, which would take away the thin dash of an empty cell.
    """
    import numpy as np

    return (part < 0.7 * float(np.median(part))).astype("uint8")
