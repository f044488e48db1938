"""Targets and status figures of the prose and the boxes: one record a number, scope and milestone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec
from msgspec import UNSET

from policy_xwalk.extraction.commitments import Context, Reading, is_past, read
from policy_xwalk.extraction.plantext import PlanText
from policy_xwalk.extraction.subjects import (
    ends_in_measure,
    is_counted,
    object_of,
    place_at_end,
    scope_of,
    split_subjects,
    subject_after,
    subject_before,
    tidy,
    without_territory,
    without_verbs,
)
from policy_xwalk.identifiers import item_id
from policy_xwalk.language.dates import TimeExpression, find_times
from policy_xwalk.language.direction import direction_of
from policy_xwalk.language.numerals import plain_number
from policy_xwalk.language.quantities import Quantity, find_quantities, normalize, split_magnitude
from policy_xwalk.language.sentences import Sentence, split_sentences
from policy_xwalk.language.words import AIM, COMMIT, ENCOURAGE, GROWTH, HEDGES
from policy_xwalk.outline import Section, Zone
from policy_xwalk.records import (
    Basis,
    Indicator,
    Modality,
    Period,
    Status,
    Target,
    TargetKind,
)

_COVERAGE_SUBJECT = re.compile(
    r"覆盖|普及率|参保率|入户率|通达率|探访率|完成率|配备率|建成率|入园率|入学率|签约率|达标率|比例达|[村乡镇组屯户](?:全部|基本)?通|通(?:宽带|电|水|公路|客车|邮|硬化路|5G|光纤|双车道)|比例$"
)
_EACH = re.compile(r"每|新建|所有|各|均|按照|标准|原则|不得|应")
_GROUP_JOIN = re.compile(r"^(?:、|和|与|及|以及|或)$")
_QUALITATIVE = re.compile(
    r"(?:与|和|同)(?P<with>[^，。；、\d]{2,22}?)(?:基本|大体|总体)?同步(?:增长|提高)?"
    r"|(?:增速|增长|增幅|水平|收入|比例|降幅|快于|高于|好于|优于|不低于|低于)[^，。；\d]{0,6}?(?P<than>(?:高于|不低于|快于|好于|优于|低于|达到)(?:全国|全省|全市|国家|经济|上年|GDP|地区生产总值|周边|东部|中部|西部)[^，。；、\d]{0,10}?(?:平均)?(?:水平|增速|增长|增幅|速度|标准))"
    r"|(?P<order>完成(?:国家|省|市|上级|省级)(?:和(?:省|市))?(?:下达|分解|确定|规定)(?:的)?(?:各项)?(?:目标)?(?:任务|指标|目标))"
)


@dataclass(frozen=True, slots=True)
class _Passage:
    """One range of running text with its sentences and times (offsets within ``text``)."""

    text: str
    start: int
    """Offset of ``text`` in the flow."""
    section: Section | None
    zone: Zone
    lead: tuple[TimeExpression, ...]
    """Times of the heading or of a lead that ends in a colon and governs the passage."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A quantity read as target or status, with what its records need."""

    passage: _Passage
    sentence: Sentence
    quantity: Quantity | None
    reading: Reading
    subject: str
    scope: str | None
    start: int
    end: int
    clause: tuple[int, int]
    times: tuple[TimeExpression, ...]
    anchor: int
    """Where the first number of its group begins: what stands before it says of all what they do (增长5%和7%)."""
    qualitative: str | None = None


def read_targets(plan: PlanText, indicators: Sequence[Indicator] = ()) -> tuple[tuple[Target, ...], tuple[Status, ...]]:
    """All targets and status figures of a plan, in the order of the text.

    ``indicators`` are the rows of the plan's own table: a target that repeats one says so in ``restates``.
    """
    targets: list[Target] = []
    status: list[Status] = []
    seen: Counter[str] = Counter()
    for passage in _passages(plan):
        for found in _read_passage(plan, passage):
            if found.reading == "target":
                targets.append(_target(plan, found, indicators, seen))
            else:
                status.append(_status(plan, found, seen))
    return _milestones(targets), tuple(status)


def _passages(plan: PlanText) -> Iterator[_Passage]:
    """Every range of prose outside tables and headings, with the times that govern it."""
    lead: tuple[TimeExpression, ...] = ()
    lead_section: Section | None = None
    for start, end, section in plan.prose():
        text = plan.flow.text[start:end]
        zone: Zone = section.zone if section else "preamble"
        bullet = re.match(r"[—–-]{2,}|[●■◆▲★□○※·①-⑳]", text) is not None
        if lead and (section is not lead_section or not bullet):
            lead = ()
        heading = _heading_times(section, plan)
        yield _Passage(text, start, section, zone, lead or heading)
        if text.endswith("：") and (times := [t for t in find_times(text) if t.role == "year"]):
            lead, lead_section = (times[-1],), section


