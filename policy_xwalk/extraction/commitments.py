"""Is a quantity a commitment or a report?

The decision weighs the time that the sentence names, the words around the number and the part of the plan; what is
neither of the two is thrown out before by :mod:`policy_xwalk.extraction.traps`.
"""

from __future__ import annotations

import re
from typing import Literal

from policy_xwalk.extraction.context import BUILDING, Context
from policy_xwalk.extraction.elapsed import reports_elapsed
from policy_xwalk.extraction.traps import NEITHER
from policy_xwalk.language.dates import TimeExpression
from policy_xwalk.language.words import AIM

Reading = Literal["target", "status", "neither"]


_FROM = re.compile(r"(?:由|从)[^，。；到至]{0,14}$")
_TO = re.compile(
    r"[^，。；]{0,6}(?:提高|提升|增加|上升|下降|降低|扩大|缩短|缩小|压缩|增长|降|升|减少|压减|拓展|增|变|减|调整|延长|发展|跃升|攀升|上调|下调)(?:了)?(?:到|至|为)"
)
_UPON = re.compile(r"[^，。；\d]{0,16}?基础上")
_ENSURED = re.compile(r"确保|保证|力争|争取")


def starts_from(before: str, after: str) -> bool:
    """由60%提高到80%: whether a number between two passages is where a change starts, not where it goes."""
    return _FROM.search(before) is not None and _TO.match(after) is not None


def starting_point(c: Context) -> bool:
    """由60%提高到80%, 在2021年45个的基础上: the number is where a change starts."""
    return starts_from(c.before, c.after) or (
        c.quantity.form == "number" and _UPON.match(c.after) is not None and _ENSURED.search(c.before) is None
    )


#: 我区有20个口岸, 还有63万失能老人, 对已谋划的1400个项目: what there is already.
_EXISTING = re.compile(
    r"^(?:[我全][省市县区州旗国])?(?:目前|现在|还|现|共|已)*有(?:[^，。；]*\d[^，。；]*、)?(?:近|约|超)?$"
    r"|(?<![力竞])已经?(?:建成|谋划|开工|实施|建立|设立|入库|签约|认定|发布|投产|落地|运营|开通)的?(?:近|约|超)?$"
)
_LONGEST_CLAUSE = 120
#: 我区每年接待游客近3亿人次: told of the region without any verb of change.
_OURS = re.compile(r"我[省市县区州旗国](?!要|将)")
_CHANGES = re.compile(rf"{BUILDING}|达|增长|提高|提升|控制|保持|稳定|完成|实现|降|减|扩大|突破|超过|不低于")
_PAST_WORDS = re.compile(
    r"(?<![力竞])已(?!有条件|建成区)(?:经)?|(?:完成|达到|实现|建成|取得|增长|提高|下降|新增|培育|建立|获得|突破|超过|引进|解决|打造|改造|兑现)了|累计已|已累计"
    r"|位居|居[^，。；]{0,6}第|荣获|获批|获评|成功(?:创建|举办|入选|获批|获评)|入选|首次突破|连续\d+年|圆满完成|顺利完成"
    r"|(?<![用对把将])现有(?=[^，。；的]{0,10}\d)|共有|拥有[^，。；]{0,4}$|上榜|排名|(?:仅|只)(?:有|为)?(?=\d)|约占(?=\d)"
)
_FUTURE_WORDS = re.compile(
    r"确保|力争|努力|争取|预计|预期|目标(?:是|为)|计划(?!经济)|拟|(?<![即必])将(?![^，。；]{0,10}(?:纳入|作为))|要(?=[^素点求件塞害领地道])|不(?:得)?低于"
    r"|不(?:得)?少于|不(?:得)?超过|至少|规划(?:建设|新建)|谋划"
)
_IMPERATIVE = re.compile(
    r"^(?:[^，。；]{0,3}(?:、|并|再|要|全面|加快|深入|扎实|大力|积极|持续|着力|统筹|重点|分批|全力|稳步|有序|高标准|高质量|系统|同步|继续|支持))*(?:建设|推进|推动|实施|打造"
    r"|新建|培育|完成|支持|开展|提高|加快|改造|组织|建立|健全|引进|培养|创建|新增|设立|发展|扩大|优化|提升|布局|选派|选树|招聘|建成|实现|开工|投放|落实|做好|抓好|强化|加强|整治|治理|修复"
    r"|发放|安排|筹措|争取|促进|深化|完善|巩固|保持|稳定|降低|压减|配备|配建|设置|办好|遴选|认定|评选|推广|举办|加大|开发|拓展|延伸|盘活|鼓励|引导|为[^，。；]{1,10}(?:提供|配备"
    r"|招聘))"
)


