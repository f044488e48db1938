"""The tree of headings and boxes, and what each part is for."""

from __future__ import annotations

import pytest

from policy_xwalk.language.flow import flow
from policy_xwalk.language.fold import fold
from policy_xwalk.outline import Outline, read_outline, zone_of


def outline(source: str) -> Outline:
    return read_outline(flow(fold(source), source, wrapped=False).paragraphs)


def paths(source: str) -> list[tuple[str, str, str]]:
    return [(s.path, s.title, s.zone) for s in outline(source).walk()]


@pytest.mark.parametrize(
    ("title", "zone"),
    [
        ("发展基础", "background"),
        ("现状与形势", "background"),
        ("“十四五”时期和2025年工作回顾", "background"),
        ("2024年工作回顾", "background"),
        ("面临的机遇和挑战", "background"),
        ("战略态势", "background"),
        ("指导思想", "principle"),
        ("基本原则", "principle"),
        ("总体要求", "principle"),
        ("名词解释", "principle"),
        ("主要目标", "goal"),
        ("发展路径和目标", "goal"),
        ("2025年工作总体要求和预期目标", "goal"),
        ("保障措施", "safeguard"),
        ("组织实施", "safeguard"),
        ("强化组织领导和实施", "safeguard"),
        ("优化企业组织结构按照专业化分工和规模经济原则", None),
        ("创造有利于信息业发展的良好环境", None),
        ("巩固和增强经济回升向好态势", None),
        ("持续用力扩大内需，巩固和增强经济回升向好态势", None),
        ("以新发展理念引领发展，推动高质量发展", None),
        ("深入实施“百县千镇万村高质量发展工程”，实现三年初见成效目标", None),
        ("落实目标责任", None),
        ("“十五五”时期主要目标和重点任务", None),
        ("健全社会保障体系", None),
        ("营造良好发展环境", None),
    ],
)
def test_headings_say_what_their_part_is_for(title: str, zone: str | None) -> None:
    assert zone_of(title) == zone


def test_chinese_numbering_nests() -> None:
    source = """一、总体要求
（一）指导思想
坚持以人民为中心。
（二）主要目标
到2025年，覆盖率达到80%。
二、重点任务
（一）完善设施
1.新建设施。加快建设社区设施。
2.改造设施。改造老旧设施。
三、保障措施
（一）加强领导
健全机制。
"""
    assert paths(source) == [
        ("一", "总体要求", "principle"),
        ("一/（一）", "指导思想", "principle"),
        ("一/（二）", "主要目标", "goal"),
        ("二", "重点任务", "task"),
        ("二/（一）", "完善设施", "task"),
        ("二/（一）/1", "新建设施", "task"),
        ("二/（一）/2", "改造设施", "task"),
        ("三", "保障措施", "safeguard"),
        ("三/（一）", "加强领导", "safeguard"),
    ]


def test_chapters_and_sections_nest() -> None:
    source = "第一章 发展目标\n到2025年建成体系。\n第二章 重点任务\n第一节 发展教育\n一、扩大学位\n新增学位1万个。\n"
    assert [p for p, _, _ in paths(source)] == ["第一章", "第二章", "第二章/第一节", "第二章/第一节/一"]


def test_a_box_holds_its_items_and_ends_with_the_next_heading() -> None:
    source = """二、重点任务
（一）提升服务
服务水平不断提高。
专栏1 提升工程
1.助餐行动。建设助餐点。
2.改造行动。改造家庭。
（二）优化机构
支持机构发展。
"""
    found = paths(source)
    assert [p for p, _, _ in found] == ["二", "二/（一）", "专栏1", "专栏1/1", "专栏1/2", "二/（二）"]
    assert outline(source).sections[0].children[0].children[0].style == "box"


def test_an_item_of_a_box_without_title_takes_its_first_clause() -> None:
    source = "专栏2 信息化行动\n1.2021年底全县村通宽带动态清零，2025年底实现全县80%村通5G。\n2.平台建设。建成平台。\n"
    first, second = outline(source).sections[0].children
    assert (first.title, first.untitled) == ("2021年底全县村通宽带动态清零", True)
    assert (second.title, second.untitled) == ("平台建设", False)


def test_a_line_without_number_between_numbered_parts_stays_below_their_chapter() -> None:
    body = "坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，加快构建新发展格局，推动高质量发展取得新成效。"
    source = f"二、“十五五”时期的主要目标和重点任务\n主要目标\n{body}\n三、2026年工作安排\n（一）扩大内需\n{body}\n"
    assert [(p, z) for p, _, z in paths(source)] == [
        ("二", "task"),
        ("二/主要目标", "goal"),
        ("三", "task"),
        ("三/（一）", "task"),
    ]


def test_among_goals_what_is_reached_lies_ahead() -> None:
    source = "二、“十五五”时期总体要求和目标任务\n（一）高质量发展取得显著成效\n经济总量突破3000亿元。\n"
    assert paths(source)[1][2] == "goal"


def test_a_colophon_ends_the_last_section() -> None:
    source = "一、加强考核\n定期评估。\n抄送：市委办公室，市人大常委会办公室。\n某市人民政府办公室2022年5月6日印发\n"
    (section,) = outline(source).sections
    assert "抄送" not in "".join(source[a:b] for a, b in section.body)


def test_every_offset_finds_its_section() -> None:
    source = "一、发展目标\n建成体系。\n二、重点任务\n（一）完善设施\n新建设施。\n"
    tree = outline(source)
    flowing = flow(fold(source), source, wrapped=False).text
    section = tree.at(flowing.index("新建设施"))
    assert section is not None
    assert section.path == "二/（一）"
    assert tree.at(0) is tree.sections[0]
