"""Actions: who answers whom by title, text and place, and what the texts say differently."""

from __future__ import annotations

import pytest

from policy_xwalk.alignment import align
from policy_xwalk.records import Action, Clause, Link, Span

from .plans import answers, records, task

PARENTS = ("三 重点任务", "二 主要任务")


def _align(upper: list[Action], local: list[Action], comparison: str = "direct") -> tuple[Link, ...]:
    return align(records("省", upper, "province"), records("县", local, "county"), comparison=comparison)  # type: ignore[arg-type]


UPPER_SCHOOL = (
    "新建改扩建公办幼儿园500所，公办园在园幼儿占比达到55%。完善普惠性民办园认定管理办法，落实生均公用经费标准。"
)


@pytest.mark.parametrize(
    ("upper", "local", "relation"),
    [
        (UPPER_SCHOOL, UPPER_SCHOOL, "same"),
        (UPPER_SCHOOL, UPPER_SCHOOL + "开展幼儿园办园行为督导评估。", "strengthened"),
        (UPPER_SCHOOL, UPPER_SCHOOL.replace("，落实生均公用经费标准", ""), "weakened"),
        (UPPER_SCHOOL, UPPER_SCHOOL.replace("55%", "50%"), "weakened"),
        (UPPER_SCHOOL, UPPER_SCHOOL.replace("55%", "60%"), "strengthened"),
        (UPPER_SCHOOL, UPPER_SCHOOL.replace("500所", "若干所"), "weakened"),
        (UPPER_SCHOOL, UPPER_SCHOOL.replace("完善普惠性", "进一步完善普惠性"), "same"),
        (
            UPPER_SCHOOL,
            UPPER_SCHOOL.replace("，落实生均公用经费标准", "") + "开展幼儿园办园行为督导评估。",
            "changed",
        ),
        ("到2023年全面取消大班额。", "到2025年全面取消大班额。", "weakened"),
        ("实现乡镇文化站免费开放。", "基本实现乡镇文化站免费开放。", "weakened"),
    ],
)
def test_relation_is_judged_on_the_text(upper: str, local: str, relation: str) -> None:
    (link,) = _align([task("学前教育普及普惠行动", upper)], [task("学前教育普及普惠行动计划", local)])
    assert link.relation == relation
    assert bool(link.differences) == (relation != "same")
    assert "renamed" not in link.flags


@pytest.mark.parametrize(
    ("upper", "local"),
    [
        ("智慧养老服务行动", "智慧托育服务行动"),
        ("农村人居环境整治提升行动", "城市人居环境整治提升行动"),
        ("人工智能+工业", "人工智能+农业"),
        ("残疾人文化服务工程", "残疾人体育服务工程"),
        ("城镇污水处理设施补短板工程", "城镇垃圾处理设施补短板工程"),
    ],
)
def test_same_words_of_another_field_never_match(upper: str, local: str) -> None:
    links = _align([task(upper, "完善服务设施，提升服务质量。")], [task(local, "完善服务设施，提升服务质量。")])
    assert {link.relation for link in links} == {"dropped", "added"}


@pytest.mark.parametrize(
    ("upper", "local"),
    [
        ("加强组织领导", "组织领导"),
        ("强化统筹协调", "加强统筹协调"),
        ("数字乡村建设行动", "数字乡村建设专项行动"),
        ("健全医疗保障体系", "健全医疗保障体系，提升保障能力"),
        ("营造最好氛围", "营造良好氛围"),
    ],
)
def test_reworded_titles_match(upper: str, local: str) -> None:
    links = _align([task(upper, "压实各方责任，加强督促检查。")], [task(local, "健全工作机制，定期调度推进。")])
    assert len(links) == 1


ROADS = "实施农村公路提质改造，推进建制村双车道公路建设。完善农村公路安全防护设施，排查整治安全隐患。"
BUSES = "推进城乡客运一体化，发展镇村公交和定制客运服务。支持客货邮融合发展，建设乡镇综合运输服务站。"


