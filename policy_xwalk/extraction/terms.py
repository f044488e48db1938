"""The terms of a figure: value and kind, modality, basis, and the time for which it holds."""

from __future__ import annotations

import re
from typing import Literal

from policy_xwalk.extraction.commitments import is_past
from policy_xwalk.extraction.mentions import Mention
from policy_xwalk.extraction.subjects import ends_in_measure, is_counted
from policy_xwalk.extraction.traps import BUILDING
from policy_xwalk.language.dates import TimeExpression
from policy_xwalk.language.numerals import plain_number
from policy_xwalk.language.quantities import Quantity, split_magnitude
from policy_xwalk.language.words import AIM, COMMIT, ENCOURAGE, GROWTH
from policy_xwalk.records import Basis, Modality, Number, Period, TargetKind

Year = int | str

_COVERAGE_SUBJECT = re.compile(
    r"覆盖|普及率|参保率|入户率|通达率|探访率|完成率|配备率|配套率|建成率|入园率|入学率|签约率|达标率|接种率|筛查率|受益率"
    r"|(?<!网络)服务率|管理率|(?:建立|设立|配备|建成|开设|设置)[^，。；]{2,20}比例"
    r"|[村乡镇组屯户](?:全部|基本)?通|通(?:宽带|电|水|公路|客车|邮|硬化路|5G|光纤|双车道)"
)
#: A share of a whole is a level, whatever it is a share of.
_SHARE = re.compile(r"占|之比|参股|支出|自付|利用率")
_MONEY_LEVEL = re.compile(
    r"产值|收入|总值|增加值|GDP|价格|规模|营收|存款|贷款|销售额|交易额|成交额|零售额|进出口|赤字|余额|总量|财力|花费|消费|人均|生均|标准|/人"
)
_FOR_EACH = re.compile(
    r"每一?[个所户名人村]|均(?:设|配|建|应)|所有[^，。；]{0,14}(?:至少|均|都|设|配|建)|各[^，。；]{0,8}至少"
)
_EACH = re.compile(r"每(?![年学季月])|新建(?!改)|所有|各|均|按照|标准|原则|不得|应|一[个座所处条]$")
_PER_MANY = re.compile(r"每[百千万]")
_SERVED = re.compile(rf"{BUILDING}|培训|招|选派|指导|惠及|帮扶|救助|资助|为[^，。；]*$|对[^，。；]*$")


def value_and_kind(found: Mention) -> tuple[Number | None, Number | None, str | None, TargetKind]:
    """Value, upper value of a range, unit and kind of a mention; a stated relation has only a kind."""
    q = found.quantity
    if q is None:
        return None, None, None, "growth" if "增" in found.subject or "同步" in (found.qualitative or "") else "level"
    before = found.passage.text[found.clause[0] : found.anchor]
    value, high, unit = q.value, q.value_high, q.unit
    growth = GROWTH.search(before) is not None and not re.search(r"(?:到|至)$", before)
    if unit == "倍" and q.form == "number" and growth:
        # 增长1.5倍 is a rise by 150 %.
        return plain_number(value * 100), None if high is None else plain_number(high * 100), "%", "growth"
    base = split_magnitude(unit)[1] or unit or ""
    if growth and _adds_things(before, base):
        growth = False
    return value, high, unit, _kind(found, q, growth, before, base)


def _adds_things(before: str, base: str) -> bool:
    """改造提升200万亩, 增加1万个学位: things done or added, not a rate of growth."""
    if is_counted(base):
        return re.search(r"增长|比|较", before) is None
    return base in ("亩", "公顷", "公里", "平方公里", "平方米") and re.search(r"提升$|扩大$", before) is not None


def _kind(found: Mention, q: Quantity, growth: bool, before: str, base: str) -> TargetKind:
    if q.form == "coverage":
        return "coverage"
    if q.form == "clearance":
        return "level"
    if growth or q.form == "multiple":
        return "growth"
    clause = found.passage.text[found.clause[0] : found.clause[1]]
    if base.endswith("元") or base.startswith("元"):
        return "level" if _MONEY_LEVEL.search(clause) or "/" in base else "funding"
    if q.unit in ("%", "‰"):
        return _kind_of_share(found, q, before)
    if base in ("小时", "分钟", "工作日", "个工作日", "天"):
        return "standard"
    if is_counted(base) and _FOR_EACH.search(clause[: q.end - found.clause[0]]) and not _PER_MANY.search(clause):
        return "standard"
    limited = q.comparator in (">=", "<=", "~") and not (is_counted(base) and _PER_MANY.search(before))
    if (
        base in ("平方米", "户", "公里", "米", "张", "人", "名")
        and limited
        and _EACH.search(clause[: q.core - found.clause[0]])
    ):
        return "standard"
    if is_counted(base) and not _PER_MANY.search(before):
        return "level" if base in ("人", "名", "户", "人次") and _holds(found, before) else "count"
    return "level"


