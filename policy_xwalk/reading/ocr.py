"""Reading of page pictures by the optional engine ``rapidocr``: lines with places, a confidence each, ruling lines.

The engine's models come in its wheel; nothing is fetched. Figures are read twice, at two sizes: where the readings
differ the line is uncertain, however sure the engine was of the first.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import median
from typing import Any

from policy_xwalk.reading.ocr_image import Picture, loose_print, print_extent, rulings, upright, wide_gaps
from policy_xwalk.reading.pdf_chars import Char
from policy_xwalk.reading.pdf_rulings import Segment

SURE = 0.95
"""Below this confidence a reading is listed for a person to check; clean print is read with 0.98 and more."""
DOUBTED = 0.5
"""The confidence given to a figure that two readings give differently, and to print that none could read."""
UNREAD = "\ufffd"
"""Stands for print in a table cell that could not be read."""

_DPI = 220
_LONGEST = 3600
_WORTHLESS = 0.2
_UPRIGHT = 0.85
"""Mean confidence of the longest lines of a page that is the right way up; of one that is not it is under 0.7."""
_CLEARLY = 0.1
_SAMPLE = 8
_WORD = 3
_MOST_MISSED = 80
_CELL = 12
"""Characters of a value with its unit; of such a short line every character counts, of a longer one its figures."""
_DIGITS = re.compile(r"[\d%％≥≤＞＜>]")


@dataclass(frozen=True, slots=True)
class OcrLine:
    """One printed line, or the part of one in a cell; places in points from the top left corner of the page."""

    text: str
    confidence: float
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class OcrPage:
    """What was read of a page picture."""

    lines: tuple[OcrLine, ...]
    horizontals: tuple[Segment, ...]
    verticals: tuple[Segment, ...]
    width: float
    height: float
    quarters: int = 0
    """How many times the picture was turned by 90° against the clock to be read; all places are of the turned one."""

    @property
    def confidence(self) -> float:
        """Mean confidence of the lines, each weighed by its length; 0 for a page without any."""
        total = sum(len(line.text) for line in self.lines)
        return round(sum(line.confidence * len(line.text) for line in self.lines) / total, 3) if total else 0.0

    @property
    def chars(self) -> list[Char]:
        """Characters line by line, the width of each line shared out among them; line ends as ``\\n``."""
        chars: list[Char] = []
        for line in self.lines:
            widths = [_share(character) for character in line.text]
            unit = (line.x1 - line.x0) / max(0.1, sum(widths))
            left = line.x0
            for character, width in zip(line.text, widths, strict=True):
                chars.append(Char(character, left, line.top, left + unit * width, line.bottom, line.confidence))
                left += unit * width
            chars.append(Char("\n", line.x1, line.top, line.x1, line.bottom))
        return chars

    @property
    def chars_as_drawn(self) -> list[Char]:
        """The characters in their places on the page as it is drawn, before it was turned."""

        def back(char: Char) -> Char:
            x0, top, x1, bottom = char.x0, char.top, char.x1, char.bottom
            match self.quarters:
                case 1:
                    return replace(char, x0=self.height - bottom, top=x0, x1=self.height - top, bottom=x1)
                case 2:
                    return replace(
                        char,
                        x0=self.width - x1,
                        top=self.height - bottom,
                        x1=self.width - x0,
                        bottom=self.height - top,
                    )
                case 3:
                    return replace(char, x0=top, top=self.width - x1, x1=bottom, bottom=self.width - x0)
            return char

        return [back(char) for char in self.chars]


def available() -> bool:
    """Whether the engine is installed (extra ``ocr``)."""
    from importlib.util import find_spec

    try:
        return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None
    except ValueError:
        return False


def read_page(page: Any) -> OcrPage:
    """Read a pdfium page as a picture; raises what the engine raises where it cannot."""
    scale = picture_scale(*page.get_size())
    bitmap = page.render(scale=scale, grayscale=True)
    # A copy: the picture of pdfium goes with its bitmap.
    picture = bitmap.to_numpy().reshape(bitmap.height, bitmap.width).copy()
    bitmap.close()
    return read_picture(picture, scale)


def picture_scale(width: float, height: float) -> float:
    """Pixels a point at which a page of this size is read."""
    return min(_DPI / 72, _LONGEST / max(width, height, 1.0))


def read_picture(picture: Picture, scale: float) -> OcrPage:
    """Read a grey picture of a page, ``scale`` pixels a point, turned by quarters where that makes it readable."""
    picture, lines, quarters = _readable(picture)
    size = median(line.bottom - line.top for line in lines) if lines else 40.0
    horizontals, verticals = rulings(picture, size)
    lines = _cut_at_rulings(picture, lines, verticals)
    lines = [*_read_twice(picture, lines), *_missed(picture, lines, horizontals, verticals)]
    lines = _in_order(lines)
    height, width = picture.shape
    return OcrPage(
        tuple(_scaled(line, 1 / scale) for line in lines),
        tuple(Segment(s.at / scale, s.low / scale, s.high / scale) for s in horizontals),
        tuple(Segment(s.at / scale, s.low / scale, s.high / scale) for s in verticals),
        width / scale,
        height / scale,
        quarters,
    )


def _readable(picture: Picture) -> tuple[Picture, list[OcrLine], int]:
    """The picture set upright, its lines, and by how many quarters it was turned against the clock.

    Of a page that reads badly, lying sideways or upside down perhaps, the longest lines are read all four ways round.
    """
    import numpy as np

    straight, _ = upright(picture)
    lines = _recognised(straight)
    longest = sorted((line for line in lines if len(line.text) >= _WORD), key=_extent, reverse=True)[:_SAMPLE]
    if not longest or _quality(longest) >= _UPRIGHT:
        return straight, lines, 0
    sure: list[float] = []
    for quarters in range(4):
        crops = [np.ascontiguousarray(np.rot90(_crop(straight, line, 0.15), quarters)) for line in longest]
        read = _read_crops([crop for crop in crops if crop.shape[1] >= crop.shape[0]])
        sure.append(sum(score for _, score in read) / len(longest))
    quarters = max(range(4), key=lambda turn: sure[turn])
    if sure[quarters] <= sure[0] + _CLEARLY:
        return straight, lines, 0
    straight, _ = upright(np.ascontiguousarray(np.rot90(picture, quarters)))
    return straight, _recognised(straight), quarters


def _quality(lines: list[OcrLine]) -> float:
    """The mean confidence, lines that run upwards counted as not read."""
    level = [line for line in lines if line.x1 - line.x0 >= line.bottom - line.top]
    return sum(line.confidence for line in level) / len(lines)


def _extent(line: OcrLine) -> float:
    return max(line.x1 - line.x0, line.bottom - line.top)


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    # Its classifier of text direction turns upright lines of figures over.
    parameters = {
        "Global.use_cls": False,
        "Global.log_level": "critical",
        "Global.text_score": _WORTHLESS,
        "Global.max_side_len": _LONGEST,
        # Lines are looked for in a smaller picture (2.4 times as fast, the same lines) and read from the whole one.
        "Det.limit_type": "max",
        "Det.limit_side_len": 1600,
    }
    return RapidOCR(params=parameters)


def _colours(picture: Picture) -> Picture:
    import cv2

    return cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)


def _recognised(picture: Picture) -> list[OcrLine]:
    result = _engine()(_colours(picture), use_det=True, use_cls=False, use_rec=True)
    if result.boxes is None or result.txts is None:
        return []
    lines: list[OcrLine] = []
    for box, text, score in zip(result.boxes.tolist(), result.txts, result.scores, strict=True):
        clean = _clean(text)
        if not clean:
            continue
        left, right = min(x for x, _ in box), max(x for x, _ in box)
        top, bottom = min(y for _, y in box), max(y for _, y in box)
        # The detector puts a margin around the print.
        margin = 0.12 * (bottom - top)
        lines.append(
            OcrLine(clean, round(float(score), 3), left + margin, top + margin, right - margin, bottom - margin)
        )
    return lines


def _clean(text: str) -> str:
    return "".join(" " if c.isspace() else c for c in text if unicodedata.category(c) != "Cc" or c.isspace()).strip()


def _read_crops(crops: list[Picture]) -> list[tuple[str, float]]:
    """Text and confidence of pictures of one line each."""
    if not crops:
        return []
    engine = _engine()
    # Beside very wide crops of the same batch a narrow one is squeezed; sorted by shape they fit each other.
    order = sorted(range(len(crops)), key=lambda i: crops[i].shape[1] / crops[i].shape[0])
    result = engine.recognize_txt([_colours(crops[i]) for i in order])
    read: list[tuple[str, float]] = [("", 0.0)] * len(crops)
    for place, text, score in zip(order, result.txts, result.scores, strict=True):
        read[place] = (_clean(text), round(float(score), 3))
    return read


def _crop(picture: Picture, line: OcrLine, margin: float) -> Picture:
    height, width = picture.shape
    pad = margin * (line.bottom - line.top)
    top, bottom = max(0, int(line.top - pad)), min(height, int(line.bottom + pad) + 1)
    left, right = max(0, int(line.x0 - pad)), min(width, int(line.x1 + pad) + 1)
    return picture[top:bottom, left:right]


def _cut_at_rulings(picture: Picture, lines: list[OcrLine], verticals: list[Segment]) -> list[OcrLine]:
    """A line that the detector drew over the borders of cells, or over their gaps, is read again cell by cell."""
    kept: list[OcrLine] = []
    pieces: list[OcrLine] = []
    for line in lines:
        middle, height = (line.top + line.bottom) / 2, line.bottom - line.top
        cuts = [
            v.at
            for v in verticals
            if v.low <= middle <= v.high and line.x0 + 0.3 * height < v.at < line.x1 - 0.3 * height
        ]
        cuts = sorted(cuts or wide_gaps(picture, line.x0, line.top, line.x1, line.bottom))
        if not cuts:
            kept.append(line)
            continue
        for left, right in zip([line.x0, *cuts], [*cuts, line.x1], strict=True):
            reach = print_extent(picture, left + 4, line.top, right - 4, line.bottom)
            if reach is not None:
                pieces.append(replace(line, x0=reach[0], x1=reach[1]))
    readings = _read_crops([_crop(picture, piece, 0.15) for piece in pieces])
    for piece, (text, score) in zip(pieces, readings, strict=True):
        if text:
            kept.append(replace(piece, text=text, confidence=score))
    return kept


def _read_twice(picture: Picture, lines: list[OcrLine]) -> list[OcrLine]:
    """Lines with figures are read again from a coarser picture; where the figures differ, the line is doubted."""
    import cv2

    chosen = [i for i, line in enumerate(lines) if _DIGITS.search(line.text) and len(line.text) <= 60]
    crops = []
    for i in chosen:
        crop = _crop(picture, lines[i], 0.22)
        crops.append(cv2.resize(cv2.GaussianBlur(crop, (3, 3), 0), None, fx=0.8, fy=0.8, interpolation=cv2.INTER_AREA))
    checked = list(lines)
    for i, (text, _) in zip(chosen, _read_crops(crops), strict=True):
        read = _figures if len(lines[i].text) > _CELL else _folded
        if read(text) != read(lines[i].text):
            checked[i] = replace(lines[i], confidence=min(lines[i].confidence, DOUBTED))
    return checked


def _figures(text: str) -> str:
    """What of a reading carries a value, in one form of each character."""
    return "".join(re.findall(r"[\d.%‰≥≤<>+\-〔\[]", _folded(text)))


def _folded(text: str) -> str:
    """A reading without blanks, in one form of each character."""
    folded = unicodedata.normalize("NFKC", text).replace("⩾", "≥").replace("⩽", "≤")
    return re.sub(r"[—–―]", "-", "".join(folded.split()))


def _missed(
    picture: Picture, lines: list[OcrLine], horizontals: list[Segment], verticals: list[Segment]
) -> list[OcrLine]:
    """Print beside the lines found, at their height: single figures and dashes are often too small for the detector.

    What cannot be read either stands as :data:`UNREAD`, so that it is flagged and not lost.
    """
    if not lines:
        return []
    size = median(line.bottom - line.top for line in lines)
    known = [(line.x0, line.top, line.x1, line.bottom) for line in lines]
    levels = [(line.top + line.bottom) / 2 for line in lines]
    found: list[OcrLine] = []
    places: list[OcrLine] = []
    for left, top, right, bottom in loose_print(picture, known, horizontals, verticals, size):
        middle = (top + bottom) / 2
        if not any(abs(middle - level) < 0.8 * size for level in levels):
            continue
        if bottom - top < 0.25 * size and right - left > 0.4 * size:
            found.append(OcrLine("—", 1.0, left, middle - 0.4 * size, right, middle + 0.4 * size))
        elif bottom - top > 0.5 * size:
            places.append(OcrLine("", 1.0, left, top, right, bottom))
    places = places[:_MOST_MISSED]
    for line, (text, score) in zip(places, _read_crops([_crop(picture, p, 0.3) for p in places]), strict=True):
        # Read without the detector, a lone figure is worth a look by a person unless the engine is sure.
        found.append(replace(line, text=text or UNREAD, confidence=score if text else DOUBTED))
    return _read_twice(picture, found)


def _in_order(lines: list[OcrLine]) -> list[OcrLine]:
    """Top to bottom; what stands at one height, left to right."""
    rows: list[list[OcrLine]] = []
    for line in sorted(lines, key=lambda line: ((line.top + line.bottom) / 2, line.x0)):
        middle = (line.top + line.bottom) / 2
        if rows and middle < rows[-1][0].top + 0.7 * (rows[-1][0].bottom - rows[-1][0].top):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.x0)]


def _share(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.55


def _scaled(line: OcrLine, by: float) -> OcrLine:
    return replace(line, x0=line.x0 * by, top=line.top * by, x1=line.x1 * by, bottom=line.bottom * by)
