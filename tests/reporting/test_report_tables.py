"""The tables: matrix, comparison tables, counts and words."""

from __future__ import annotations

import msgspec
import pytest
from report_items import NATION, SHANXI, WORKERS, ZHENGNING
from report_sample import link, links, records

from policy_xwalk.records import Difference, Indicator, Link, PlanRecords
from policy_xwalk.reporting.matrix import MatrixCell, MatrixRow, cell_lines, column_title
from policy_xwalk.reporting.sheets import comparison_table, differences_text, worth_a_sheet
from policy_xwalk.reporting.tables import KINDS, Report, build_report


@pytest.fixture(scope="module")
def report() -> Report:
    return build_report(records(), links())


def row_named(report: Report, name: str) -> MatrixRow:
    return next(row for row in report.matrix.rows if row.name == name)


def text_of(cell: MatrixCell) -> str:
    return "\n".join("".join(text for text, _ in line) for line in cell_lines(cell, "zh"))


def test_matrix_columns_stand_by_level_and_region_with_absent_plans_between(report: Report) -> None:
    assert [column.label for column in report.matrix.columns] == ["国家", "山西省", "甘肃省", "庆阳市", "正宁县"]
    assert [column.plan is None for column in report.matrix.columns] == [False, False, True, True, False]
    assert report.matrix.absent == ("甘肃省", "庆阳市")
    assert column_title(report.matrix.columns[4], "zh") == "正宁县 · 县级\n对照：国家（跨级）"


def test_matrix_has_the_seven_national_rows_first_then_what_each_plan_adds(report: Report) -> None:
    assert [row.origin for row in report.matrix.rows] == ["国家"] * 7 + ["山西省"] * 3 + ["正宁县"]


def test_matrix_cell_gives_baseline_target_attribute_relation_and_unconfirmed(report: Report) -> None:
    area = row_named(report, "每百户居民拥有社区综合服务设施面积")
    assert text_of(area.cells[1]) == "25.4平方米 → ≥30平方米　预期性\n＝ 一致（待核实）"
    assert text_of(area.cells[0]) == "— → ≥30平方米　预期性\n待核实：目标值、属性"


def test_matrix_shows_the_own_name_only_where_it_differs(report: Report) -> None:
    cells = row_named(report, "城市社区政务通用自助服务覆盖率").cells
    assert cells[1].entries[0].name == ""
    assert cells[4].entries[0].name == "城市社区政务通用自助服务一体机覆盖率"
    assert "名称不同" in text_of(cells[4])


def test_row_missing_below_is_marked_against_the_plan_that_has_it_and_labelled_cross(report: Report) -> None:
    cells = row_named(report, "每个城市社区平均拥有社区社会组织").cells
    assert text_of(cells[4]) == "○ 未见对应（横向·山西省）"
    assert text_of(cells[0]) == "未列"
    assert text_of(cells[2]) == "未收录"


def test_plan_that_does_not_cover_indicators_is_not_comparable_rather_than_lacking_them() -> None:
    nation, shanxi = (entry for entry in records() if entry.plan.id in (NATION, SHANXI))
    silent = PlanRecords(msgspec.structs.replace(shanxi.plan, covers=("action",)))
    report = build_report([nation, silent], [])
    assert {text_of(row.cells[1]) for row in report.matrix.rows} == {"？ 无从比对"}


def test_prose_that_answers_a_table_row_stands_in_its_matrix_cell() -> None:
    zhengning, nation, _ = records()
    workers = next(row for row in nation.indicators if row.name == WORKERS)
    prose = next(target for target in zhengning.targets if target.subject == WORKERS)
    silent = msgspec.structs.replace(zhengning, indicators=())
    answered = link(NATION, ZHENGNING, "skip", "indicator", [workers.id], [prose.id], "same")
    cell = row_named(build_report([nation, silent], [answered]), WORKERS).cells[-1]
    assert text_of(cell) == "18人　正文目标\n＝ 一致"


def test_table_row_is_shown_though_prose_of_the_same_plan_repeats_it() -> None:
    zhengning, nation, _ = records()
    upper = next(row for row in nation.indicators if row.name == WORKERS)
    local = next(row for row in zhengning.indicators if row.name == WORKERS)
    prose = next(target for target in zhengning.targets if target.subject == WORKERS)
    made = [
        link(NATION, ZHENGNING, "skip", "indicator", [upper.id], [prose.id], "same", confidence=1.0),
        link(NATION, ZHENGNING, "skip", "indicator", [upper.id], [local.id], "same", confidence=0.9),
    ]
    report = build_report([zhengning, nation], made)
    assert text_of(row_named(report, WORKERS).cells[-1]) == "15人 → 18人　预期性\n＝ 一致"
    assert [row.name for row in report.matrix.rows].count(WORKERS) == 1


def test_rows_of_one_plan_are_never_joined_by_a_chain_of_links() -> None:
    zhengning, _, shanxi = records()
    first, second = shanxi.indicators[:2]
    local = zhengning.indicators[0]
    made = [
        link(SHANXI, ZHENGNING, "cross", "indicator", [first.id], [local.id], "same", confidence=0.9),
        link(SHANXI, ZHENGNING, "cross", "indicator", [second.id], [local.id], "changed", confidence=0.4),
    ]
    report = build_report([zhengning, shanxi], made)
    assert len(row_named(report, first.name).cells[0].entries) == 1
    assert row_named(report, second.name).cells[0].entries[0].item == second.id


def test_split_indicator_keeps_both_parts_in_one_row() -> None:
    zhengning, nation, _ = records()
    upper = nation.indicators[0]
    parts = [item.id for item in zhengning.indicators[:2]]
    report = build_report(
        [zhengning, nation], [link(NATION, ZHENGNING, "skip", "indicator", [upper.id], parts, "changed", ["split"])]
    )
    assert [entry.item for entry in row_named(report, upper.name).cells[-1].entries] == parts