def _kind_of_share(found: Mention, q: Quantity, before: str) -> TargetKind:
    if re.search(r"增长|增速|增幅|降幅", found.subject) and not re.search(r"率$|比重$|占比$", found.subject):
        return "growth"
    # A floor for what is built anew, or for each, is a standard whatever its unit.
    lead = found.passage.text[found.sentence.start : q.start]
    if q.comparator in (">=", "<=") and re.search(r"新建|每个|各级", lead) and not found.times:
        return "standard"
    if _COVERAGE_SUBJECT.search(found.subject + before[-8:]) and not _SHARE.search(found.subject):
        return "coverage"
    return "level"


def _holds(found: Mention, before: str) -> bool:
    """Whether a number of people is a stock (总人口控制在…, 从业人员达到…) and not people to be trained or served."""
    if not before.strip() or re.search(r"新增|增加", before):
        return False
    return ends_in_measure(found.subject) or _SERVED.search(before) is None


def modality_of(clause: str, passage: str) -> Modality:
    """How firmly a clause commits: 确保 over 力争 over 鼓励; a plain statement commits."""
    if COMMIT.search(clause):
        return "commit"
    if AIM.search(clause) or AIM.search(passage):
        return "aim"
    if ENCOURAGE.search(clause):
        return "encourage"
    return "commit"


def basis_of(found: Mention, year: Year | None, kind: TargetKind) -> Basis | None:
    """Whether the value holds per year, as an average of years, over the period or at its end."""
    text = found.passage.text
    q_start = found.quantity.start if found.quantity else found.end
    before = text[found.sentence.start : q_start]
    clause = text[found.clause[0] : found.clause[1]]
    if re.search(r"年均|年平均|平均每年", clause):
        return "annual_average"
    if re.search(r"每年|每学年|逐年新增|年(?:新增|培训|开展)", before[-40:]):
        return "annual"
    if re.search(r"累计|五年累计|共(?:培训|建设|新增)", clause):
        return "cumulative"
    if year is not None and kind in ("level", "coverage", "count"):
        return "end_of_period"
    return None


def deadline_of(
    found: Mention, period: Period | None, now: int | None
) -> tuple[Year | None, Literal["sentence", "heading"] | None]:
    """The last time to come named before the number in its sentence, or behind it in its clause; else what governs."""
    q_start = found.quantity.start if found.quantity else found.end
    before = [t for t in found.times if t.end <= q_start + 1]
    behind = [t for t in found.times if q_start < t.start < found.clause[1]]
    opening = found.passage.opening
    times = before or behind[:1]
    if opening is not None and opening.start < found.sentence.start:
        times = [opening, *times]
    for time in reversed(times):
        if (year := _year(time, period, now)) is not None:
            return year, "sentence"
    for time in reversed(found.passage.lead):
        if (year := _year(time, period, now)) is not None:
            return year, "heading"
    return None, None


def _year(time: TimeExpression, period: Period | None, now: int | None) -> Year | None:
    """The year (or month) a time sets as a limit; None where it sets none."""
    if time.role == "now":
        return period.end if period and period.start == period.end else None
    if time.role != "year" or time.since or time.year is None or is_past(time, now):
        return None
    return time.year if time.month is None else f"{time.year}-{time.month:02d}"


def as_of(found: Mention, now: int | None) -> tuple[Year | None, Literal["sentence", "heading"] | None]:
    """The year a reported figure is about: from its sentence, the opening of its paragraph, or its heading."""
    q_start = found.quantity.start if found.quantity else found.end
    times = [t for t in found.times if t.start < q_start and t.role in ("as_of", "year") and not t.since]
    opening = found.passage.opening
    if not times and opening is not None:
        times = [opening]
    for time in reversed(times):
        if time.year is not None:
            return (time.year if time.month is None else f"{time.year}-{time.month:02d}"), "sentence"
    for time in found.passage.lead:
        # Among tasks for the years to come a present figure (从60%提高到80%) is not one of those years.
        if time.year is not None and (found.passage.zone == "background" or is_past(time, now)):
            return time.year, "heading"
    return None, None
