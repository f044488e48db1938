"""Plans known only as facts: TOML with sources, tables in CSV and Excel, errors that name what lacks."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from msgspec import UNSET
from openpyxl import Workbook
from reading_samples import SHARED, docx_bytes

from policy_xwalk.errors import BadFramework, UnreadableFile
from policy_xwalk.reading import is_framework, read_framework
from policy_xwalk.records import from_json, to_json

TOML = """
[plan]
title = "某规划"
level = "nation"
issued = 2021-12-27
period = { start = 2021, end = 2025 }
covers = ["indicator"]

[[indicator]]
no = 1
name = { text = "农村覆盖率", sources = ["A", "B"] }
baseline = { value = 65.7, unit = "%", year = 2020, sources = ["A"] }
target = { comparator = ">=", value = 80, unit = "%", year = 2025, unconfirmed = true }
attribute = { text = "预期性", unconfirmed = true }

[[indicator]]
name = "城镇调查失业率"
target = { text = "≤5.5%", year = 2025 }

[[action]]
title = "补短板工程"
kind = "project"
sources = ["A"]
items_known = false

[[action]]
title = "质量提升行动计划"
items = ["养老服务行动", "助残服务行动", "养老服务行动"]
"""


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_toml_facts_keep_their_sources_and_what_is_unconfirmed(tmp_path: Path) -> None:
    path = write(tmp_path / "upper.toml", TOML)
    assert is_framework(path)
    records = read_framework(path, plan_id="000000-2021-56")
    plan = records.plan
    assert (plan.id, plan.form, plan.source.format, plan.covers) == (
        "000000-2021-56",
        "framework",
        "toml",
        ("indicator",),
    )
    assert plan.region is not None
    assert (plan.region.code, plan.region.name) == ("000000", "全国")
    assert plan.issued == "2021-12-27"
    first, second = records.indicators
    assert first.sources == {"name": ("A", "B"), "baseline": ("A",)}
    assert first.unconfirmed == ("target", "attribute")
    assert first.target is not None
    assert first.baseline is not None
    assert (first.target.raw, first.target.comparator, first.target.unconfirmed) == ("≥80%", ">=", True)
    assert (first.baseline.raw, first.baseline.unconfirmed) == ("65.7%", UNSET)
    assert second.target is not None
    assert (second.target.comparator, second.target.value, second.target.unit) == ("<=", 5.5, "%")
    assert (second.no, second.direction, second.spans) == (2, "lower_is_better", ())
    project, box = records.boxes
    assert (project.items_known, project.number, project.sources) == (False, "", {"title": ("A",)})
    assert box.items_known
    assert [(a.number, a.title, a.kind, a.parent) for a in records.actions] == [
        ("1", "养老服务行动", "box_item", "质量提升行动计划"),
        ("2", "助残服务行动", "box_item", "质量提升行动计划"),
        ("3", "养老服务行动", "box_item", "质量提升行动计划"),
    ]
    ids = [record.id for record in records if hasattr(record, "id")]
    assert len(set(ids)) == len(ids)


def test_records_of_a_framework_are_valid_json_lines(tmp_path: Path) -> None:
    for record in read_framework(write(tmp_path / "upper.toml", TOML)):
        assert from_json(to_json(record)) == record


def test_ids_do_not_depend_on_the_other_items(tmp_path: Path) -> None:
    whole = read_framework(write(tmp_path / "upper.toml", TOML))
    shorter = TOML.replace(
        '[[indicator]]\nno = 1\nname = { text = "农村覆盖率"', '[[indicator]]\nno = 1\nname = { text = "别的"'
    )
    other = read_framework(write(tmp_path / "upper.toml", shorter))
    assert whole.indicators[1].id == other.indicators[1].id
    assert whole.indicators[0].id != other.indicators[0].id


CSV = """标题: 某省“十四五”社区规划,,,,,,,
层级,省,,,,,,
地区：某省,,,,,,,
规划期：2021-2025年,,,,,,,
序号,指标,单位,2020年,2023年,2025年目标值,属性,来源,待核实
1,农村社区综合服务设施覆盖率,%,65.7,70,≥80,预期性,A;B,否
2,城市社区覆盖率,,１００％,,100%,约束性,C,是
3,每百户居民拥有设施面积（平方米）,,—,,≥30,预期性,C,目标值
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_with_chinese_headers(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "province.csv", CSV, encoding)
    assert is_framework(path)
    records = read_framework(path)
    plan = records.plan
    assert (plan.title, plan.level, plan.id) == ("某省“十四五”社区规划", "province", "province")
    assert plan.region is not None
    assert (plan.region.code, plan.region.name) == (None, "某省")
    assert plan.period is not None
    assert (plan.period.start, plan.period.end) == (2021, 2025)
    first, second, third = records.indicators
    assert first.baseline is not None
    assert first.target is not None
    assert (first.baseline.value, first.baseline.unit, first.baseline.year) == (65.7, "%", 2020)
    assert (first.target.comparator, first.target.value, first.target.unit, first.target.year) == (">=", 80, "%", 2025)
    assert [(value.value, value.year) for value in first.milestones] == [(70, 2023)]
    assert isinstance(first.sources, dict)
    assert first.sources["target"] == ("A", "B")
    assert first.unconfirmed == ()
    assert second.baseline is not None
    assert second.baseline.value == 100
    assert second.attribute == "约束性"
    assert second.unconfirmed == ("baseline", "target", "attribute")
    assert third.name == "每百户居民拥有设施面积"
    assert third.baseline is None
    assert third.target is not None
    assert (third.target.value, third.target.unit, third.target.unconfirmed) == (30, "平方米", True)
    assert third.unconfirmed == ("target",)


