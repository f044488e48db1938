"""Charts of the page: every upper item counted once, the denominators named, nothing of a plan as markup."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import msgspec
import pytest
from report_items import SHANXI, ZHENGNING
from report_sample import links, records

from policy_xwalk.records import Link, PlanRecords, Region
from policy_xwalk.reporting.flow import flow_picture
from policy_xwalk.reporting.levels import levels_picture
from policy_xwalk.reporting.page.charts import fate_bars
from policy_xwalk.reporting.page.fates import Fate, PairGroup, fates_by_chapter, fates_by_kind, pair_groups
from policy_xwalk.reporting.page.reading import read_plan_text
from policy_xwalk.reporting.tables import Report, build_report
from policy_xwalk.run import RunResult


@pytest.fixture(scope="module")
def report() -> Report:
    return build_report(records(), links())


def many(count: int) -> tuple[list[PlanRecords], list[Link]]:
    """The upper plans and copies of the county's, each with the links to it."""
    zhengning, nation, shanxi = records()
    entries, made = [nation, shanxi], []
    for number in range(count):
        region = Region(f"6210{number:02}", f"第{number}县", ("甘肃省", f"第{number}市", f"第{number}县"))
        name = f"county-{number}"
        plan = msgspec.structs.replace(zhengning.plan, id=name, region=region)
        rows = tuple(
            msgspec.structs.replace(row, id=row.id.replace(ZHENGNING, name), plan=name) for row in zhengning.indicators
        )
        entries.append(PlanRecords(plan, indicators=rows))
        made += [
            msgspec.structs.replace(
                link,
                id=f"{link.id}-{number}",
                local_plan=name,
                local=tuple(item.replace(ZHENGNING, name) for item in link.local),
                skipped=("甘肃省", f"第{number}市") if link.skipped else (),
            )
            for link in links()
            if link.local_plan == ZHENGNING and link.kind == "indicator"
        ]
    return entries, made


def group(report: Report, comparison: str) -> PairGroup:
    return next(group for group in pair_groups(report) if group.comparison == comparison)


def test_every_upper_item_counts_once_in_its_row(report: Report) -> None:
    rows = {row.label: row for row in fates_by_kind(group(report, "cross"), "zh")}
    linked = {
        item for link in links() if link.upper_plan == SHANXI and link.comparison == "cross" for item in link.upper
    }
    assert sum(row.total for row in rows.values()) == len(linked)
    assert rows["主要指标"].counts == {"same": 7, "dropped": 3}


def test_item_with_several_relations_counts_under_the_lower_one(report: Report) -> None:
    pair = next(pair for pair in report.pairs if pair.comparison == "cross")
    same = next(row for row in pair.rows if row.outcome == "same" and row.upper)
    weaker = msgspec.structs.replace(
        next(link for link in links() if link.id == same.link), id="L-other", relation="weakened"
    )
    made = build_report(records(), [*links(), weaker])
    before, after = (fates_by_kind(group(one, "cross"), "zh")[0] for one in (report, made))
    assert after.total == before.total
    assert after.counts["weakened"] == before.counts.get("weakened", 0) + 1


def test_comparisons_of_different_sorts_are_never_added_up() -> None:
    made = build_report(*many(12))
    groups = pair_groups(made)
    assert [(one.comparison, len(one.pairs)) for one in groups] == [("skip", 12), ("cross", 12)]
    assert groups[0].label == "国家 → 县级（12 部规划）"
    assert fates_by_kind(groups[0], "zh")[0].total == 12 * 7


def test_chapters_stand_in_the_order_of_the_plan_and_large_ones_are_opened(corpora_run: RunResult) -> None:
    walk = corpora_run.crosswalk
    made = build_report(walk.records, walk.links)
    readings = {e.plan.id: read_plan_text(e, corpora_run.texts.get(e.plan.id)) for e in walk.records}
    rows = fates_by_chapter(group(made, "cross"), readings)
    labels = [row.label for row in rows]
    assert labels[0] == "二、总体要求"
    assert labels[1] == "三（一）构建党建引领城乡社区服务格局"
    assert labels[-1] == "四、保障措施"
    upper = next(e for e in walk.records if e.plan.id == SHANXI)
    assert sum(row.total for row in rows) == len(upper.indicators) + len(upper.targets) + len(upper.actions)
    assert fates_by_chapter(group(made, "direct"), readings) == []


def test_bars_say_in_words_what_they_show() -> None:
    row = Fate("<b>指标", {"same": 6, "dropped": 2}, {"same": 1})
    picture = fate_bars([row], "zh", "按类别", shares=True)
    tree = ElementTree.fromstring(picture)
    assert tree.get("aria-label") == "按类别：<b>指标 8（一致 6、未见对应 2）"
    assert "共 8 项" in picture
    assert "待核实 1" in picture
    widths = [float(rect.get("width", "0")) for rect in tree.iter("rect") if "seg" in (rect.get("class") or "").split()]
    assert widths[0] / widths[1] == pytest.approx(3, rel=0.02)


def test_bar_without_room_carries_no_number_but_a_title() -> None:
    picture = fate_bars([Fate("任务", {"same": 2000, "weakened": 1})], "zh", "按类别", shares=True)
    assert not re.search(r"<text[^>]*>↓ 1<", picture)
    assert "<title>任务：降低 1 / 2001</title>" in picture


def test_flow_of_many_comparisons_counts_items_by_comparison() -> None:
    made = build_report(*many(12))
    skip = pair_groups(made)[0]
    picture = flow_picture(skip.pairs, skip.upper_label, skip.local_label, skip.label, "zh")
    ElementTree.fromstring(picture)
    assert "主要指标 84" in picture
    height = float(re.findall(r'viewBox="0 0 \d+ (\d+)"', picture)[0])
    assert height < 700


def test_levels_with_many_plans_share_boxes_absent_ones_too() -> None:
    picture = levels_picture(build_report(*many(12)))
    boxes = re.findall(r'class="(box[^"]*)"', picture)
    assert boxes.count("box") == 3
    assert "12 部规划" in picture
    assert boxes.count("box box-absent") <= 2
