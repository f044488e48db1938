"""Draws one indicator table in every form that PDF files give it, and scans of such pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reading_samples import FONT, HEADER, ROWS
from reportlab.pdfgen.canvas import Canvas

from policy_xwalk.extraction.pipeline import extract
from policy_xwalk.reading.document import SourceDocument

WIDTHS = [40, 170, 80, 80, 80]
FLAT = [[cell.replace("\n", "") for cell in row] for row in [HEADER, *ROWS]]
SENTENCE = "推进城乡社区服务体系建设，完善社区服务设施，提升社区服务能力，满足居民多样化需求。"
INDICATORS = [
    (1, "农村社区综合服务设施覆盖率", ("65.7%", 2020), ("80%", 2025), "预期性"),
    (2, "城市社区覆盖率", ("100%", 2020), ("100%", 2025), "预期性"),
    (3, "每百户居民拥有社区综合服务设施面积", ("27.3平方米", 2020), ("≥30平方米", 2025), "约束性"),
    (4, "社区工作者", None, ("18人", 2025), "预期性"),
]


def indicators(document: SourceDocument) -> list[tuple[object, ...]]:
    """What the records say of each row."""
    return [
        (
            row.no,
            row.name,
            (row.baseline.raw, row.baseline.year) if row.baseline else None,
            (row.target.raw, row.target.year) if row.target else None,
            row.attribute,
        )
        for row in extract(document).indicators
    ]


def prose(page: Canvas, y: float, lines: int) -> float:
    """Lines of running text over the whole width; returns where the next would stand."""
    for _ in range(lines):
        page.drawString(60, y, SENTENCE)
        y -= 18
    return y


def grid(
    page: Canvas,
    y: float,
    rows: list[list[str]],
    form: str,
    *,
    x: float = 60,
    widths: Sequence[float] = WIDTHS,
    centred: bool = False,
    gap: float = 8,
    headed: bool = True,
) -> float:
    """A table from its top: ``bordered``, ``open`` at the sides, ``three-line`` or ``unruled``; returns its foot."""
    levels = [y]
    for row in rows:
        height = gap + 13 * (max(cell.count("\n") for cell in row) + 1)
        left = x
        for width, cell in zip(widths, row, strict=True):
            parts = cell.split("\n")
            base = levels[-1] - (height - 13 * len(parts)) / 2 - 10
            for part in parts:
                room = (width - page.stringWidth(part, FONT, 10)) / 2 if centred else 4
                page.drawString(left + room, base, part)
                base -= 13
            left += width
        levels.append(levels[-1] - height)
    rules = {"bordered": levels, "open": levels, "three-line": [*(levels[:2] if headed else []), levels[-1]]}
    for level in rules.get(form, []):
        page.line(x, level, x + sum(widths), level)
    if form in ("bordered", "open"):
        for index in range(len(widths) + 1):
            if form == "bordered" or index not in (0, len(widths)):
                page.line(x + sum(widths[:index]), levels[0], x + sum(widths[:index]), levels[-1])
    return levels[-1]


def whole(form: str, **options: Any) -> list[Callable[[Canvas], None]]:
    """One page: prose, the table, prose."""

    def draw(page: Canvas) -> None:
        y = prose(page, 780, 5)
        page.drawString(200, y - 10, "专栏1 “十四五”主要指标")
        prose(page, grid(page, y - 24, [HEADER, *ROWS], form, **options) - 30, 4)

    return [draw]


def broken(form: str, *, repeated: bool, **options: Any) -> list[Callable[[Canvas], None]]:
    """Two pages: the table begins at the foot of the first and ends on the second."""

    def first(page: Canvas) -> None:
        prose(page, 780, 30)
        grid(page, 140, [HEADER, *ROWS[:2]], form, **options)

    def second(page: Canvas) -> None:
        rows = [HEADER, *ROWS[2:]] if repeated else ROWS[2:]
        prose(page, grid(page, 780, rows, form, headed=repeated, **options) - 30, 4)

    return [first, second]


def scanned(
    source: Path, target: Path, *, dpi: int, angle: float, noise: float = 12.0, seed: int = 1, quarters: int = 0
) -> Path:
    """A PDF of pictures of the pages of another: laid askew, greyed, grained, turned by quarters, compressed."""
    pictures = pictures_of(source, dpi=dpi, angle=angle, noise=noise, seed=seed, quarters=quarters)
    pictures[0].save(target, save_all=True, append_images=pictures[1:], resolution=dpi, quality=80)
    return target


def pictures_of(
    source: Path, *, dpi: int, angle: float, noise: float = 12.0, seed: int = 1, quarters: int = 0
) -> list[Any]:
    """Pictures of the pages of a PDF as a scanner would take them."""
    import cv2
    import numpy as np
    import pypdfium2
    from PIL import Image

    grain = np.random.default_rng(seed)
    pictures = []
    document = pypdfium2.PdfDocument(source)
    for page in document:
        bitmap = page.render(scale=dpi / 72, grayscale=True)
        picture = bitmap.to_numpy().reshape(bitmap.height, bitmap.width)
        turn = cv2.getRotationMatrix2D((bitmap.width / 2, bitmap.height / 2), angle, 1.0)
        turned = cv2.warpAffine(picture, turn, (bitmap.width, bitmap.height), borderValue=255).astype(float)
        shown = np.clip(turned * 0.85 + 20 + grain.normal(0, noise, turned.shape), 0, 255).astype("uint8")
        pictures.append(Image.fromarray(np.ascontiguousarray(np.rot90(shown, quarters))))
    document.close()
    return pictures
