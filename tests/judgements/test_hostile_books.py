"""Workbooks as they come back from people: columns deleted, sheets copied, words typed in their own way."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from judgements.small_plans import Results, fill, run
from policy_xwalk.errors import PlanError
from policy_xwalk.judgements import workbook_rows
from policy_xwalk.judgements.workbook import BookRead, read_workbook
from policy_xwalk.reporting.judgement_columns import SUBJECT, choice_of


def read(book: Path) -> BookRead:
    return read_workbook(book, who=None, default_who=lambda: "用户", when="2026-11-21T10:00:00+08:00")


def judged_sheets(book: Path) -> tuple[object, list[tuple[Worksheet, int, int]]]:
    """The workbook, and its sheets in which rows are judged with the row of the header and the hidden column."""
    workbook = load_workbook(book)
    found = []
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows(max_row=20):
            found += [(sheet, cell.row, cell.column) for cell in row if cell.value == SUBJECT]
    return workbook, found


def test_a_deleted_hidden_column_is_told_and_the_workbook_kept(place: Path, capsys: pytest.CaptureFixture[str]):
    out, book = place / "out", place / "out" / "crosswalk.xlsx"
    before = Results(out)
    link = before.link("社会工作者", "社会工作者")
    fill(
        book, {link.id: {"人工判定": "同意"}, before.findings[0].fingerprint: {"人工判定": "误报", "说明": "另有文件"}}
    )
    workbook, sheets = judged_sheets(book)
    for sheet, _, column in sheets:
        if "指标" in sheet.title:
            sheet.delete_cols(column)
    workbook.save(book)  # type: ignore[attr-defined]
    got = read(book)
    assert [judgement.subject for judgement in got.judgements] == [before.findings[0].fingerprint]
    assert [(p.code, p.params["count"]) for p in got.problems] == [("judge_no_subjects", 1)]
    filled = book.read_bytes()
    run(place / "plans", out)
    assert (out / "crosswalk.kept-1.xlsx").read_bytes() == filled
    assert "隐藏列" in capsys.readouterr().err


def test_a_workbook_without_any_hidden_column_is_refused(place: Path):
    book = place / "out" / "crosswalk.xlsx"
    fill(book, {Results(place / "out").link("社会工作者", "社会工作者").id: {"人工判定": "同意"}})
    workbook, sheets = judged_sheets(book)
    for sheet, _, column in sheets:
        sheet.delete_cols(column)
    del workbook["更正"]  # type: ignore[attr-defined]
    workbook.save(book)  # type: ignore[attr-defined]
    with pytest.raises(PlanError) as told:
        read(book)
    assert told.value.code == "judge_no_columns"


def test_two_copies_of_a_row_that_differ_are_told(place: Path):
    out, book = place / "out", place / "out" / "crosswalk.xlsx"
    link = Results(out).link("社会工作者", "社会工作者")
    fill(book, {link.id: {"人工判定": "同意"}})
    workbook, sheets = judged_sheets(book)
    (sheet,) = [sheet for sheet, _, _ in sheets if "指标" in sheet.title]
    copied = workbook.copy_worksheet(sheet)  # type: ignore[attr-defined]
    workbook.save(book)  # type: ignore[attr-defined]
    assert len(read(book).judgements) == 1
    assert not read(book).problems
    for row in copied.iter_rows():
        for cell in row:
            if cell.value == "同意":
                cell.value = "应为降低"
    workbook.save(book)  # type: ignore[attr-defined]
    got = read(book)
    assert [judgement.verdict for judgement in got.judgements] == ["accept"]
    assert [(p.code, p.params["found"]) for p in got.problems] == [("judge_twice", "应为降低")]


@pytest.mark.parametrize(
    "text", ["一致", "应为　一致。", "应为\u200b一致", "\u202e应为一致", "Should be: same", "ｓａｍｅ", "change:same"]
)
def test_a_verdict_is_understood_as_people_type_it(text: str):
    given = choice_of(text, "pair")
    assert given is not None
    assert (given.verdict, given.relation) == ("change", "same")


@pytest.mark.parametrize("text", ["", "不同意", "应为", "同意（张三）", "=1+1", "😀"])
def test_what_may_mean_anything_is_no_verdict(text: str):
    assert choice_of(text, "pair") is None


def test_more_rows_than_excel_holds_are_told(place: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workbook_rows, "_MAX_ROWS", 3)
    with pytest.raises(PlanError) as told:
        read(place / "out" / "crosswalk.xlsx")
    assert told.value.code == "judge_too_many_rows"


def test_a_broken_workbook_is_told_what_was_expected(tmp_path: Path):
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(PlanError, match=r"crosswalk\.xlsx"):
        read(tmp_path / "book.xlsx")


def test_a_name_is_one_line(place: Path):
    out, book = place / "out", place / "out" / "crosswalk.xlsx"
    fill(book, {Results(out).link("社会工作者", "社会工作者").id: {"人工判定": "同意"}}, who="张三\n李四")
    assert read(book).judgements[0].who == "张三 李四"
