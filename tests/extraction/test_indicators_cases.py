"""Tables of many topics and forms, written by hand as data: every field of every row has to be right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from indicator_support import brief, indicators_of, ruled_document, tables_of, text_document

from policy_xwalk.evaluation.cases import draft_of, ruled_tables, score_tables
from policy_xwalk.extraction.indicator_cells import read_notes
from policy_xwalk.extraction.pipeline import extract_indicators
from policy_xwalk.extraction.table_words import is_unit, is_value, read_header
from policy_xwalk.extraction.value_cells import is_blank, read_value, words_comparator

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "indicator_tables.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[f"{c['id']}-{c['topic']}" for c in CASES])
def test_every_row_of_a_table_is_read_and_no_other(case: dict[str, Any]) -> None:
    score = score_tables([case])
    assert score.errors == []
    if case["form"] == "ruled":
        draft = draft_of(*ruled_tables(case))
    else:
        draft = draft_of(f"{case['text']}\n{case.get('notes') or ''}\n", case["period"], None)
    extract_indicators(draft)
    found = {i.name: [(m.comparator, m.value, m.unit, m.year) for m in i.milestones] for i in draft.indicators}
    assert found == {
        row["name"]: [(m["comparator"], m["value"], m["unit"], m["year"]) for m in row["milestones"]]
        for row in case["expect"]
    }


@pytest.mark.parametrize(
    "note",
    [
        "注：带*指标为2019年数据。",
        "加*号的指标数据为2019年末数。",
        "*数据截至2019年底。",
        "*：2019年",
        "注：带“*”的指标，其基期值为2019年数据。",
        "注：（1）标有*的数据使用2019年数据；（2）其余为2020年数据",
        "注：数据后标*的系2019年度数据",
        "说明：*代表2019年数据；△代表2018年数据。",
        "注：基期值除标*的为2019年调查数据外，均为2020年数据。",
    ],
)
def test_notes_give_a_mark_its_year(note: str) -> None:
    assert read_notes([note]).year(["*"]) == 2019


@pytest.mark.parametrize("note", ["注：*按2019年不变价计算。", "注：*按2019年行政区划统计。", "注：*为调查数据。"])
def test_years_of_prices_and_borders_are_no_base_years(note: str) -> None:
    assert read_notes([note]).year(["*"]) is None


def test_notes_give_whole_columns_their_years() -> None:
    notes = read_notes(["注：基期为2020年，目标年为2025年。"])
    assert (notes.base_year, notes.target_year) == (2020, 2025)
    assert read_notes(["注：带*的基期值为2019年数据。"]).base_year is None
    assert read_notes(["注：基期值除标*的为2018年数据外，均为2020年数据。"]).base_year == 2020
    assert read_notes(["注：（ ）内为五年累计数。"]).sums_in_round


@pytest.mark.parametrize("cell", ["", "-", "—", "——", "━", "―", "－", "/", "／", "无", "暂无数据", "…", "一", "N/A"])
def test_cells_that_say_nothing(cell: str) -> None:
    assert is_blank(cell)
    assert read_value(cell, "%", 2020, column_basis=None, sums_in_round=False) is None


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("高于GDP增长", ">"),
        ("优于全国平均水平", ">"),
        ("不低于上级下达任务", ">="),
        ("不减少", ">="),
        ("只增不减", ">="),
        ("低于全省平均", "<"),
        ("不高于全国平均水平", "<="),
        ("只减不增", "<="),
        ("控制在国家下达指标以内", "<="),
        ("与经济增长同步", "="),
        ("完成国家下达任务", "="),
        ("稳中向好", "="),
    ],
)
def test_comparator_of_words(text: str, comparator: str) -> None:
    assert words_comparator(text) == comparator


@pytest.mark.parametrize(
    ("cell", "value", "comparator", "unit", "year", "basis"),
    [
        ("16.0（2019年）", 16.0, "=", "%", 2019, None),
        ("较2020年下降10%", 10, "=", "%", 2025, None),
        (">〔5500〕", 5500, ">", "万人", 2025, "cumulative"),
        ("百分之百", 100, "=", "%", 2025, None),
        ("保持99%以上", 99, ">=", "%", 2025, None),
        ("2.5:1", 2.5, "=", None, 2025, None),
        ("每年新增5个", 5, "=", "个", 2025, "annual"),
    ],
)
def test_value_cells(cell: str, value: float, comparator: str, unit: str | None, year: int, basis: str | None) -> None:
    read = read_value(cell, unit, 2025, column_basis=None, sums_in_round=False)
    assert read is not None
    assert (read.value, read.comparator, read.unit, read.year) == (value, comparator, unit, year)
    assert (read.basis or None) == basis


def test_a_ratio_to_one_is_no_number() -> None:
    read = read_value("1:15", None, 2025, column_basis=None, sums_in_round=False)
    assert read is not None
    assert (read.value, read.qualitative) == (None, "1:15")


@pytest.mark.parametrize(
    "text", ["1/10万", "/10万", "起/每万枚", "套（间）", "人年/万人", "微克/立方米", "公里/百平方公里"]
)
def test_units_with_odd_content(text: str) -> None:
    assert is_unit(text)


@pytest.mark.parametrize("text", ["EQI", "建成区", "含初级以上", "吨/", "2020年"])
def test_brackets_that_hold_no_unit(text: str) -> None:
    assert not is_unit(text)


@pytest.mark.parametrize(
    "text",
    [
        "落实国家下达计划",
        "完成市下达任务",
        "高于全国平均水平",
        "应保尽保",
        "基本全覆盖",
        "持续改善",
        "不降低",
        "1:2.1",
        "优于Ⅲ类",
        "保持90%以上",
    ],
)
def test_words_that_stand_for_values(text: str) -> None:
    assert is_value(text)


@pytest.mark.parametrize(
    ("text", "year", "kind"),
    [
        ("目前水平", None, "baseline"),
        ("规划近期目标年（2025年）", 2025, "target"),
        ("远期值（2035年）", 2035, "target"),
        ("阶段目标（2023年）", 2023, "target"),
        ("2020年实际达到", 2020, "baseline"),
    ],
)
def test_headers_of_values(text: str, year: int | None, kind: str | None) -> None:
    column = read_header(text)
    assert column is not None
    assert (column.role, column.year, column.kind) == ("value", year, kind)


def test_text_halves_side_by_side_are_read_one_below_the_other() -> None:
    text = "主要指标\n序号 指标 2025年 序号 指标 2025年\n1 覆盖率 80% 3 达标率 90%\n2 普及率 70% 4 合格率 ≥95%\n"
    assert [brief(i)[:4] for i in indicators_of(text_document(text))] == [
        (1, "覆盖率", None, "=80%@2025"),
        (2, "普及率", None, "=70%@2025"),
        (3, "达标率", None, "=90%@2025"),
        (4, "合格率", None, ">=95%@2025"),
    ]


def test_one_and_two_stars_are_two_marks() -> None:
    text = (
        "表1 主要指标\n序号 指标 单位 2020年 2025年 属性\n1 人均预期寿命 岁 77.9* 78.9 预期性\n"
        "2 过早死亡率 % 15.9** ≤15 预期性\n注：*为2019年数据，**为2018年数据。\n"
    )
    assert [brief(i)[2] for i in indicators_of(text_document(text))] == ["=77.9岁@2019", "=15.9%@2018"]


def test_markdown_rule_of_single_dashes_and_emphasis() -> None:
    text = "**表1 主要指标**\n\n" + "|指标|单位|2020年|2025年|\n|:--|:-:|:-:|-:|\n"
    text += "|**覆盖率**|%|50**|≥60|\n注：**为2019年数据。\n"
    assert [brief(i) for i in indicators_of(text_document(text))] == [(None, "覆盖率", "=50%@2019", ">=60%@2025", None)]


def test_ruled_years_stated_in_one_cell_are_milestones() -> None:
    rows = [
        ["序号", "指标", "目标值"],
        ["1", "公交覆盖率", "2023年80%，2025年90%"],
        ["2", "里程", "到2025年达到120公里"],
    ]
    first, second = indicators_of(ruled_document(rows, before="主要指标"))
    assert (brief(first)[3], [(m.value, m.year) for m in first.milestones]) == ("=90%@2025", [(80, 2023)])
    assert brief(second)[3] == "=120公里@2025"


def test_ruled_attribute_beside_the_unit_or_before_the_name() -> None:
    rows = [["指标", "现状", "目标"], ["1.普及率（%，预期性）", "70", "90"], ["2.【约束性】达标率", "90%", "95%"]]
    assert [brief(i) for i in indicators_of(ruled_document(rows))] == [
        (1, "普及率", "=70%@2020", "=90%@2025", "预期性"),
        (2, "达标率", "=90%@2020", "=95%@2025", "约束性"),
    ]


def test_schedules_with_words_in_place_of_values_are_no_indicators() -> None:
    rows = [["序号", "指标名称", "牵头单位", "2023年", "2024年"], ["1", "养老床位", "县民政局", "完成", "完成"]]
    assert tables_of(ruled_document(rows)) == ()