def _heading_times(section: Section | None, plan: PlanText) -> tuple[TimeExpression, ...]:
    node = section
    while node is not None:
        times = [t for t in find_times(node.title) if t.role in ("year", "now", "as_of")]
        if times and not node.untitled:
            return (times[-1],)
        node = node.parent
    return ()


def _read_passage(plan: PlanText, passage: _Passage) -> Iterator[_Found]:
    quantities = find_quantities(passage.text)
    all_times = find_times(passage.text) if quantities else []
    index = 0
    for sentence in split_sentences(passage.text):
        inside: list[Quantity] = []
        while index < len(quantities) and quantities[index].core < sentence.end:
            if quantities[index].core >= sentence.start:
                inside.append(quantities[index])
            index += 1
        times = tuple(t for t in all_times if sentence.start <= t.start < sentence.end)
        readings = [(q, _reading(plan, passage, sentence, q, times)) for q in inside]
        kept = [(q, r) for q, r in readings if r != "neither"]
        floor, previous = sentence.start, ""
        for group in _groups(passage.text, sentence, kept):
            for found in _describe(passage, sentence, group, times, floor, previous):
                previous = found.subject
                yield found
            floor = group[-1][0].end
        if plan.zone_commits(passage.zone):
            yield from _relations(passage, sentence, kept, times)


def _reading(
    plan: PlanText, passage: _Passage, sentence: Sentence, quantity: Quantity, times: tuple[TimeExpression, ...]
) -> Reading:
    clause = sentence.clauses[sentence.clause_at(quantity.core)]
    governing = times
    if not any(is_past(t, plan.now) is not None and t.start < quantity.core for t in times):
        # A time in the heading or lead governs a sentence that names none.
        governing = (*(replace(t, start=-1, end=-1) for t in passage.lead), *times)
    return read(
        Context(
            passage.text,
            quantity,
            (clause.start, clause.end),
            (sentence.start, sentence.end),
            governing,
            passage.zone,
            plan.now,
        )
    )


def _groups(
    text: str, sentence: Sentence, found: Sequence[tuple[Quantity, Reading]]
) -> Iterator[list[tuple[Quantity, Reading]]]:
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
    passage: _Passage,
    sentence: Sentence,
    group: Sequence[tuple[Quantity, Reading]],
    times: tuple[TimeExpression, ...],
    floor: int,
    previous: str,
) -> Iterator[_Found]:
    """One record for each number of a group.

    ``floor`` is where the number before the group ends and ``previous`` its subject: “赤字率4%、比上年提高1个百分点”
    speaks of the same thing twice.
    """
    first, last = group[0][0], group[-1][0]
    at = sentence.clause_at(first.core)
    clause = sentence.clauses[at]
    end = max(clause.end, sentence.clauses[sentence.clause_at(last.core)].end)
    subject, start = _subject(passage.text, sentence, at, first, last, floor)
    if previous and _COMPARED.fullmatch(passage.text[max(clause.start, floor) : first.start]):
        subject = previous
    scope = scope_of(clause_text) if (clause_text := passage.text[clause.start : first.start]) else None
    scope = scope or scope_of(passage.text[start : first.start]) or scope_of(subject)
    subject = without_territory(subject)
    if first.form == "coverage":
        subject, place = place_at_end(subject)
        scope = place or scope
    split = split_subjects(subject, len(group)) if len(group) > 1 else None
    if len(group) > 1:
        group = _share_comparator(group)
    for index, (quantity, reading) in enumerate(group):
        own, own_scope = (split[index][0], scope_of(split[index][1]) or scope) if split else (subject, scope)
        yield _Found(
            passage,
            sentence,
            quantity,
            reading,
            own,
            own_scope,
            start,
            end,
            (clause.start, clause.end),
            times,
            first.start,
        )


def _share_comparator(group: Sequence[tuple[Quantity, Reading]]) -> list[tuple[Quantity, Reading]]:
    """分别超过70%和50%; 分别增长5%和6%左右: the comparator before the first or behind the last is said of all."""
    first, last = group[0][0], group[-1][0]
    shared = first.comparator if first.comparator != "=" and not first.suffix else None
    if shared is None and last.suffix and last.comparator != "=":
        shared = last.comparator
    if shared is None or shared == "range":
        return list(group)
    return [(replace(q, comparator=shared) if q.comparator == "=" else q, reading) for q, reading in group]


