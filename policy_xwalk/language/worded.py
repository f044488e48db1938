"""Quantities written in words: Chinese numerals with a unit, fractions, tenths, halves, doublings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from policy_xwalk.language.numerals import CHINESE_DIGITS, parse_chinese, plain_number
from policy_xwalk.language.scanning import matches_from
from policy_xwalk.language.units import ALTERNATIVE, WORDED_UNIT
from policy_xwalk.records import Number

_CN = f"[{CHINESE_DIGITS}]"
_ONE_TO_NINE = "[一二三四五六七八九]"
SUFFIX = r"(?:(?:及|或)?以上|(?:及|或)?以下|以内|之内|左右|上下|之间)"
_SHARES = re.compile(
    rf"百分之(?P<percent>{_CN}{{1,8}}(?:点{_CN}{{1,6}})?)(?P<s1>{SUFFIX})?"
    rf"|千分之(?P<permille>{_CN}{{1,8}}(?:点{_CN}{{1,6}})?)(?P<s2>{SUFFIX})?"
    rf"|(?P<lower>[一二两三四五六七八九十百千万]{{1,6}})分之(?P<upper>[一二两三四五六七八九十]{{1,6}})(?P<s3>{SUFFIX})?"
    rf"|(?<![{CHINESE_DIGITS}])(?P<tenths>[一二三四五六七八九两])(?P<next>{_ONE_TO_NINE})?[成折]"
    rf"(?P<half>半|{_ONE_TO_NINE})?(?=以上|左右|以内|以下|的|[，。；、）]|$)(?P<s4>{SUFFIX})?"
    rf"|翻(?P<double>[一两二三四]?)番(?P<s5>{SUFFIX}|半|多)?"
    rf"|(?<![\d/.])(?P<above>[1-9])/(?P<below>[2-9]|1\d)(?![\d/])(?P<s6>{SUFFIX})?"
    r"|(?P<majority>一半|半数)(?P<s7>以上|左右)|(?<=[占达为到超过])(?P<even>一半)(?![以天径导])"
    r"|(?P<over>(?<![不太经通超越难渡])过半)(?![个小天年月])"
    rf"|(?P<rise>(?:增长|提高|增加|扩大|增|翻))(?P<times>一|两|[二三四五六七八九十])倍(?P<s8>{SUFFIX})?"
    r"|(?<=训|查|访|检|修)(?P<once>一遍)"
)
#: A numeral of more than one character counts (二百五十公里, 十二家); with 点 it has decimals (零点八个百分点).
_LONG = re.compile(
    rf"(?<![第{CHINESE_DIGITS}几数每整届])(?P<cn>[零〇一二两三四五六七八九十]点{_CN}{{1,6}}|{_CN}{{2,16}}|[十百千万亿])"
    rf"(?:(?P<more>[余多])(?P<scale>万亿|万|亿)?)?(?P<unit>{WORDED_UNIT})(?P<other>{ALTERNATIVE})?(?P<more2>多)?"
    rf"(?P<suffix>{SUFFIX})?"
)
_RUN = re.compile(f"{_CN}+")
_DIGIT = re.compile("[零〇一二两三四五六七八九]")
#: Before 百, 千, 万 alone (近千场, 超千亿元); without such a word it names (千家万户, 百日行动).
_BEFORE_ROUND = re.compile(r"(?:近|约|超|逾|超过|突破|达|达到|上|接近|不少于|不低于|不超过|至少|过)$")
_LIMIT = rf"(?:至少(?:[^，。；、\d{CHINESE_DIGITS}]{{0,6}}?)|不(?:得)?少于|不低于|不得低于|超过|不超过|不得超过|突破)"
_BUILT = (
    r"(?:建成|新建|新增|建设|创建|设立|设置|打造|培育|改造|达到|增至|布局|开工|建有|建好|独立设置|争创|引进|组建|招引)"
)
#: One character (一所, 三个) counts behind a limit, or as what is built; 个 only from two on.
# A look at the first character spares the alternatives at most places.
_SHORT = re.compile(
    rf"(?=[至不超突建新创设打培改达增布开独争引组招])(?:{_LIMIT}|{_BUILT}(?=[^个]{{1,8}}?[所座家条处支亩里元])|{_BUILT}(?=[二两三四五六七八九]个))"
    rf"(?P<cn>{_CN})(?P<unit>所|座|家|处|名|支|条|户|次(?!性)|场|台|套|间|栋|项|个(?![^，。；]{{0,3}}(?:方面|体系|平台体系|机制"
    rf"|环节|层面|维度|关系|清单))|人|小时|平方米|亩|公里|万元|亿元|元)(?P<suffix>{SUFFIX})?"
)
#: 三个百亿元级、五个五十亿元级: a list goes on after what was counted first.
_CONTINUED = re.compile(r"(?<=、)(?P<cn>[两二三四五六七八九])(?P<unit>个|家|所|座|处|条|项)(?P<suffix>)")
#: 每个行政村每月放映一场电影: one for each is a number too.
_EACH_ONE = re.compile(
    rf"每一?个?(?:行政村|自然村|村|乡镇|街道|社区|县|市|区|学校|班级?|园区|单位|企业|网格|小区)[^，。；、\d一]{{0,10}}?(?P<cn>{_CN})"
    rf"(?P<unit>所|座|家|处|名|支(?![付持])|场(?![地所])|次(?!性)|台|套|间|栋)(?P<suffix>{SUFFIX})?"
)
#: What every count of one character holds: most passages hold none of it.
_SMALL_COUNT = re.compile(rf"{_CN}[万亿元所座家处名支条户次场台套间栋项个人小平亩公]")
_LARGE = re.compile(rf"(?P<cn>{_CN})(?P<scale>万亿|万|亿)(?P<unit>{WORDED_UNIT})(?P<suffix>{SUFFIX})?")
_REACHED = re.compile(
    r"(?:突破|超过?|达到?|不低于|不少于|不超过|高于|低于|提高到|增加到|近|约|逾|为|投入|发放|奖励|补助|安排|超出)$"
)
_TEXT_COUNT = re.compile(r"(?:方面|机制|体系|环节|层面|维度|关系|清单|坚持|确保|字)")


@dataclass(frozen=True, slots=True)
class Worded:
    """A quantity in words at ``start:end``; ``high`` for two tenths named together (七八成)."""

    start: int
    end: int
    value: Number
    unit: str | None
    form: Literal["number", "share", "multiple"]
    suffix: str = ""
    more: bool = False
    high: Number | None = None


def find_worded(text: str) -> Iterator[Worded]:
    """Every quantity in words, pattern by pattern; the same place may be read twice."""
    yield from _shares(text)
    yield from _numbers(text)


#: What every share holds: most passages hold none of it, and a look for it is much cheaper.
_SHARE_SIGN = re.compile(r"分之|番|半|/|倍|一遍|[一二三四五六七八九两][成折]")


def _shares(text: str) -> Iterator[Worded]:
    if not _SHARE_SIGN.search(text):
        return
    for m in _SHARES.finditer(text):
        suffix = next((m[f"s{n}"] for n in range(1, 9) if m[f"s{n}"]), "")
        value: Number | None
        high: Number | None = None
        unit, more = "%", False
        form: Literal["number", "share", "multiple"] = "share"
        start = m.start()
        if m["percent"]:
            value = parse_chinese(m["percent"])
        elif m["permille"]:
            value, unit = parse_chinese(m["permille"]), "‰"
        elif m["lower"]:
            below, above = parse_chinese(m["lower"]), parse_chinese(m["upper"])
            value = round(100 * above / below, 1) if below and above else None
        elif m["tenths"]:
            value, high = _tenths(m["tenths"], m["next"], m["half"])
        elif m["above"]:
            value = round(100 * int(m["above"]) / int(m["below"]), 1)
        elif m["majority"] or m["even"]:
            value = 50
        elif m["over"]:
            value, more = 50, True
        elif m["rise"]:
            # 增加两倍 is a rise by 200 %.
            times = parse_chinese(m["times"])
            value, start = (None if times is None else times * 100), m.start("times")
        elif m["once"]:
            value, unit, form = 1, "遍", "number"
        else:
            times = parse_chinese(m["double"]) if m["double"] else 1
            # 翻一番 is twice as much, 翻两番 four times.
            value, unit, form = (None if times is None else 2 ** int(times)), "倍", "multiple"
        if value is not None:
            yield Worded(start, m.end(), plain_number(value), unit, form, suffix, more, high)


def _tenths(first: str, second: str | None, half: str | None) -> tuple[Number | None, Number | None]:
    """九成 is 90, 九成五 95, 七八成 70 to 80; anything else of two digits (三五成) is no number."""
    low = parse_chinese(first)
    if low is None:
        return None, None
    if second is not None:
        high = parse_chinese(second)
        return (low * 10, high * 10) if high == low + 1 and half is None else (None, None)
    return low * 10 + (5 if half == "半" else (parse_chinese(half) or 0) if half else 0), None


def _numbers(text: str) -> Iterator[Worded]:
    for m in matches_from(_RUN, _LONG, text):
        named = not _DIGIT.search(m["cn"]) and not m["more"]
        if named and not _BEFORE_ROUND.search(text[max(0, m.start() - 4) : m.start()]):
            continue
        if (found := _scaled(m["cn"])) and not _TEXT_COUNT.match(text, m.end()):
            unit = found[1] + (m["scale"] or "") + m["unit"] + (m["other"] or "")
            yield Worded(m.start(), m.end(), found[0], unit, "number", m["suffix"] or "", bool(m["more"] or m["more2"]))
    if not _SMALL_COUNT.search(text):
        return
    for m in _LARGE.finditer(text):
        if _REACHED.search(text[max(0, m.start() - 5) : m.start()]) and (value := parse_chinese(m["cn"])) is not None:
            yield Worded(m.start(), m.end(), value, m["scale"] + m["unit"], "number", m["suffix"] or "")
    shorts = [*_SHORT.finditer(text)]
    shorts += _EACH_ONE.finditer(text)
    for m in (*shorts, *(_CONTINUED.finditer(text, shorts[0].end()) if shorts else ())):
        if (value := parse_chinese(m["cn"])) is not None:
            yield Worded(m.start("cn"), m.end(), value, m["unit"], "number", m["suffix"] or "")


_ROUND = {"十": 10, "百": 100, "千": 1000}


def _scaled(numeral: str) -> tuple[Number, str] | None:
    """Value and magnitude as printed: 三百五十万 → 350, 万; 千亿 → 1000, 亿; 一万二千 → 12000."""
    for magnitude in ("万亿", "亿", "万"):
        head = numeral.removesuffix(magnitude)
        if head and head != numeral:
            value = _ROUND.get(head) or parse_chinese(head)
            return (value, magnitude) if value is not None else None
    value = _ROUND.get(numeral) or parse_chinese(numeral)
    return (value, "") if value is not None else None
