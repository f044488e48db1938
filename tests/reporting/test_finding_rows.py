"""Findings in words: their order, and where their passages stand."""

from __future__ import annotations

import msgspec
from report_findings import findings
from report_items import ZHENGNING
from report_sample import links, records

from policy_xwalk.record_parts import Evidence
from policy_xwalk.records import PlanRecords, Span
from policy_xwalk.reporting.finding_rows import FindingRow, finding_rows
from policy_xwalk.reporting.tables import RunInfo, build_report

_GRAVE = findings()[3]


def rows(plans: list[PlanRecords], info: RunInfo) -> tuple[FindingRow, ...]:
    return finding_rows(build_report(plans, links(), "zh", info), plans)


def placed(evidence: Evidence, text: str | None = None) -> str:
    """The place shown for a passage of the county plan, in which a task stands at 100 to 200."""
    zhengning, *others = records()
    law = next(action for action in zhengning.actions if action.title == "法律服务社区行动计划")
    law = msgspec.structs.replace(law, spans=(Span(None, 100, 110),), text_spans=(Span(None, 110, 200),))
    plan = PlanRecords(zhengning.plan, actions=(law,))
    finding = msgspec.structs.replace(_GRAVE, evidence=(evidence,), items=())
    info = RunInfo(findings=(finding,), texts={} if text is None else {ZHENGNING: text})
    (row,) = rows([plan, *others], info)
    return row.local[0].place


def test_gravest_first_then_hints_then_what_was_set_aside() -> None:
    found = rows(records(), RunInfo(findings=findings()))
    assert [row.severity for row in found] == ["error", "warning", "info", "warning"]
    assert [bool(row.waiver) for row in found] == [False, False, False, True]
    assert [row.number for row in found] == [1, 2, 3, 4]
    assert found == rows(records(), RunInfo(findings=findings()[::-1]))


def test_passages_stand_on_their_side() -> None:
    row = rows(records(), RunInfo(findings=(_GRAVE,)))[0]
    assert ([passage.label for passage in row.upper], [passage.label for passage in row.local]) == (
        ["山西省"],
        ["正宁县"],
    )


def test_passage_inside_a_task_is_placed_by_its_number() -> None:
    assert placed(Evidence(ZHENGNING, "法律", (Span(None, 150, 152),))) == "专栏3/11"
    assert placed(Evidence(ZHENGNING, "法律", (Span(9, 150, 152),))) == "专栏3/11，第9页"


def test_passage_between_items_is_placed_by_page_or_line() -> None:
    assert placed(Evidence(ZHENGNING, "前言", (Span(2, 5, 7),))) == "第2页"
    assert placed(Evidence(ZHENGNING, "前言", (Span(None, 5, 7),)), "一\n二\n三前言" + "字" * 300) == "第3行"
    assert placed(Evidence(ZHENGNING, "前言", (Span(None, 5, 7),))) == ""
