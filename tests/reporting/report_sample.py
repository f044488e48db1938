"""Records and links of the three plans on community services, written by hand from their texts.

The national plan is a framework (facts, many unconfirmed); Shanxi stands as read from a paged file, Zhengning as read
from a text file. All rows of the indicator tables are here, and a dozen targets and actions; every relation occurs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from report_actions import SHANXI_ACTIONS, ZHENGNING_ACTIONS
from report_items import (
    NATION,
    NATION_ROWS,
    SELF_SERVICE,
    SHANXI,
    SHANXI_ROWS,
    SHANXI_TARGETS,
    WORKERS,
    ZHENGNING,
    ZHENGNING_ROWS,
    ZHENGNING_TARGETS,
    item_id,
    nation_row,
    spans_of,
    table_row,
)

from policy_xwalk.records import (
    Box,
    Citation,
    Comparison,
    Difference,
    Flag,
    Indicator,
    ItemKind,
    Link,
    Period,
    Plan,
    PlanRecords,
    Region,
    Relation,
    Source,
    Status,
)


def _plans() -> tuple[Plan, Plan, Plan]:
    common = {"topic": "城乡社区服务体系建设", "period": Period(2021, 2025)}
    nation = Plan(
        id=NATION,
        title="“十四五”城乡社区服务体系建设规划",
        issuer="国务院办公厅",
        doc_number="国办发〔2021〕56号",
        issued="2021-12-27",
        level="nation",
        region=None,
        cites=(),
        covers=("indicator",),
        inferred=(),
        source=Source("framework/national.toml", "0" * 64, "toml", None),
        form="framework",
        **common,
    )
    shanxi = Plan(
        id=SHANXI,
        title="山西省“十四五”城乡社区服务体系建设规划",
        issuer="山西省人民政府办公厅",
        doc_number="晋政办发〔2022〕55号",
        issued="2022-07-05",
        level="province",
        region=Region("140000", "山西省", ("山西省",)),
        cites=(Citation("“十四五”城乡社区服务体系建设规划", "nation", "国务院办公厅", None),),
        covers=("indicator", "target", "action"),
        inferred=("level",),
        source=Source("plans/山西省城乡社区服务体系建设规划.pdf", "1" * 64, "pdf", 24),
        **common,
    )
    zhengning = Plan(
        id=ZHENGNING,
        title="正宁县“十四五”城乡社区服务体系建设规划",
        issuer="正宁县人民政府办公室",
        doc_number="正政办发〔2022〕38号",
        issued="2022-05-26",
        level="county",
        region=Region("621025", "正宁县", ("甘肃省", "庆阳市", "正宁县")),
        cites=(
            Citation("“十四五”城乡社区服务体系建设规划", "province", None, None),
            Citation("“十四五”城乡社区服务体系建设规划", "city", None, None),
            Citation("中共中央国务院关于加强基层治理体系和治理能力现代化建设的意见", "nation", "中共中央 国务院", None),
        ),
        covers=("indicator", "target", "action"),
        inferred=("level", "region"),
        source=Source("plans\\正宁县城乡社区服务体系建设规划.txt", "2" * 64, "txt", None),
        **common,
    )
    return nation, shanxi, zhengning


def records() -> list[PlanRecords]:
    """The three plans."""
    nation, shanxi, zhengning = _plans()
    status_quote = "农村社区综合服务设施覆盖率达到７０％."
    status = Status(
        id=item_id(SHANXI, "S", status_quote),
        plan=SHANXI,
        section="一/（一）",
        subject="农村社区综合服务设施覆盖率",
        scope="农村社区",
        comparator="=",
        value=70,
        value_high=None,
        unit="%",
        raw="７０％",
        as_of=None,
        as_of_from=None,
        kind="coverage",
        hedges=(),
        basis=None,
        quote=status_quote,
        spans=spans_of(status_quote, 3, 1200),
    )
    box = Box(
        id=item_id(SHANXI, "B", "专栏２"),
        plan=SHANXI,
        number="专栏2",
        title="新时代新社区新生活服务质量提升行动",
        section="三",
        quote="专栏２新时代新社区新生活服务质量提升行动",
        spans=spans_of("专栏２　新时代", 11, 8000),
    )
    return [
        PlanRecords(
            zhengning,
            indicators=tuple(table_row(ZHENGNING, "一/（五）/专栏1", None, row) for row in ZHENGNING_ROWS),
            targets=tuple(ZHENGNING_TARGETS.values()),
            actions=tuple(ZHENGNING_ACTIONS.values()),
        ),
        PlanRecords(nation, indicators=tuple(nation_row(*row) for row in NATION_ROWS)),
        PlanRecords(
            shanxi,
            indicators=tuple(table_row(SHANXI, "二/（三）", 8, row) for row in SHANXI_ROWS),
            targets=tuple(SHANXI_TARGETS.values()),
            status=(status,),
            actions=tuple(SHANXI_ACTIONS.values()),
            boxes=(box,),
        ),
    ]


def link(
    upper_plan: str,
    local_plan: str,
    comparison: Comparison,
    kind: ItemKind,
    upper: Sequence[str],
    local: Sequence[str],
    relation: Relation,
    flags: Sequence[Flag] = (),
    **fields: Any,
) -> Link:
    """A link with a digest for its id."""
    key = "|".join((upper_plan, local_plan, kind, *upper, ">", *local))
    return Link(
        id="L-" + hashlib.sha256(key.encode()).hexdigest()[:8],
        upper_plan=upper_plan,
        local_plan=local_plan,
        comparison=comparison,
        skipped=("甘肃省", "庆阳市") if comparison == "skip" else (),
        kind=kind,
        upper=tuple(upper),
        local=tuple(local),
        relation=relation,
        flags=tuple(flags),
        differences=fields.pop("differences", ()),
        owed=fields.pop("owed", "yes" if kind == "indicator" else "unknown"),
        basis=tuple(fields.pop("basis", ())),
        confidence=fields.pop("confidence", 0.93),
        features=fields.pop("features", {"name": 0.98}),
        predicate="skos:exactMatch" if relation == "same" else "skos:closeMatch",
        judgement=None,
        **fields,
    )


def _indicator_links(
    upper: Sequence[Indicator], local: Sequence[Indicator], names: dict[str, str], comparison: Comparison, rest: bool
) -> list[Link]:
    pair = upper[0].plan, local[0].plan
    by_name = {names.get(row.name, row.name): row for row in local}
    made = []
    for row in upper:
        answer = by_name.pop(row.name, None)
        if answer is None:
            made.append(link(*pair, comparison, "indicator", [row.id], [], "dropped", confidence=0.81))
            continue
        flags: list[Flag] = []
        if answer.name != row.name:
            flags.append("renamed")
        if row.baseline and answer.baseline and row.baseline.value != answer.baseline.value:
            flags.append("baseline_differs")
        unconfirmed = bool(row.unconfirmed)
        made.append(link(*pair, comparison, "indicator", [row.id], [answer.id], "same", flags, unconfirmed=unconfirmed))
    if rest:
        made += [link(*pair, comparison, "indicator", [], [row.id], "added") for row in by_name.values()]
    return made


def _unknown(entry: PlanRecords, comparison: Comparison) -> list[Link]:
    return [
        link(NATION, entry.plan.id, comparison, kind, [], [item.id], "unknown", confidence=1.0, owed="unknown")
        for kind, items in (("target", entry.targets), ("action", entry.actions))
        for item in items
    ]  # type: ignore[misc]


def links() -> list[Link]:
    """Nation to Shanxi (direct), nation to Zhengning (skip), Shanxi beside Zhengning (cross)."""
    zhengning, nation, shanxi = records()
    renamed = {"城市社区政务通用自助服务一体机覆盖率": SELF_SERVICE}
    made = _indicator_links(nation.indicators, shanxi.indicators, {}, "direct", rest=True)
    made += _unknown(shanxi, "direct")
    made += _indicator_links(nation.indicators, zhengning.indicators, renamed, "skip", rest=True)
    made += _unknown(zhengning, "skip")
    made += _indicator_links(shanxi.indicators, zhengning.indicators, renamed, "cross", rest=True)
    upper_t, local_t, upper_a, local_a = SHANXI_TARGETS, ZHENGNING_TARGETS, SHANXI_ACTIONS, ZHENGNING_ACTIONS
    cross: tuple[str, str, Comparison] = (SHANXI, ZHENGNING, "cross")

    def target(name: str, relation: Relation, flags: Sequence[Flag] = (), **fields: Any) -> Link:
        return link(*cross, "target", [upper_t[name].id], [local_t[name].id], relation, flags, **fields)

    def action(name: str, relation: Relation, flags: Sequence[Flag] = (), **fields: Any) -> Link:
        return link(*cross, "action", [upper_a[name].id], [local_a[name].id], relation, flags, **fields)

    workers_row = next(row for row in zhengning.indicators if row.name == WORKERS)
    made += [
        target(
            "fitness",
            "strengthened",
            ["scope_wider"],
            differences=(Difference("changed", "scope", "城市社区", "村（社区）"),),
        ),
        target("disabled", "same", ["renamed"], confidence=0.9),
        target("5g", "same", [], confidence=0.95),
        target(
            "broadband",
            "strengthened",
            ["deadline_earlier"],
            differences=(Difference("added", "deadline", "", "2021年底"),),
        ),
        target("hours", "strengthened", ["firmed"], differences=(Difference("dropped", "hedge", "一般", ""),)),
        target(
            "area",
            "changed",
            ["scope_wider", "hedged"],
            confidence=0.55,
            differences=(Difference("changed", "value", "不低于５００平方米", "800平方米左右"),),
        ),
        target("officer", "same"),
        target("survey", "same", ["renamed"], confidence=0.88),
        target(
            "homes",
            "changed",
            ["apportioned"],
            confidence=0.42,
            differences=(Difference("changed", "number", "３０个", "3个"),),
        ),
        link(
            *cross,
            "target",
            [upper_t["workers"].id],
            [local_t["workers"].id, workers_row.id],
            "changed",
            ["deadline_later", "split"],
            confidence=0.71,
            differences=(Difference("changed", "value", "１６人（2023年）", "18人（2025年）"),),
        ),
        link(
            *cross,
            "target",
            [upper_t["visit"].id],
            [local_a["elderly"].id],
            "weakened",
            ["unquantified"],
            confidence=0.77,
            differences=(Difference("changed", "value", "月探访率达到１００％", "定期探访制度"),),
        ),
        link(*cross, "target", [], [local_t["care"].id], "added", confidence=0.86),
        link(*cross, "target", [], [local_t["law"].id], "added", basis=[upper_a["law"].id], confidence=0.74),
        action("roots", "same", ["renamed", "moved"], confidence=0.99),
        action(
            "elderly",
            "weakened",
            ["renamed", "unquantified"],
            confidence=0.9,
            differences=(
                Difference("dropped", "number", "特殊困难老年人月探访率达到100%", ""),
                Difference("added", "measure", "", "发展“互联网+养老”，整合线上线下资源"),
            ),
        ),
        action(
            "law",
            "strengthened",
            ["quantified"],
            differences=(Difference("added", "number", "", "预计2025年底实现城市、农村社区覆盖率为60%、30%"),),
        ),
        action(
            "emergency",
            "changed",
            ["renamed"],
            differences=(
                Difference("dropped", "measure", "完善应急广播体系", ""),
                Difference("changed", "measure", "设立符合相关标准的应急避难场所", "改造或完善社区应急避难场所"),
            ),
        ),
        action("training", "same", ["renamed", "moved"], confidence=0.98),
        action(
            "assessment",
            "changed",
            ["renamed"],
            owed="no",
            confidence=0.83,
            differences=(Difference("changed", "department", "省民政厅、省发展改革委牵头", "县民政局"),),
        ),
        link(*cross, "action", [upper_a["double"].id], [], "dropped", confidence=0.84, owed="no"),
        link(*cross, "action", [], [local_a["redcross"].id], "added", confidence=0.9),
        link(*cross, "action", [], [local_a["mediation"].id], "added", basis=[upper_a["double"].id], confidence=0.35),
    ]
    return made
