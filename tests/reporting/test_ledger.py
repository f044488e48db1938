"""Task lists: what stands where, and what is left to fill in."""

from __future__ import annotations

import msgspec
import pytest
from report_items import ZHENGNING
from report_sample import records

from policy_xwalk.records import Department, PlanRecords, Span, Target
from policy_xwalk.reporting.ledger import Ledger, LedgerRow, date_text, plan_ledger
from policy_xwalk.run import RunResult


@pytest.fixture(scope="module")
def county() -> PlanRecords:
    return next(entry for entry in records() if entry.plan.id == ZHENGNING)


def row_of(ledger: Ledger, task: str) -> LedgerRow:
    return next(row for row in ledger.rows if task in row.task)


def test_rows_are_indicators_then_tasks_numbered_through(county: PlanRecords) -> None:
    ledger = plan_ledger(county, "正宁县", "zh")
    assert [row.number for row in ledger.rows] == list(range(1, len(ledger.rows) + 1))
    kinds = list(dict.fromkeys(row.kind for row in ledger.rows))
    assert kinds[0] == "indicator"
    assert {"box_item", "safeguard"} <= set(kinds)


def test_indicator_has_both_values_and_its_year(county: PlanRecords) -> None:
    row = row_of(plan_ledger(county, "正宁县", "zh"), "每百户居民")
    assert (row.goals, row.deadline) == ("27.3平方米 → ≥30平方米", "2025年")


def test_deadline_that_the_text_does_not_state_is_the_end_of_the_plan_and_says_so(county: PlanRecords) -> None:
    row = row_of(plan_ledger(county, "正宁县", "zh"), "社区应急服务行动计划")
    assert row.deadline == "规划期内（至2025年）"
    bare = msgspec.structs.replace(county, plan=msgspec.structs.replace(county.plan, period=None))
    assert row_of(plan_ledger(bare, "正宁县", "zh"), "社区应急服务行动计划").deadline == ""


def test_departments_stand_by_role_and_undivided_lists_stay_undivided(county: PlanRecords) -> None:
    action = county.actions[0]
    bodies = (
        Department("县民政局", "lead", "县民政局牵头"),
        Department("县财政局", "joint", "县财政局"),
        Department("县住建局", "support", "县住建局配合"),
    )
    loose = (Department("县民政局", None, "县民政局"), Department("县财政局", None, "县财政局"))
    for departments, lead, support in (
        (bodies, "县民政局", "县财政局、县住建局"),
        (loose, "县民政局、县财政局（未区分牵头、配合）", ""),
    ):
        entry = msgspec.structs.replace(county, actions=(msgspec.structs.replace(action, departments=departments),))
        row = row_of(plan_ledger(entry, "正宁县", "zh"), action.title)
        assert (row.lead, row.support) == (lead, support)


def test_number_stands_with_the_innermost_task_in_whose_text_it_is(county: PlanRecords) -> None:
    outer, inner = county.actions[0], county.actions[1]
    outer = msgspec.structs.replace(outer, spans=(Span(None, 0, 10),), text_spans=(Span(None, 10, 500),))
    inner = msgspec.structs.replace(inner, spans=(Span(None, 100, 110),), text_spans=(Span(None, 110, 200),))

    def target(start: int) -> Target:
        return msgspec.structs.replace(
            county.targets[0], id=f"T-{start}", subject=f"目标{start}", spans=(Span(None, start, start + 5),)
        )

    entry = msgspec.structs.replace(
        county, indicators=(), actions=(outer, inner), targets=(target(150), target(300), target(900))
    )
    rows = plan_ledger(entry, "正宁县", "zh").rows
    assert ["目标300" in rows[0].goals, "目标150" in rows[1].goals] == [True, True]
    assert "目标150" not in rows[0].goals
    assert rows[2].kind == "target"
    assert "目标900" in rows[2].task


def test_nothing_committed_is_lost_on_the_corpora(corpora_run: RunResult) -> None:
    for entry in corpora_run.crosswalk.records:
        ledger = plan_ledger(entry, "x", "zh")
        items = {row.item for row in ledger.rows}
        assert {row.id for row in entry.indicators} | {action.id for action in entry.actions} <= items
        goals = "\n".join(row.goals for row in ledger.rows)
        for target in entry.targets:
            if target.restates is None:
                assert target.id in items or target.subject in goals


def test_dates_are_written_out() -> None:
    assert [date_text(date, "zh") for date in ("2025", "2022-12", "2022-06-30", "下半年")] == [
        "2025年",
        "2022年12月",
        "2022年6月30日",
        "下半年",
    ]
    assert date_text("2022-12", "en") == "2022-12"
