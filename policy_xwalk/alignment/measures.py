"""Figures made comparable: scale of the unit, base of a rate, what kind of quantity it is.

3.5 万人 and 35000 人 are one figure, as are 每百户 30 and 每万户 3000, 0.55 and 55 %. Area, mass, time and money have
their common units; counts differ by their measure words, which plans choose freely (个, 家, 所, 处).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from policy_xwalk.language.quantities import split_magnitude
from policy_xwalk.language.units import COUNTERS

Order = Literal["equal", "higher", "lower", "unordered"]

_UNITS: dict[str, tuple[str, float]] = {
    "%": ("share", 1),
    "‰": ("share", 0.1),
    "百分点": ("point", 1),
    "个百分点": ("point", 1),
    "倍": ("times", 1),
    "番": ("times", 1),
    "人": ("people", 1),
    "名": ("people", 1),
    "位": ("people", 1),
    "人口": ("people", 1),
    "人次": ("visits", 1),
    "人天": ("visits", 1),
    "户": ("household", 1),
    "平方米": ("area", 1),
    "平米": ("area", 1),
    "㎡": ("area", 1),
    "m2": ("area", 1),
    "亩": ("area", 2000 / 3),
    "公顷": ("area", 10_000),
    "hm2": ("area", 10_000),
    "平方公里": ("area", 1_000_000),
    "平方千米": ("area", 1_000_000),
    "km2": ("area", 1_000_000),
    "立方米": ("volume", 1),
    "方": ("volume", 1),
    "升": ("volume", 0.001),
    "米": ("length", 1),
    "公里": ("length", 1000),
    "千米": ("length", 1000),
    "km": ("length", 1000),
    "元": ("money", 1),
    "美元": ("dollar", 1),
    "欧元": ("euro", 1),
    "克": ("mass", 0.001),
    "斤": ("mass", 0.5),
    "公斤": ("mass", 1),
    "千克": ("mass", 1),
    "吨": ("mass", 1000),
    "吨标准煤": ("coal", 1),
    "标准煤": ("coal", 1),
    "千瓦": ("power", 1),
    "瓦": ("power", 0.001),
    "兆瓦": ("power", 1000),
    "吉瓦": ("power", 1_000_000),
    "千瓦时": ("energy", 1),
    "度": ("energy", 1),
    "秒": ("time", 1),
    "分钟": ("time", 60),
    "分": ("time", 60),
    "小时": ("time", 3600),
    "学时": ("lesson", 1),
    "课时": ("lesson", 1),
    "天": ("day", 1),
    "日": ("day", 1),
    "工作日": ("workday", 1),
    "个工作日": ("workday", 1),
    "周": ("day", 7),
    "月": ("month", 1),
    "个月": ("month", 1),
    "年": ("month", 12),
    "岁": ("age", 1),
    "周岁": ("age", 1),
    "微克/立方米": ("concentration", 1),
    "毫克/升": ("concentration_water", 1),
    "遍": ("round", 1),
    "轮": ("round", 1),
    "次": ("round", 1),
    "级": ("grade", 1),
}
_COUNTED = COUNTERS | frozenset(
    re.split(
        r"\s+",
        """卷 羽 棵 根 眼 孔 起 社区 镇 乡 县 区 市 机 柜 扇 团 营 队 床位 张床位 团队 机架
    标准机架 码""",
    )
)
_TOTALS = frozenset(
    {
        "count",
        "people",
        "visits",
        "household",
        "area",
        "volume",
        "length",
        "money",
        "dollar",
        "euro",
        "mass",
        "coal",
        "power",
        "energy",
    }
)
_MAGNITUDE = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "亿": 100_000_000,
}
_BASE = re.compile(
    r"每(?P<scale>十万|百万|百|千|万|亿|十|)(?:名(?=老年|残疾|学生|职工|常住|户籍|城镇|居民|儿童|从业))?(?P<noun>元(?:GDP|地区生产总值|国内生产总值|工业增加值|增加值|产值)?|户(?!籍)|人|名|个|位|平方公里|辆车?|公里|亩|家|所|张床|[^，。；百千万亿\d]{1,4})"
)
# Without 每: 万元GDP用水量, 百人公园绿地面积, 千人口托位数 (not 万人计划, 3万人).
_BARE_BASE = re.compile(
    r"(?<![\d一二三四五六七八九十百千万亿每])(?P<scale>十万|百万|百|千|万|亿)"
    r"(?P<noun>元(?=GDP|地区生产总值|国内生产总值|生产总值|工业增加值|增加值|工业产值|产值|投资)|(?:人口|人|户)(?=.{3})(?!计划|次|大会|工程|以上|以下|规模))"
)
_FRACTION = re.compile(r"^(?:1|人|例|人次)?/(?P<digits>10*)(?P<scale>十|百|千|万|亿|)(?:人|人口|名)?$")
_PER = re.compile(r"(?:/|每)(?P<noun>百人|千人|万人|百户|千户|万户|人|户|年|月|日|天|元|平方米|平方公里)$")
_SHARE_NAME = re.compile(r"率(?:（%）)?$|比例$|比重$|占比$|比率$")
# Groups of people that are counted against apart from the whole population.
_GROUPS = (
    (re.compile(r"老年|老人|6[05]岁"), "elders"),
    (re.compile(r"残疾"), "disabled"),
    (re.compile(r"学生|在校"), "pupils"),
    (re.compile(r"就业|从业|职工|劳动"), "workers"),
)
# Vital rates printed without a unit: by the convention of statistics 1/10万 and ‰.
_CONVENTIONAL = (
    (re.compile(r"孕产妇死亡率"), 0.001),
    (re.compile(r"(?:婴儿|儿童)死亡率|人口(?:出生|死亡|自然增长)率"), 0.1),
)
_PERSONAL = re.compile(
    r"^每|人均|户均|亩均|地均|平均|均[^衡等匀]|密度|强度|中位|寿命|年限|时长|时间|半径|浓度|[^概]率(?:$|（)|比例|比重|占比|指数"
    r"|满意度|单位|万元|每(?:个|位|名|家|所|处|村|县|乡|镇|户|人|百|千|万|辆|一)|单个|之比|以每|至少.{0,3}[一1]"
    r"|系数|倍数|排名|位次"
)
_GROWTH = re.compile(
    r"(?:增长|增速|增幅|提高|提升|下降|降低|减少|压减|增加)(?:率|幅度|比例|%|（%）|百分比)?$|同比|年均增|年均增长|增速|增长率|降幅|下降率|降低率"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure in base units.

    ``quantity`` names what is measured (share, people, area, count …); ``low`` and ``high`` bound it (equal but for
    a range); ``scaled`` tells by what the printed figure was multiplied; ``per`` what it is counted against.
    """

    quantity: str
    low: float
    high: float
    scaled: float
    per: str | None