_COMPARED = re.compile(
    r"[^，。；]{0,4}?、?(?:安排、)?(?:比|较)(?:上年|去年|20\d\d年|上一年|同期)(?:末|底)?[^，。；、]{0,8}"
)
_RULE = re.compile(r"原则|标准|目标|宜|主|基准|底线|上限|限|准|要求")
_SHORT = re.compile(
    r"(?:平均|人均|其中|每年|年均|总|制定|编制|建设|办理|网上)*(?:完成率|覆盖率|达标率|普及率|建成率|合格率|满意率|满意度|比例|占比|比重|面积|平均面积|数量|总数|规模|[^，。；]{0,2}覆盖率)"
)


def _subject(text: str, sentence: Sentence, at: int, first: Quantity, last: Quantity, floor: int) -> tuple[str, int]:
    """The subject of a number and where the passage that names it begins."""
    clause = sentence.clauses[at]
    before, after = text[max(clause.start, floor) : first.start], text[last.end : clause.end]
    unit = split_magnitude(first.unit)[1] or first.unit
    named = subject_before(before)
    bare = without_verbs(named)
    behind = subject_after(after)
    if first.form == "number" and is_counted(unit):
        if ends_in_measure(named) and not _SHORT.fullmatch(named):
            return named, clause.start
        if behind and not ends_in_measure(named) and not _RULE.fullmatch(behind):
            return behind, clause.start
        if len(bare) >= 2:
            return bare, clause.start
    elif first.form == "coverage" and first.raw.startswith("覆盖"):
        if len(named) >= 2:
            return named, clause.start
    elif first.unit == "%" and (len(bare) < 2 or re.fullmatch(r"全[国省市县区州旗]", bare)):
        if behind:
            return behind, clause.start
    elif unit and unit.endswith("元") and not ends_in_measure(bare):
        if behind or len(bare) >= 2:
            return (bare if len(bare) >= 2 else behind), clause.start
    elif behind and first.form == "number" and not ends_in_measure(bare) and (after.startswith("的") or unit == "小时"):
        return behind, clause.start
    subject = bare if ends_in_measure(bare) and not _SHORT.fullmatch(named) else named
    if len(subject) >= 2 and not _SHORT.fullmatch(named):
        return subject, clause.start
    # Nothing in the clause itself: the clauses before it name what is measured.
    for index in range(at - 1, -1, -1):
        previous = sentence.clauses[index]
        candidate = place_at_end(object_of(text[previous.start : previous.end]))[0]
        if len(candidate) >= 2 and not (named and ends_in_measure(candidate)):
            return f"{candidate}{named}"[-60:] if len(candidate) <= 30 else (named or candidate[:60]), previous.start
    return (named or behind or tidy(text[clause.start : clause.end]))[:60], clause.start


def _relations(
    passage: _Passage,
    sentence: Sentence,
    kept: Sequence[tuple[Quantity, Reading]],
    times: tuple[TimeExpression, ...],
) -> Iterator[_Found]:
    """Goals without a number but with a stated relation: 居民收入增长和经济增长同步."""
    text = passage.text[sentence.start : sentence.end]
    for m in _QUALITATIVE.finditer(text):
        at = sentence.clause_at(sentence.start + m.start())
        clause = sentence.clauses[at]
        if any(clause.start <= q.core < clause.end for q, _ in kept):
            continue
        if re.search(r"已|了", passage.text[clause.start : clause.end]):
            continue
        words = m[m.lastgroup or 0]
        begin = sentence.start + m.start(m.lastgroup or 0)
        if m.lastgroup == "with":
            words, begin = m[0], sentence.start + m.start()
        subject = tidy(passage.text[clause.start : begin])
        if len(subject) < 2 or any(is_past(t, None) for t in times):
            continue
        yield _Found(
            passage,
            sentence,
            None,
            "target",
            subject,
            scope_of(subject),
            clause.start,
            clause.end,
            (clause.start, clause.end),
            times,
            clause.end,
            words,
        )


