"""The terms of a figure: modality, basis, and the time for which it holds."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal

from policy_xwalk.extraction.commitments import is_past, starts_from
from policy_xwalk.extraction.mentions import Mention
from policy_xwalk.language.dates import TimeExpression
from policy_xwalk.language.words import AIM, COMMIT, ENCOURAGE
from policy_xwalk.records import Basis, Modality, Period, TargetKind

Year = int | str

_HEAD_AIM = re.compile(
    rf"(?:^|[，：])(?:全[国省市县区州旗]|我[国省市县区州旗])?(?:要|将|应)?(?:{AIM.pattern})(?!取消|工作|学习|奋斗|方向|目标)"
)


#: A figure before the word of aiming: it does not open the list.
_FIGURE = re.compile(r"\d(?!\d*年)|覆盖")
_DIGIT = re.compile(r"\d")


def modality_of(found: Mention) -> Modality:
    """How firmly a figure is committed to: 确保 over 力争 over 鼓励; a plain statement commits.

    力争 at the head of a list of figures governs it up to the next semicolon, 预期 in a lead that ends in a colon
    the whole sentence; in the middle of a sentence such a word speaks of its own clause only.
    """
    text = found.passage.text
    start, end = found.clause
    clause = text[start:end]
    if COMMIT.search(clause):
        return "commit"
    if AIM.search(clause):
        return "aim"
    if ENCOURAGE.search(clause):
        return "encourage"
    before = text[found.sentence.start : start]
    segment = before[before.rfind("；") + 1 :]
    lead = before[: before.rfind("：") + 1]
    head = _HEAD_AIM.search(segment)
    if head is not None:
        aimed = start - len(segment) + segment.find("，", head.end())
        # 努力实现…16人，到2025年底实现…18人: a new date opens a statement of its own.
        renewed = any(t.role == "year" and aimed < t.start < end for t in found.times)
        if not renewed and not _FIGURE.search(segment[: head.start()]):
            return "aim"
    return "aim" if AIM.search(lead) else "commit"


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
    if year is not None and kind in ("level", "coverage", "count", "standard"):
        return "end_of_period"
    return None


#: How a later sentence goes on with the list that the first one began.
_GOES_ON = re.compile(
    r"(?:同时|并|其中|此外|另外|还(?!需)|再|同步|在此基础上|—|[①-⑳●■◆▲★□○※]|（?[1-9一二三四五六七八九十]{1,2}(?:[、.）]|是))"
)


#: 参保率达到95%: a state is named, not a piece of work.
_LEVEL_REACHED = re.compile(
    r"[^，。；\d]{2,40}?(?:达到?|(?:提高|增加|扩大|下降|降低|减少)到|控制在|保持在|稳定在|超过|突破|不低于|不超过)\d"
)


def _governed(found: Mention, opening: TimeExpression) -> bool:
    """Whether the year that opens a paragraph holds for a later sentence of it.

    Among goals 到2025年 does, and where it opens a sentence of words alone it does for the levels behind it
    (到2025年，体系更加健全。覆盖率达到80%。); elsewhere only a sentence that goes on with the first one has its year
    (2022年，新建20所。同时，改建10所。), for the next one speaks of other things.
    """
    text, start = found.passage.text, found.sentence.start
    if any(t.role == "year" and opening.end <= t.start < start and not t.starting for t in found.passage.times):
        return False
    if text[opening.start] in "到至":
        stop = text.find("。", opening.end)
        if found.passage.zone == "goal" or (
            not _DIGIT.search(text, opening.end, max(stop, opening.end)) and _LEVEL_REACHED.match(text, start)
        ):
            return True
    return _GOES_ON.match(text, start) is not None


def deadline_of(
    found: Mention, period: Period | None, now: int | None
) -> tuple[Year | None, Literal["sentence", "heading"] | None]:
    """The last time to come named before the number in its sentence, or behind it in its clause; else what governs."""
    q_start = found.quantity.start if found.quantity else found.end
    before = [t for t in found.times if t.end <= q_start + 1 and not t.starting]
    behind = [t for t in found.times if q_start < t.start < found.clause[1]]
    opening = found.passage.opening
    times = before or behind[:1]
    if opening is not None and opening.start < found.sentence.start and _governed(found, opening):
        times = [opening, *times]
    for time in reversed(times):
        if (year := _year(time, period, now)) is not None:
            return year, "sentence"
    for time in reversed(_led_by(found) if not times else ()):
        if (year := _year(time, period, now)) is not None:
            return year, "sentence"
    for time in reversed(found.passage.lead):
        if (year := _year(time, period, now)) is not None:
            return year, "heading"
    return None, None


_LEADS = re.compile(r"[。；](?:力争|争取|努力|预计|总的目标是：?)?$")


def _led_by(found: Mention) -> list[TimeExpression]:
    """Among goals: the year that opens a sentence of words alone, whose figures follow behind its full stop.

    力争到2027年，创新体系不断完善。智能算力占比达到40%；….
    """
    passage, start = found.passage, found.sentence.start
    if passage.zone != "goal":
        return []
    led: list[TimeExpression] = []
    last = bisect_left(passage.times, start, key=lambda t: t.start)
    for time in passage.times[max(0, last - 4) : last]:
        if time.role != "year" or not _LEADS.search(passage.text[max(0, time.start - 12) : time.start]):
            continue
        stop = passage.text.find("。", time.end)
        if 0 < stop < start and not re.search(r"\d", passage.text[time.end : stop]):
            led.append(time)
    return led


def _year(time: TimeExpression, period: Period | None, now: int | None) -> Year | None:
    """The year (or month) a time sets as a limit; None where it sets none."""
    if time.role == "now":
        return period.end if period and period.start == period.end else None
    if time.role != "year" or time.since or time.starting or time.year is None or is_past(time, now):
        return None
    return time.year if time.month is None else f"{time.year}-{time.month:02d}"


def _group_start(found: Mention, after: int, q_start: int) -> int:
    """Where the first of the numbers that stand together begins (由2020年的10万吨、20万吨提高到…)."""
    return found.anchor if found.anchor >= after else q_start


def as_of(found: Mention, now: int | None) -> tuple[Year | None, Literal["sentence", "heading"] | None]:
    """The year a reported figure is about: from its sentence, the opening of its paragraph, or its heading.

    A value that a change starts from (由60%提高到80%) is only dated by what is said of itself (由2020年的60%).
    """
    text = found.passage.text
    q_start, q_end = (found.quantity.start, found.quantity.end) if found.quantity else (found.end, found.end)
    times = [t for t in found.times if t.start < q_start and t.role in ("as_of", "year") and not t.since]
    own = [t for t in times if t.starting and not _DIGIT.search(text, t.end, _group_start(found, t.end, q_start))]
    if own:
        times = own
    elif starts_from(text[found.clause[0] : q_start], text[q_end : found.clause[1]]):
        return None, None
    else:
        times = [t for t in times if not t.starting]
    opening = found.passage.opening if found.passage.opening and not found.passage.opening.since else None
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
