"""Makes the files that the tests of the reading room read: DOCX, PDF and pages with known content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from policy_xwalk.reading.document import SourceDocument, SourceTable

HEADER = ["序号", "指标", "2020年", "2025年", "属性"]
ROWS = [
    ["1", "农村社区综合服务\n设施覆盖率", "65.7%", "80%", "预期性"],
    ["2", "城市社区覆盖率", "100%", "100%", "预期性"],
    ["3", "每百户居民拥有社区\n综合服务设施面积", "27.3平方米", "≥30平方米", "约束性"],
    ["4", "社区工作者", "—", "18人", "预期性"],
]
WIDTHS = [40, 150, 80, 80, 60]
FONT = "STSong-Light"
SHARED = Path(__file__).resolve().parents[3] / "shared"


def cell_text(document: SourceDocument, table: SourceTable, row: int, column: int) -> str:
    """Text of a cell, its pieces joined without anything between."""
    cell = next(cell for cell in table.cells if (cell.row, cell.column) == (row, column))
    return "".join(document.text[start:end] for start, end in cell.ranges)


def table_texts(document: SourceDocument, table: SourceTable) -> list[list[str]]:
    """All cells of a table; empty where a merged cell from elsewhere stands."""
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = "".join(document.text[start:end] for start, end in cell.ranges)
    return grid


def canvas(path: Path, *, lying: bool = False, **options: object) -> Canvas:
    """A canvas with a Chinese font that needs no file."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return Canvas(str(path), **{"pagesize": landscape(A4) if lying else A4, "invariant": 1, **options})


def draw_table(
    page: Canvas, x: float, y: float, rows: list[list[str]], *, sides: bool = True, three_lines: bool = False
) -> float:
    """Draw a table from its top left corner; returns the y of its bottom."""
    heights = [24 + 13 * max(cell.count("\n") for cell in row) for row in rows]
    levels = [y]
    for row, height in zip(rows, heights, strict=True):
        left = x
        for width, cell in zip(WIDTHS, row, strict=True):
            lines = cell.split("\n")
            base = levels[-1] - (height - 13 * len(lines)) / 2 - 10
            for line in lines:
                page.drawString(left + 4, base, line)
                base -= 13
            left += width
        levels.append(levels[-1] - height)
    right = x + sum(WIDTHS)
    for level in [levels[0], levels[1], levels[-1]] if three_lines else levels:
        page.line(x, level, right, level)
    if not three_lines:
        left = x
        for index, width in enumerate([*WIDTHS, 0]):
            if sides or index not in (0, len(WIDTHS)):
                page.line(left, levels[0], left, levels[-1])
            left += width
    return levels[-1]


def write_pdf(path: Path, pages: list[Callable[[Canvas], None]], **options: object) -> Path:
    """A PDF of pages, each with a running head and a page number."""
    page = canvas(path, **options)
    for number, draw in enumerate(pages, 1):
        page.setFont(FONT, 10)
        page.drawString(220, 815, "某市人民政府文件汇编")
        draw(page)
        page.drawString(280, 30, f"— {number} —")
        page.showPage()
    page.save()
    return path


def docx_bytes(parts: dict[str, str | bytes]) -> bytes:
    """A packed file of the given parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def word_document(path: Path) -> Path:
    """A Word document with headings, automatic numbers, a frame, a text box and a table of merged cells."""
    document = Document()
    document.core_properties.title = "某县规划"
    document.add_heading("一、总体要求", level=1)
    paragraph = document.add_paragraph("到2025年，覆盖率达到80%")
    raised = paragraph.add_run("1")
    raised.font.superscript = True
    frame = document.add_table(2, 1)
    frame.cell(0, 0).text = "专栏1 补短板工程"
    frame.cell(1, 0).text = "1.新建设施。"
    frame.cell(1, 0).add_paragraph("2.改造设施。")
    table = document.add_table(4, 4)
    for column, text in enumerate(["类别", "指标", "目标值", ""]):
        table.cell(0, column).text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    rows = [["设施", "覆盖率", "70%", "80%"], ["", "面积", "20", "30"], ["队伍", "人数", "9", "18"]]
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row + 1, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph("表后的段落")
    document.save(str(path))
    return path


def add_list_number(paragraph: object, list_id: int, level: int) -> None:
    """Give a paragraph an automatic number."""
    properties = paragraph._p.get_or_add_pPr()  # type: ignore[attr-defined]
    numbering = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", level), ("w:numId", list_id)):
        node = OxmlElement(name)
        node.set(qn("w:val"), str(value))
        numbering.append(node)
    properties.append(numbering)
