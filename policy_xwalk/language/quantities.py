"""Quantities in Chinese text: numbers with unit, magnitude, comparator, range; shares in words; coverage words.

One pass of a few compiled patterns over folded text (half-width digits). Whether a quantity is a commitment, a
report or part of a name is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from msgspec import UNSET

from policy_xwalk.language.numerals import CHINESE_DIGITS, MAGNITUDES, parse_arabic, plain_number
from policy_xwalk.language.scanning import matches_from
from policy_xwalk.language.units import ALTERNATIVE, LATIN, MAGNITUDE, UNIT
from policy_xwalk.language.worded import SUFFIX, find_worded
from policy_xwalk.language.words import GROWTH
from policy_xwalk.records import Basis, Comparator, Normalized, Number, Value

Form = Literal["number", "share", "multiple", "coverage", "clearance"]

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_DIGITS = re.compile(r"\d+")
#: A longer run of digits (a code, a garbled table) counts nothing.
_MOST_DIGITS = 40
#: What every quantity holds: half of all clauses hold none of it.
_SIGN = re.compile(rf"[\d{CHINESE_DIGITS}半番]|覆盖")
_ARABIC = re.compile(
    rf"(?<![A-Za-z\d.+×*〔\[_/#Nº第])(?<!\d：)(?P<n1>{_NUMBER})(?P<m1>{MAGNITUDE})?(?:(?P<more1>余|多(?=[个家名人项户所处种场次座条件台亩公平吨万亿年岁天]|元(?!化)))(?P<m3>万亿|亿|万)?)?"
    rf"(?:(?P<u1>%|{UNIT})?(?P<dash> ?[—–~-]{{1,2}} ?|至|到)(?P<n2>{_NUMBER})(?P<m2>{MAGNITUDE})?)?"
    rf"(?P<unit>(?:{LATIN}|{UNIT})(?:{ALTERNATIVE})?)?(?P<per>/(?:{UNIT}|[百千万]人口|百人|千人|万人|百户|千户|万户|年|月|日|天|(?:10|十|百)万(?:人|活产)?))?(?P<more2>多(?![种样个功元]))?"
    rf"(?P<suffix>{SUFFIX}|(?<=[时钟日天米里])内(?![涝河蒙部外容资需设]))?(?(unit)|(?![A-Za-z+\d]))"
)
# A look at the first character spares the alternatives at most places.
_COVERAGE = re.compile(
    r"(?=[全覆动清零百1])(?P<cover>(?<![健安完齐])全(?:面|部|员|域|量|时段|链条|流程|过程|市域|县域)?覆盖"
    r"|覆盖(?:到)?(?:所有|全部|每一?个|各个?(?=村|乡|镇|社区|县|市))(?:[^，。；、]{1,14})"
    r"|(?P<clear>(?:动态)?清零(?![〇零一二三四五六七八九\d])|(?<=[降减][为至到])零(?=[，。；、）]|$))|(?:(?<=达到)|(?<=实现)|(?<=率)|(?<=率为))(?:百分百|百分之百)|100%(?=覆盖))"
)

#: What every word of coverage holds: most passages hold none of it.
_COVERAGE_SIGN = re.compile("覆盖|零|百分[百之]|100%")
_PREFIX = re.compile(
    r"(?:(?P<ge>≥|不(?:得|应|能|宜|可)?(?:再)?(?:少于|低于|小于)|至少(?:[^，。；、\d]{0,6})|最少|最低|起码)"
    r"|(?P<le>≤|不(?:得|应|能|宜|可)?(?:再)?(?:超过|高于|大于|多于|突破|超出)|最多|至多|最高|控制在|压减至)"
    r"|(?P<gt>>|超过|(?<![超经通不太越跨])过|超出|突破|高于|大于|多于|逾|超|跨上|跨越|迈上|跃上)"
    r"|(?P<lt><|低于|小于|少于|不足|不到)|(?P<about>约为?|大约|近|接近|将近|约占|大致)|(?P<eq>=))"
    r"(?:达到?|为|至|到|于|在|了)?(?:每(?:[天日周月年]|[百千万]?[人户]))?$"
)


# 占比不低于绩效工资总量的70%: what the share is of stands between the limit and the number.
_LIMITED_SHARE = re.compile(r"(?P<limit>不低于|不少于|不超过|不高于|超过|高于|低于)[^，。；、\d]{2,16}的$")
_LIMITS: dict[str, Comparator] = {
    "不低于": ">=",
    "不少于": ">=",
    "不超过": "<=",
    "不高于": "<=",
    "超过": ">",
    "高于": ">",
    "低于": "<",
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at ``text[start:end]``.

    ``value`` and ``unit`` stand as printed (3.5, 万人); ``raw`` is the printed text with its comparator words.
    """

    start: int
    end: int
    raw: str
    comparator: Comparator
    value: Number
    unit: str | None
    value_high: Number | None = None
    form: Form = "number"
    suffix: str = ""
    core: int = 0
    """Where the number itself begins (``start`` may take in a comparator before it)."""

    @property
    def normalized(self) -> Normalized | None:
        """Value and unit scaled to the base unit; None where the unit has no magnitude."""
        return normalize(self.value, self.unit, self.value_high)


