"""Figures mentioned in a passage: each number read as target or status, with its subject, scope and place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from policy_xwalk.extraction.commitments import Reading, is_past, read
from policy_xwalk.extraction.context import Context
from policy_xwalk.extraction.naming import Named, name_figure
from policy_xwalk.extraction.passages import Passage
from policy_xwalk.extraction.plantext import PlanText
from policy_xwalk.extraction.relations import find_relations
from policy_xwalk.extraction.subjects import (
    ends_in_measure,
    place_at_end,
    scope_of,
    split_subjects,
    tidy,
    without_territory,
)
from policy_xwalk.language.dates import TimeExpression, find_times
from policy_xwalk.language.quantities import Quantity, find_quantities
from policy_xwalk.language.sentences import Sentence, split_sentences
from policy_xwalk.outline import Zone

_START = attrgetter("start")
_GROUP_JOIN = re.compile(r"^(?:、|和|与|及|以及|或)$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity (or a stated relation) read as target or status, with what its records need."""

    passage: Passage
    sentence: Sentence
    quantity: Quantity | None
    reading: Reading
    subject: str
    scope: str | None
    start: int
    end: int
    clause: tuple[int, int]
    times: tuple[TimeExpression, ...]
    """Times of the sentence."""
    anchor: int
    """Where the first number of its group begins: what stands before it says of all what they do (增长5%和7%)."""
    qualitative: str | None = None


def read_passage(plan: PlanText, passage: Passage) -> list[Mention]:
    """All targets and status figures of a passage, in order."""
    quantities = find_quantities(passage.text)
    mentions: list[Mention] = []
    index = 0
    aiming = passage.mixed and any(is_past(t, plan.now) is False for t in passage.lead)
    for sentence in split_sentences(passage.text):
        inside: list[Quantity] = []
        while index < len(quantities) and quantities[index].core < sentence.end:
            if quantities[index].core >= sentence.start:
                inside.append(quantities[index])
            index += 1
        first = bisect_left(passage.times, sentence.start, key=_START)
        times = passage.times[first : bisect_left(passage.times, sentence.end, lo=first, key=_START)]
        if passage.mixed:
            aiming = _aims(plan, passage, sentence, times, aiming=aiming)
        zone: Zone = "goal" if aiming else passage.zone
        kept = [(q, r) for q in inside if (r := _reading(plan, passage, sentence, q, times, zone)) != "neither"]
        own: list[Mention] = []
        floor, previous = sentence.start, list[Mention]()
        for group in _groups(passage.text, kept):
            previous = _describe(passage, sentence, group, times, floor, previous)
            own.extend(previous)
            floor = group[-1][0].end
        mentions.extend(_with_shared_heads(own))
        if plan.zone_commits(zone):
            mentions.extend(_relations(passage, sentence, kept, times))
    return mentions


_AIMING = re.compile(
    r"力争|确保|争取(?!到)|努力(?:实现|达到)|(?:总体|发展|主要|具体|工作|预期)目标(?:是|为|：)|奋斗目标"
)
_REPORTING = re.compile(
    r"(?<![力竞])已(?!有条件|建成区)|目前|现有|共有|拥有|截[至止]|(?:完成|达到|实现|建成)了|比上年|[^，。]{0,6}以来"
)


def _aims(
    plan: PlanText, passage: Passage, sentence: Sentence, times: tuple[TimeExpression, ...], *, aiming: bool
) -> bool:
    """In a part that both reports and aims: whether a sentence aims; one that does not say goes on as before."""
    text = passage.text[sentence.start : sentence.end]
    verdicts = [
        False if t.year is not None and plan.issue_year is not None and t.year < plan.issue_year else not past
        for t in times
        if t.role != "now" and (past := is_past(t, plan.now)) is not None
    ]
    if any(verdicts) or _AIMING.search(text):
        return True
    return aiming and not verdicts and not _REPORTING.search(text)


def _reading(
    plan: PlanText,
    passage: Passage,
    sentence: Sentence,
    quantity: Quantity,
    times: tuple[TimeExpression, ...],
    zone: Zone,
) -> Reading:
    clause = sentence.clauses[sentence.clause_at(quantity.core)]
    governing = times
    if not any(is_past(t, plan.now) is not None and t.start < quantity.core and t.edge != "全年" for t in times):
        # A time in the heading or lead governs a sentence that names none.
        lead = passage.lead
        if passage.mixed and zone == "goal":
            # What is aimed at is of no year that only the report before it names.
            lead = tuple(t for t in lead if not is_past(t, plan.now))
        governing = (*(replace(t, start=-1, end=-1) for t in lead), *times)
    return read(
        Context(
            passage.text,
            quantity,
            (clause.start, clause.end),
            (sentence.start, sentence.end),
            governing,
            zone,
            plan.now,
            plan.issue_year,
        )
    )