def _target(plan: PlanText, found: _Found, indicators: Sequence[Indicator], seen: Counter[str]) -> Target:
    deadline, source = _deadline(found, plan.period, plan.now)
    start, end = found.passage.start + _quote_start(found), found.passage.start + found.end
    quote = plan.quote(start, end)
    clause = found.passage.text[found.clause[0] : found.clause[1]]
    scope_text = found.passage.text[found.start : found.end]
    value, high, unit, kind = _value_and_kind(found)
    scaled = None if value is None else normalize(value, unit, high)
    q = found.quantity
    subject = found.subject
    seen[quote] += 1
    effective = deadline if deadline is not None else (plan.period.end if plan.period else None)
    comparator = q.comparator if q else None
    return Target(
        id=item_id(plan.id, "T", quote, seen[quote] - 1),
        plan=plan.id,
        section=found.passage.section.path if found.passage.section else None,
        subject=subject,
        scope=found.scope,
        comparator=comparator,
        value=value,
        value_high=high,
        unit=unit,
        raw=q.raw if q else found.qualitative or "",
        deadline=deadline,
        deadline_from=source,
        kind=kind,
        modality=_modality(clause, scope_text),
        hedges=tuple(dict.fromkeys(m[0] for m in HEDGES.finditer(clause))),
        basis=_basis(found, deadline, kind),
        restates=_restated(subject, value, unit, indicators),
        quote=quote,
        spans=plan.spans(start, end),
        normalized=UNSET if scaled is None else scaled,
        deadline_effective=effective,
        qualitative=found.qualitative if found.qualitative else UNSET,
        direction=direction_of(subject, comparator),
    )


def _status(plan: PlanText, found: _Found, seen: Counter[str]) -> Status:
    start, end = found.passage.start + _quote_start(found), found.passage.start + found.end
    quote = plan.quote(start, end)
    value, high, unit, kind = _value_and_kind(found)
    scaled = None if value is None else normalize(value, unit, high)
    q = found.quantity
    assert q is not None
    clause = found.passage.text[found.clause[0] : found.clause[1]]
    seen["S" + quote] += 1
    as_of, source = _as_of(found)
    return Status(
        id=item_id(plan.id, "S", quote, seen["S" + quote] - 1),
        plan=plan.id,
        section=found.passage.section.path if found.passage.section else None,
        subject=found.subject,
        scope=found.scope,
        comparator=q.comparator,
        value=value,
        value_high=high,
        unit=unit,
        raw=q.raw,
        as_of=as_of,
        as_of_from=source,
        kind=kind,
        hedges=tuple(dict.fromkeys(m[0] for m in HEDGES.finditer(clause))),
        basis=_basis(found, as_of, kind),
        quote=quote,
        spans=plan.spans(start, end),
        normalized=UNSET if scaled is None else scaled,
    )


def _quote_start(found: _Found) -> int:
    """Where the quote begins: the clause, and the clause before it if that only names the time."""
    start = found.start
    index = found.sentence.clause_at(start)
    if index > 0:
        previous = found.sentence.clauses[index - 1]
        text = found.passage.text[previous.start : previous.end]
        times = find_times(text)
        if times and len(text) - sum(t.end - t.start for t in times) <= 2:
            return previous.start
    return start


def _value_and_kind(found: _Found) -> tuple[int | float | None, int | float | None, str | None, TargetKind]:
    q = found.quantity
    if q is None:
        return None, None, None, "growth" if "增" in found.subject or "同步" in (found.qualitative or "") else "level"
    text = found.passage.text
    before = text[found.clause[0] : found.anchor]
    value, high, unit = q.value, q.value_high, q.unit
    growth = GROWTH.search(before) is not None and not re.search(r"(?:到|至)$", before)
    if unit == "倍" and q.form == "number" and growth:
        # 增长1.5倍 is a rise by 150 %.
        return plain_number(value * 100), None if high is None else plain_number(high * 100), "%", "growth"
    return value, high, unit, _kind(found, q, growth, before)


