"""The workbook of a real run, filled in by a person, read back, followed by the next run, and read again."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from judgements.small_plans import Results, fill, numbers, run, write_plans
from policy_xwalk.cli import main
from policy_xwalk.errors import PlanError
from policy_xwalk.judgements.workbook import BookRead, parse_fix, read_workbook
from policy_xwalk.reporting.judgement_columns import (
    SUBJECT,
    choice_help,
    choice_of,
    choices,
    judge_columns,
    read_subject,
)


def read(book: Path, who: str | None = None) -> BookRead:
    return read_workbook(book, who=who, default_who=lambda: "用户", when="2026-11-21T10:00:00+08:00")


def test_a_workbook_nobody_filled_in_says_nothing(first_run: Path):
    book = read(first_run / "out" / "crosswalk.xlsx")
    assert book.judgements == ()
    assert book.problems == ()
    assert book.who is None
    assert book.sheets >= 4


def test_every_row_of_every_link_and_finding_can_be_judged(first_run: Path):
    results = Results(first_run / "out")
    there = set(numbers(first_run / "out" / "crosswalk.xlsx"))
    assert there == {link.id for link in results.links} | {finding.fingerprint for finding in results.findings}


def test_a_filled_in_workbook_is_followed_by_the_next_run(place: Path, capsys: pytest.CaptureFixture[str]):
    out, book = place / "out", place / "out" / "crosswalk.xlsx"
    before = Results(out)
    beds, staff = before.link("护理型床位", "护理型床位"), before.link("社会工作者", "社会工作者")
    towns = before.link("乡镇养老服务中心", "乡镇养老服务中心")
    nurses, school = before.link("养老护理员"), before.link("", "老年大学")
    finding = before.findings[0]
    fill(
        book,
        {
            beds.id: {"人工判定": "应为 调整", "说明": "口径不同"},
            staff.id: {"人工判定": "同意"},
            towns.id: {"人工判定": "不是对应", "说明": "=HYPERLINK(1)"},
            nurses.id: {"人工判定": "应为降低", "对应序号": numbers(book)[school.id]},
            before.link("社区养老服务中心").id: {"条目更正": "上级目标值：600个；范围：全省"},
            finding.fingerprint: {"人工判定": "误报", "说明": "另有文件"},
        },
        who="张三",
        fixes=[(before.item("老年友好城市", "local"), "名称", "老年友好社区建设")],
    )
    assert main(["judge", str(book)]) == 0
    kept = (out / "judgements.jsonl").read_bytes()
    assert {judgement.who for judgement in Results(out).judgements()} == {"张三"}
    assert main(["judge", str(book)]) == 0
    assert (out / "judgements.jsonl").read_bytes() == kept

    run(place / "plans", out)
    after = Results(out)
    judged = after.link("护理型床位", "护理型床位")
    assert judged.relation == "changed"
    assert judged.decision.machine == beds.relation == "weakened"
    assert (judged.decision.who, judged.decision.why) == ("张三", "口径不同")
    assert after.link("社会工作者", "社会工作者").decision.verdict == "accept"
    assert after.links_of("乡镇养老服务中心", "乡镇养老服务中心") == []
    for gap, relation in ((after.link("乡镇养老服务中心"), "dropped"), (after.link("", "乡镇养老服务中心"), "added")):
        assert gap.relation == relation
        assert gap.decision.link == towns.id
        assert gap.decision.machine == towns.relation
    joined = after.link("养老护理员", "老年大学")
    assert (joined.relation, joined.decision.machine) == ("weakened", "dropped")
    assert after.links_of("养老护理员") == after.links_of("", "老年大学") == []
    corrected = after.items[after.item("社区养老服务中心", "upper")]
    assert (corrected.value, corrected.raw, corrected.scope) == (600, "600个", "全省")
    assert corrected.quote == before.items[corrected.id].quote
    assert {(c.field, c.machine, c.value) for c in corrected.corrections} == {
        ("value", "500个", "600个"),
        ("scope", "新建社区", "全省"),
    }
    assert after.item("老年友好社区建设", "local")
    waived = [each for each in after.findings if each.fingerprint == finding.fingerprint]
    assert all(each.waiver.who == "张三" and each.waiver.why == "另有文件" for each in waived)

    # Every item of both plans still stands in a link, and the new workbook shows what was decided and asks nothing.
    held = {item for link in after.links for item in (*link.upper, *link.local)}
    assert held == set(after.items)
    assert read(book).judgements == ()
    cells = [
        cell for sheet in load_workbook(book).worksheets for row in sheet.iter_rows(values_only=True) for cell in row
    ]
    assert any("应为“调整”，张三" in str(cell) and "程序判为“降低”" in str(cell) for cell in cells)
    assert (out / "judgements.jsonl").read_bytes() == kept
    assert "未采用" not in capsys.readouterr().err

    # A second run over the same is the same to the last byte.
    files = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    run(place / "plans", out)
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == files


def test_entries_that_nobody_read_back_survive_the_next_run(place: Path, capsys: pytest.CaptureFixture[str]):
    out, book = place / "out", place / "out" / "crosswalk.xlsx"
    before = Results(out)
    beds, gap = before.link("护理型床位", "护理型床位"), before.link("加强医养结合")
    fill(book, {beds.id: {"人工判定": "应为一致"}, gap.id: {"人工判定": "待定"}}, who="李四")
    filled = book.read_bytes()
    run(place / "plans", out)
    assert Results(out).link("护理型床位", "护理型床位").decision.who == "李四"
    said = capsys.readouterr().err
    assert "crosswalk.kept-1.xlsx" in said
    assert "待定" in said
    assert (out / "crosswalk.kept-1.xlsx").read_bytes() == filled
    run(place / "plans", out)
    assert not (out / "crosswalk.kept-2.xlsx").exists()


@pytest.mark.parametrize("where", ["out", "plans"])
def test_a_workbook_that_was_judged_is_not_read_again_under_another_name(where: str, place: Path):
    book, store = place / "out" / "crosswalk.xlsx", place / where / "judgements.jsonl"
    beds = Results(place / "out").link("护理型床位", "护理型床位")
    fill(book, {beds.id: {"人工判定": "应为调整", "说明": "口径不同"}})
    assert main(["judge", str(book), "--who", "张三", "--to", str(store)]) == 0
    run(place / "plans", place / "out")
    assert list(place.rglob("judgements.jsonl")) == [store]
    assert len(store.read_text("utf-8").splitlines()) == 1
    assert Results(place / "out").link("护理型床位", "护理型床位").decision.who == "张三"


def test_a_workbook_that_was_broken_is_kept_too(place: Path, capsys: pytest.CaptureFixture[str]):
    book = place / "out" / "crosswalk.xlsx"
    book.write_bytes(b"PK\x03\x04 broken")
    run(place / "plans", place / "out")
    assert (place / "out" / "crosswalk.kept-1.xlsx").read_bytes() == b"PK\x03\x04 broken"
    assert "crosswalk.xlsx" in capsys.readouterr().err


def test_what_cannot_be_understood_is_told_by_sheet_and_row_and_the_rest_is_read(place: Path):
    out, book = place / "out", place / "out" / "crosswalk.xlsx"
    before = Results(out)
    nurses, towns = before.link("养老护理员"), before.link("乡镇养老服务中心", "乡镇养老服务中心")
    fill(
        book,
        {
            before.link("护理型床位", "护理型床位").id: {"人工判定": "胡说"},
            before.link("社会工作者", "社会工作者").id: {"说明": "再看看"},
            nurses.id: {"人工判定": "应为一致"},
            before.link("加强医养结合").id: {"人工判定": "应为一致", "对应序号": "99"},
            towns.id: {"人工判定": "同意", "条目更正": "看着不对"},
        },
        fixes=[("nowhere/I-1", "名称", "甲"), (towns.local[0], "颜色", "红"), (towns.local[0], "期限", "2024年底")],
    )
    got = read(book)
    assert [(j.subject, j.verdict) for j in got.judgements] == [(towns.id, "accept"), (towns.local[0], "change")]
    told = {(problem.params["column"], problem.params["found"]) for problem in got.problems}
    assert told == {
        ("人工判定", "胡说"),
        ("人工判定", "–"),
        ("对应序号", "–"),
        ("对应序号", "99"),
        ("条目更正", "看着不对"),
        ("条目编号", "nowhere/I-1"),
        ("更正项", "颜色"),
    }
    sheets = load_workbook(book).sheetnames
    for problem in got.problems:
        assert problem.params["sheet"] in sheets
        assert str(problem.params["row"]) in str(problem)
        assert problem.params["file"] == "crosswalk.xlsx"
    assert main(["judge", str(book), "--who", "张三"]) == 2
    assert len(Results(out).judgements()) == 2


def test_a_sheet_may_be_sorted_and_its_columns_moved(place: Path):
    out, book = place / "out", place / "out" / "crosswalk.xlsx"
    link = Results(out).link("护理型床位", "护理型床位")
    fill(book, {link.id: {"人工判定": "should be: same"}})
    workbook = load_workbook(book)
    for sheet in workbook.worksheets:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        head = next((n for n, row in enumerate(rows) if SUBJECT in row), None)
        if head is None:
            continue
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        moved = [["新列", *reversed(row)] for row in (*rows[: head + 1], *reversed(rows[head + 1 :]))]
        for number, row in enumerate(moved, 1):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value
    workbook.save(book)
    (given,) = read(book).judgements
    assert (given.subject, given.relation) == (link.id, "same")


def test_the_name_is_given_or_stands_on_the_first_sheet_or_is_the_users(place: Path):
    book = place / "out" / "crosswalk.xlsx"
    link = Results(place / "out").link("社会工作者", "社会工作者")
    fill(book, {link.id: {"人工判定": "同意"}})
    assert read(book).judgements[0].who == "用户"
    fill(book, {}, who=" 王五 ")
    assert read(book).judgements[0].who == "王五"
    assert read(book, who="赵六").judgements[0].who == "赵六"


def test_both_items_of_a_row_can_be_said_to_be_none(place: Path):
    out, book = place / "out", place / "out" / "crosswalk.xlsx"
    link = Results(out).link("乡镇养老服务中心", "乡镇养老服务中心")
    fill(book, {link.id: {"人工判定": "本级条目有误", "说明": "是现状"}})
    assert main(["judge", str(book), "--who", "张三"]) == 0
    run(place / "plans", out)
    after = Results(out)
    assert after.items[link.local[0]].rejected.why == "是现状"
    assert after.link("乡镇养老服务中心").relation == "dropped"
    assert not any(link.local[0] in other.local for other in after.links)


def test_a_workbook_of_another_program_is_refused(tmp_path: Path):
    workbook = Workbook()
    workbook.active.append(["人工判定", "说明"])
    workbook.save(tmp_path / "other.xlsx")
    with pytest.raises(PlanError) as told:
        read(tmp_path / "other.xlsx")
    assert told.value.code == "judge_no_columns"


def _packed(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


@pytest.mark.parametrize("form", ["empty", "text", "zip", "bomb", "entity", "truncated"])
def test_hostile_workbooks_are_one_clear_error(form: str, first_run: Path, tmp_path: Path):
    real = (first_run / "out" / "crosswalk.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(real)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + parts["xl/workbook.xml"].partition(b"?>")[2]
    data = {
        "empty": b"",
        "text": "人工判定".encode(),
        "zip": _packed({"a.txt": b"a"}),
        "bomb": _packed({**parts, "xl/worksheets/sheet99.xml": b" " * 400_000_000}) if form == "bomb" else b"",
        "entity": _packed({**parts, "xl/workbook.xml": entity}),
        "truncated": real[: len(real) // 2],
    }[form]
    (tmp_path / "hostile.xlsx").write_bytes(data)
    with pytest.raises(PlanError):
        read(tmp_path / "hostile.xlsx")


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "{}",
        "{",
        "null",
        "[1]",
        '{"kind":"link","id":1,"seen":"x"}',
        "{" + '"a":' * 5000,
        '{"kind":"link","id":"L-1"}',
    ],
)
def test_a_hidden_cell_that_somebody_changed_is_told(subject: str, place: Path):
    book = place / "out" / "crosswalk.xlsx"
    link = Results(place / "out").link("社会工作者", "社会工作者")
    fill(book, {link.id: {"人工判定": "同意", SUBJECT: subject}})
    got = read(book)
    assert got.judgements == ()
    assert [problem.params["column"] for problem in got.problems] == [SUBJECT]


def test_choices_mean_what_they_say_in_both_languages():
    for kind in ("pair", "gap", "finding"):
        for lang in ("zh", "en"):
            assert len(",".join(choices(kind, lang))) <= 255
            assert len({choice_of(text, kind) for text in choices(kind, lang)}) == len(choices(kind, lang))
        assert [choice_of(text, kind) for text in choices(kind, "zh")] == [
            choice_of(t, kind) for t in choices(kind, "en")
        ]
        assert choice_of("别的", kind) is None
    for lang in ("zh", "en"):
        title, message, wrong = choice_help(lang)
        assert len(title) <= 32
        assert max(len(message), len(wrong)) <= 255
        assert [column.key for column in judge_columns("pair", lang) if column.hidden] == ["subject"]


def test_drop_down_lists_and_hidden_columns_stand_in_the_sheets(first_run: Path):
    for sheet in load_workbook(first_run / "out" / "crosswalk.xlsx").worksheets:
        head = next((row for row in sheet.iter_rows() if any(cell.value == SUBJECT for cell in row)), None)
        if head is None:
            continue
        (subject,) = [cell for cell in head if cell.value == SUBJECT]
        (verdict,) = [cell for cell in head if cell.value == "人工判定"]
        assert sheet.column_dimensions[subject.column_letter].hidden
        offered = {str(cell) for rule in sheet.data_validations.dataValidation for cell in rule.sqref.ranges}
        for row in sheet.iter_rows(min_row=head[0].row + 1):
            if read_subject(str(row[subject.column - 1].value or "")) is None:
                continue
            place = f"{verdict.column_letter}{row[0].row}"
            rules = [r for r in sheet.data_validations.dataValidation if place in r]
            assert rules, (sheet.title, place, offered)


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("本级目标值：30平方米", ("local", "value", "30平方米")),
        ("上级的名称应为 养老床位", ("upper", "name", "养老床位")),
        ("期限=2024-12", (None, "deadline", "2024-12")),
        ("local value should be 30%", ("local", "value", "30%")),
        ("本级：30", ("local", "value", "30")),
        ("本级颜色：红", None),
        ("看着不对", None),
        ("：", None),
    ],
)
def test_corrections_are_written_as_people_write(text: str, parsed: tuple[str | None, str, str] | None):
    assert parse_fix(text) == parsed


def test_stale_after_a_changed_plan(place: Path, capsys: pytest.CaptureFixture[str]):
    from judgements.small_plans import CITY

    out, book = place / "out", place / "out" / "crosswalk.xlsx"
    before = Results(out)
    living = before.link("发展居家养老服务", "发展居家养老服务")
    town = before.link("乡镇养老服务中心", "乡镇养老服务中心")
    fill(
        book,
        {
            living.id: {"人工判定": "应为一致", "说明": "助浴另有安排"},
            town.id: {"人工判定": "应为一致"},
            before.link("社会工作者", "社会工作者").id: {"人工判定": "同意"},
        },
        who="张三",
    )
    assert main(["judge", str(book)]) == 0
    kept = (out / "judgements.jsonl").read_bytes()
    # The text of the task changes under its heading, the target is gone, the table stays.
    changed = CITY.replace("助餐、助洁服务", "助餐、助浴、助洁、助行服务").replace(
        "乡镇养老服务中心覆盖率达到50%。", ""
    )
    run(write_plans(place / "plans", city=changed), out)
    after, said = Results(out), capsys.readouterr().err
    assert after.link("发展居家养老服务", "发展居家养老服务").judgement is None
    assert after.link("社会工作者", "社会工作者").decision.verdict == "accept"
    stale = [line for line in said.splitlines() if "未采用，请" in line]
    assert len(stale) == 2
    for line, words in zip(
        sorted(stale, key=lambda line: "助浴" not in line),
        (("助浴另有安排", "原文或数值已变", "现为"), ("已不在结果中", "→ —（未见对应）")),
        strict=True,
    ):
        assert all(word in line for word in ("张三", "应为“一致”", *words)), line
    assert (out / "judgements.jsonl").read_bytes() == kept
    # With the old text the old verdicts hold again.
    run(write_plans(place / "plans"), out)
    assert Results(out).link("发展居家养老服务", "发展居家养老服务").decision.who == "张三"
    assert "未采用，请" not in capsys.readouterr().err
