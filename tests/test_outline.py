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


@pytest.mark.parametrize(
    ("heading", "label", "title"),
    [
        ("专栏1 六大工程", "专栏1", "六大工程"),
        ("专栏二 十大行动", "专栏二", "十大行动"),
        ("专栏3 5项重点任务", "专栏3", "5项重点任务"),
        ("专栏十二 三项工程", "专栏十二", "三项工程"),
        ("专栏四 三年行动计划", "专栏四", "三年行动计划"),
        ("专栏一 一老一小服务", "专栏一", "一老一小服务"),
        ("专栏12 百千万工程", "专栏12", "百千万工程"),
        ("专栏 七大行动", "专栏", "七大行动"),
        # The numeral belongs to the box where the title counts nothing.
        ("专栏十二 大气污染防治工程", "专栏十二", "大气污染防治工程"),
        ("专栏二十 项目清单", "专栏二十", "项目清单"),
        ("专栏二十一 大数据平台建设行动", "专栏二十一", "大数据平台建设行动"),
        ("专栏4-1 重点项目", "专栏4-1", "重点项目"),
    ],
)
def test_the_number_of_a_box_ends_where_its_title_begins_to_count(heading: str, label: str, title: str) -> None:
    source = f"一、重点任务\n加强建设。\n{heading}\n1.建设工程。建设站点5个。\n2.改造工程。改造站点3个。\n"
    assert [(s.label, s.title) for s in outline(source).walk() if s.style == "box"] == [(label, title)]


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


def test_a_table_of_contents_without_leaders_is_no_outline() -> None:
    heads = ["第一章 总则", "第二章 发展教育", "第三章 发展卫生", "第四章 发展养老", "第五章 组织实施"]
    body = "坚持以人民为中心，扎实推进各项工作落地见效。"
    source = "\n".join(heads) + "\n" + "\n".join(f"{head}\n{body}" for head in heads)
    assert [s.title for s in outline(source).walk()] == [h.split()[1] for h in heads]


def test_numberings_nest_in_the_order_of_the_document() -> None:
    source = """二、主要任务
1.完善供水体系
（一）改造老旧管网
更换管道380公里。
（二）新建联村工程
解决用水问题。
2.健全管护机制
（一）落实管护主体
明确管护人员。
"""
    assert [p for p, _, _ in paths(source)] == ["二", "二/1", "二/1/（一）", "二/1/（二）", "二/2", "二/2/（一）"]


def test_decimal_numbers_are_headings_only_where_the_document_counts_so() -> None:
    counted = "1 总则\n1.1 目的\n为提高能力。\n1.2 原则\n以人为本。\n2 主要任务\n2.1 建设台网\n建设台站。\n"
    assert [p for p, _, _ in paths(counted)] == ["1", "1/1.1", "1/1.2", "2", "2/2.1"]
    amount = "一、主要任务\n1.5万户居民完成改造。\n"
    assert [p for p, _, _ in paths(amount)] == ["一"]


def test_items_of_a_box_keep_their_printed_number_or_have_none() -> None:
    source = """三、推动转型
专栏2 重点工程
01 节能改造
改造机组。
02 屋顶光伏
开展试点。
（一）推进减排
实施改造。
专栏3 示范项目
煤电改造：改造规模400万千瓦。
公共机构节能：覆盖率达到50%。
四、保障措施
"""
    assert [p for p, _, _ in paths(source)] == [
        "三",
        "专栏2",
        "专栏2/01",
        "专栏2/02",
        "三/（一）",
        "专栏3",
        "专栏3/煤电改造",
        "专栏3/公共机构节能",
        "四",
    ]


def test_a_document_without_numbers_has_headings_by_shape() -> None:
    source = """全县旅游发展方案
总体要求
以文塑旅、以旅彰文，打造目的地。
重点任务
打造红色旅游品牌
修缮革命旧址12处，开发研学线路5条。
提升乡村旅游品质
培育旅游示范村8个，改造农家乐150户。
保障措施
强化用地保障
在国土空间规划中预留机动指标，优先安排。
"""
    assert [(s.title, s.zone) for s in outline(source).walk()] == [
        ("总体要求", "principle"),
        ("重点任务", "task"),
        ("打造红色旅游品牌", "task"),
        ("提升乡村旅游品质", "task"),
        ("保障措施", "safeguard"),
        ("强化用地保障", "safeguard"),
    ]


def test_ordinals_head_a_list_of_paragraphs_and_not_a_sentence() -> None:
    listed = "二、主要任务\n一是优化网络布局。自然村全部通邮。\n二是提升寄递时效。时限不超过24小时。\n"
    assert [p for p, _, _ in paths(listed)] == ["二", "二/一是", "二/二是"]
    assert [p for p, _, _ in paths("二、主要任务\n一是优化网络；二是提升时效。\n")] == ["二"]


def test_a_sentence_run_into_the_heading_of_a_section_is_its_text() -> None:
    source = "第三章 加强农业\n第一节稳定粮食生产能力严格执行基本农田保护制度，保持全国耕地总量动态平衡，确保粮食安全\n"
    section = outline(source).sections[0].children[0]
    assert (section.title, len(section.body)) == ("稳定粮食生产能力", 1)


def test_outcomes_among_goals_are_goals() -> None:
    source = """“十五五”时期的主要目标任务
一是高质量发展水平明显提升。经济增长5%左右。
二是社会文明程度明显提升。公共文化服务更加丰富。
"""
    assert [zone for _, _, zone in paths(source)][1:] == ["goal", "goal"]
