"""Expressions of time in plans: years, ends of years, planning periods, this year, the year before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

TimeRole = Literal["year", "as_of", "base", "span", "annual", "past", "now"]

_PERIODS = {"九": 1996, "十": 2001, "十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}
_UNTIL = re.compile("(?:开始|起)?，?[到至]")
#: What is said of a year that only dates where a rise begins: 由2020年的36%提高到…, 在2021年45个的基础上.
_STARTING_FIGURE = re.compile(r"的[^，。；\d]{0,8}\d|(?:约|近|仅|不足|不到)?\d")
_BASIS = re.compile(r"[^，。；]{0,24}?基础上")
_OPENINGS = frozenset({"开好局", "良好开局", "开局", "开门红", "起好步", "首年"})
#: What every expression of time holds: most clauses hold none of it, and a look for it is much cheaper.
_SIGN = re.compile("[年五]|过去|近[几两三]|以往|此前|[目当]前|现[有已]|迄今")
# A look at the first character spares ten alternatives at most places.
_TIME = re.compile(
    r"(?=[比较与同按以截自从到至在于12“\"九十去上过近一五此历目当现迄今本年全明下未力用每逐])(?:(?P<base>(?:比|较|与|同|按|以)(?:上年|去年|(?:19|20)\d\d年|“?十[一二三四五六]五”?(?:规划)?(?:期|时期)?)(?:末|底)?(?:相比|价格|为基[数期年])?)"
    r"|(?P<asof>截[至止](?:到)?|自|从)?(?P<to>到|至|在|于)?(?P<year>(?:19|20)\d\d)(?:[—–~-]{1,2}|至|到)?(?P<year2>(?:19|20)\d\d)?年"
    r"(?:(?P<month>\d{1,2})月(?:\d{1,2}日)?)?(?P<edge>年?[底末](?:以?前)?|[初前内起]|以前|之前|期间|以来|上半年|下半年)?"
    r"|(?P<asof2>截[至止](?:到)?)?(?P<to2>到|至)?[“\"]?(?P<plan>十[一二三四五六]|[九十])五[”\"](?:计划|规划)?(?P<edge2>开好局|良好开局|开局|开门红"
    r"|起好步|首年|期间|时期|期末|时期末|末|以来|时期以来|收官|中后期)?"
    r"|(?P<past>去年|上年|上一年|过去(?:一年|五年|的?[一五]年)?|近[年几两三五]+年?来?|一年来|五年来|以往|此前|历年|目前|当前"
    r"|(?<![用对把将])现有(?=[^，。；的]{0,10}\d)|现已|截至目前|迄今)"
    r"|(?P<now>今年|本年度?|年内|全年)|(?P<next>明年|下年)"
    r"|(?P<span>未来|今后|力争用|用)(?P<n>[一二三四五六七八九十\d]{1,2})年(?:时间|内|左右)?"
    r"|(?P<annual>每年|逐年|年均|年平均|每学年|每年度))"
)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time named at ``text[start:end]``.

    ``year`` is the (last) year it means, where that is known without the plan; ``period`` the first and last year
    of a planning period; ``role`` tells a base of comparison (比2020年) and the past (截至, 去年) from plain years.
    ``starting``: it only dates the value that a change starts from (由2020年的36%提高到…, 在2021年45个的基础上).
    """

    start: int
    end: int
    role: TimeRole
    year: int | None = None
    month: int | None = None
    period: tuple[int, int] | None = None
    since: bool = False
    edge: str = ""
    starting: bool = False


def find_times(text: str) -> list[TimeExpression]:
    """All expressions of time in a text, in order."""
    found: list[TimeExpression] = []
    if not _SIGN.search(text):
        return found
    for m in _TIME.finditer(text):
        start, end = m.span()
        if m["base"]:
            found.append(TimeExpression(start, end, "base"))
        elif m["year"]:
            edge = m["edge"] or ""
            year = int(m["year2"] or m["year"])
            month = int(m["month"]) if m["month"] and not m["year2"] else None
            role: TimeRole = "as_of" if (m["asof"] or "").startswith("截") else "year"
            since = edge in ("以来", "起") or m["asof"] in ("自", "从")
            if since and _UNTIL.match(text, end):
                # 从2021年开始到2025年: only where a span of years begins.
                role, since = "base", False
            period = (int(m["year"]), year) if m["year2"] else None
            starting = _starts(text, start, end)
            found.append(TimeExpression(start, end, role, year, month, period, since and not starting, edge, starting))
        elif m["plan"]:
            first = _PERIODS[m["plan"]]
            edge = m["edge2"] or ""
            role = "as_of" if m["asof2"] else "year"
            # The opening of a period (“十五五”开好局) is its first year.
            year = first if edge in _OPENINGS else first + 4
            period, starting = (first, first + 4), _starts(text, start, end)
            found.append(TimeExpression(start, end, role, year, None, period, "以来" in edge, edge, starting))
        elif m["past"]:
            # 在现有45家的基础上 says what is reckoned on; what follows is not of the past.
            reckoned = text[max(0, start - 1) : start] == "在" and _BASIS.match(text, end) is not None
            found.append(TimeExpression(start, end, "base" if reckoned else "past"))
        elif m["now"]:
            found.append(TimeExpression(start, end, "now", edge=m["now"]))
        elif m["next"] or m["span"]:
            found.append(TimeExpression(start, end, "span"))
        else:
            found.append(TimeExpression(start, end, "annual"))
    return found


def _starts(text: str, start: int, end: int) -> bool:
    """Whether the time at ``text[start:end]`` dates the value that a change starts from."""
    if text[start] == "从" or text[max(0, start - 1) : start] in ("由", "从"):
        return _STARTING_FIGURE.match(text, end) is not None
    return text[start] == "在" and _BASIS.match(text, end) is not None