def _kind(found: _Found, q: Quantity, growth: bool, before: str) -> TargetKind:
    clause = found.passage.text[found.clause[0] : found.clause[1]]
    base = split_magnitude(q.unit)[1] or q.unit or ""
    if q.form == "coverage":
        return "coverage"
    if q.form == "clearance":
        return "level"
    if growth or q.form == "multiple":
        return "growth"
    if base.endswith("元") or base == "元":
        return (
            "level"
            if re.search(r"产值|收入|总值|增加值|GDP|价格|规模|营收|存款|贷款|销售额|交易额|人均", clause)
            else "funding"
        )
    if q.unit in ("%", "‰"):
        if re.search(r"增长|增速|增幅|降幅", found.subject) and not re.search(r"率$|比重$|占比$", found.subject):
            return "growth"
        # A floor for what is built anew, or for each, is a standard whatever its unit.
        if (
            q.comparator in (">=", "<=")
            and re.search(r"新建|每个|各级", found.passage.text[found.sentence.start : q.start])
            and not found.times
        ):
            return "standard"
        return "coverage" if _COVERAGE_SUBJECT.search(found.subject + before[-8:]) else "level"
    if base in ("小时", "分钟", "工作日", "个工作日", "天"):
        return "standard"
    if (
        re.search(
            r"每一?[个所户名人村]|均(?:设|配|建|应)|所有[^，。；]{0,14}(?:至少|均|都|设|配|建)|各[^，。；]{0,8}至少",
            clause[: max(0, q.end - found.clause[0])],
        )
        and is_counted(base)
        and not re.search(r"每[百千万]", clause)
    ):
        return "standard"
    if base in ("平方米", "户", "公里", "米") and (q.comparator in (">=", "<=", "~")) and _EACH.search(clause):
        return "standard"
    if is_counted(base) and not re.search(r"每[百千万][^，。；]{0,14}$|每[百千万]", before):
        return (
            "level"
            if base in ("人", "名", "户", "人次") and not re.search(r"培训|培养|招|引进|新增|选派|指导", before)
            else "count"
        )
    return "level"


def _modality(clause: str, passage: str) -> Modality:
    if COMMIT.search(clause):
        return "commit"
    if AIM.search(clause) or AIM.search(passage):
        return "aim"
    if ENCOURAGE.search(clause):
        return "encourage"
    return "commit"


def _basis(found: _Found, year: int | str | None, kind: TargetKind) -> Basis | None:
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


def _deadline(found: _Found, period: Period | None, now: int | None) -> tuple[int | str | None, str | None]:  # type: ignore[return]
    """The last time to come that the sentence names before the number, or its clause behind it; else the heading's."""
    q_start = found.quantity.start if found.quantity else found.end
    candidates = [t for t in found.times if t.end <= q_start + 1]
    behind = [t for t in found.times if q_start < t.start < found.clause[1]]
    for source, times in (("sentence", [*behind[:1], *candidates] if not candidates else candidates),):
        for time in reversed(times):
            year = _year(time, period, now)
            if year is not None:
                return year, source
    for time in reversed(found.passage.lead):
        year = _year(time, period, now)
        if year is not None:
            return year, "heading"
    return None, None


def _year(time: TimeExpression, period: Period | None, now: int | None) -> int | str | None:
    """The year (or month) a time sets as a limit; None where it sets none."""
    if time.role == "now":
        return period.end if period and period.start == period.end else None
    if time.role != "year" or time.since or time.year is None or is_past(time, now):
        return None
    if time.month is not None:
        return f"{time.year}-{time.month:02d}"
    return time.year


def _as_of(found: _Found) -> tuple[int | str | None, str | None]:  # type: ignore[return]
    q_start = found.quantity.start if found.quantity else found.end
    for time in reversed([t for t in found.times if t.start < q_start and t.role in ("as_of", "year")]):
        if time.year is not None:
            return (f"{time.year}-{time.month:02d}" if time.month else time.year), "sentence"
    for time in found.passage.lead:
        if time.year is not None:
            return time.year, "heading"
    return None, None


def _restated(subject: str, value: int | float | None, unit: str | None, indicators: Sequence[Indicator]) -> str | None:
    """The row of the plan's own table that says the same of the same thing."""
    from rapidfuzz.fuzz import ratio

    best: tuple[float, str] | None = None
    for row in indicators:
        if row.target is None or row.target.value != value or (row.target.unit or unit) != unit:
            continue
        score = ratio(_core(subject), _core(row.name))
        if score >= 80 and (best is None or score > best[0]):
            best = (score, row.id)
    return best[1] if best else None


def _core(name: str) -> str:
    return re.sub(r"的|名|全[国省市县]|比例|比率|率", "", name)


def _milestones(targets: Sequence[Target]) -> tuple[Target, ...]:
    """Targets of one subject with several deadlines: each earlier one names the last as what it leads to."""
    by_subject: dict[tuple[str | None, str, str | None], list[Target]] = {}
    for target in targets:
        if target.deadline is not None and target.value is not None:
            by_subject.setdefault((target.section, target.subject, target.scope), []).append(target)
    final: dict[str, str] = {}
    for group in by_subject.values():
        ordered = sorted(group, key=lambda t: str(t.deadline))
        for target in ordered[:-1]:
            if target.deadline != ordered[-1].deadline:
                final[target.id] = ordered[-1].id
    return tuple(
        msgspec.structs.replace(target, milestone_of=final[target.id]) if target.id in final else target
        for target in targets
    )
