"""Figures and their times: where a change starts, what it is reckoned on, how far a year at the head reaches."""

from __future__ import annotations

import pytest
from plan_samples import read, status, targets, task

from policy_xwalk.records import PlanRecords

Figures = list[tuple[str, float | None, int | str | None]]


def _figures(records: PlanRecords) -> tuple[Figures, Figures]:
    return (
        [(t.subject, t.value, t.deadline) for t in records.targets],
        [(s.subject, s.value, s.as_of) for s in records.status],
    )


@pytest.mark.parametrize(
    ("sentence", "aimed", "reported"),
    [
        (
            "加快发展学前教育，普惠性幼儿园覆盖率由2015年的88%提高到2020年的95.1%。",
            [],
            [("普惠性幼儿园覆盖率", 88, 2015), ("普惠性幼儿园覆盖率", 95.1, 2020)],
        ),
        (
            "大力推进产业升级，数字经济增加值占比从2020年的36%提高到2025年的45%。",
            [("数字经济增加值占比", 45, 2025)],
            [("数字经济增加值占比", 36, 2020)],
        ),
        (
            "强化节能降耗，单位生产总值能耗由2020年的0.5吨标准煤下降到2025年的0.43吨标准煤。",
            [("单位生产总值能耗", 0.43, 2025)],
            [("单位生产总值能耗", 0.5, 2020)],
        ),
        (
            "互联网普及率由2020年底的70%提升至2025年底的80%以上。",
            [("互联网普及率", 80, 2025)],
            [("互联网普及率", 70, 2020)],
        ),
        (
            "高新技术企业由2021年的120家增加到300家。",
            [("高新技术企业", 300, None)],
            [("高新技术企业", 120, 2021)],
        ),
        (
            "到2025年，城镇化率由2020年的60%提高到65%。",
            [("城镇化率", 65, 2025)],
            [("城镇化率", 60, 2020)],
        ),
        (
            "粮食产量和肉类产量分别由2020年的10万吨、20万吨提高到2025年的12万吨、25万吨。",
            [("粮食产量", 12, 2025), ("肉类产量", 25, 2025)],
            [("粮食产量", 10, 2020), ("肉类产量", 20, 2020)],
        ),
        (
            "“十三五”以来，全省森林覆盖率由36.2%提高到38.9%。",
            [],
            [("森林覆盖率", 36.2, None), ("森林覆盖率", 38.9, None)],
        ),
        (
            "2016—2020年，九年义务教育巩固率由90%提高到95%。",
            [],
            [("九年义务教育巩固率", 90, None), ("九年义务教育巩固率", 95, 2020)],
        ),
        (
            "全体居民收入年均增长6.8%，城乡居民收入倍差由3.27缩小至2.93。",
            [("全体居民收入", 6.8, None), ("城乡居民收入倍差", 2.93, None)],
            [],
        ),
    ],
)
def test_a_change_starts_from_a_reported_figure_of_the_same_thing(
    sentence: str, aimed: Figures, reported: Figures
) -> None:
    assert _figures(task(sentence)) == (aimed, reported)


def test_a_heading_names_what_a_change_is_measured_in() -> None:
    records = read(
        "一、重点任务\n\n（一）森林覆盖率\n\n从2020年的36%提高到2025年的45%。\n\n"
        "（二）人均体育场地面积\n\n加强场馆建设，由2020年的2.2平方米增加到2025年的2.6平方米。\n\n"
        "（三）造林绿化\n\n加强保护，草原植被盖度由2020年的50%提高到55%。\n"
    )
    assert _figures(records) == (
        [("森林覆盖率", 45, 2025), ("人均体育场地面积", 2.6, 2025), ("草原植被盖度", 55, None)],
        [("森林覆盖率", 36, 2020), ("人均体育场地面积", 2.2, 2020), ("草原植被盖度", 50, 2020)],
    )


