"""Text that nobody sees is left out of the plan and reported; the text layer of a scan is read and reported."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import RGBColor
from openpyxl import Workbook
from packed_samples import odt_bytes
from PIL import Image
from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from policy_xwalk.doctor.examine import examine_bytes
from policy_xwalk.doctor.report import as_text
from policy_xwalk.extraction.pipeline import extract
from policy_xwalk.reading import SourceDocument, read_document_bytes
from policy_xwalk.reading.framework import read_framework_bytes

FONT = "STSong-Light"
SEEN = ["某县“十四五”社区服务规划", "一、总体要求", "到2025年，社区服务设施覆盖率达到80%。"]
UNSEEN = "到2025年，社区服务设施覆盖率达到95%。"


class Page:
    """One page of a PDF with visible lines and whatever a test draws on it."""

    def __init__(self) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self._stream = io.BytesIO()
        self.canvas = Canvas(self._stream, pagesize=A4, invariant=1)
        self.canvas.setFont(FONT, 12)

    def lines(self, lines: list[str], mode: int = 0) -> None:
        for number, line in enumerate(lines):
            self.canvas.drawString(72, 760 - 24 * number, line, mode=mode)

    def line(self, text: str, y: float = 500, mode: int = 0) -> None:
        self.canvas.drawString(72, y, text, mode=mode)

    def bytes(self) -> bytes:
        self.canvas.save()
        return self._stream.getvalue()


def found(document: SourceDocument) -> list[tuple[str, int | None]]:
    return [(warning.code, warning.page) for warning in document.warnings]


def read(page: Page) -> SourceDocument:
    return read_document_bytes(page.bytes(), "plan.pdf")


@pytest.mark.parametrize("how", ["invisible", "white", "transparent"])
def test_hidden_text_of_a_pdf_is_left_out_and_named_with_its_page(how: str) -> None:
    page = Page()
    page.lines(SEEN)
    if how == "white":
        page.canvas.setFillColor(white)
    if how == "transparent":
        page.canvas.setFillColor(Color(0, 0, 0, alpha=0))
    page.line(UNSEEN, mode=3 if how == "invisible" else 0)
    document = read(page)
    assert document.text.split() == SEEN
    assert found(document) == [("hidden_text_page", 1)]
    assert document.warnings[0].params == {"count": len(UNSEEN), "text": UNSEEN}
    assert [target.value for target in extract(document).targets] == [80]


@pytest.mark.parametrize("ground", ["shape", "line", "picture"])
def test_white_text_on_a_coloured_ground_is_read(ground: str) -> None:
    page = Page()
    page.lines(SEEN)
    if ground == "shape":
        page.canvas.setFillColor(HexColor("#1a4d8f"))
        page.canvas.rect(60, 490, 400, 30, stroke=0, fill=1)
    elif ground == "line":
        page.canvas.setLineWidth(24)
        page.canvas.line(60, 505, 460, 505)
    else:
        page.canvas.drawImage(ImageReader(Image.new("L", (4, 4), 60)), 60, 490, 400, 30)
    page.canvas.setFillColor(white)
    page.line("专栏1 社区服务工程")
    document = read(page)
    assert "专栏1 社区服务工程" in document.text
    assert found(document) == []


def test_white_text_in_a_frame_of_thin_lines_is_hidden() -> None:
    page = Page()
    page.lines(SEEN)
    page.canvas.rect(60, 490, 400, 30, stroke=1, fill=0)
    page.canvas.setFillColor(white)
    page.line(UNSEEN)
    document = read(page)
    assert document.text.split() == SEEN
    assert found(document) == [("hidden_text_page", 1)]


def test_the_text_layer_over_a_scan_is_read_and_said_to_be_another_programs() -> None:
    page = Page()
    page.canvas.drawImage(ImageReader(Image.new("L", (200, 280), 230)), 0, 0, *A4)
    page.lines(
        [*SEEN, "二、重点任务", "推进社区养老服务，每个社区至少建成一处综合服务设施，服务半径不超过一公里。"], mode=3
    )
    document = read(page)
    assert document.text.split()[:3] == SEEN
    assert found(document) == [("text_layer", None)]
    assert document.warnings[0].params == {"pages": "1", "count": 1}


def word(how: str) -> bytes:
    """A Word document whose last paragraph is hidden in one of the ways of Word."""
    document = Document()
    for line in SEEN:
        document.add_paragraph(line)
    hidden = document.add_paragraph()
    run = hidden.add_run(UNSEEN)
    if how == "run":
        run.font.hidden = True
    elif how == "character style":
        style = document.styles.add_style("Secret", WD_STYLE_TYPE.CHARACTER)
        style.font.hidden = True
        run.style = style
    elif how == "paragraph style":
        style = document.styles.add_style("Draft", WD_STYLE_TYPE.PARAGRAPH)
        style.font.hidden = True
        hidden.style = style
    else:
        run.font.color.rgb = RGBColor(255, 255, 255)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("how", ["run", "character style", "paragraph style", "white"])
def test_hidden_text_of_a_word_document_is_left_out_and_reported(how: str) -> None:
    document = read_document_bytes(word(how), "plan.docx")
    assert document.text.split() == SEEN
    assert found(document) == [("hidden_text", None)]
    assert document.warnings[0].params == {"count": len(UNSEEN), "text": UNSEEN}


def test_a_run_that_shows_itself_in_a_hidden_style_is_read() -> None:
    document = Document()
    style = document.styles.add_style("Draft", WD_STYLE_TYPE.PARAGRAPH)
    style.font.hidden = True
    run = document.add_paragraph(style=style).add_run(SEEN[2])
    run.font.hidden = False
    stream = io.BytesIO()
    document.save(stream)
    read = read_document_bytes(stream.getvalue(), "plan.docx")
    assert read.text.split() == SEEN[2:]
    assert found(read) == []


def test_white_text_of_a_word_table_is_read() -> None:
    document = Document()
    document.add_paragraph(SEEN[0])
    table = document.add_table(2, 2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ["指标", "目标值", "覆盖率", "80%"], strict=True
    ):
        run = cell.paragraphs[0].add_run(text)
        if text in {"指标", "目标值"}:
            run.font.color.rgb = RGBColor(255, 255, 255)
    stream = io.BytesIO()
    document.save(stream)
    read = read_document_bytes(stream.getvalue(), "plan.docx")
    assert "指标\t目标值" in read.text
    assert found(read) == []


PAGE = "<html><body><div id='UCAP-CONTENT'>{}</div><div style='display:none'>分享到微信朋友圈</div></body></html>"


@pytest.mark.parametrize("how", ["style='display: none'", "style='VISIBILITY:hidden'", "hidden"])
def test_hidden_text_of_a_page_is_left_out_and_reported(how: str) -> None:
    body = "".join(f"<p>{line}</p>" for line in SEEN) + f"<p {how}>{UNSEEN}</p>"
    document = read_document_bytes(PAGE.format(body).encode(), "plan.html")
    assert document.text.split() == SEEN
    # What is hidden beside the article (menus, windows for sharing) is no text of the plan's and not worth a word.
    assert [(warning.code, warning.params["text"]) for warning in document.warnings] == [("hidden_text", UNSEEN)]


def test_an_article_that_a_script_unveils_is_read_and_reported() -> None:
    body = "".join(f"<p>{line}</p>" for line in [*SEEN, UNSEEN])
    page = f"<html><body><h1>关于印发规划的通知</h1><div style='visibility: hidden'>{body}</div></body></html>"
    document = read_document_bytes(page.encode(), "plan.html")
    assert document.text.split()[-4:] == [*SEEN, UNSEEN]
    assert [warning.code for warning in document.warnings] == ["hidden_text_read"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<text:p>{}</text:p>".format('<text:span text:style-name="T1">{}</text:span>'),
        '<text:p text:style-name="T1">{}</text:p>',
        '<text:section text:display="none"><text:p>{}</text:p></text:section>',
        '<text:p><text:hidden-text text:condition="ooow:1" text:string-value="{}" text:is-hidden="true"/></text:p>',
        '<text:p><text:hidden-paragraph text:condition="ooow:1" text:is-hidden="true"/>{}</text:p>',
    ],
    ids=["span", "paragraph style", "section", "field", "paragraph field"],
)
def test_hidden_text_of_an_open_document_is_left_out_and_reported(hidden: str) -> None:
    body = "".join(f"<text:p>{line}</text:p>" for line in SEEN) + hidden.format(UNSEEN)
    document = read_document_bytes(odt_bytes(body), "plan.odt")
    assert document.text.split() == SEEN
    assert found(document) == [("hidden_text", None)]
    assert document.warnings[0].params["count"] == len(UNSEEN)


def workbook(header: list[list[object]]) -> bytes:
    """A sheet with a hidden row and a hidden column, and a hidden sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [*header, [1, "覆盖率", "65%", "80%", "草稿"], [2, "隐藏指标", "1%", "2%", "草稿"]]:
        sheet.append(row)
    sheet.row_dimensions[len(header) + 2].hidden = True
    sheet.column_dimensions["E"].hidden = True
    other = book.create_sheet("旧稿")
    other.append(["序号", "指标", "2020年", "2025年"])
    other.append([1, "旧指标", "3%", "4%"])
    other.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_hidden_rows_columns_and_sheets_of_a_workbook_are_left_out_and_reported() -> None:
    data = workbook([["序号", "指标", "目标", "", ""], ["", "", "2020年", "2025年", "说明"]])
    document = read_document_bytes(data, "plan.xlsx")
    assert document.text.splitlines()[-1] == "1\t覆盖率\t65%\t80%"
    assert not any(word in document.text for word in ("隐藏指标", "草稿", "旧指标", "说明"))
    (warning,) = document.warnings
    assert warning.code == "hidden_text"


def test_hidden_rows_are_no_facts_of_a_framework() -> None:
    data = workbook([["序号", "指标", "2020年", "2025年", "备注"]])
    assert [row.name for row in read_framework_bytes(data, "facts.xlsx").indicators] == ["覆盖率"]


def test_the_doctor_says_where_hidden_text_is_and_what_to_do() -> None:
    page = Page()
    page.lines(SEEN)
    page.canvas.showPage()
    page.canvas.setFont(FONT, 12)
    page.lines(["二、重点任务", "推进建设。"])
    page.line(UNSEEN, mode=3)
    report = as_text(examine_bytes(page.bytes(), "plan.pdf"), "zh")
    assert f"第 2 页有 {len(UNSEEN)} 个字符的隐藏文字" in report
    assert "请对照原件" in report
