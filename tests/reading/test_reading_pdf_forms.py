"""PDF tables in every form: all rows and cells, each on its page, and the indicator records that follow from them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_forms import FLAT, INDICATORS, broken, grid, indicators, prose, whole
from reading_samples import FONT, HEADER, ROWS, cell_text, draw_table, table_texts, write_pdf
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from policy_xwalk.extraction.pipeline import extract
from policy_xwalk.reading import read_document

FORMS = ("bordered", "open", "three-line", "unruled")


@pytest.mark.parametrize("centred", [False, True], ids=["left", "centred"])
@pytest.mark.parametrize("form", FORMS)
def test_table_of_every_form_gives_all_cells_and_records(tmp_path: Path, form: str, centred: bool) -> None:
    document = read_document(write_pdf(tmp_path / "plan.pdf", whole(form, centred=centred)))
    (table,) = document.tables
    assert table_texts(document, table) == FLAT
    assert indicators(document) == INDICATORS
    assert document.warnings == ()


@pytest.mark.parametrize("repeated", [True, False], ids=["header-repeated", "header-once"])
@pytest.mark.parametrize("centred", [False, True], ids=["left", "centred"])
@pytest.mark.parametrize("form", FORMS)
def test_table_over_a_page_break_keeps_every_row_on_its_page(
    tmp_path: Path, form: str, centred: bool, repeated: bool
) -> None:
    document = read_document(write_pdf(tmp_path / "plan.pdf", broken(form, repeated=repeated, centred=centred)))
    (table,) = document.tables
    assert table_texts(document, table) == FLAT
    assert indicators(document) == INDICATORS
    for cell in table.cells:
        assert {document.page_at(start) for start, _ in cell.ranges} <= {1 if cell.row <= 2 else 2}


@pytest.mark.parametrize("gap", [3, 14])
def test_unruled_rows_narrow_and_wide(tmp_path: Path, gap: float) -> None:
    document = read_document(write_pdf(tmp_path / "plan.pdf", whole("unruled", gap=gap, centred=True)))
    assert [table_texts(document, table) for table in document.tables] == [FLAT]


def test_unruled_table_of_other_columns_without_row_numbers(tmp_path: Path) -> None:
    header = ["领域", "指标名称", "单位", "2020年", "2025年", "指标属性"]
    rows = [
        ["设施", "农村社区综合服务\n设施覆盖率", "%", "65.7", "80", "预期性"],
        ["设施", "每百户居民拥有社区\n综合服务设施面积", "平方米", "27.3", "≥30", "约束性"],
        ["队伍", "社区工作者", "人", "—", "18", "预期性"],
    ]

    def draw(page: Canvas) -> None:
        foot = grid(page, prose(page, 780, 5) - 20, [header, *rows], "unruled", widths=[50, 150, 60, 70, 70, 70])
        page.drawString(60, foot - 14, "注：2020年为实际值。")
        prose(page, foot - 40, 3)

    document = read_document(write_pdf(tmp_path / "plan.pdf", [draw]))
    (table,) = document.tables
    assert table_texts(document, table) == [[cell.replace("\n", "") for cell in row] for row in [header, *rows]]
    found = [(name, baseline, target) for _, name, baseline, target, _ in indicators(document)]
    assert found == [
        ("农村社区综合服务设施覆盖率", ("65.7", 2020), ("80", 2025)),
        ("每百户居民拥有社区综合服务设施面积", ("27.3", 2020), ("≥30", 2025)),
        ("社区工作者", None, ("18", 2025)),
    ]
    assert "注：2020年为实际值。" in document.text[table.end :]


def test_unruled_header_of_two_lines_spans_its_columns(tmp_path: Path) -> None:
    def draw(page: Canvas) -> None:
        y = prose(page, 780, 4) - 20
        heads = [(68, 13, "序号"), (140, 13, "指标"), (300, 6, "目标值"), (270, 20, "2020年"), (345, 20, "2025年")]
        for x, down, text in [*heads, (430, 13, "属性")]:
            page.drawString(x, y - down, text)
        prose(page, grid(page, y - 24, ROWS, "unruled", widths=[50, 150, 80, 80, 70]) - 30, 4)

    document = read_document(write_pdf(tmp_path / "plan.pdf", [draw]))
    (table,) = document.tables
    assert table_texts(document, table)[2:] == FLAT[1:]
    extent = {(cell.row, cell.column): (cell.rowspan, cell.colspan) for cell in table.cells if cell.row < 2}
    assert (extent[0, 2], extent[0, 0], extent[1, 3]) == ((1, 2), (2, 1), (1, 1))
    assert indicators(document) == INDICATORS


def test_prose_about_indicators_is_no_table(tmp_path: Path) -> None:
    def draw(page: Canvas) -> None:
        page.drawString(60, 760, "（二）主要指标")
        y = prose(page, 740, 3)
        page.drawString(60, y, "1. 指标甲    2025年达到    80%")
        page.drawString(60, y - 18, "2. 指标乙    2025年达到    90%")
        prose(page, y - 36, 3)

    document = read_document(write_pdf(tmp_path / "plan.pdf", [draw, lambda page: None]))
    assert document.tables == ()
    assert "指标甲" in document.text


def test_merged_cells_over_a_page_break_give_their_category_to_every_row(tmp_path: Path) -> None:
    header = ["类别", *HEADER[1:]]
    rows = [["设施", *ROWS[0][1:]], ["", *ROWS[1][1:]], ["", *ROWS[2][1:]], ["队伍", *ROWS[3][1:]]]

    def part(page: Canvas, y: float, lines: list[list[str]], merged: list[int]) -> None:
        """Bordered, but for the lines above the rows in ``merged`` in the first column."""
        levels = [y]
        for row in lines:
            left = 60
            for width, cell in zip([60, 160, 80, 80, 60], row, strict=True):
                for n, piece in enumerate(cell.split("\n")):
                    page.drawString(left + 4, levels[-1] - 12 - 13 * n, piece)
                left += width
            levels.append(levels[-1] - 34)
        for n, level in enumerate(levels):
            page.line(120 if n in merged else 60, level, 500, level)
        for x in (60, 120, 280, 360, 440, 500):
            page.line(x, levels[0], x, levels[-1])

    def first(page: Canvas) -> None:
        prose(page, 780, 28)
        part(page, 180, [header, *rows[:2]], [2])

    document = read_document(
        write_pdf(tmp_path / "plan.pdf", [first, lambda page: part(page, 780, [header, *rows[2:]], [])])
    )
    (table,) = document.tables
    assert [row[1:] for row in table_texts(document, table)] == [row[1:] for row in FLAT]
    category = next(cell for cell in table.cells if (cell.row, cell.column) == (1, 0))
    assert category.rowspan == 3
    assert [row[1:] for row in indicators(document)] == [row[1:] for row in INDICATORS]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    def draw(page: Canvas) -> None:
        page.drawString(200, 780, "某县城乡社区服务体系建设规划")
        for line in range(20):
            page.drawString(50, 740 - 18 * line, f"左{line:02d}推进城乡社区服务体系建设，完善社区服务")
            page.drawString(310, 740 - 18 * line, f"右{line:02d}提升社区服务能力水平，满足居民需求")
        page.drawString(120, 350, "第二部分的标题横跨两栏，位于页面的正中间，两边各有文字，不属于任何一栏")

    document = read_document(write_pdf(tmp_path / "plan.pdf", [draw]))
    lines = [line[:3] for line in document.text.split("\n")]
    order = [f"{side}{line:02d}" for side in "左右" for line in range(20)]
    assert [line for line in lines if line in order] == order
    assert lines.index("某县城") < lines.index("左00")
    assert lines.index("右19") < lines.index("第二部")


def test_two_columns_of_a_table_are_not_taken_for_columns_of_text(tmp_path: Path) -> None:
    def draw(page: Canvas) -> None:
        for line in range(20):
            page.drawString(50, 740 - 18 * line, f"第{line:02d}项")
            page.drawString(310, 740 - 18 * line, f"责任单位{line:02d}")

    document = read_document(write_pdf(tmp_path / "plan.pdf", [draw]))
    assert document.text.index("责任单位00") < document.text.index("第19项")


def test_file_locked_against_printing_only_opens_without_a_password(tmp_path: Path) -> None:
    lock = StandardEncryption("", "owner", canPrint=0, canCopy=0, strength=128)
    pages = [lambda page: draw_table(page, 60, 700, [HEADER, *ROWS])]
    document = read_document(write_pdf(tmp_path / "plan.pdf", pages, encrypt=lock))  # type: ignore[arg-type]
    assert table_texts(document, document.tables[0]) == FLAT


def test_box_of_one_cell_is_text(tmp_path: Path) -> None:
    def draw(page: Canvas) -> None:
        prose(page, 780, 3)
        page.rect(60, 500, 440, 200)
        page.setFont(FONT, 10)
        page.drawString(70, 680, "专栏2 社区服务补短板工程")
        page.drawString(70, 650, "1.新建设施。新建社区综合服务设施30个。")
        page.drawString(70, 620, "2.改造设施。改造老旧设施50个。")

    document = read_document(write_pdf(tmp_path / "plan.pdf", [draw]))
    assert document.tables == ()
    assert "专栏2 社区服务补短板工程\n1.新建设施。" in document.text


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "plan.pdf", broken("unruled", repeated=False))
    assert read_document(path) == read_document(path)


@pytest.mark.parametrize("gap", [0.2, 1.0, 3.0])
@pytest.mark.parametrize("form", ["three-line", "unruled"])
def test_columns_that_nearly_touch_stay_apart(tmp_path: Path, form: str, gap: float) -> None:
    rows = [
        ["1", "农村社区覆盖率", "65.7%", "80%", "预期性"],
        ["2", "城市社区综合服务设施总覆盖率", "100%", "100%", "预期性"],
        ["3", "社区工作者", "3人", "≥30人", "约束性"],
        ["4", "志愿者比例", "12%", "18%", "预期性"],
        ["5", "服务面积", "12平方米", "18平方米", "预期性"],
    ]

    def draw(page: Canvas) -> None:
        widths = [40, page.stringWidth(rows[1][1], FONT, 10) + gap, 80, 80, 80]
        prose(page, grid(page, prose(page, 780, 5) - 20, [HEADER, *rows], form, widths=widths) - 30, 4)

    document = read_document(write_pdf(tmp_path / "plan.pdf", [draw]))
    (table,) = document.tables
    assert table_texts(document, table) == [HEADER, *rows]


CATEGORIES = [("设施", 2), ("队伍", 3)]
IN_CATEGORIES = [
    ["农村社区综合服务\n设施覆盖率", "65.7%", "80%", "预期性"],
    ["城市社区覆盖率", "100%", "100%", "预期性"],
    ["社区工作者人数", "12人", "18人", "预期性"],
    ["持证社会工作者\n人数", "3人", "5人", "约束性"],
    ["志愿者比例", "10%", "18%", "预期性"],
]


@pytest.mark.parametrize("place", ["middle", "first"])
@pytest.mark.parametrize("numbered", [True, False], ids=["numbered", "plain"])
@pytest.mark.parametrize("form", ["three-line", "unruled"])
def test_categories_printed_once_for_several_rows_without_upright_rules(
    tmp_path: Path, form: str, numbered: bool, place: str
) -> None:
    number = [["序号"], *([str(n)] for n in range(1, 6))] if numbered else [[]] * 6
    named = [["指标", "2020年", "2025年", "属性"], *IN_CATEGORIES]
    rows = [["", *n, *row] for n, row in zip(number, named, strict=True)]
    widths = [60, *([40] if numbered else []), 160, 70, 70, 70]

    def draw(page: Canvas) -> None:
        top = prose(page, 780, 5) - 20
        foot = grid(page, top, [["类别", *rows[0][1:]], *rows[1:]], form, widths=widths)
        levels = [top]
        for row in rows:
            levels.append(levels[-1] - 8 - 13 * (max(cell.count("\n") for cell in row) + 1))
        first = 1
        for name, count in CATEGORIES:
            last = first + count if place == "middle" else first + 1
            page.drawString(64, (levels[first] + levels[last]) / 2 - 3.5, name)
            first += count
        prose(page, foot - 30, 4)

    document = read_document(write_pdf(tmp_path / "plan.pdf", [draw]))
    (table,) = document.tables
    flat = [[cell.replace("\n", "") for cell in row[1:]] for row in rows]
    assert [row[1:] for row in table_texts(document, table)] == flat
    merged = [
        (cell.row, cell.rowspan, cell_text(document, table, cell.row, 0)) for cell in table.cells if not cell.column
    ]
    if place == "middle":
        assert merged == [(0, 1, "类别"), (1, 2, "设施"), (3, 3, "队伍")]
    assert [row.category for row in extract(document).indicators] == ["设施"] * 2 + ["队伍"] * 3