@lru_cache(maxsize=1024)
def split_magnitude(unit: str | None) -> tuple[int, str | None]:
    """``万人`` → 10000, ``人``; ``%`` → 1, ``%``."""
    if unit:
        for word in ("万亿", "千亿", "百亿", "十亿", "千万", "百万", "十万", "亿", "万", "千", "百"):
            if unit.startswith(word) and unit not in ("千瓦", "千瓦时", "千米", "千克", "千赫", "百分点"):
                return MAGNITUDES[word], _without_alternative(unit[len(word) :]) or None
        return 1, _without_alternative(unit)
    return 1, unit


def _without_alternative(unit: str) -> str:
    """``套（间）`` → ``套``: the second measure word is another name of the same count."""
    return unit.split("（", 1)[0] or unit


_SAME_UNIT = {
    "名": "人",
    "位": "人",
    "平米": "平方米",
    "㎡": "平方米",
    "m2": "平方米",
    "平方千米": "平方公里",
    "km2": "平方公里",
    "千米": "公里",
    "km": "公里",
    "百分点": "个百分点",
    "周岁": "岁",
    "度": "千瓦时",
    "公斤": "千克",
    "个村": "个",
}


def normalize(value: Number, unit: str | None, value_high: Number | None = None) -> Normalized | None:
    """Scale a value to its base unit, and a synonym of a unit to its usual name; None where nothing changes."""
    factor, base = split_magnitude(unit)
    base = _SAME_UNIT.get(base, base) if base else base
    if factor == 1 and base == unit:
        return None
    high = UNSET if value_high is None else plain_number(value_high * factor)
    return Normalized(value=plain_number(value * factor), unit=base, value_high=high)


def find_quantities(text: str) -> list[Quantity]:
    """All quantities of a text in order; where two readings overlap, the one that begins first stands."""
    if not _SIGN.search(text):
        return []
    found = [*_arabic(text), *_in_words(text), *_coverage(text)]
    if len(found) < 2:
        return found
    found.sort(key=lambda q: (q.core, -q.end))
    kept: list[Quantity] = []
    for quantity in found:
        if not kept or quantity.core >= kept[-1].end:
            kept.append(quantity)
    return kept


def _arabic(text: str) -> Iterator[Quantity]:
    for m in matches_from(_DIGITS, _ARABIC, text):
        if len(m["n1"]) > _MOST_DIGITS or len(m["n2"] or "") > _MOST_DIGITS:
            continue
        unit = m["unit"] or ""
        first, second = m["m1"] or m["m3"] or "", m["m2"]
        if m["per"]:
            unit += m["per"]
        if m["n2"]:
            if m["u1"] and not unit and not second:
                unit = m["u1"]
            # 3—5万人: the magnitude stands once and counts for both.
            magnitude = second if second is not None else first
            low, high = parse_arabic(m["n1"]), parse_arabic(m["n2"])
            if first and second and first != second:
                low = plain_number(low * MAGNITUDES[first] / MAGNITUDES[second])
            if m["u1"] and unit and m["u1"] != unit:
                continue
            quantity = _compared(text, m.span(), "range", low, (magnitude + unit) or None, high, suffix=m["suffix"])
        else:
            value = parse_arabic(m["n1"])
            if unit == "倍" and GROWTH.search(text[max(0, m.start() - 8) : m.start()]):
                # 增长1.5倍 is a rise by 150 %.
                value, unit = plain_number(value * 100), "%"
            more = bool(m["more1"] or m["more2"])
            quantity = _compared(text, m.span(), "=", value, (first + unit) or None, suffix=m["suffix"], more=more)
        yield quantity


def _in_words(text: str) -> Iterator[Quantity]:
    for w in find_worded(text):
        comparator: Comparator = "=" if w.high is None else "range"
        yield _compared(
            text, (w.start, w.end), comparator, w.value, w.unit, w.high, w.form, suffix=w.suffix, more=w.more
        )


def _coverage(text: str) -> Iterator[Quantity]:
    if not _COVERAGE_SIGN.search(text):
        return
    for m in _COVERAGE.finditer(text):
        clear = m["clear"] is not None
        yield Quantity(
            m.start(),
            m.end(),
            m[0],
            "=",
            0 if clear else 100,
            None if clear else "%",
            form="clearance" if clear else "coverage",
            core=m.start(),
        )


_SUFFIX_COMPARATOR: dict[str, Comparator] = {
    "以上": ">=",
    "及以上": ">=",
    "或以上": ">=",
    "以下": "<=",
    "及以下": "<=",
    "或以下": "<=",
    "以内": "<=",
    "之内": "<=",
    "内": "<=",
    "左右": "~",
    "上下": "~",
}


