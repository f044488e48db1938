"""Facets, measures and the assignment by themselves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from policy_xwalk.alignment.assign import assign, confidence
from policy_xwalk.alignment.facets import conflict, facets_of, reach
from policy_xwalk.alignment.measures import compatible, is_total, measure, order, rescaled


@pytest.mark.parametrize(
    ("first", "second", "facet"),
    [
        ("农村社区综合服务设施覆盖率", "城市社区综合服务设施覆盖率", "settlement"),
        ("行政村卫生室达标率", "街道卫生中心达标率", "settlement"),
        ("村（社区）综合服务设施覆盖率", "城市社区综合服务设施覆盖率", None),
        ("农村居民收入", "城镇居民收入", "settlement"),
        ("乡镇养老服务中心", "街道养老服务中心", "settlement"),
        ("新建小区配建率", "老旧小区配建率", "age_of_building"),
        ("国家级示范基地", "省级示范基地", "admin_level"),
        ("地表水优良比例", "地下水优良比例", "water_body"),
        ("进出口总额", "出口总额", "trade"),
        ("城镇就业", "城镇失业率", "work"),
        ("中小学体育教师", "小学体育教师", None),
        ("森林覆盖率", "养老服务覆盖率", None),
        ("乡村振兴示范", "城市更新示范", None),
    ],
)
def test_opposite_words_of_a_facet_conflict(first: str, second: str, facet: str | None) -> None:
    assert conflict(facets_of(first), facets_of(second)) == facet
    assert conflict(facets_of(second), facets_of(first)) == facet


def test_reach_tells_wider_from_narrower_and_says_nothing_of_what_is_open() -> None:
    city, both, none = facets_of("城市社区"), facets_of("城乡社区"), facets_of("社区")
    assert [reach(*pair) for pair in ((city, both), (both, city), (city, city), (none, city))] == [
        "wider",
        "narrower",
        "equal",
        "open",
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((3.5, "万人"), (35000, "人"), "equal"),
        ((55, "%"), (0.55, None), "equal"),
        ((1, "亿元"), (9000, "万元"), "lower"),
        ((2, "公顷"), (30, "亩"), "equal"),
        ((90, "分钟"), (2, "小时"), "higher"),
        ((1, "平方公里"), (100, "公顷"), "equal"),
        ((5, "‰"), (0.5, "%"), "equal"),
    ],
)
def test_units_of_one_quantity_are_one_scale(
    first: tuple[float, str | None], second: tuple[float, str | None], expected: str
) -> None:
    one, other = (
        measure(value, None, unit, "示范率" if unit in ("%", None) else "") for value, unit in (first, second)
    )
    assert compatible(one, other)
    assert order(one, other) == expected


def test_base_of_a_rate_is_a_scale() -> None:
    one = measure(30, None, "平方米", "每百户居民拥有面积")
    other = measure(3000, None, "平方米", "每万户居民拥有面积")
    assert order(one, other) == "equal"
    assert rescaled(one, other)


def test_rates_of_persons_and_of_households_are_not_compared() -> None:
    assert not compatible(measure(30, None, "平方米", "每百户面积"), measure(30, None, "平方米", "每百人面积"))


@pytest.mark.parametrize(
    ("name", "unit", "total"),
    [
        ("城镇新增就业人数", "万人", True),
        ("高标准农田面积", "万亩", True),
        ("每千人口床位数", "张", False),
        ("人均体育场地面积", "平方米", False),
        ("森林覆盖率", "%", False),
        ("人均预期寿命", "岁", False),
        ("劳动年龄人口平均受教育年限", "年", False),
        ("地区生产总值", "亿元", True),
        ("单位GDP能耗", "吨标准煤", False),
    ],
)
def test_totals_of_a_territory_are_told_from_rates(name: str, unit: str, total: bool) -> None:
    assert is_total(measure(10, None, unit, name), name) is total


def test_overlapping_ranges_cannot_be_ordered() -> None:
    assert order(measure(5, 6, "%", ""), measure(5.5, None, "%", "")) == "unordered"
    assert order(measure(5, 6, "%", ""), measure(6.5, None, "%", "")) == "higher"


@given(arrays.arrays(np.float64, st.tuples(st.integers(1, 7), st.integers(1, 7)), elements=st.floats(0, 1)))
def test_assignment_pairs_each_item_once_and_only_above_the_threshold(scores: np.ndarray) -> None:
    pairs = assign(scores, 0.5)
    assert len({row for row, _ in pairs}) == len(pairs) == len({column for _, column in pairs})
    for row, column in pairs:
        assert scores[row, column] > 0.5
        assert 0 <= confidence(scores, row, column, 0.5) <= 1
    left = np.delete(np.delete(scores, [r for r, _ in pairs], 0), [c for _, c in pairs], 1)
    assert not left.size or left.max() <= 0.5 + 1e-6


def test_assignment_is_global() -> None:
    assert assign(np.array([[0.9, 0.8], [0.85, 0.1]]), 0.5) == [(0, 1), (1, 0)]


def test_forbidden_pairs_stay_apart() -> None:
    assert assign(np.array([[-np.inf, -np.inf], [-np.inf, 0.9]]), 0.5) == [(1, 1)]