def _groups(text: str, found: Sequence[tuple[Quantity, Reading]]) -> Iterator[list[tuple[Quantity, Reading]]]:
    """Numbers that share one subject: 60%、30% or 95%和85%, nothing but a joining word between them."""
    group: list[tuple[Quantity, Reading]] = []
    for quantity, reading in found:
        if group:
            between = text[group[-1][0].end : quantity.start]
            if (
                _GROUP_JOIN.match(between)
                and reading == group[-1][1]
                and quantity.form == group[-1][0].form == "number"
            ):
                group.append((quantity, reading))
                continue
            yield group
        group = [(quantity, reading)]
    if group:
        yield group


def _describe(
    passage: Passage,
    sentence: Sentence,
    group: Sequence[tuple[Quantity, Reading]],
    times: tuple[TimeExpression, ...],
    floor: int,
    previous: Sequence[Mention],
) -> list[Mention]:
    """One mention for each number of a group.

    ``floor`` is where the number before the group ends and ``previous`` what was said of it: “赤字率4%、比上年提高1个
    百分点” speaks of the same thing twice.
    """
    first, last = group[0][0], group[-1][0]
    at = sentence.clause_at(first.core)
    clause = sentence.clauses[at]
    end = max(clause.end, sentence.clauses[sentence.clause_at(last.core)].end)
    before = passage.text[max(clause.start, floor) : first.start]
    after = passage.text[last.end : clause.end]
    anchor, milestone = first.start, _goes_on(before)
    # From what a clause raises (由60%提高到80%) stands in the same clause.
    raised = passage.text[clause.start : first.start] if previous and previous[-1].clause[0] == clause.start else ""
    if previous and (milestone or says_of_the_same(before, raised, after)):
        start = min(clause.start, previous[-1].start)
        anchor = clause.start if milestone else first.start
        names = (
            [(m.subject, m.scope) for m in previous]
            if len(previous) == len(group)
            else [(previous[-1].subject, previous[-1].scope)] * len(group)
        )
    elif previous and (place := _OF_WHICH.fullmatch(before)):
        # 新建充电桩2万个，其中农村1万个.
        start = min(clause.start, previous[-1].start)
        names = [(previous[-1].subject, place[1])] * len(group)
    else:
        named = name_figure(passage.text, sentence, at, first, last, floor)
        if _FROM_HEAD.match(before) and not ends_in_measure(named.subject) and (title := _measured_title(passage)):
            named = Named(title, clause.start)
        elif previous and previous[-1].clause[0] == clause.start and _YIELD.fullmatch(named.subject):
            # 粮食播种面积1.1亿亩、产量825亿斤: the yield is that of the same crop.
            crop = _SOWN.match(previous[-1].subject)
            named = Named((crop["crop"] if crop else "") + named.subject, named.start)
        start = named.start
        names = _names(passage, named, group, clause.start, before)
    return [
        Mention(
            passage,
            sentence,
            quantity,
            reading,
            subject,
            scope,
            start,
            end,
            (clause.start, clause.end),
            times,
            anchor,
        )
        for (quantity, reading), (subject, scope) in zip(_share_comparator(group), names, strict=True)
    ]


#: 由2020年的36%提高到45% without any subject of its own.
_FROM_HEAD = re.compile(r"[，\s]*(?:分别)?[由从]")


_SOWN = re.compile(r"(?P<crop>[^，。；、]{1,12}?)(?:播种|种植|养殖|栽培|经营)?(?:总)?面积$")
_YIELD = re.compile(r"(?:年|总|综合)?(?:产量|产值|产能|总产)")


def _measured_title(passage: Passage) -> str | None:
    """The heading of a passage where it is the name of something measured (3.森林覆盖率)."""
    title = tidy(passage.section.title) if passage.section is not None else ""
    return title if len(title) > 2 and ends_in_measure(title) else None


def _names(
    passage: Passage, named: Named, group: Sequence[tuple[Quantity, Reading]], clause: int, before: str
) -> list[tuple[str, str | None]]:
    """Subject and scope for each number of a group."""
    first = group[0][0]
    subject = named.subject
    scope = (
        scope_of(subject)
        or scope_of(before)
        or scope_of(passage.text[clause : first.start])
        or scope_of(passage.text[named.start : first.start])
    )
    if first.form == "coverage":
        subject, place = place_at_end(subject)
        scope = place or named.place or scope
    scope = scope or named.place
    subject = without_territory(subject)
    split = split_subjects(subject, len(group)) if len(group) > 1 else None
    if split is None:
        return [(subject, scope)] * len(group)
    return [(own, scope_of(member) or scope) for own, member in split]


def _share_comparator(group: Sequence[tuple[Quantity, Reading]]) -> list[tuple[Quantity, Reading]]:
    """分别超过70%和50%; 分别增长5%和6%左右: the comparator before the first or behind the last is said of all."""
    first, last = group[0][0], group[-1][0]
    shared = first.comparator if first.comparator != "=" and not first.suffix else None
    if shared is None and last.suffix and last.comparator != "=":
        shared = last.comparator
    if shared is None or shared == "range" or len(group) == 1:
        return list(group)
    return [(replace(q, comparator=shared) if q.comparator == "=" else q, reading) for q, reading in group]


