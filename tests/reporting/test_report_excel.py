"""The workbook: contents, safety and sameness of bytes, read back with openpyxl."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import msgspec
import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from report_findings import findings, many_plans
from report_sample import links, records

from policy_xwalk.records import PlanRecords
from policy_xwalk.reporting import excel_cells
from policy_xwalk.reporting.excel import MANY, SheetNames, write_workbook
from policy_xwalk.reporting.excel_cells import TALLEST_ROW, fitted, row_height, wrapped_lines
from policy_xwalk.reporting.judgement_columns import SUBJECT, choices, read_subject, who_label
from policy_xwalk.reporting.tables import RunInfo


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("excel") / "crosswalk.xlsx"
    write_workbook(records(), links(), path, run_info=RunInfo(findings=findings()))
    return openpyxl.load_workbook(path)


def test_sheets_are_cover_findings_matrix_each_comparable_kind_and_lists(workbook: openpyxl.Workbook) -> None:
    assert workbook.sheetnames == [
        "说明",
        "疑似问题",
        "指标矩阵",
        "1指标 国家 → 山西省",
        "2指标 国家 → 正宁县",
        "3指标 山西省 ↔ 正宁县",
        "3目标 山西省 ↔ 正宁县",
        "3任务 山西省 ↔ 正宁县",
        "未见对应",
        "细化和新增",
        "任务清单 山西省",
        "任务清单 正宁县",
        "现状",
        "更正",
    ]


def header_row(sheet: Worksheet) -> int:
    """The last of the rows repeated on every page."""
    return int(sheet.print_title_rows.split("$")[-1])


def columns(sheet: Worksheet) -> dict[str, int]:
    """Titles of the header to numbers of columns; the first of those that stand twice."""
    found: dict[str, int] = {}
    for cell in sheet[header_row(sheet)]:
        found.setdefault(str(cell.value), cell.column)
    return found


def rows(sheet: Worksheet) -> range:
    return range(header_row(sheet) + 1, sheet.max_row + 1)


def test_tables_have_frozen_header_filters_and_repeated_header_rows(workbook: openpyxl.Workbook) -> None:
    for name in workbook.sheetnames[1:]:
        sheet = workbook[name]
        header = header_row(sheet)
        assert sheet.freeze_panes is not None
        assert sheet.freeze_panes[1:] == str(header + 1)
        assert sheet.auto_filter.ref.startswith(f"A{header}:")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize in (8, 9)
        assert sheet.page_setup.fitToHeight == 0
        assert "&P" in sheet.oddFooter.right.text


def test_cross_sheet_names_the_upper_plan_a_reference(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["3任务 山西省 ↔ 正宁县"]
    assert sheet["A2"].value.startswith("横向比较（非上下衔接）")
    assert "参照：山西省" in "".join(str(cell.value) for cell in sheet[3])


def test_person_decides_beside_the_call_of_the_machine(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["3目标 山西省 ↔ 正宁县"]
    at = columns(sheet)
    assert at["人工判定"] == at["关系"] + 1
    assert [at["人工判定"], at["对应序号"], at["说明"]] == [3, 4, 5]
    assert all(sheet.cell(row, at["人工判定"]).value is None for row in rows(sheet))
    subjects = [sheet.cell(row, at[SUBJECT]).value for row in rows(sheet)]
    assert all(read_subject(subject) is not None for subject in subjects)
    assert sheet.column_dimensions[get_column_letter(at[SUBJECT])].hidden
    assert workbook["说明"]["A2"].value == who_label("zh")
    assert workbook["说明"]["B2"].value is None


def test_every_row_offers_the_verdicts_that_fit_it(workbook: openpyxl.Workbook) -> None:
    for name, offered in (("3目标 山西省 ↔ 正宁县", ("pair", "gap")), ("疑似问题", ("finding",))):
        sheet = workbook[name]
        letter = get_column_letter(columns(sheet)["人工判定"])
        lists = {validation.formula1: validation for validation in sheet.data_validations.dataValidation}
        assert set(lists) == {'"' + ",".join(choices(kind, "zh")) + '"' for kind in offered}
        for row in rows(sheet):
            cell = f"{letter}{row}"
            assert sum(1 for validation in lists.values() if cell in validation.sqref) == 1


def test_findings_stand_with_both_passages_and_waived_ones_last(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["疑似问题"]
    at = columns(sheet)
    shown = [[sheet.cell(row, at[key]).value for key in ("程度", "规划", "所对照规划")] for row in rows(sheet)]
    assert [severity[0] for severity, _, _ in shown] == ["▲", "△", "·", "△"]
    first = header_row(sheet) + 1
    assert "特殊困难老年人" in sheet.cell(first, at["上级原文"]).value
    assert "定期探访" in sheet.cell(first, at["本级原文"]).value
    assert sheet.cell(first, at["本级出处"]).value
    assert "已在县级专项方案中安排" in sheet.cell(sheet.max_row, at["不再提示的理由"]).value


def test_gaps_and_additions_are_listed_with_passage_and_place(workbook: openpyxl.Workbook) -> None:
    gaps, added = workbook["未见对应"], workbook["细化和新增"]
    assert {gaps.cell(row, columns(gaps)["关系"]).value for row in rows(gaps)} == {"○ 未见对应"}
    assert {added.cell(row, columns(added)["关系"]).value[0] for row in rows(added)} == {"⊙", "＋"}
    assert all(gaps.cell(row, columns(gaps)["原文"]).value for row in rows(gaps))


def test_task_list_has_departments_and_columns_to_fill_in(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["任务清单 正宁县"]
    at = columns(sheet)
    assert {
        "序号",
        "任务",
        "主要内容",
        "目标",
        "完成时限",
        "牵头部门",
        "配合部门",
        "进展情况",
        "完成率",
        "备注",
    } <= set(at)
    lead = {sheet.cell(row, at["任务"]).value: sheet.cell(row, at["牵头部门"]).value for row in rows(sheet)}
    assert lead["七（四） 考核评估"] == "县民政局"
    assert all(sheet.cell(row, at["进展情况"]).value is None for row in rows(sheet))


def test_relation_is_told_by_sign_and_colour(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["3目标 山西省 ↔ 正宁县"]
    fills = {sheet.cell(row, 2).value: sheet.cell(row, 2).fill.fgColor.rgb for row in range(5, sheet.max_row + 1)}
    assert {"＝ 一致", "↑ 提高", "↓ 降低", "≠ 调整", "⊙ 细化", "＋ 本级新增"} <= set(fills)
    assert len(set(fills.values())) == len(fills)


def test_wrapped_text_fits_the_height_of_its_row(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["3任务 山西省 ↔ 正宁县"]
    hidden = columns(sheet)[SUBJECT]
    sizes = sheet.column_dimensions.values()
    widths = {column: size.width for size in sizes for column in range(size.min, size.max + 1)}
    for row in range(5, sheet.max_row + 1):
        for cell in sheet[row]:
            if isinstance(cell.value, str) and cell.font.sz and cell.column != hidden:
                width = widths[cell.column]
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
    names = openpyxl.load_workbook(tmp_path / "en.xlsx").sheetnames
    assert names[:2] == ["About", "Indicator matrix"]
    assert names[-1] == "Corrections"


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


def test_many_comparisons_share_one_sheet_a_kind(tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    plans, compared = many_plans(MANY + 3)
    write_workbook(plans, compared, path)
    book = openpyxl.load_workbook(path)
    lists = ["未见对应", "细化和新增", "多地对比（县级 15）", "任务清单", "更正"]
    assert book.sheetnames == ["说明", "指标矩阵", "比对结果", "指标对照", *lists]
    surveyed = rows(book[lists[2]])
    assert len(surveyed) == len(plans[0].items)
    sheet = book["指标对照"]
    at = columns(sheet)
    numbers = [sheet.cell(row, at["序号"]).value for row in rows(sheet)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len({sheet.cell(row, at["比较"]).value for row in rows(sheet)}) == MANY + 3
    assert len({book["任务清单"].cell(row, 2).value for row in rows(book["任务清单"])}) == MANY + 3


def test_more_rows_than_a_sheet_holds_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_cells, "MOST_ROWS", 12)
    plans, compared = many_plans(MANY + 3)
    write_workbook(plans, compared, tmp_path / "cut.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "cut.xlsx")["指标对照"]
    (said,) = [cell.value for row in sheet.iter_rows() for cell in row if "超过一张工作表" in str(cell.value)]
    assert f"列出前 {len(rows(sheet))} 行" in said
    assert sheet.max_row == 12


def test_no_english_word_of_head_or_cell_breaks(tmp_path: Path) -> None:
    write_workbook(records(), links(), tmp_path / "en.xlsx", "en", RunInfo(findings=findings()))
    for sheet in openpyxl.load_workbook(tmp_path / "en.xlsx").worksheets[1:]:
        head = next((row for row in sheet.iter_rows() if row[0].value == "No."), None)
        for cell in head or ():
            dimension = sheet.column_dimensions[cell.column_letter]
            if cell.value and not dimension.hidden:
                longest = max(map(len, re.findall(r"[A-Za-z-]+", str(cell.value))), default=0)
                assert dimension.width > longest, (sheet.title, cell.value)