def read(c: Context) -> Reading:
    """Target, status or neither, for one quantity in its context."""
    if any(test(c) for test in NEITHER):
        return "neither"
    if starting_point(c):
        return "status"
    if re.search(r"(?:仅|只)(?:有|为|占)?$", c.before):
        # Only a state of things is regretted as small: 接受机构照护的仅1.1万人.
        return "status"
    if len(c.before) < _LONGEST_CLAUSE and _EXISTING.search(c.before):
        return "status"
    own = c.text[c.clause[0] : c.clause[1]]
    if _OURS.match(own) and not _FUTURE_WORDS.search(own) and not _CHANGES.search(own):
        return "status"
    if reports_elapsed(c):
        return "status"
    past, future = _times(c)
    clause = c.text[c.clause[0] : c.clause[1]]
    lead = c.text[c.sentence[0] : c.quantity.start]
    if c.zone == "background":
        # A chapter on what was reached: only an outspoken aim for a year to come is a target.
        aims = re.search(r"力争|确保|争取到|努力(?:实现|达到)", clause) is not None
        return "target" if aims and future and not past and not _PAST_WORDS.search(clause) else "status"
    if c.zone in ("principle", "preamble"):
        if not past and not _PAST_WORDS.search(clause) and (future or AIM.search(clause)):
            return "target"
        return "status" if past or _PAST_WORDS.search(clause) else "neither"
    if past and not future:
        return (
            "target" if _FUTURE_WORDS.search(clause) and not re.search(r"已|了", clause) and not _as_of(c) else "status"
        )
    if past and future:
        return "target" if _last_is_future(c) else "status"
    if future:
        return "target"
    if _PAST_WORDS.search(clause) and not _FUTURE_WORDS.search(clause) and not _IMPERATIVE.match(clause):
        return "status"
    if (
        re.search(r"(?<![力竞])已经?|累计已|截至", lead)
        and not _FUTURE_WORDS.search(clause)
        and not _IMPERATIVE.match(clause)
    ):
        return "status"
    return "target"


def is_past(time: TimeExpression, now: int | None) -> bool | None:
    """Whether a time lies before the plan; None for one that says neither."""
    if time.role in ("base", "annual") or time.starting:
        return None
    if time.role in ("as_of", "past"):
        return True
    if time.role in ("now", "span"):
        return False
    if time.since:
        # 从2022年起: what begins in the plan's own years lies ahead.
        begins = time.edge == "起" and time.year is not None and now is not None and time.year >= now
        return None if begins else True
    if time.year is None or now is None:
        return None
    return time.year < now


def _times(c: Context) -> tuple[bool, bool]:
    """Whether the sentence names a past and a future time before the number (or after it in its clause)."""
    past = future = False
    reviewed = any(t.start < 0 and is_past(t, c.now) for t in c.times)
    for time in c.times:
        if time.start > c.quantity.start and not c.clause[0] <= time.start < c.clause[1]:
            continue
        verdict = is_past(time, c.now)
        if _DATES_A_THING.match(c.text, time.end) and time.start >= 0:
            continue
        if time.role == "now" and time.edge in ("全年", "年内") and (c.zone == "background" or reviewed):
            # In a review 全年 is the year that is over.
            continue
        if verdict is None and c.now is None:
            # Without a plan's horizon, 到2025年 looks ahead by its own words.
            verdict = False if time.role == "year" and time.start >= 0 and c.text[time.start] in "到至" else None
        past |= verdict is True
        future |= verdict is False
    return past, future


#: 2000年底前建成的小区: the year says which ones, not when.
_DATES_A_THING = re.compile(
    r"(?:以?前|之前|后|以来)?(?:建成|出厂|生产|登记|注册|竣工|开工|投产|投用|批准|认定|入学|毕业|印发|发布)[^，。；]{0,4}的"
)


def _as_of(c: Context) -> bool:
    return any(t.role == "as_of" and t.start < c.quantity.start for t in c.times)


def _last_is_future(c: Context) -> bool:
    """The time named last before the number decides where a sentence names both."""
    verdicts = [
        v
        for t in c.times
        if t.start < c.quantity.start
        and (t.start < 0 or not _DATES_A_THING.match(c.text, t.end))
        and (v := is_past(t, c.now)) is not None
    ]
    return not verdicts[-1] if verdicts else True
