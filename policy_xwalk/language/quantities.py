"""Quantities in Chinese text: numbers with unit, magnitude, comparator, range; shares in words; coverage words.

One pass of a few compiled patterns over folded text (half-width digits). Whether a quantity is a commitment, a
report or part of a name is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from msgspec import UNSET

from policy_xwalk.language.numerals import CHINESE_DIGITS, MAGNITUDES, parse_arabic, parse_chinese, plain_number
from policy_xwalk.records import Basis, Comparator, Normalized, Number, Value

Form = Literal["number", "share", "multiple", "coverage", "clearance"]

# Units of plans, longest first; what is counted by a noun alone (18 人) is a unit too.
_UNITS = re.split(
    r"\s+",
    """% ‰ 个百分点 百分点
    平方公里 平方千米 平方米 立方米 公里 千米 厘米 毫米 米 公顷 亩 ㎡ 平米 m2 km2 平方
    万千瓦时 千瓦时 兆瓦时 千瓦 兆瓦 吉瓦 度 瓦 伏
    吨标准煤 标准煤 吨 公斤 千克 斤 克 蒲式耳 立方 升 毫升 桶 毫克/升 微克/立方米 毫克/立方米
    人次 人天 人日 人年 户次 架次 车次 班次 件次 场次 台次 批次 标箱 标台 标准箱
    元/人 元/平方米 平方米/人 元/年 元/月 人/平方公里 件/万人 张/千人
    个工作日 个自然日 个月 个季度 工作日 小时 分钟 秒 周岁 岁 学时 课时 学分 学年 学期
    万美元 美元 欧元 港元 元 社区 个
    人 名 位 户 家 所 处 座 项 件 支 张 套 台 辆 艘 架 部 条 本 册 卷 种 类 门 场 期 次 篇 例 间 栋 幢 只 头 羽 株 棵 根
    块 片 段 道 口 眼 孔 组 对 双 批 份 宗 起 款 项次 班 届 轮 倍 番 成 级 档 组团 床 天 日 周 月 年
    校 厂 站 点 机 柜 比特 字节 千赫 赫兹 赫 分贝 摄氏度 ℃ 天次 里 海里 节 分 席 尾 粒 扇 盏 股
    团 营 队 箱 袋 瓶 标兆""",
)
_UNIT = "|".join(re.escape(u) for u in sorted(set(_UNITS), key=lambda u: (-len(u), u)))
# Words that are units only before certain others: 300个村 but 300个村级服务站; 1000单 but 1000单位.
_UNIT = rf"个村(?![级民庄两干集医口组卫落委])|单(?![位元项一独体])|[省市县区乡镇村国](?![级外内属直际域中州办企长道籍家有])|{_UNIT}"
# Units in Latin letters; 5G, 4A, 3D and the like are names.
_LATIN = (
    r"(?:[PETGM]Flops|[PETGM]FLOPS|[KMGT]bps|[kKMGT]Wh?|TEU|k[gm]|km|hm2|TB|PB|EB|GB|MB|nm|MPa"
    r"|Mbit/s|Gbit/s|P(?![A-Za-z])|标准机架)"
)
_MAGNITUDE = r"(?:万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千|百)"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_SUFFIX = r"(?:(?:及|或)?以上|(?:及|或)?以下|以内|之内|左右|上下|之间)"

_ARABIC = re.compile(
    rf"(?<![A-Za-z\d.+×*〔\[_/#Nº第])(?P<n1>{_NUMBER})(?P<m1>{_MAGNITUDE})?(?P<more1>余|多(?=[个家名人项户所处种万亿]))?"
    rf"(?:(?P<u1>%|{_UNIT})?(?P<dash> ?[—–~-]{{1,2}} ?|至|到)(?P<n2>{_NUMBER})(?P<m2>{_MAGNITUDE})?)?"
    rf"(?P<unit>{_LATIN}|{_UNIT})?(?P<per>/(?:{_UNIT}|百人|千人|万人|百户|千户|万户|年|月|日|天))?(?P<more2>多(?![种样个功元]))?"
    rf"(?P<suffix>{_SUFFIX})?(?(unit)|(?![A-Za-z+\d]))"
)
_CN = f"[{CHINESE_DIGITS}]"
_WORDS = re.compile(
    rf"百分之(?P<percent>{_CN}+(?:点{_CN}+)?)(?P<s1>{_SUFFIX})?"
    rf"|(?P<lower>[一二两三四五六七八九十百千万]+)分之(?P<upper>[一二两三四五六七八九十]+)(?P<s2>{_SUFFIX})?"
    rf"|(?<![{CHINESE_DIGITS}完建形组变合构达养促落生])(?P<tenths>[一二三四五六七八九两])成(?P<half>半|[一二三四五六七八九])?"
    rf"(?=以上|左右|以内|以下|的|[，。；、）]|$)(?P<s3>{_SUFFIX})?"
    r"|翻(?P<double>[一两二三四]?)番(?P<s4>半|多)?"
    r"|(?P<majority>一半|半数)(?P<s5>以上|左右)"
    r"|(?<=训|查|访|检|修)(?P<once>一遍)"
    rf"|(?:(?P<least>至少(?:[^，。；、\d{CHINESE_DIGITS}]{{0,6}}?)|不(?:得)?少于|不低于|超过|不超过)|(?:建成|新建|新增|建设|创建"
    rf"|达到)(?=[^个]{{1,8}}?[所座家条处支亩里元]))"
    rf"(?P<cn>(?:{_CN}){{1,8}}?)(?P<cnunit>所|座|家|处|名|支|条|户|次|场|台|套|间|栋|项|个(?![^，。；]{{0,3}}(?:方面|体系|平台体系))|人|小时|平方米"
    rf"|亩|公里|万元|亿元|元)(?P<s6>{_SUFFIX})?"
)
_COVERAGE = re.compile(
    r"(?P<cover>(?<![健安完齐])全(?:面|部|员|域|量|时段|链条|流程|过程|市域|县域)?覆盖"
    r"|覆盖(?:到)?(?:所有|全部|每一?个|各个?(?=村|乡|镇|社区|县|市))(?:[^，。；、]{1,14})"
    r"|(?P<clear>(?:动态)?清零(?![〇零一二三四五六七八九\d]))|(?:(?<=达到)|(?<=实现)|(?<=率)|(?<=率为))(?:百分百|百分之百)|100%(?=覆盖))"
)

_PREFIX = re.compile(
    r"(?:(?P<ge>≥|不(?:得|应|能|宜|可)?(?:再)?(?:少于|低于|小于)|至少(?:[^，。；、\d]{0,6})|最少|最低|起码)"
    r"|(?P<le>≤|不(?:得|应|能|宜|可)?(?:再)?(?:超过|高于|大于|多于|突破|超出)|最多|至多|最高|控制在|压减至)"
    r"|(?P<gt>>|超过|超出|突破|高于|大于|多于|逾|超|跨上|跨越|迈上|跃上)"
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


def split_magnitude(unit: str | None) -> tuple[int, str | None]:
    """``万人`` → 10000, ``人``; ``%`` → 1, ``%``."""
    if unit:
        for word in ("万亿", "千亿", "百亿", "十亿", "千万", "百万", "十万", "亿", "万", "千", "百"):
            if unit.startswith(word) and unit not in ("千瓦", "千瓦时", "千米", "千克", "千赫", "百分点"):
                return MAGNITUDES[word], unit[len(word) :] or None
    return 1, unit


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
    found = [*_arabic(text), *_in_words(text), *_coverage(text)]
    found.sort(key=lambda q: (q.core, -q.end))
    kept: list[Quantity] = []
    for quantity in found:
        if not kept or quantity.core >= kept[-1].end:
            kept.append(quantity)
    return kept


def _arabic(text: str) -> Iterator[Quantity]:
    for m in _ARABIC.finditer(text):
        unit = m["unit"] or ""
        first, second = m["m1"] or "", m["m2"]
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
            quantity = Quantity(m.start(), m.end(), "", "range", low, (magnitude + unit) or None, high, core=m.start())
        else:
            quantity = Quantity(
                m.start(), m.end(), "", "=", parse_arabic(m["n1"]), (first + unit) or None, core=m.start()
            )
        more = bool(m["more1"] or m["more2"])
        yield _compared(text, quantity, m["suffix"] or "", more=more)


def _in_words(text: str) -> Iterator[Quantity]:
    for m in _WORDS.finditer(text):
        value: Number | None
        unit, form, start = "%", "share", m.start()
        suffix = m["s1"] or m["s2"] or m["s3"] or m["s5"] or m["s6"] or ""
        if m["percent"]:
            value = parse_chinese(m["percent"])
        elif m["lower"]:
            low, high = parse_chinese(m["lower"]), parse_chinese(m["upper"])
            value = round(100 * high / low, 1) if low and high else None
        elif m["tenths"]:
            tenths, half = parse_chinese(m["tenths"]), m["half"]
            value = (
                None
                if tenths is None
                else tenths * 10 + (5 if half == "半" else parse_chinese(half) or 0 if half else 0)
            )
        elif m["majority"]:
            value = 50
        elif m["once"]:
            value, unit, form = 1, "遍", "number"
        elif m["cn"]:
            value, unit, form, start = parse_chinese(m["cn"]), m["cnunit"], "number", m.start("cn")
        else:
            times = parse_chinese(m["double"]) if m["double"] else 1
            # 翻一番 is twice as much, 翻两番 four times.
            value, unit, form = (None if times is None else 2 ** int(times)), "倍", "multiple"
        if value is None:
            continue
        quantity = Quantity(start, m.end(), "", "=", plain_number(value), unit, form=form, core=start)  # type: ignore[arg-type]
        yield _compared(text, quantity, suffix)


def _coverage(text: str) -> Iterator[Quantity]:
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
    "左右": "~",
    "上下": "~",
}


def _compared(text: str, quantity: Quantity, suffix: str, *, more: bool = False) -> Quantity:
    """Add the comparator that the words before and behind the number say."""
    before = text[max(0, quantity.core - 12) : quantity.core]
    comparator = quantity.comparator
    start = quantity.start
    if match := _PREFIX.search(before):
        reading: dict[str, Comparator] = {"ge": ">=", "le": "<=", "gt": ">", "lt": "<", "about": "~", "eq": "="}
        comparator = reading[match.lastgroup or "eq"]
        start = quantity.core - len(match[0])
    elif match := _LIMITED_SHARE.search(text[max(0, quantity.core - 24) : quantity.core]):
        comparator = _LIMITS[match["limit"]]
    elif more:
        comparator = ">"
    if suffix in _SUFFIX_COMPARATOR:
        comparator = _SUFFIX_COMPARATOR[suffix]
        # 控制在5%左右 is about five, whatever stands before it.
    if quantity.comparator == "range":
        comparator = "range"
    return replace(quantity, start=start, comparator=comparator, raw=text[start : quantity.end].strip(), suffix=suffix)


_EMPTY = re.compile(r"[-—–―－─~/／\\*·…\s]*$|无$|空$|N/?A$", re.IGNORECASE)
_BRACKETS = re.compile(r"^[〔\[【［](?P<inner>[^〕\]】］]+)[〕\]】］]$")
_BASES: tuple[tuple[str, Basis], ...] = (
    (r"年均|年平均|平均每年", "annual_average"),
    (r"累计|累积|五年(?:累计)?|\[|〔", "cumulative"),
    (r"每年|年度|逐年", "annual"),
)
_MARKS = re.compile(r"[＊*①②③④⑤⑥⑦⑧⑨⑩#※△▲]+$|^[＊*]+(?=\d)|（注\d*）$")


def parse_value(raw: str, unit: str | None = None, year: int | None = None) -> Value | None:
    """Read the content of a table cell.

    ``unit`` is the unit stated elsewhere (name, header, unit column) and ``year`` that of the column. None for a
    cell that is empty, a dash or a slash. Words without a number are kept as ``qualitative``; so is a cell with
    more numbers than one value has.
    """
    from policy_xwalk.language.fold import fold

    printed = "".join(raw.split())
    text = "".join(fold(printed).text.split())
    if not text or _EMPTY.match(text):
        return None
    bare = _MARKS.sub("", text) or text
    basis: Basis | None = None
    if match := _BRACKETS.match(bare):
        basis, bare = "cumulative", match["inner"]
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
    if own is None or (base is None and unit):
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
