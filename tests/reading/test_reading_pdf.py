"""PDF: tables of every ruling, joined over pages, each cell on its own page; scans, locks and damage told apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_samples import FONT, HEADER, ROWS, SHARED, canvas, draw_table, table_texts, write_pdf
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading import ReadLimits, read_document
from policy_xwalk.reading.document import SourceDocument

FLAT = [[cell.replace("\n", "") for cell in row] for row in [HEADER, *ROWS]]


def furniture(document: SourceDocument) -> list[str]:
    return [document.text[hint.start : hint.end] for hint in document.hints if hint.furniture]


@pytest.mark.parametrize("style", [{}, {"sides": False}, {"three_lines": True}], ids=["ruled", "open", "three-lines"])
def test_table_over_a_page_break_is_one_table_with_every_cell_on_its_page(
    tmp_path: Path, style: dict[str, bool]
) -> None:
    def first(page: Canvas) -> None:
        page.drawString(60, 780, "到2025年的主要指标见下表。")
        draw_table(page, 60, 140, [HEADER, *ROWS[:2]], **style)

    def second(page: Canvas) -> None:
        bottom = draw_table(page, 75, 780, [HEADER, *ROWS[2:]], **style)
        page.drawString(60, bottom - 30, "注：数据来自统计部门。")

    document = read_document(write_pdf(tmp_path / "plan.pdf", [first, second, lambda page: None]))
    (table,) = document.tables
    assert table_texts(document, table) == FLAT
    for cell in table.cells:
        pages = {document.page_at(start) for start, _ in cell.ranges}
        assert pages == {1 if cell.row <= 2 else 2}
    assert "\t".join(HEADER) in furniture(document)
    assert {"— 1 —", "— 2 —", "— 3 —"} <= set(furniture(document))
    assert "注：数据来自统计部门。" in document.text[table.end :]
    name = next(cell for cell in table.cells if (cell.row, cell.column) == (3, 1))
    assert [document.text[start:end] for start, end in name.ranges] == ["每百户居民拥有社区", "综合服务设施面积"]


def test_row_broken_by_the_page_is_one_row_with_a_cell_on_two_pages(tmp_path: Path) -> None:
    def first(page: Canvas) -> None:
        page.drawString(60, 780, "正文。")
        draw_table(page, 60, 200, [HEADER, *ROWS[:2], ["3", "每百户居民拥有社区", "27.3平方米", "≥30平方米", "约束性"]])

    def second(page: Canvas) -> None:
        draw_table(page, 60, 780, [["", "综合服务设施面积", "", "", ""], ROWS[3]])

    document = read_document(write_pdf(tmp_path / "plan.pdf", [first, second]))
    (table,) = document.tables
    assert table_texts(document, table) == FLAT
    name = next(cell for cell in table.cells if (cell.row, cell.column) == (3, 1))
    assert [document.page_at(start) for start, _ in name.ranges] == [1, 2]


def test_tables_of_different_columns_stay_apart(tmp_path: Path) -> None:
    def second(page: Canvas) -> None:
        for level in (780, 750, 720):
            page.line(60, level, 360, level)
        for place in (60, 160, 360):
            page.line(place, 780, place, 720)
        for place, level, text in ((70, 760, "项目"), (170, 760, "内容"), (70, 730, "工程"), (170, 730, "新建设施")):
            page.drawString(place, level, text)

    pages = [lambda page: draw_table(page, 60, 200, [HEADER, *ROWS]), second]
    document = read_document(write_pdf(tmp_path / "plan.pdf", pages))  # type: ignore[arg-type]
    assert [(table.rows, table.columns) for table in document.tables] == [(5, 5), (2, 2)]


def test_merged_cells_keep_their_extent(tmp_path: Path) -> None:
    def draw(page: Canvas) -> None:
        for level, left in ((780, 60), (750, 240), (720, 60), (690, 140), (660, 60)):
            page.line(left, level, 400, level)
        for place, top, bottom in ((60, 780, 660), (140, 780, 660), (240, 780, 660), (320, 750, 660), (400, 780, 660)):
            page.line(place, top, place, bottom)
        texts = [
            (70, 745, "类别"),
            (150, 745, "指标"),
            (280, 760, "目标值"),
            (250, 730, "2020年"),
            (330, 730, "2025年"),
        ]
        texts += [(70, 685, "设施"), (150, 700, "覆盖率"), (250, 700, "70%"), (330, 700, "80%")]
        texts += [(150, 670, "面积"), (250, 670, "20"), (330, 670, "30")]
        for left, level, text in texts:
            page.drawString(left, level, text)

    document = read_document(write_pdf(tmp_path / "plan.pdf", [draw]))
    (table,) = document.tables
    spans = {(cell.row, cell.column): (cell.rowspan, cell.colspan) for cell in table.cells}
    assert spans[0, 0] == (2, 1)
    assert spans[0, 2] == (1, 2)
    assert spans[2, 0] == (2, 1)
    assert table_texts(document, table)[2:] == [["设施", "覆盖率", "70%", "80%"], ["", "面积", "20", "30"]]


@pytest.mark.parametrize("rotation", [90, 270])
def test_table_on_a_rotated_page(tmp_path: Path, rotation: int) -> None:
    page = canvas(tmp_path / "plan.pdf")
    page.setFont(FONT, 10)
    page.setPageRotation(rotation)
    if rotation == 90:
        page.translate(595, 0)
        page.rotate(90)
    else:
        page.translate(0, 842)
        page.rotate(-90)
    page.drawString(60, 560, "附件：主要指标")
    draw_table(page, 60, 500, [HEADER, *ROWS])
    page.showPage()
    page.save()
    document = read_document(tmp_path / "plan.pdf")
    (table,) = document.tables
    assert table_texts(document, table) == FLAT


def test_frame_of_one_column_is_text(tmp_path: Path) -> None:
    def draw(page: Canvas) -> None:
        page.rect(60, 600, 400, 150)
        page.line(60, 720, 460, 720)
        for level, text in (
            (730, "专栏1 社会力量参与社区服务行动"),
            (690, "1.培育社区社会组织。"),
            (660, "2.志愿服务。"),
        ):
            page.drawString(70, level, text)

    document = read_document(write_pdf(tmp_path / "plan.pdf", [draw]))
    assert document.tables == ()
    assert "专栏1 社会力量参与社区服务行动\n1.培育社区社会组织。\n2.志愿服务。\n" in document.text


def test_pages_are_ranges_of_the_text_and_running_heads_are_furniture(tmp_path: Path) -> None:
    pages = [lambda page, n=n: page.drawString(60, 700, f"第{n}段正文，内容完整。") for n in range(1, 5)]
    document = read_document(write_pdf(tmp_path / "plan.pdf", pages))
    assert [page.number for page in document.pages] == [1, 2, 3, 4]
    for page in document.pages:
        assert f"第{page.number}段正文" in document.text[page.start : page.end]
    assert furniture(document).count("某市人民政府文件汇编") == 3
    assert not any("段正文" in text for text in furniture(document))


def test_bare_page_numbers_are_furniture_only_when_they_count(tmp_path: Path) -> None:
    page = canvas(tmp_path / "plan.pdf")
    for number in range(1, 4):
        page.setFont(FONT, 10)
        page.drawString(60, 700, f"第{number}段正文，内容完整。")
        page.drawString(60, 600, "2025" if number == 2 else "正文到此为止。")
        page.drawString(280, 30, str(number + 4))
        page.showPage()
    page.save()
    document = read_document(tmp_path / "plan.pdf")
    assert furniture(document) == ["5", "6", "7"]


def test_encrypted_pdf_asks_for_the_password(tmp_path: Path) -> None:
    lock = StandardEncryption("secret", "owner", strength=128)
    path = write_pdf(tmp_path / "locked.pdf", [lambda p: draw_table(p, 60, 700, [HEADER, *ROWS])], encrypt=lock)  # type: ignore[list-item]
    for password, code in ((None, "encrypted_pdf"), ("wrong", "wrong_password")):
        with pytest.raises(UnreadableFile) as caught:
            read_document(path, password=password)
        assert caught.value.code == code
        assert "--password" in str(caught.value)
    document = read_document(path, password="secret")
    assert table_texts(document, document.tables[0]) == FLAT


def test_damaged_pdf_is_one_error(tmp_path: Path) -> None:
    whole = write_pdf(tmp_path / "whole.pdf", [lambda page: None] * 3).read_bytes()
    for content in (b"%PDF-1.7\n", whole[:200], b"%PDF-1.4\n" + bytes(range(256)) * 50):
        path = tmp_path / "cut.pdf"
        path.write_bytes(content)
        with pytest.raises(UnreadableFile) as caught:
            read_document(path)
        assert caught.value.code == "damaged_pdf"


def test_page_limit(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "long.pdf", [lambda page: None] * 5)
    with pytest.raises(UnreadableFile) as caught:
        read_document(path, limits=ReadLimits(pages=4))
    assert caught.value.code == "too_many_pages"


def test_typeset_real_plan() -> None:
    path = SHARED / "real" / "tenth_plan" / "yunnan.pdf"
    if not path.is_file():
        pytest.skip("the folder of real documents (../shared) is absent")
    document = read_document(path)
    assert len(document.pages) == 28
    assert document.warnings == ()
    assert "第十个五年计划纲要" in document.text
