"""Wholes and parts by their names, and what links make of them."""

from __future__ import annotations

import msgspec
import pytest

from policy_xwalk.alignment import align
from policy_xwalk.alignment.features import plain
from policy_xwalk.alignment.wholes import contains, siblings

from .plans import answers, prose, records, row


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ("义务教育学校大班额占比", "小学大班额占比"),
        ("城乡社区综合服务设施覆盖率", "农村社区综合服务设施覆盖率"),
        ("高血压、糖尿病患者规范管理率", "高血压患者规范管理率"),
        ("高血压、糖尿病患者规范管理率", "糖尿病患者规范管理率"),
        ("乡镇卫生院和村卫生室标准化率", "村卫生室标准化率"),
        ("残疾人两项补贴目标人群覆盖率", "重度残疾人护理补贴覆盖率"),
    ],
)
def test_whole_contains_its_part_and_not_the_reverse(whole: str, part: str) -> None:
    assert contains(plain(whole), plain(part))
    assert not contains(plain(part), plain(whole))


@pytest.mark.parametrize(
    ("whole", "other"),
    [
        ("义务教育学校大班额占比", "小学生师比"),
        ("城乡居民人均可支配收入增长", "农村居民人均消费支出增长"),
        ("和谐社区覆盖率", "社区覆盖率"),
        ("社区养老服务设施覆盖率", "社区托育服务设施覆盖率"),
    ],
)
def test_another_thing_is_no_part(whole: str, other: str) -> None:
    assert not contains(plain(whole), plain(other))
    assert not contains(plain(other), plain(whole))


def test_siblings_differ_in_one_facet_only() -> None:
    assert siblings("城镇居民人均可支配收入增速", "农村居民人均可支配收入增速")
    assert not siblings("城镇居民人均可支配收入增速", "农村居民人均消费支出增速")


def test_a_row_is_split_over_the_members_of_its_enumeration() -> None:
    upper = row("乡镇卫生院和村卫生室标准化率", "95%")
    pieces = [row("乡镇卫生院标准化率", "100%"), row("村卫生室标准化率", "95%")]
    (link,) = align(records("省", [upper], "province"), records("县", pieces, "county"), comparison="direct")
    assert set(link.local) == {piece.id for piece in pieces}
    assert (link.relation, "split" in link.flags) == ("strengthened", True)


def test_rows_are_merged_into_the_whole_that_answers_them() -> None:
    parts = [row("困难残疾人生活补贴覆盖率", "100%"), row("重度残疾人护理补贴覆盖率", "100%")]
    whole = row("残疾人两项补贴目标人群覆盖率", "100%")
    (link,) = align(records("省", parts, "province"), records("县", [whole], "county"), comparison="direct")
    assert set(link.upper) == {part.id for part in parts}
    assert (link.relation, "merged" in link.flags) == ("same", True)


def test_a_whole_beside_its_own_counterpart_does_not_take_the_part() -> None:
    upper = [row("城乡社区综合服务设施覆盖率", "95%"), row("城市社区综合服务设施覆盖率", "100%")]
    local = row("城市社区综合服务设施覆盖率", "100%")
    links = align(records("省", upper, "province"), records("县", [local], "county"), comparison="direct")
    assert answers(links, upper[1])[0].relation == "same"
    assert answers(links, upper[0])[0].relation == "dropped"


def test_words_without_a_number_made_a_number_are_strengthened() -> None:
    words = "不断提高社区托育服务设施覆盖水平"
    upper = msgspec.structs.replace(
        prose(words, "60%", f"{words}。"), value=None, unit=None, comparator=None, raw="", qualitative=words
    )
    local = prose("社区托育服务设施覆盖率", "60%")
    (link,) = align(records("省", [upper], "province"), records("县", [local], "county"), comparison="direct")
    assert (link.relation, "quantified" in link.flags) == ("strengthened", True)
