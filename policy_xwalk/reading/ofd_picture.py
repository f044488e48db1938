"""Pages of an OFD that are pictures, drawn for recognition: scans put into the national format."""

from __future__ import annotations

import io
import math
import posixpath
from collections.abc import Callable
from typing import Any

from policy_xwalk.reading.ocr import OcrPage, picture_scale, read_picture
from policy_xwalk.reading.ofd_page import OfdPage, PlacedPicture
from policy_xwalk.reading.package import Package

_FORMATS = ("JPEG", "PNG", "BMP", "TIFF", "GIF", "JPEG2000")
"""Raster formats of GB/T 33190-2016 that can be opened; JBIG2 cannot."""
_MOST_PIXELS = 120_000_000
"""A sheet of A3 at 600 dpi has 70 million."""


def media_files(package: Package, part: str, root: Any) -> dict[str, str]:
    """The parts that hold pictures, by the IDs under which the document or page ``root`` (of ``part``) uses them."""
    found: dict[str, str] = {}
    for named in root.iter("{*}PublicRes", "{*}DocumentRes", "{*}PageRes"):
        place = resolved(part, named.text)
        resources = package.xml(place)
        if resources is None:
            continue
        base = resolved(place, f"{resources.get('BaseLoc') or '.'}/.")
        for medium in resources.iter("{*}MultiMedia"):
            file = next((node.text for node in medium.iter("{*}MediaFile")), None)
            found.setdefault(medium.get("ID", ""), resolved(f"{base}/.", file))
    return found


def resolved(base: str, location: str | None) -> str:
    """A location in the file: absolute from the root of the package, else relative to the part that names it."""
    text = (location or "").strip().replace("\\", "/")
    joined = text if text.startswith("/") else posixpath.join(posixpath.dirname(base), text)
    return posixpath.normpath("/" + joined).lstrip("/")


def recognise(page: OfdPage, content: Callable[[str], bytes | None]) -> OcrPage:
    """What recognition reads of the pictures of a page; ``content`` gives the bytes of a picture by its ID.

    Raises ``ValueError`` where no picture can be opened, else what the libraries raise for a broken one.
    """
    import numpy as np

    scale = picture_scale(page.width, page.height)
    sheet = np.full((max(1, round(page.height * scale)), max(1, round(page.width * scale))), 255, np.uint8)
    drawn = 0
    for placed in page.pictures:
        data = content(placed.resource)
        if data is not None:
            sheet = _laid_on(sheet, placed, data, scale)
            drawn += 1
    if not drawn:
        raise ValueError("no picture")
    return read_picture(sheet, scale)


def _laid_on(sheet: Any, placed: PlacedPicture, data: bytes, scale: float) -> Any:
    import cv2
    import numpy as np
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        width, height = image.size
        if width * height > _MOST_PIXELS:
            raise ValueError(f"{width} × {height} pixels")
        clear = image.convert("RGBA")
        grey = Image.alpha_composite(Image.new("RGBA", image.size, "white"), clear).convert("L")
    a, b, c, d, e, f = (value * scale for value in placed.matrix)
    # Thin strokes would fall between the pixels of a much coarser sheet.
    times = min(width / max(1.0, math.hypot(a, b)), height / max(1.0, math.hypot(c, d)))
    print_of = np.asarray(grey.reduce(int(times)) if times >= 2 else grey)
    height, width = print_of.shape
    matrix = np.array([[a / width, c / height, e], [b / width, d / height, f]])
    size = (sheet.shape[1], sheet.shape[0])
    return cv2.warpAffine(print_of, matrix, size, sheet, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT)