_RISES = (
    r"(?:跃升|攀升|缩小|上调|增长|递增|提高|提升|增加|上升|扩大|扩展"
    r"|降低|下降|减少|压减|缩减|缩短|下调|提标|上涨|回升|回落)"
)
_COMPARED = re.compile(
    r"[^，。；]{0,4}?、?(?:安排、)?(?:比|较)(?:上年|去年|20\d\d年|上一年|同期|“?十[一二三四五]五”?)(?:末|底)?[^，。；、]{0,8}"
)
_AGAIN = re.compile(
    rf"(?:的?基础上)?[、，]?(?:同比|环比|年均|分别|均|约|将|再|预计|实际|名义)*{_RISES}(?:了|率)?(?:达到?|约|近|超过?|为)?"
)
_REACHES = re.compile(
    r"[、，]?(?:累计|总量|总数|总规模|力争|进一步|再)*(?:达到?|突破|超过|(?:提高|增加|扩大|提升|下降|降低)[到至])"
)
#: 从209元提高到, 由2020年的36%提高到2025年的: what was raised is raised to the next number.
_RAISED = re.compile(
    rf"(?:从|由)[^，。；]{{0,16}}?\d[^。；]*?(?:{_RISES}|[增升降减]|调整|发展)(?:到|至|为)"
    r"(?:(?:20\d\d年|“十[一二三四五六]五”)[底末]?的?)?$"
)


def _goes_on(between: str) -> bool:
    """Whether a later value of the same thing follows: ，到2025年累计达到8000户; 、达到2180亿元."""
    for time in reversed(find_times(between)):
        between = between[: time.start] + between[time.end :]
    return _REACHES.fullmatch(between) is not None


def says_of_the_same(between: str, clause: str, after: str) -> bool:
    """Whether the words between two numbers name nothing new: 、增长6.3%; 、比上年提高…; 从209元提高到217元."""
    if _COMPARED.fullmatch(between) or _RAISED.search(clause):
        return True
    # 增加5000个招生计划 names its own object.
    return _AGAIN.fullmatch(between) is not None and (not after or after[0] in "、（")


_OF_WHICH = re.compile(
    r"[，、（]?其中，?(?:在)?(农村|城市|城镇|乡镇|县城|城区|乡村|社区|中央|省级|市级|县级)(?:地区|财政)?(?:不?[^，。]{0,1})?"
)
_LEVEL = "(?:国家|世界|全国|省部?|市|县|区|州|自治区|部)级"
_RANK_ONLY = re.compile(_LEVEL)
_RANKED = re.compile(rf"{_LEVEL}(?P<head>[^，。；、]{{2,}})")


#: 在2021年45个的基础上: between its number and what is reckoned on it nothing is named.
_UPON = re.compile(r"的?基础上")
_UPON_LEAD = re.compile(r"[，\s]*(?:在|现有|已有|已|建成|原有|的)*")


def _with_shared_heads(mentions: Sequence[Mention]) -> list[Mention]:
    """90名国家级、150名省级科技人才: the noun behind the last rank is said of each.

    在2021年45个的基础上，新增12个县级医疗中心: what was there already is what comes next.
    """
    whole = list(mentions)
    for index in range(len(whole) - 2, -1, -1):
        found, text = whole[index], whole[index].passage.text
        if found.quantity is not None and _UPON.match(text, found.quantity.end):
            before = text[found.clause[0] : found.quantity.start]
            for time in reversed(find_times(before)):
                before = before[: time.start] + before[time.end :]
            if _UPON_LEAD.fullmatch(before):
                upon = whole[index + 1]
                whole[index] = replace(found, subject=upon.subject, scope=upon.scope, start=found.clause[0])
        if _RANK_ONLY.fullmatch(whole[index].subject) and (match := _RANKED.fullmatch(whole[index + 1].subject)):
            whole[index] = replace(whole[index], subject=whole[index].subject + match["head"])
    return whole


def _relations(
    passage: Passage,
    sentence: Sentence,
    kept: Sequence[tuple[Quantity, Reading]],
    times: tuple[TimeExpression, ...],
) -> Iterator[Mention]:
    """Goals without a number but with a stated relation: 居民收入增长和经济增长同步."""
    if any(is_past(t, None) for t in times):
        return
    for relation in find_relations(passage.text, sentence):
        clause = relation.clause
        # 与经济增长同步、达到3.5万元 says two things; a number in the relation's own member says the same better.
        left = max(clause.start, passage.text.rfind("、", clause.start, relation.start))
        right = passage.text.find("、", relation.end, clause.end)
        if any(left <= q.core < (right if right > 0 else clause.end) for q, _ in kept):
            continue
        yield Mention(
            passage,
            sentence,
            None,
            "target",
            relation.subject,
            scope_of(relation.subject),
            clause.start,
            clause.end,
            (clause.start, clause.end),
            times,
            clause.end,
            relation.words,
        )
