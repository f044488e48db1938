"""Flowing text and the way back to the source."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policy_xwalk.language.flow import Flow, flow
from policy_xwalk.language.fold import fold

LINES = st.lists(
    st.text(alphabet="一、（一）1.第章专栏规划建设到2025年达80%以上，。；：“” 　*\t２－A", min_size=0, max_size=60),
    max_size=25,
)


def flowing(source: str, *, wrapped: bool = True) -> Flow:
    return flow(fold(source), source, wrapped=wrapped)


@given(LINES, st.booleans())
def test_every_character_of_the_flow_leads_to_its_source(lines: list[str], wrapped: bool) -> None:
    source = "\n".join(lines)
    folded = fold(source).text
    result = flow(fold(source), source, wrapped=wrapped)
    for paragraph in result.paragraphs:
        assert result.text[paragraph.start : paragraph.end] == paragraph.text
        for offset in range(paragraph.start, paragraph.end):
            at = result.source_offset(offset)
            assert folded[at] == result.text[offset] or result.text[offset] == " "


@given(LINES, st.data())
def test_the_pieces_behind_a_passage_are_its_quote(lines: list[str], data: st.DataObject) -> None:
    source = "\n".join(lines)
    result = flowing(source)
    if not result.paragraphs:
        return
    paragraph = data.draw(st.sampled_from(result.paragraphs))
    start = data.draw(st.integers(paragraph.start, paragraph.end - 1))
    end = data.draw(st.integers(start + 1, paragraph.end))
    pieces = result.ranges(start, end)
    assert all(a < b for a, b in pieces)
    assert "".join("".join(source[a:b].split()) for a, b in pieces) == result.quote(start, end)


def test_hard_wraps_are_joined_and_headings_are_not() -> None:
    lines = [f"到二〇二五年第{n}批城乡社区服务体系更加健全服务设施更加完善人民群众" for n in "一二三四五六七八九"]
    source = "\n".join(["一、总体要求", *lines, "获得感明显增强。", "二、重点任务"])
    texts = [p.text for p in flowing(source).paragraphs]
    assert texts == ["一、总体要求", "".join(lines) + "获得感明显增强。", "二、重点任务"]


def test_page_numbers_and_emphasis_are_left_out() -> None:
    source = "**一是服务设施**不断完善。\n\n— 3 —\n\n二是队伍不断壮大。\n"
    assert [p.text for p in flowing(source).paragraphs] == ["一是服务设施不断完善。", "二是队伍不断壮大。"]


def test_lines_of_an_unwrapped_format_stay_paragraphs() -> None:
    source = "加强领导\n落实责任\n"
    assert [p.text for p in flowing(source, wrapped=False).paragraphs] == ["加强领导", "落实责任"]


def test_a_passage_over_a_page_break_has_a_piece_on_each_page() -> None:
    source = "建立健全服务\n体系建设机制。"
    result = flow(fold(source), source)
    whole = result.ranges(0, len(result.paragraphs[0].text), lambda offset: 1 if offset < 7 else 2)
    assert len(whole) == (2 if len(result.paragraphs) == 1 else 1)


def test_whole_paragraphs_of_like_width_are_not_joined() -> None:
    lines = ["第四章 建设交通网", "第一节 完善干线通道", "新增高铁里程260公里，实现通高铁。"]
    lines += [
        "第二节 优化枢纽布局布点",
        "新建枢纽换乘距离不超过300米。",
        "第三节 便捷城乡居民出行",
        "建制村通客车率保持100%。",
    ]
    lines += ["第四节 发展智慧物流体系", "城区30分钟、县域24小时送达。"]
    source = "\n".join(lines)
    assert len(flow(fold(source), source).paragraphs) == len(lines)


def test_a_heading_broken_over_lines_ends_with_its_short_line() -> None:
    source = """第三章 构建安全高效的应急救
援体系
第一节 加强专业救援队伍建
设
按照每县不少于50人的标准组
建综合救援队伍。
第二节 推动社会力量有序参
与应急救援
健全征用补偿机制，每年开展
联合演练1次以上。
"""
    assert [p.text for p in flow(fold(source), source).paragraphs] == [
        "第三章构建安全高效的应急救援体系",
        "第一节加强专业救援队伍建设",
        "按照每县不少于50人的标准组建综合救援队伍。",
        "第二节推动社会力量有序参与应急救援",
        "健全征用补偿机制，每年开展联合演练1次以上。",
    ]


def test_a_number_in_a_line_of_its_own_joins_its_heading() -> None:
    source = "专栏3 治理行动\n01\n社区减负行动\n清理不合理事项。\n02\n社区协商行动\n培育示范点。\n"
    assert [p.text for p in flow(fold(source), source).paragraphs][1::2] == ["01社区减负行动", "02社区协商行动"]
