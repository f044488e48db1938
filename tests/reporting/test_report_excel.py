"""The workbook: contents, safety and sameness of bytes, read back with openpyxl."""

from __future__ import annotations

import zipfile
from pathlib import Path

import msgspec
import openpyxl
import pytest
from report_sample import links, records

from policy_xwalk.records import PlanRecords
from policy_xwalk.reporting.excel import SheetNames, write_workbook
from policy_xwalk.reporting.excel_cells import TALLEST_ROW, fitted, row_height, wrapped_lines


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("excel") / "crosswalk.xlsx"
    write_workbook(records(), links(), path)
    return openpyxl.load_workbook(path)


def test_sheets_are_explanation_matrix_and_each_comparable_kind_of_each_pair(workbook: openpyxl.Workbook) -> None:
    assert workbook.sheetnames == [
        "说明",
        "指标矩阵",
        "1指标 国家 → 山西省",
        "2指标 国家 → 正宁县",
        "3指标 山西省 ↔ 正宁县",
        "3目标 山西省 ↔ 正宁县",
        "3任务 山西省 ↔ 正宁县",
    ]


def test_tables_have_frozen_header_filters_and_repeated_header_rows(workbook: openpyxl.Workbook) -> None:
    for name in workbook.sheetnames[1:]:
        sheet = workbook[name]
        header = int(sheet.print_title_rows.split("$")[-1])
        assert sheet.freeze_panes == f"C{header + 1}"
        assert sheet.auto_filter.ref.startswith(f"A{header}:")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToHeight == 0


def test_cross_sheet_names_the_upper_plan_a_reference(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["3任务 山西省 ↔ 正宁县"]
    assert sheet["A2"].value.startswith("横向比较（非上下衔接）")
    assert sheet["C3"].value.startswith("参照：山西省")


def test_relation_is_told_by_sign_and_colour(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["3目标 山西省 ↔ 正宁县"]
    fills = {sheet.cell(row, 2).value: sheet.cell(row, 2).fill.fgColor.rgb for row in range(5, sheet.max_row + 1)}
    assert {"＝ 一致", "↑ 提高", "↓ 降低", "≠ 调整", "⊙ 细化", "＋ 本级新增"} <= set(fills)
    assert len(set(fills.values())) == len(fills)


def test_wrapped_text_fits_the_height_of_its_row(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["3任务 山西省 ↔ 正宁县"]
    for row in range(5, sheet.max_row + 1):
        for cell in sheet[row]:
            if isinstance(cell.value, str) and cell.font.sz:
                width = sheet.column_dimensions[cell.column_letter].width
                needed = row_height([(cell.value, width, cell.font.sz)])
                assert cell.alignment.wrap_text
                assert needed <= sheet.row_dimensions[row].height + 0.5


def hostile() -> list[PlanRecords]:
    zhengning, *others = records()
    first, *rest = zhengning.indicators
    evil = msgspec.structs.replace(
        first, name='=HYPERLINK("http://x.example","点")', quote="@SUM(1+1)*cmd|' /C calc'!A0"
    )
    plan = msgspec.structs.replace(zhengning.plan, title="=1+1", issuer="+cmd", doc_number="http://x.example/a")
    return [msgspec.structs.replace(zhengning, plan=plan, indicators=(evil, *rest)), *others]


def test_text_of_a_plan_never_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    path = tmp_path / "hostile.xlsx"
    write_workbook(hostile(), links(), path)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        sheets = [archive.read(name).decode() for name in names if name.startswith("xl/worksheets/sheet")]
        assert not any("<f>" in sheet for sheet in sheets)
        relations = [archive.read(name).decode() for name in names if name.endswith(".rels")]
        assert not any("http://x.example" in text for text in relations)
    values = {cell.value for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row}
    assert "=1+1" in values


def test_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(records(), links(), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_english_workbook_has_english_heads(tmp_path: Path) -> None:
    write_workbook(records(), links(), tmp_path / "en.xlsx", "en")
    assert openpyxl.load_workbook(tmp_path / "en.xlsx").sheetnames[:2] == ["About", "Indicator matrix"]


def test_sheet_names_are_short_unique_and_legal() -> None:
    names = SheetNames()
    long = "1指标 新疆维吾尔自治区巴音郭楞蒙古自治州和静县（2021–2025） → 巴音布鲁克镇"
    made = [
        names.make(long),
        names.make(long),
        names.make("a/b:c*[d]?"),
        names.make("'A B C  D'"),
        names.make("History"),
    ]
    assert len({name.casefold() for name in made}) == len(made)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in made)
    assert all(not name.startswith("'") and not name.endswith("'") for name in made)
    assert "history" not in {name.casefold() for name in made}


def test_text_beyond_the_tallest_row_is_cut_with_a_note_of_where_all_of_it_stands() -> None:
    text = "完善社区服务机制，" * 400
    shown = fitted(text, 56, 9.5, "zh")
    assert shown.endswith(f"全文{len(text)}字，见 index.html）")
    assert row_height([(shown, 56, 9.5)]) <= TALLEST_ROW
    assert fitted("短文", 56, 9.5, "zh") == "短文"


def test_chinese_characters_take_twice_the_width() -> None:
    assert wrapped_lines("社区" * 10, 20.6, 10.5) == 2
    assert wrapped_lines("ab" * 9, 20.6, 10.5) == 1
    assert wrapped_lines("一\n二", 20, 10) == 2


def test_empty_run_makes_a_workbook_that_opens(tmp_path: Path) -> None:
    write_workbook([], [], tmp_path / "empty.xlsx")
    assert openpyxl.load_workbook(tmp_path / "empty.xlsx").sheetnames == ["说明", "指标矩阵"]