@pytest.mark.parametrize(
    ("sentence", "aimed", "reported"),
    [
        (
            "在2021年45个的基础上，新增县级医疗中心12个。",
            [("县级医疗中心", 12, None)],
            [("县级医疗中心", 45, 2021)],
        ),
        (
            "在2020年建成20所普惠性幼儿园的基础上，2023年新建普惠性幼儿园15所。",
            [("普惠性幼儿园", 15, 2023)],
            [("普惠性幼儿园", 20, 2020)],
        ),
        (
            "粮食产能在2021年500万吨的基础上，到2025年增加到530万吨。",
            [("粮食产能", 530, 2025)],
            [("粮食产能", 500, 2021)],
        ),
        (
            "农村自来水普及率在2020年45.2%的基础上提高3个百分点。",
            [("农村自来水普及率", 3, None)],
            [("农村自来水普及率", 45.2, 2020)],
        ),
        ("农村自来水普及率在2020年基础上提高3个百分点。", [("农村自来水普及率", 3, None)], []),
        ("在原有基础上新建充电桩300个。", [("充电桩", 300, None)], []),
        ("在现有45家企业的基础上，培育龙头企业5家。", [("龙头企业", 5, None)], [("企业", 45, None)]),
        ("目前企业达到45家，正在培育。", [], [("企业", 45, None)]),
        (
            "在2020年完成100公里管网改造的基础上，到2025年新建泵站8座。",
            [("泵站", 8, 2025)],
            [("管网改造", 100, 2020)],
        ),
    ],
)
def test_what_a_figure_is_reckoned_on_is_reported_and_sets_no_deadline(
    sentence: str, aimed: Figures, reported: Figures
) -> None:
    assert _figures(task(sentence)) == (aimed, reported)


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("2022年，完成农村危房改造。建设标准化卫生室30个。", [None]),
        ("2022年，新建公办幼儿园20所。同时，改扩建义务教育学校10所。培训教师500名。", [2022, 2022, None]),
        ("到2023年，新建水库2座，改造泵站10处；整治河道30公里。其中，城区河道5公里。", [2023, 2023, 2023, 2023]),
        ("2023年底前，建成数据平台1个。到2024年，接入单位达到100家。此外，培训管理员300名。", [2023, 2024, None]),
        ("从2022年起，规上工业企业研发投入占比提高到3%。", [None]),
    ],
)
def test_a_year_at_the_head_of_a_paragraph_holds_for_its_sentence(sentence: str, due: list[int | None]) -> None:
    assert [t.deadline for t in targets(sentence)] == due


def test_among_goals_the_year_at_the_head_holds_for_the_paragraph() -> None:
    records = read(
        "一、主要目标\n\n到2025年，公共服务体系更加完善。社区服务设施覆盖率达到100%。养老床位达到3000张。\n\n"
        "二、重点任务\n\n（一）教育\n\n到2024年，体系更加完善。新建学校3所。\n"
    )
    assert [(t.subject, t.deadline) for t in records.targets] == [
        ("社区服务设施覆盖率", 2025),
        ("养老床位", 2025),
        ("学校", None),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "把经济政策和非经济性政策统一纳入宏观政策取向一致性评估。",
        "增强财政政策与货币政策一致性。",
        "坚持城镇化与农业现代化同步推进，推动数字经济与实体经济同步发展。",
        "推进环境保护与经济发展同步规划、同步实施。",
        "促进人口增长与经济社会协调发展。",
        "健全工资增长与经济增长同步的机制。",
    ],
)
def test_agreement_that_relates_no_quantities_is_no_goal(sentence: str) -> None:
    assert [(t.subject, t.qualitative) for t in targets(sentence)] == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("城乡居民收入与经济发展保持同步增长。", [("城乡居民收入", "与经济发展保持同步增长")]),
        ("财政教育投入与财政收入同步增长。", [("财政教育投入", "与财政收入同步增长")]),
        (
            "推动居民收入增长和经济增长同步、劳动报酬提高与劳动生产率提高同步。",
            [("居民收入", "和经济增长同步"), ("劳动报酬", "与劳动生产率提高同步")],
        ),
        ("算力技术水平与国际先进水平同步。", [("算力技术水平", "与国际先进水平同步")]),
    ],
)
def test_quantities_that_keep_pace_are_a_goal(sentence: str, found: list[tuple[str, str]]) -> None:
    assert [(t.subject, t.qualitative) for t in targets(sentence)] == found


def test_a_text_layer_with_blanks_between_digits_keeps_its_units() -> None:
    records = read(
        "一、重点任务\n\n（一）人口与生态\n\n力争人口自然增长率控制在1 0 ‰以下 。到2 0 0 5年 , 森林覆盖率提高到4 8 %, "
        "人均产值年均增长6 .5 %左右 ,新建高速公路1 3 0 0公里 ,装机规模达到1 2 0 MW 。\n",
        head="某市第十个五年计划纲要\n\n( 2 0 0 1 - 2 0 0 5 年 )\n\n",
    )
    assert [(t.subject, t.raw, t.value, t.unit) for t in records.targets] == [
        ("人口自然增长率", "控制在10‰以下", 10, "‰"),
        ("森林覆盖率", "48%", 48, "%"),
        ("人均产值", "6.5%左右", 6.5, "%"),
        ("高速公路", "1300公里", 1300, "公里"),
        ("装机规模", "120MW", 120, "MW"),
    ]
    assert records.targets[0].quote == "力争人口自然增长率控制在10‰以下"


def test_blanks_in_names_join_no_units() -> None:
    records = task("推广 5 G 网络和 3 D 打印，建成充电桩 300 个，绿道 5 km，气温升幅不超过 2 ℃。")
    assert [(t.subject, t.value, t.unit) for t in records.targets] == [
        ("充电桩", 300, "个"),
        ("绿道", 5, "km"),
        ("气温升幅", 2, "℃"),
    ]
    assert status("建成充电桩 300 个。") == ()