_READINGS: dict[str, Comparator] = {"ge": ">=", "le": "<=", "gt": ">", "lt": "<", "about": "~", "eq": "="}


def _compared(
    text: str,
    span: tuple[int, int],
    comparator: Comparator,
    value: Number,
    unit: str | None,
    high: Number | None = None,
    form: Form = "number",
    *,
    suffix: str | None = "",
    more: bool = False,
) -> Quantity:
    """The quantity at a span, with the comparator that the words before and behind the number say."""
    core, end = span
    start = core
    said = comparator
    if match := _PREFIX.search(text[max(0, core - 12) : core]):
        said = _READINGS[match.lastgroup or "eq"]
        start = core - len(match[0])
    elif match := _LIMITED_SHARE.search(text[max(0, core - 24) : core]):
        said = _LIMITS[match["limit"]]
    elif more:
        said = ">"
    # 控制在5%左右 is about five, whatever stands before it.
    said = _SUFFIX_COMPARATOR.get(suffix or "", said)
    if comparator == "range":
        said = "range"
    return Quantity(start, end, text[start:end].strip(), said, value, unit, high, form, suffix or "", core)


_EMPTY = re.compile(
    r"[-‐‑‒–—―−⁃﹘﹣－─━┄┅┈┉╌╍ーｰ一~～/／\\*·…\s]*$|无$|空$|暂无(?:数据|统计)?$|不适用$|尚无$|无数据$|缺$|N\.?/?A\.?$",
    re.IGNORECASE,
)
_OF_YEAR = re.compile(r"（(?:截至)?((?:19|20)\d\d)年?(?:底|末|数据?|度|值)?）$")
_BRACKETS = re.compile(
    r"^(?P<verb>[增降下累减][长低降计少])?[〔\[【［](?P<inner>[^〕\]】］]+)[〕\]】］](?P<about>左右|以上|以内|以下|%)?$"
)
_BASES: tuple[tuple[str, Basis], ...] = (
    (r"年均|年平均|平均每年", "annual_average"),
    (r"累计|累积|五年(?:累计)?|\[|〔", "cumulative"),
    (r"每年|年度|逐年", "annual"),
)
_MARKS = re.compile(r"[＊*①②③④⑤⑥⑦⑧⑨⑩#※△▲]+$|^[＊*]+(?=\d)|（注\d*）$")


def parse_value(raw: str, unit: str | None = None, year: int | None = None) -> Value | None:
    """Read the content of a table cell.

    ``unit`` is the unit stated elsewhere (name, header, unit column) and ``year`` that of the column; a year in a
    bracket behind the value (6.1（2019年）) goes before it. None for a cell that is empty, a dash or a slash, or says
    that there is nothing. Words without a number are kept as ``qualitative``; so is a cell with more numbers than
    one value has.
    """
    from policy_xwalk.language.fold import fold

    printed = "".join(raw.split())
    text = "".join(fold(printed).text.split())
    if not text or _EMPTY.match(text):
        return None
    bare = _MARKS.sub("", text) or text
    if (own_year := _OF_YEAR.search(bare)) and own_year.start() > 0:
        # 6.1（2019年）: the cell says itself which year it is about.
        bare, year = bare[: own_year.start()], int(own_year[1])
    basis: Basis | None = None
    if match := _BRACKETS.match(bare):
        basis, bare = "cumulative", f"{match['verb'] or ''}{match['inner']}{match['about'] or ''}"
    else:
        for pattern, name in _BASES:
            if re.search(pattern, bare):
                basis = name
                break
    quantities = find_quantities(bare)
    if not quantities:
        return Value(
            raw=text, comparator=None, value=None, unit=unit, year=year, qualitative=bare, basis=basis or UNSET
        )
    first = quantities[0]
    if bare.startswith("-") and first.start == 1:
        first = replace(first, start=0, value=-first.value)
    rest = (bare[: first.start] + bare[first.end :]).strip("，。；、（）()")
    rest = re.sub("年均|年平均|累计|达到?|为|每年|实现|增长|力争|[:：]", "", rest)
    own = first.unit
    if (
        own is None
        and rest
        and len(quantities) == 1
        and re.fullmatch(r"[^\d，；、]{1,6}", rest)
        and bare.endswith(rest)
    ):
        # A unit that is in no list, behind the number.
        own, rest = rest, ""
    _magnitude, base = split_magnitude(own)
    value_unit = own
    if own is None or (base is None and unit and unit not in ("%", "‰")):
        value_unit = (own or "") + unit if own and unit else unit
    scaled = normalize(first.value, value_unit, first.value_high)
    return Value(
        raw=text,
        comparator=first.comparator,
        value=first.value,
        unit=value_unit,
        year=year,
        value_high=UNSET if first.value_high is None else first.value_high,
        normalized=UNSET if scaled is None else scaled,
        basis=basis or UNSET,
        qualitative=bare if rest or len(quantities) > 1 else UNSET,
    )
