"""Expressions of time."""

from __future__ import annotations

import pytest

from policy_xwalk.language.dates import find_times


@pytest.mark.parametrize(
    ("text", "role", "year"),
    [
        ("到2025年末，建成", "year", 2025),
        ("2023年底前完成", "year", 2023),
        ("“十四五”期间新建", "year", 2025),
        ("“十五五”时期", "year", 2030),
        ("推动“十五五”开好局、起好步", "year", 2026),
        ("截至2020年底，共有", "as_of", 2020),
        ("截止2020年底", "as_of", 2020),
        ("“十三五”末", "year", 2020),
        ("比2020年提高", "base", None),
        ("较上年增长", "base", None),
        ("每年投入", "annual", None),
        ("年均增长", "annual", None),
        ("去年建成", "past", None),
        ("今年实施", "now", None),
        ("未来五年", "span", None),
        ("现有床位200张", "past", None),
    ],
)
def test_times_of_plans(text: str, role: str, year: int | None) -> None:
    found = find_times(text)[0]
    assert (found.role, found.year) == (role, year)


def test_a_month_is_kept() -> None:
    (found,) = find_times("2024年6月底前出台")
    assert (found.year, found.month) == (2024, 6)


def test_a_planning_period_knows_its_years() -> None:
    (found,) = find_times("2021—2025年")
    assert found.period == (2021, 2025)


def test_since_a_year_is_the_past_but_from_one_year_to_another_is_not() -> None:
    assert find_times("自2021年以来")[0].since
    first, second = find_times("从2021年开始到2025年，新建")
    assert not first.since
    assert (second.role, second.year) == ("year", 2025)


@pytest.mark.parametrize("text", ["利用现有闲置资源改造20个", "公开年报", "多年生草本", "青年就业"])
def test_words_that_name_no_time(text: str) -> None:
    assert find_times(text) == []
