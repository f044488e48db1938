"""Dates and periods as documents write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_xwalk.extraction.periods import find_date, title_period, without_period
from policy_xwalk.records import Period


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022年7月5日", "2022-07-05"),
        ("二〇二一年十二月二十七日", "2021-12-27"),
        ("二○二六年一月十日", "2026-01-10"),
        ("2022-05-26", "2022-05-26"),
        ("2022/5/6 10:00", "2022-05-06"),
        ("2022年2月30日", None),
        ("2022年7月", None),
    ],
)
def test_dates(text: str, day: str | None) -> None:
    assert find_date(text) == day


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("“十四五”城乡社区服务体系建设规划", (2021, 2025)),
        ("“十五五”规划基本思路", (2026, 2030)),
        ("“十五”计划纲要", (2001, 2005)),
        ("“九五”计划", (1996, 2000)),
        ("“十一五”规划", (2006, 2010)),
        ("国民经济和社会发展第十个五年计划纲要", (2001, 2005)),
        ("国民经济和社会发展第十四个五年规划和2035年远景目标纲要", (2021, 2025)),
        ("行动计划（2024—2026年）", (2024, 2026)),
        ("行动方案（2023-2025年）", (2023, 2025)),
        ("国家新型城镇化规划（2021—2035年）", (2021, 2035)),
        ("2026年甘肃省政府工作报告", (2026, 2026)),
        ("新一代人工智能发展规划", None),
        ("中国教育现代化2035", None),
    ],
)
def test_period_of_a_title(title: str, years: tuple[int, int] | None) -> None:
    assert title_period(title) == (Period(*years) if years else None)


def test_title_without_its_period() -> None:
    assert without_period("“十四五”教育发展规划") == "教育发展规划"
    assert without_period("行动计划（2024—2026年）") == "行动计划"


@given(st.text(alphabet="第十五四个年规划“”〇二三一0129—-月日（）至", max_size=40))
def test_no_text_breaks_the_reading_of_dates_and_periods(text: str) -> None:
    period = title_period(text)
    assert period is None or period.start <= period.end
    find_date(text)
    without_period(text)
