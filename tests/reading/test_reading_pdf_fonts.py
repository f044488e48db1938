"""PDF whose Chinese fonts are not in the file: read alike on every machine, drawn with the fonts of this one."""

from __future__ import annotations

import io

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from policy_xwalk.reading import read_document_bytes
from policy_xwalk.reading.pdf_chars import Char, page_chars
from policy_xwalk.reading.pdf_fonts import plain_fonts, system_fonts

FONT = "STSong-Light"
LINES = [
    "某市“十四五”城乡社区服务体系建设规划",
    "到2025年，综合服务设施覆盖率达到90.5%以上。",
    "1",
    "一、总体要求（PM2.5）",
]


def pdf(lines: list[str] = LINES) -> bytes:
    """One page of lines in a font that the file only names."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.setFont(FONT, 12)
    for number, line in enumerate(lines):
        canvas.drawString(72, 760 - 24 * number, line)
    canvas.save()
    return stream.getvalue()


def drawn(data: bytes) -> bytes:
    with pypdfium2.PdfDocument(data) as document:
        return bytes(document[0].render(scale=1).buffer)


def chars(data: bytes) -> list[Char]:
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        return page_chars(page, page.get_textpage())


def test_text_is_that_of_the_fonts_of_the_machine() -> None:
    data = pdf()
    with plain_fonts():
        plain = chars(data)
    assert [char.text for char in plain] == [char.text for char in chars(data)]
    assert read_document_bytes(data, "plan.pdf").text.split() == LINES


def test_boxes_are_as_high_as_the_line_and_as_wide_as_the_file_says() -> None:
    with plain_fonts():
        visible = [char for char in chars(pdf(["一二1一"])) if not char.text.isspace()]
    assert {round(char.bottom - char.top) for char in visible} == {12}
    assert [round(char.x1 - char.x0) for char in visible] == [12, 12, 6, 12]


def test_pages_are_drawn_with_the_fonts_of_the_machine_after_and_during_reading() -> None:
    data = pdf()
    before = drawn(data)
    read_document_bytes(data, "plan.pdf")
    assert drawn(data) == before
    with plain_fonts():
        assert drawn(data) != before
        with system_fonts():
            assert drawn(data) == before
    assert drawn(data) == before