def test_csv_with_english_headers_and_semicolons(tmp_path: Path) -> None:
    text = "no;indicator;baseline (2020);target (2025);unit;attribute\n1;覆盖率;70;80;%;expected\n"
    (row,) = read_framework(write(tmp_path / "upper.csv", text)).indicators
    assert row.baseline is not None
    assert row.target is not None
    assert (row.baseline.year, row.target.year, row.target.unit, row.attribute) == (2020, 2025, "%", "预期性")


def test_spreadsheet_with_merged_categories_and_percent_cells(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["标题", "某市规划"])
    sheet.append(["类别", "指标", "2020年", "2025年", "属性"])
    sheet.append(["设施", "1.覆盖率", 0.657, 0.8, "预期性"])
    sheet.append(["", "2.面积（平方米）", 27.3, "≥30", "预期性"])
    sheet.append(["队伍", "3.社区工作者（人）", None, 18, "约束性"])
    for cell in ("C3", "D3"):
        sheet[cell].number_format = "0.0%"
    sheet.merge_cells("A3:A4")
    path = tmp_path / "city.xlsx"
    book.save(path)
    assert is_framework(path)
    records = read_framework(path)
    assert records.plan.source.format == "xlsx"
    assert [(row.no, row.name, row.category) for row in records.indicators] == [
        (1, "覆盖率", "设施"),
        (2, "面积", "设施"),
        (3, "社区工作者", "队伍"),
    ]
    targets = [row.target for row in records.indicators]
    assert [(t.value, t.unit, t.comparator) for t in targets if t] == [
        (80, "%", "="),
        (30, "平方米", ">="),
        (18, "人", "="),
    ]
    assert [row.baseline and row.baseline.value for row in records.indicators] == [65.7, 27.3, None]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", "序号,属性,单位\n1,预期性,%\n", "framework_columns"),
        ("a.csv", "指标,属性,单位\n覆盖率,预期性,%\n", "framework_columns"),
        ("a.csv", "完全,不是\n指标,表\n", "framework_columns"),
        ("a.csv", "指标,目标值,单位\n", "bad_framework"),
        ("a.toml", "[plan\n", "framework_syntax"),
        ("a.toml", '[plan]\ntitle = "x"\n', "bad_framework"),
        ("a.toml", TOML.replace('"nation"', '"galaxy"'), "framework_field"),
        ("a.toml", TOML.replace("value = 80", 'value = "eighty"'), "framework_field"),
        ("a.toml", TOML.replace('text = "农村覆盖率"', 'title = "农村覆盖率"'), "framework_field"),
        ("a.toml", TOML.replace('">="', '"about"'), "framework_field"),
    ],
)
def test_bad_frameworks_say_what_was_expected_and_what_came(tmp_path: Path, name: str, content: str, code: str) -> None:
    with pytest.raises(BadFramework) as caught:
        read_framework(write(tmp_path / name, content))
    assert caught.value.code == code
    assert name in str(caught.value)
    assert "?" not in str(caught.value)


def test_hostile_workbooks_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(docx_bytes({"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}))
    with pytest.raises(UnreadableFile) as caught:
        read_framework(path)
    assert caught.value.code == "forbidden_xml"
    path.write_bytes(docx_bytes({"xl/workbook.xml": "<a/>", "xl/media/a": b"\x00" * 60_000_000}))
    with pytest.raises(UnreadableFile) as caught:
        read_framework(path)
    assert caught.value.code == "zip_bomb"


def test_plans_and_corpus_files_are_no_frameworks(tmp_path: Path) -> None:
    assert not is_framework(write(tmp_path / "plan.txt", "一、目标\n到2025年，指标，目标，覆盖率达到80%。\n" * 5))
    assert not is_framework(write(tmp_path / "corpus.toml", '[[plan]]\nid = "x"\nfile = "a.txt"\n'))
    assert not is_framework(tmp_path / "absent.csv")


def test_the_national_plan_and_the_five_year_outline() -> None:
    if not SHARED.is_dir():
        pytest.skip("the folder of real documents (../shared) is absent")
    records = read_framework(SHARED / "facts" / "national.toml", plan_id="000000-2021-56")
    assert len(records.indicators) == 7
    assert len(records.boxes) == 5
    assert len(records.actions) == 14
    assert [box.items_known for box in records.boxes] == [False, True, False, False, False]
    assert not is_framework(SHARED / "facts" / "regions.toml")


def test_table_form_of_the_five_year_outline(tmp_path: Path) -> None:
    path = SHARED / "facts" / "outline_2021_2025.toml"
    if not path.is_file():
        pytest.skip("the folder of real documents (../shared) is absent")
    outline = tomllib.loads(path.read_text(encoding="utf-8"))
    lines = ["，".join(outline["columns"]), *("，".join(row) for row in outline["rows"])]
    text = "\n".join(line.replace("，", "\t") for line in lines)
    rows = read_framework(write(tmp_path / "outline.tsv", text)).indicators
    assert [row.no for row in rows] == list(range(1, 21))
    by_name = {row.name: row for row in rows}
    assert by_name["常住人口城镇化率"].category == "经济发展"
    growth = by_name["国内生产总值（GDP）增长"].target
    assert growth is not None
    assert growth.qualitative == "保持在合理区间、各年度视情提出"
    assert by_name["城镇调查失业率"].direction == "lower_is_better"
    energy = by_name["单位GDP能源消耗降低"].target
    assert energy is not None
    assert (energy.value, energy.basis, energy.unit) == (13.5, "cumulative", "%")
