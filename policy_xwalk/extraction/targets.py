"""Targets and status figures of the prose and the boxes: one record a number, scope and milestone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec
from msgspec import UNSET

from policy_xwalk.extraction.kinds import value_and_kind
from policy_xwalk.extraction.mentions import Mention, read_passage
from policy_xwalk.extraction.passages import passages
from policy_xwalk.extraction.plantext import PlanText
from policy_xwalk.extraction.terms import as_of, basis_of, deadline_of, modality_of
from policy_xwalk.identifiers import item_id
from policy_xwalk.language.direction import direction_of
from policy_xwalk.language.quantities import normalize
from policy_xwalk.language.words import HEDGES
from policy_xwalk.records import Indicator, Status, Target


def read_targets(plan: PlanText, indicators: Sequence[Indicator] = ()) -> tuple[tuple[Target, ...], tuple[Status, ...]]:
    """All targets and status figures of a plan, in the order of the text.

    ``indicators`` are the rows of the plan's own table: a target that repeats one says so in ``restates``.
    """
    targets: list[Target] = []
    status: list[Status] = []
    seen: Counter[str] = Counter()
    for passage in passages(plan):
        for mention in read_passage(plan, passage):
            if mention.reading == "target":
                targets.append(_target(plan, mention, indicators, seen))
            else:
                status.append(_status(plan, mention, seen))
    return _milestones(targets), tuple(status)


def _target(plan: PlanText, found: Mention, indicators: Sequence[Indicator], seen: Counter[str]) -> Target:
    deadline, source = deadline_of(found, plan.period, plan.now)
    start, end = found.passage.start + _quote_start(found), found.passage.start + found.end
    quote, spans = plan.place(start, end)
    clause = found.passage.text[found.clause[0] : found.clause[1]]
    value, high, unit, kind = value_and_kind(found)
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
        modality=modality_of(found),
        hedges=tuple(dict.fromkeys(m[0] for m in HEDGES.finditer(clause))),
        basis=basis_of(found, deadline, kind),
        restates=_restated(subject, value, unit, indicators),
        quote=quote,
        spans=spans,
        normalized=UNSET if scaled is None else scaled,
        deadline_effective=effective,
        qualitative=found.qualitative if found.qualitative else UNSET,
        direction=direction_of(subject, comparator),
    )


def _status(plan: PlanText, found: Mention, seen: Counter[str]) -> Status:
    start, end = found.passage.start + _quote_start(found), found.passage.start + found.end
    quote, spans = plan.place(start, end)
    value, high, unit, kind = value_and_kind(found)
    scaled = None if value is None else normalize(value, unit, high)
    q = found.quantity
    assert q is not None
    clause = found.passage.text[found.clause[0] : found.clause[1]]
    seen["S" + quote] += 1
    year, source = as_of(found, plan.now)
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
        as_of=year,
        as_of_from=source,
        kind=kind,
        hedges=tuple(dict.fromkeys(m[0] for m in HEDGES.finditer(clause))),
        basis=basis_of(found, year, kind),
        quote=quote,
        spans=spans,
        normalized=UNSET if scaled is None else scaled,
    )


def _quote_start(found: Mention) -> int:
    """Where the quote begins: the clause, and the clause before it if that only names the time."""
    start = found.start
    index = found.sentence.clause_at(start)
    if index > 0:
        previous = found.sentence.clauses[index - 1]
        text = found.passage.text[previous.start : previous.end]
        times = [t for t in found.times if previous.start <= t.start < previous.end]
        if times and len(text) - sum(t.end - t.start for t in times) <= 2:
            return previous.start
    return start


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
