"""Values as text, and what differs between two passages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_xwalk.records import Number, Value
from policy_xwalk.reporting.differences import marked, marked_items
from policy_xwalk.reporting.display import number_text, quantity_text, readable, value_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (80, "80"),
        (80.0, "80"),
        (27.3, "27.3"),
        (0.1 + 0.2, "0.3"),
        (1e8, "100000000"),
        (0.00001, "0.00001"),
        (-3, "-3"),
    ],
)
def test_number_has_no_exponent_and_no_noise(value: Number, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("comparator", "value", "high", "unit", "text"),
    [
        (">=", 30, None, "平方米", "≥30平方米"),
        ("=", 70, None, "%", "70%"),
        ("range", 5, 6, "%", "5%—6%"),
        ("range", 3, 5, "个", "3—5个"),
        ("~", 500, None, "平方米", "500平方米左右"),
        ("<", 5.5, None, "%", "＜5.5%"),
        ("=", None, None, "%", ""),
    ],
)
def test_quantity_is_shown_as_plans_print_it(
    comparator: str, value: Number | None, high: Number | None, unit: str, text: str
) -> None:
    assert quantity_text(comparator, value, high, unit, "zh") == text


def test_value_without_number_shows_its_words_and_missing_value_a_dash() -> None:
    words = Value(raw="高于GDP增长", comparator=None, value=None, unit=None, year=2025, qualitative="高于GDP增长")
    total = Value(raw="〔13.5〕", comparator="=", value=13.5, unit="%", year=2025, basis="cumulative")
    assert value_text(words) == "高于GDP增长"
    assert value_text(total) == "13.5%（累计）"
    assert value_text(total, "en") == "13.5% (cumulative)"
    assert value_text(None) == "—"


def test_private_glyph_without_explaining_context_is_shown_as_missing() -> None:
    glyph = chr(0x1001B0)
    assert readable(f"２５{glyph}４平方米") == "２５.４平方米"
    assert readable(f"服务{glyph}设施") == "服务□设施"


def pieces(text: str, ranges: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in ranges]


def test_changed_number_is_marked_whole_on_both_sides() -> None:
    upper, local = "农村社区综合服务设施覆盖率７０％，８０％", "农村社区综合服务设施覆盖率60%,80%"
    ranges = marked(upper, local)
    assert ranges is not None
    assert pieces(upper, ranges[0]) == ["７０"]
    assert pieces(local, ranges[1]) == ["60"]


def test_width_of_characters_and_dirty_punctuation_are_no_difference() -> None:
    assert marked("达到１００％.推进«村务公开规范»", "达到100%。推进《村务公开规范》") == ([], [])


def test_passages_without_anything_in_common_are_not_marked() -> None:
    assert marked("培育基层治理服务示范村", "鼓励慈善捐赠") is None


def test_several_items_are_marked_item_by_item() -> None:
    ranges = marked_items(["建成养老服务中心3个和托育机构5个"], ["建成养老服务中心4个", "和托育机构5个"])
    assert ranges is not None
    upper, local = ranges
    assert pieces("建成养老服务中心3个和托育机构5个", upper[0]) == ["3"]
    assert [pieces("建成养老服务中心4个", local[0]), pieces("和托育机构5个", local[1])] == [["4"], []]


@given(st.text("村社区服务12.%，。", max_size=60), st.text("村社区服务12.%，。", max_size=60))
def test_marks_are_ordered_apart_and_inside_and_what_is_left_is_shared(upper: str, local: str) -> None:
    ranges = marked(upper, local)
    if ranges is None:
        return
    for text, found in ((upper, ranges[0]), (local, ranges[1])):
        flat = [place for pair in found for place in pair]
        assert flat == sorted(flat)
        assert all(0 <= start < end <= len(text) for start, end in found)
