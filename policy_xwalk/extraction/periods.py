"""Dates and planning periods as Chinese documents write them."""

from __future__ import annotations

import re
from datetime import date

from policy_xwalk.records import Period

_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
    "O": "0",
    "两": "2",
}
_NUMERAL = "一二三四五六七八九十"
_CHINESE_DIGIT = "〇○零O一二三四五六七八九"
DATE = re.compile(
    rf"(?P<y>(?:19|20)\d{{2}}|[一二][{_CHINESE_DIGIT}]{{3}})\s*"
    rf"(?:年\s*(?P<m>\d{{1,2}}|[{_NUMERAL}]{{1,3}})\s*月\s*(?P<d>\d{{1,2}}|[{_NUMERAL}]{{1,3}})\s*日"
    r"|[-/.](?P<m2>\d{1,2})[-/.](?P<d2>\d{1,2})(?!\d))"
)
"""A day: 2022年7月5日, 二〇二一年十二月二十七日, 2022-05-26, 2022/5/26."""
_FIVE_YEAR = re.compile(
    rf"[“\"‘](?P<quoted>[六七八九]|十[{_NUMERAL[:9]}]?)五[”\"’]|(?P<bare>十[一二三四五六七八九])五(?!年)|第(?P<nth>[{_NUMERAL}]{{1,2}})个五年"
)
_YEAR = rf"(?:(?:19|20)\d{{2}}|二[{_CHINESE_DIGIT}]{{3}})"
_SPAN_OF_YEARS = re.compile(rf"(?P<a>{_YEAR})\s*年?\s*(?:—+|–|-+|~|～|至|到)\s*(?P<b>{_YEAR})\s*年?")
_ONE_YEAR = re.compile(rf"(?P<y>{_YEAR})\s*年(?!远景|版|修订|\s*\d{{1,2}}\s*月)")


def small_number(text: str) -> int:
    """A number below one hundred, in digits or Chinese numerals (十四, 二十七)."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(_DIGITS[c] for c in text))
    return (int(_DIGITS[tens]) if tens else 1) * 10 + (int(_DIGITS[ones]) if ones else 0)


def year_number(text: str) -> int:
    """A year in digits or in Chinese digits read one by one (二〇二一)."""
    return int("".join(_DIGITS.get(c, c) for c in text))


def iso_date(match: re.Match[str]) -> str | None:
    """The day of a match of :data:`DATE` as ISO 8601, None where the calendar has no such day."""
    month, day = match["m"] or match["m2"], match["d"] or match["d2"]
    try:
        return date(year_number(match["y"]), small_number(month), small_number(day)).isoformat()
    except (ValueError, KeyError):
        return None


def find_date(text: str) -> str | None:
    """The first day that a text names."""
    return next((found for match in DATE.finditer(text) if (found := iso_date(match))), None)


def five_year_plan(number: int) -> Period:
    """The period of the n-th five-year plan: the sixth began in 1981, and each follows on the one before."""
    return Period(1951 + 5 * number, 1955 + 5 * number)


def five_year_plans(text: str) -> list[tuple[int, Period]]:
    """The five-year plans a text names, with their offsets: “十四五”, “十五” (the tenth), 第十个五年."""
    found = []
    for match in _FIVE_YEAR.finditer(text):
        try:
            number = small_number(match["quoted"] or match["bare"] or match["nth"])
        except KeyError:  # 十十: no numeral
            continue
        if 6 <= number <= 30:
            found.append((match.start(), five_year_plan(number)))
    return found


def title_period(title: str) -> Period | None:
    """The period a title states: its years if it has them (2024—2026年), else its five-year plan, else its one year.

    The year of a 远景目标 is no end of the plan's period.
    """
    if (match := _SPAN_OF_YEARS.search(title)) is not None:
        start, end = year_number(match["a"]), year_number(match["b"])
        if start <= end:
            return Period(start, end)
    if plans := five_year_plans(title):
        return plans[0][1]
    if (single := _ONE_YEAR.search(title)) is not None:
        year = year_number(single["y"])
        return Period(year, year)
    return None


def without_period(title: str) -> str:
    """The title without what states its period."""
    title = re.sub(rf"（[^（）]*?(?:{_YEAR})[^（）]*）", "", title)
    title = re.sub(rf"(?:和|与)?{_YEAR}年?远景目标", "", title)
    title = _SPAN_OF_YEARS.sub("", title)
    title = re.sub(
        rf"[“\"‘](?:[六七八九]|十[{_NUMERAL[:9]}]?)五[”\"’]时?期?间?|十[一二三四五六七八九]五(?!年)时?期?间?", "", title
    )
    return _ONE_YEAR.sub("", re.sub(rf"第[{_NUMERAL}]{{1,2}}个五年", "", title))