@lru_cache(maxsize=16384)
def measure(value: float, high: float | None, unit: str | None, name: str) -> Measure:
    """Read value, unit and name of an item as a measure."""
    magnitude, base_unit = split_magnitude(unit)
    scaled = float(magnitude)
    per: str | None = None
    word = base_unit or ""
    if (match := _FRACTION.match(word)) and (match["digits"] or match["scale"]):
        # 14.5/10万 is a share, as ‰ is.
        word, scaled = "%", scaled * 100.0 / (int(match["digits"] or 1) * _MAGNITUDE[match["scale"]])
    if match := _PER.search(word):
        noun = match["noun"]
        word = word[: match.start()]
        inner, rest = split_magnitude(noun)
        scaled /= inner
        per = _noun(rest or "")
    quantity, factor = _quantity(word, name)
    scaled *= factor
    if quantity == "share" and word == "" and 0 < abs(value) <= 1 and (high is None or abs(high) <= 1):
        scaled *= 100  # 0.55 under a name that is a rate
    if match := _BASE.search(name) or _BARE_BASE.search(name):
        per = _noun(match["noun"])
        scaled /= _MAGNITUDE[match["scale"]]
    elif per is None and re.search(r"人均", name):
        per = "people"
    elif per is None and re.search(r"户均", name):
        per = "household"
    top = value if high is None else high
    return Measure(quantity, value * scaled, top * scaled, scaled, per)


def _quantity(word: str, name: str) -> tuple[str, float]:
    if word in _UNITS:
        return _UNITS[word]
    if word in _COUNTED:
        return "count", 1
    if not word:
        for pattern, factor in _CONVENTIONAL:
            if pattern.search(name):
                return "share", factor
        return ("share", 1) if _SHARE_NAME.search(name) else ("bare", 1)
    return f"unit:{word}", 1


def _noun(noun: str) -> str:
    if re.match(r"户(?!籍)|家庭", noun):
        return "household"
    for pattern, group in _GROUPS:
        if pattern.search(noun):
            return group
    if re.match(r"人|名|位|常住|城镇|居民|户籍|农村|参保|城市", noun):
        return "people"
    if noun.startswith("元"):
        return "money"
    return noun


_FREELY_COUNTED = frozenset({"bare", "count", "people"})
UNIT_LEFT_OUT = ("share", "age")
"""What a figure without a unit may be."""


def kind_of(quantity: str) -> str:
    """A quantity, with one word for what plans count in words of their choice."""
    return "counted" if quantity in _FREELY_COUNTED else quantity


def compatible(first: Measure, second: Measure) -> bool:
    """True where the two figures measure the same kind of thing, so that they may be put in order."""
    one, other = first.quantity, second.quantity
    same = (
        one == other
        or (one in _FREELY_COUNTED and other in _FREELY_COUNTED)
        or (one == "bare" and other in UNIT_LEFT_OUT)
        or (other == "bare" and one in UNIT_LEFT_OUT)
    )
    return same and (first.per == second.per or first.per is None or second.per is None)


def order(upper: Measure, local: Measure) -> Order:
    """The local figure against the upper one; ranges that overlap cannot be ordered."""
    upper, local = _as_share(upper, local), _as_share(local, upper)
    if _close(upper.low, local.low) and _close(upper.high, local.high):
        return "equal"
    if local.low >= upper.high or _close(local.low, upper.high):
        return "higher"
    if local.high <= upper.low or _close(local.high, upper.low):
        return "lower"
    return "unordered"


def _as_share(figure: Measure, other: Measure) -> Measure:
    """0.25 beside 25 % is a share without its sign."""
    if figure.quantity == "bare" and other.quantity == "share" and abs(figure.high) <= 1 < abs(other.high):
        return replace(figure, quantity="share", low=figure.low * 100, high=figure.high * 100)
    return figure


def _close(first: float, second: float) -> bool:
    return abs(first - second) <= 1e-6 * max(abs(first), abs(second))


def rescaled(upper: Measure, local: Measure) -> bool:
    """True where one of the two figures had to be converted."""
    return not _close(upper.scaled, local.scaled)


def is_total(figure: Measure, name: str) -> bool:
    """True for an amount of a whole territory (a count, area, sum of money), which is broken down on its way down.

    A rate, a figure for each person or place, a lifetime or a time is none.
    """
    return figure.quantity in _TOTALS | {"bare"} and figure.per is None and _PERSONAL.search(name) is None


def is_growth(name: str) -> bool:
    """True where the name is that of a change (增长, 降幅), not of a level."""
    return _GROWTH.search(name) is not None
