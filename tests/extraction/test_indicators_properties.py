"""Random rows, rendered to tables of running text and of tabs, are read back as they were."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from indicator_support import indicators_of, text_document

STEMS = [
    "养老服务设施", "农村生活污水", "普惠性幼儿园", "城市公共交通", "数字经济核心产业增加值", "每千人口执业医师",
    "高标准农田", "居民健康档案", "每万人口高价值发明专利", "3岁以下婴幼儿托位", "地表水Ⅲ类及以上水体", "5G基站",
    "社区综合服务设施", "单位GDP能源消耗", "行政村快递服务", "PM2.5年均浓度", "公共图书馆（含分馆）",
]  # fmt: skip
TAILS = ["覆盖率", "治理率", "占比", "拥有量", "建成数量", "达标比例", "下降幅度", "服务能力综合评价合格的比例"]
UNITS = ["%", "个", "万人", "平方米", "亿元", "张", "所", "人/万人", "‰", "公里"]


@dataclass(frozen=True)
class Row:
    name: str
    unit: str
    baseline: str
    target: str
    attribute: str


number = st.one_of(
    st.integers(0, 9999).map(str), st.decimals(0, 999, places=1).map(str), st.decimals(0, 99, places=2).map(str)
)
dash = st.sampled_from(["—", "--", "-", "/", "－", "——"])
bound = st.sampled_from(["", "", "", "≥", "≤", "＞", "＜"])
row = st.builds(
    Row,
    st.builds(str.__add__, st.sampled_from(STEMS), st.sampled_from(TAILS)),
    st.sampled_from(UNITS),
    st.one_of(number, number, dash),
    st.builds(str.__add__, bound, number),
    st.sampled_from(["预期性", "约束性"]),
)
rows = st.lists(row, min_size=2, max_size=12)
spot = st.sampled_from(["name", "value", "column"])


def cells(index: int, item: Row, place: str) -> list[str]:
    name = f"{item.name}（{item.unit}）" if place == "name" else item.name
    unit = item.unit if place == "value" else ""
    values = [item.baseline + (unit if item.baseline[0].isdigit() else ""), item.target + unit]
    column = [item.unit] if place == "column" else []
    return [str(index), name, *column, *values, item.attribute]


def header(place: str) -> list[str]:
    return ["序号", "指标", *(["单位"] if place == "column" else []), "2020年", "2025年", "属性"]


def check(text: str, expected: list[Row]) -> None:
    found = indicators_of(text_document(text))
    assert [i.no for i in found] == list(range(1, len(expected) + 1))
    for indicator, item in zip(found, expected, strict=True):
        assert indicator.name == item.name
        assert indicator.attribute == item.attribute
        if item.baseline[0].isdigit():
            assert indicator.baseline is not None
            assert float(indicator.baseline.value or 0) == float(item.baseline)
            assert (indicator.baseline.unit, indicator.baseline.year) == (item.unit, 2020)
        else:
            assert indicator.baseline is None
        assert indicator.target is not None
        assert float(indicator.target.value or 0) == float(item.target.lstrip("≥≤＞＜"))
        assert (indicator.target.unit, indicator.target.year) == (item.unit, 2025)
        sign = {"≥": ">=", "≤": "<=", "＞": ">", "＜": "<"}.get(item.target[0], "=")
        assert indicator.target.comparator == sign


@settings(max_examples=150, deadline=None)
@given(rows, spot)
def test_tab_table_reads_back(items: list[Row], place: str) -> None:
    lines = ["\t".join(cells(i, item, place)) for i, item in enumerate(items, 1)]
    check("\n".join(["主要指标", "\t".join(header(place)), *lines, "", "正文。"]), items)


@settings(max_examples=150, deadline=None)
@given(rows, spot, st.sampled_from([" ", "  ", "\u3000"]))
def test_blank_separated_table_reads_back(items: list[Row], place: str, separator: str) -> None:
    lines = [separator.join(cells(i, item, place)) for i, item in enumerate(items, 1)]
    check("\n".join(["主要指标", separator.join(header(place)), *lines, "", "正文。"]), items)


@settings(max_examples=200, deadline=None)
@given(rows, spot, st.integers(6, 18), st.booleans(), st.booleans())
def test_torn_table_reads_back(
    items: list[Row], place: str, width: int, number_alone: bool, values_alone: bool
) -> None:
    lines: list[str] = []
    for index, item in enumerate(items, 1):
        no, name, *rest = cells(index, item, place)
        pieces = [name[i : i + width] for i in range(0, len(name), width)]
        lines += [no, *pieces] if number_alone else [f"{no} {pieces[0]}", *pieces[1:]]
        lines += rest if values_alone else [" ".join(rest)]
        lines.append("")
    check("\n".join(["主要指标", *header(place), "", *lines, "三、重点任务", "（一）正文。", ""]), items)