def test_two_actions_folded_into_one_are_merged() -> None:
    upper = [task("农村公路提质工程", ROADS), task("城乡客运一体化工程", BUSES)]
    local = task("农村公路提质和城乡客运一体化", ROADS + BUSES)
    (link,) = _align(upper, [local])
    assert set(link.upper) == {action.id for action in upper}
    assert "merged" in link.flags
    assert (link.relation, link.predicate) == ("same", "skos:broadMatch")


def test_one_action_spread_over_two_is_split() -> None:
    upper = task("农村公路提质和城乡客运一体化", ROADS + BUSES)
    local = [task("农村公路提质工程", ROADS), task("城乡客运一体化工程", BUSES)]
    (link,) = _align([upper], local)
    assert set(link.local) == {action.id for action in local}
    assert "split" in link.flags
    assert link.relation == "same"


def test_item_in_another_box_than_its_neighbours_is_moved() -> None:
    names = ["家庭医生签约行动", "健康校园行动", "心理援助热线行动", "癌症早诊早治行动"]
    upper = [
        task(name, f"{name}稳步推进。", f"专栏1/{n}", "专栏1 健康促进行动", "box_item") for n, name in enumerate(names)
    ]
    local = [
        task(name, f"{name}稳步推进。", f"专栏2/{n}", "专栏2 健康促进行动", "box_item") for n, name in enumerate(names)
    ]
    local[2] = task(names[2], f"{names[2]}稳步推进。", "专栏5/1", "专栏5 社会治理工程", "box_item")
    links = _align(upper, local)
    assert [("moved" in link.flags) for link in links] == [False, False, True, False]


def test_clause_found_elsewhere_in_the_plan_takes_nothing_away() -> None:
    moved = "建设区域性应急物资储备中心，定期开展应急演练"
    upper = task("健全应急管理体系", f"完善应急预案，压实安全生产责任。{moved}。")
    local = [
        task("健全应急管理体系", "完善应急预案，压实安全生产责任。"),
        task("加强物资储备管理", f"优化粮食储备布局，推进仓房升级改造。{moved}。加强储备粮质量监测，健全轮换机制。"),
    ]
    link = answers(_align([upper], local), upper)[0]
    assert link.relation == "same"
    assert "clauses_elsewhere" in link.reasons


def test_what_the_province_keeps_for_itself_is_not_missed_below() -> None:
    upper = task("完善标准体系", "健全服务标准。省民政厅牵头制定省级地方标准。")
    (link,) = _align([upper], [task("完善标准体系", "健全服务标准。")])
    assert link.relation == "same"


def test_differences_quote_the_source_and_give_its_place() -> None:
    def said(title: str, parts: list[tuple[str, str, int]]) -> Action:
        clauses = tuple(Clause(text, quote, (Span(1, at, at + len(quote)),)) for text, quote, at in parts)
        base = task(title, "，".join(text for text, *_ in parts))
        return Action(
            **{field: getattr(base, field) for field in base.__struct_fields__ if field != "clauses"}, clauses=clauses
        )

    upper = said(
        "电商进村行动", [("建设物流网点30个", "建设物流网点３０个", 100), ("培训农村带头人", "培训农村带头人", 120)]
    )
    local = said("电商进村行动", [("建设物流网点30个", "建设物流网点30个", 7)])
    (link,) = _align([upper], [local])
    (difference,) = link.differences
    assert (difference.op, difference.upper_quote, difference.upper_spans) == (
        "dropped",
        "培训农村带头人",
        (Span(1, 120, 127),),
    )


def test_added_action_that_spells_out_an_upper_clause_names_it_as_basis() -> None:
    upper = task("优化营商环境", "深化行政审批改革，全面推行告知承诺制，建立企业诉求快速响应机制。")
    local = [
        task("优化营商环境", "深化行政审批改革，全面推行告知承诺制。"),
        task("建立企业诉求快速响应机制", "设立热线专席，按月通报。"),
    ]
    links = _align([upper], local)
    added = answers(links, local[1])
    assert [link.relation for link in added] == ["added"]
    assert added[0].basis == (upper.id,)