def test_pairs_say_what_kind_of_comparison_they_are(report: Report) -> None:
    assert [(pair.label, pair.comparison_label) for pair in report.pairs] == [
        ("国家 → 山西省", "上下衔接"),
        ("国家 → 正宁县", "跨级比较（中间层级规划未收录）：甘肃省、庆阳市"),
        ("山西省 ↔ 正宁县", "横向比较（非上下衔接）"),
    ]


def test_every_link_stands_in_exactly_one_row_of_its_pair(report: Report) -> None:
    shown = [row.link for pair in report.pairs for row in pair.rows]
    assert sorted(shown) == sorted(made.id for made in links())


def test_added_item_with_basis_is_elaborated_and_without_is_added(report: Report) -> None:
    cross = report.pairs[2]
    assert cross.count("elaborated") == 2
    assert {row.relation for row in cross.rows if row.outcome == "elaborated"} == {"细化"}
    assert {row.relation for row in cross.rows if row.outcome == "added"} == {"本级新增"}


def test_relation_on_unconfirmed_facts_says_so(report: Report) -> None:
    assert {row.relation for row in report.pairs[0].rows if row.outcome == "same"} == {"一致（待核实）"}


def test_passage_shows_private_glyph_as_its_context_reads_it_and_place_with_page(report: Report) -> None:
    passage = next(item for item in report.passages.values() if "２５" in item.quote)
    assert passage.quote.startswith("４每百户居民拥有社区综合服务设施面积２５.４平方米")
    assert (passage.place, passage.file) == ("二（三），第8页", "山西省城乡社区服务体系建设规划.pdf")


def test_framework_passage_has_no_text_but_its_sources(report: Report) -> None:
    row = next(item for item in report.passages.values() if item.plan == NATION)
    assert (row.quote, row.place, row.file) == ("", "来源：A、B、C", "national.toml")


def test_cross_comparison_says_nothing_about_what_is_owed(report: Report) -> None:
    assert {row.owed for row in report.pairs[2].rows} == {"不适用（横向）"}


def test_comparison_table_has_both_passages_differences_and_confidence(report: Report) -> None:
    table = comparison_table(report.pairs[2:3], "action", "zh")
    keys = [column.key for column in table.columns]
    row = next(row for row in table.rows if "社区养老服务行动" in row[keys.index("title")].text)
    assert keys.count("quote") == 2
    assert row[1].text == "↓ 降低"
    assert row[keys.index("differences")].text == (
        "本级未见：数字：特殊困难老年人月探访率达到100%\n本级另有：发展“互联网+养老”，整合线上线下资源"
    )
    assert row[keys.index("confidence")].number == 0.9
    assert all(len(cells) == len(table.columns) for cells in table.rows)


def test_task_that_answers_a_figure_shows_only_the_words_in_question(report: Report) -> None:
    table = comparison_table(report.pairs[2:3], "target", "zh")
    subject = [column.key for column in table.columns].index("subject")
    row = next(row for row in table.rows if row[subject].text == "特殊困难老年人月探访率")
    assert "1.社区养老服务行动计划。\n……定期探访制度……" in [cell.text for cell in row]


def test_many_differences_are_counted_after_the_first_ones() -> None:
    zhengning, _, shanxi = records()
    many = tuple(Difference("dropped", "measure", f"举措{number}", "") for number in range(12))
    ids = [shanxi.actions[0].id], [zhengning.actions[0].id]
    made = link(SHANXI, ZHENGNING, "cross", "action", *ids, "changed", differences=many)
    (pair,) = build_report([zhengning, shanxi], [made]).pairs
    text = differences_text(pair.rows[0], "zh")
    assert text.startswith("本级未见：举措0；举措1")
    assert text.endswith("举措7……等 12 处，详见 index.html")


def test_kind_of_which_nothing_is_known_above_gets_no_sheet_but_is_counted(report: Report) -> None:
    nation_shanxi = report.pairs[0]
    assert not worth_a_sheet(nation_shanxi, "action")
    assert nation_shanxi.count("unknown", "action") == 7


def test_plans_of_one_region_are_told_apart_by_period() -> None:
    _, _, shanxi = records()
    from policy_xwalk.records import Period

    older = msgspec.structs.replace(shanxi.plan, id="old", period=Period(2016, 2020))
    labels = [plan.label for plan in build_report([shanxi, PlanRecords(older)], []).plans]
    assert sorted(labels) == ["山西省（2016–2020）", "山西省（2021–2025）"]


def test_order_of_records_changes_no_table() -> None:
    assert build_report(records()[::-1], links()).matrix == build_report(records(), links()).matrix


def test_english_report_has_no_chinese_relation_words() -> None:
    report = build_report(records(), links(), "en")
    relations = {row.relation for pair in report.pairs for row in pair.rows}
    assert relations >= {"same (unconfirmed)", "no counterpart found", "added locally"}
    assert all(word.isascii() for word in relations)


def test_links_to_plans_outside_the_records_are_left_out() -> None:
    stray: list[Link] = [link("nowhere", ZHENGNING, "direct", "indicator", [], [], "unknown")]
    assert build_report(records(), stray).pairs == ()


def test_empty_run_makes_empty_tables() -> None:
    report = build_report([], [])
    assert (report.plans, report.pairs, report.matrix.rows) == ((), (), ())
    assert [kind for kind in KINDS if any(pair.of_kind(kind) for pair in report.pairs)] == []
    assert not any(isinstance(item, Indicator) for item in report.passages.values())
