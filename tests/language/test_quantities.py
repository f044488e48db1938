"""Quantities: numbers with unit, comparator and range, shares in words, words of coverage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_xwalk.language.fold import fold
from policy_xwalk.language.quantities import find_quantities, normalize, parse_value, split_magnitude


def only(text: str) -> tuple[object, ...]:
    quantities = find_quantities(fold(text).text)
    assert len(quantities) == 1, [q.raw for q in quantities]
    q = quantities[0]
    return q.comparator, q.value, q.value_high, q.unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("参保率达到九成以上", (">=", 90, None, "%")),
        ("占比达到百分之八十", ("=", 80, None, "%")),
        ("超过三分之二的乡镇", (">", 66.7, None, "%")),
        ("产值翻一番", ("=", 2, None, "倍")),
        ("产值翻两番", ("=", 4, None, "倍")),
        ("面积≥30平方米", (">=", 30, None, "平方米")),
        ("面积≥３０平方米", (">=", 30, None, "平方米")),
        ("比例不少于80%", (">=", 80, None, "%")),
        ("比例达到80%以上", (">=", 80, None, "%")),
        ("增长5%左右", ("~", 5, None, "%")),
        ("失业率控制在5.5%以内", ("<=", 5.5, None, "%")),
        ("新增就业3.5万人", ("=", 3.5, None, "万人")),
        ("粮食产量1.4万亿斤", ("=", 1.4, None, "万亿斤")),
        ("增长5%—6%", ("range", 5, 6, "%")),
        ("增长5%-6%", ("range", 5, 6, "%")),
        ("增长5～6%", ("range", 5, 6, "%")),
        ("招聘3至5名", ("range", 3, 5, "名")),
        ("改造8—10公里", ("range", 8, 10, "公里")),
        ("投资3—5万元", ("range", 3, 5, "万元")),
        ("浓度低于28微克/立方米", ("<", 28, None, "微克/立方米")),
        ("突破2,180亿元", (">", 2180, None, "亿元")),
        ("近80个平台", ("~", 80, None, "个")),
        ("40余家供应商", (">", 40, None, "家")),
        ("至少配备1名督学", (">=", 1, None, "名")),
        ("不超过300张床位", ("<=", 300, None, "张")),
        ("提高0.5个百分点", ("=", 0.5, None, "个百分点")),
        ("办理时限压缩至3个工作日", ("=", 3, None, "个工作日")),
        ("抽检5万批次", ("=", 5, None, "万批次")),
        ("算力规模14EFlops", ("=", 14, None, "EFlops")),
        ("自然增长率控制在9‰以内", ("<=", 9, None, "‰")),
        ("一半以上的县", (">=", 50, None, "%")),
        ("所有村实现全覆盖", ("=", 100, None, "%")),
        ("零就业家庭动态清零", ("=", 0, None, None)),
        ("调查覆盖所有社区", ("=", 100, None, "%")),
        ("轮训一遍", ("=", 1, None, "遍")),
        ("至少建设一所综合服务设施", (">=", 1, None, "所")),
        ("占比不低于绩效工资总量的70%", (">=", 70, None, "%")),
        ("将1/3以上的资金投向基础研究", (">=", 33.3, None, "%")),
        ("全年开行3000列以上", (">=", 3000, None, "列")),
        ("平均浓度每立方米20微克以下", ("<=", 20, None, "微克")),
        ("食品抽检量超每千人6.6批次", (">", 6.6, None, "批次")),
        ("改造水库八十六座", ("=", 86, None, "座")),
        ("治理水土流失一千二百平方公里", ("=", 1200, None, "平方公里")),
        ("建成高标准农田三百五十万亩", ("=", 350, None, "万亩")),
        ("人均收入突破两万元", (">", 2, None, "万元")),
        ("培训百余万人次", (">", 100, None, "万人次")),
        ("举办活动近千场", ("~", 1000, None, "场")),
        ("收入超千亿元", (">", 1000, None, "亿元")),
        ("提高零点八个百分点", ("=", 0.8, None, "个百分点")),
        ("死亡率降到千分之五以下", ("<=", 5, None, "‰")),
        ("公办园占比过半", (">", 50, None, "%")),
        ("占比七八成", ("range", 70, 80, "%")),
        ("交易额增加两倍", ("=", 200, None, "%")),
        ("规模增长1.5倍", ("=", 150, None, "%")),
        ("租金不高于市场价的九折", ("<=", 90, None, "%")),
        ("筹集住房2.5万套（间）", ("=", 2.5, None, "万套（间）")),
        ("相邻城市1.5小时内通达", ("<=", 1.5, None, "小时")),
        ("死亡率控制在14/10万以内", ("<=", 14, None, "/10万")),
        ("投入1.2亿多元", (">", 1.2, None, "亿元")),
        ("每个行政村每月放映一场电影", ("=", 1, None, "场")),
    ],
)
def test_quantity_phrases_of_plans(text: str, expected: tuple[object, ...]) -> None:
    assert only(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "建设5G网络和4A级景区的3D地图",
        "健全覆盖城乡的服务体系",
        "安全覆盖每条战线的工作",
        "扩大覆盖面",
        "一批重点项目和若干平台",
        "完成任务形成合力",
        "办到“百分之百”用心",
        "服务千家万户的百日行动和十大工程",
        "建成三个机制，破解最后一公里",
        "党的十九届五中全会、省委十二届十一次全会",
    ],
)
def test_words_that_are_no_quantities(text: str) -> None:
    assert [q.raw for q in find_quantities(text) if q.unit not in (None,)] == []


def test_a_count_before_a_noun_that_begins_like_a_unit() -> None:
    """300个村级互助幸福院 are 300 个, 300个村 are villages."""
    assert [q.unit for q in find_quantities("建设300个村级互助幸福院")] == ["个"]
    assert [q.unit for q in find_quantities("建设300个村")] == ["个村"]


UNITS = st.sampled_from(["%", "人", "万人", "亿元", "公里", "平方米", "个百分点", "家", "万亩", "张"])


@given(
    st.integers(1, 99999), UNITS, st.sampled_from(["", "以上", "以内", "左右"]), st.sampled_from(["达到", "为", "共"])
)
def test_any_number_with_unit_is_found_whole(value: int, unit: str, suffix: str, verb: str) -> None:
    text = f"建成总量{verb}{value}{unit}{suffix}。"
    (q,) = find_quantities(text)
    assert (q.value, q.unit, q.raw) == (value, unit, f"{value}{unit}{suffix}")
    assert q.comparator == {"": "=", "以上": ">=", "以内": "<=", "左右": "~"}[suffix]
    assert text[q.start : q.end] == q.raw


@given(
    st.text(alphabet="一二三十百千万亿0123456789.%—至个人元年全覆盖清零达到超过不低于以上左右，。“”（）", max_size=60)
)
def test_quantities_of_any_text_stand_apart_and_in_order(text: str) -> None:
    last = 0
    for q in find_quantities(text):
        assert last <= q.core < q.end <= len(text)
        assert q.raw == text[q.start : q.end].strip()
        last = q.end


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (3.5, "万人", (35000, "人")),
        (1.4, "万亿斤", (1.4e12, "斤")),
        (20, "名", (20, "人")),
        (5, "千瓦", None),
        (80, "%", None),
        (2, "千公里", (2000, "公里")),
        (3, "百万千瓦", (3e6, "千瓦")),
    ],
)
def test_values_are_scaled_to_their_base_unit(value: float, unit: str, expected: tuple[float, str] | None) -> None:
    scaled = normalize(value, unit)
    assert (None if scaled is None else (scaled.value, scaled.unit)) == expected


@given(st.sampled_from(["", "万", "亿", "百", "千万", "万亿"]), st.sampled_from(["人", "元", "亩", "吨"]))
def test_magnitude_and_unit_make_up_the_printed_unit(magnitude: str, unit: str) -> None:
    factor, base = split_magnitude(magnitude + unit)
    assert base == unit
    assert (factor == 1) == (magnitude == "")


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        ("≥30平方米", None, (">=", 30, "平方米")),
        ("80", "%", ("=", 80, "%")),
        ("〔13.5〕", "%", ("=", 13.5, "%")),
        ("－", None, None),
        ("/", "%", None),
        ("高于GDP增长", "%", (None, None, "%")),
        ("━", "%", None),
        ("﹣", "%", None),
        ("不适用", "%", None),
        ("暂无", "%", None),
        ("力争达到8", "%", ("=", 8, "%")),
        ("25左右", "%", ("~", 25, "%")),
        ("合理控制", "%", (None, None, "%")),
        ("8/10万", None, ("=", 8, "/10万")),
        ("〔1.5〕左右", "%", ("~", 1.5, "%")),
        ("-18", "%", ("=", -18, "%")),
    ],
)
def test_cells_of_a_table(cell: str, unit: str | None, expected: tuple[object, ...] | None) -> None:
    value = parse_value(cell, unit)
    assert (None if value is None else (value.comparator, value.value, value.unit)) == expected


def test_a_year_in_brackets_is_that_of_the_cell() -> None:
    value = parse_value("6.1（2019年）", "%", 2020)
    assert value is not None
    assert (value.value, value.unit, value.year) == (6.1, "%", 2019)
