"""Rules on figures wherever they stand in one plan: table against prose, place against place, what cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from msgspec import UNSET

from policy_xwalk.alignment.features import same_words
from policy_xwalk.alignment.measures import Measure, is_growth, measure
from policy_xwalk.audit.inside_parts import (
    Headings,
    about_same,
    agree,
    basis_of,
    comparable,
    figure,
    is_share,
    limit_opposed,
    names_its_subject,
    of_others,
    printed,
    shown,
    starts_from,
    uncertain,
    year_of,
)
from policy_xwalk.audit.rule import Draft, Rule, passage, place
from policy_xwalk.extraction.context import BUILDING
from policy_xwalk.records import Comparator, Evidence, Indicator, PlanRecords, Status, Target


def table_and_prose(entry: PlanRecords) -> Iterator[Draft]:
    """A row of the table and a sentence about the same thing name different values, years or limits."""
    headings = Headings(entry)
    named = [
        (target, names_its_subject(target))
        for target in entry.targets
        if target.value is not None and target.milestone_of is None and not of_others(target, entry.plan)
    ]
    for row in entry.indicators:
        if row.target is None or (fixed := figure(row.target, row.name)) is None or row.part_of is not UNSET:
            continue
        for target, sure in named:
            if target.restates != row.id and not (sure and about_same(row, target)):
                continue
            case = _disagreement(row, fixed, target)
            if case is not None and not headings.limits(target) and not _adds(row, target):
                yield Draft(
                    (passage(row), passage(target)),
                    (row.id, target.id),
                    {
                        "name": row.name,
                        "table": shown(row.target),
                        "prose": printed(target),
                        "table_year": row.target.year,
                        "prose_year": year_of(target.deadline),
                        "case": case,
                    },
                    key=case,
                    hint=uncertain(row) or uncertain(target),
                )


def _disagreement(row: Indicator, fixed: Measure, target: Target) -> str | None:
    """``value``, ``deadline`` or ``limit``: in what a sentence departs from the row."""
    assert row.target is not None
    assert target.value is not None
    said = measure(target.value, target.value_high, target.unit, target.subject)
    year, due = year_of(target.deadline), row.target.year
    if (target.kind == "growth") != is_growth(row.name) or not comparable(fixed, said):
        return None
    if basis_of(row.target) != (target.basis or "end_of_period"):
        return None
    if not agree(fixed, said):
        # Another year is another milestone; 力争 beside a firm value is a second, higher aim.
        same_year = year is None or due is None or year == due
        return "value" if same_year and target.modality != "aim" else None
    if year is not None and due is not None and year != due:
        return "deadline"
    opposed = {row.target.comparator, target.comparator}
    return "limit" if opposed in ({">=", "<="}, {">", "<"}, {">", "<="}, {">=", "<"}) else None


_BUILDS = re.compile(rf"{BUILDING}|增加|扩建|改建|投放|布设|安装|装备|培训|发放|筹集|引育|选育")


def _adds(row: Indicator, target: Target) -> bool:
    """Whether a count is what is built or given (建设5G基站10万个), where the row tells how many there will be."""
    return target.kind == "count" and _BUILDS.search(target.quote) is not None and not _BUILDS.search(row.name)


#: What stands in for a name (占全国, 高于全省平均) or is the same word for many things.
_NO_NAME = re.compile(
    r"^(?:占|高于|低于|位居|居(?!民|住|家)|排名|其中)|^(?:总投资|投资|资金|收入|产值|面积|比例|比重|标准|覆盖率|增速|利润)$"
)


def told_twice(entry: PlanRecords) -> Iterator[Draft]:
    """Two sentences commit to different values of the same thing for the same year."""
    headings = Headings(entry)
    for first, second in _of_one_kind(entry):
        if first.quote == second.quote or not same_words(first.subject, second.subject) or len(first.subject) < 4:
            continue
        one, other = (measure(t.value or 0, t.value_high, t.unit, t.subject) for t in (first, second))
        same_frame = _frame(first) == _frame(second)
        if first.kind in ("count", "funding", "schedule") and not same_frame:
            continue
        if first.section != second.section and len(_frame(first) if same_frame else first.subject) < 6:
            continue
        if not comparable(one, other) or agree(one, other) or _told_by_row(first, second, entry):
            continue
        if headings.limits(first) != headings.limits(second):
            continue
        yield Draft(
            (passage(first), passage(second)),
            (first.id, second.id),
            {"name": first.subject, "first": printed(first), "second": printed(second)},
            hint=uncertain(first) or uncertain(second),
        )


def _of_one_kind(entry: PlanRecords) -> Iterator[tuple[Target, Target]]:
    """Pairs of commitments that may be held against each other: of one kind, scope, firmness, basis and year."""
    alike: dict[tuple[object, ...], list[Target]] = {}
    for target in entry.targets:
        if target.value is None or target.milestone_of is not None or _NO_NAME.search(target.subject):
            continue
        if names_its_subject(target) and not of_others(target, entry.plan):
            year, basis = year_of(target.deadline_effective), target.basis or "end_of_period"
            alike.setdefault((target.kind, target.scope, target.modality, basis, year), []).append(target)
    for targets in alike.values():
        yield from combinations(targets, 2)


def _frame(item: Target) -> str:
    """A clause without its number: 新增托位5000个 and 新增托位8000个 say the same thing of it."""
    return re.sub(r"[\s，,]", "", item.quote.replace(item.raw, "", 1))


def _told_by_row(first: Target, second: Target, entry: PlanRecords) -> bool:
    """Whether the table already shows that the two differ (:func:`table_and_prose` tells it)."""
    return any(about_same(row, first) and about_same(row, second) for row in entry.indicators)


def baseline_differs(entry: PlanRecords) -> Iterator[Draft]:
    """The baseline of a row is not the figure that the prose reports for the same year."""
    named = [
        status
        for status in entry.status
        if names_its_subject(status) and not starts_from(status) and not of_others(status, entry.plan)
    ]
    for row in entry.indicators:
        if row.baseline is None or row.baseline.year is None or len(row.name) < 5:
            continue
        fixed = figure(row.baseline, row.name)
        for status in named:
            if fixed is None or status.value is None or year_of(status.as_of) != row.baseline.year:
                continue
            if not about_same(row, status) or (status.kind == "growth") != is_growth(row.name):
                continue
            if (status.basis or "end_of_period") != basis_of(row.baseline):
                continue
            said = measure(status.value, status.value_high, status.unit, status.subject)
            if not comparable(fixed, said) or agree(fixed, said) or _holds(status, said, fixed):
                continue
            yield Draft(
                (passage(row), Evidence(entry.plan.id, status.quote, status.spans)),
                (row.id, status.id),
                {
                    "name": row.name,
                    "table": shown(row.baseline),
                    "prose": printed(status),
                    "year": row.baseline.year,
                },
                hint=uncertain(row) or uncertain(status),
            )


def _holds(status: Status, said: Measure, fixed: Measure) -> bool:
    """超过80% and 近3万人 are no other figure than 82 % and 29,600."""
    if status.comparator in (">", ">="):
        return fixed.low >= said.low
    if status.comparator in ("<", "<="):
        return fixed.high <= said.high
    return status.comparator == "~" and abs(fixed.low - said.low) <= 0.1 * abs(said.low)


def limit_against_direction(entry: PlanRecords) -> Iterator[Draft]:
    """An upper limit on what is better high, or a lower limit on what is better low."""
    limits: list[tuple[Indicator | Target, str, Comparator | None, str]] = [
        (row, row.name, row.target.comparator, shown(row.target)) for row in entry.indicators if row.target is not None
    ]
    limits += [(t, t.subject, t.comparator, printed(t)) for t in entry.targets if t.kind in ("level", "coverage")]
    for item, name, comparator, value in limits:
        case = limit_opposed(name, comparator)
        if case is not None:
            yield Draft(
                (passage(item),),
                (item.id,),
                {"name": name, "value": value, "case": case},
                hint=uncertain(item),
            )


def impossible_share(entry: PlanRecords) -> Iterator[Draft]:
    """A part of a whole above 100 %, or below nothing."""
    for row in entry.indicators:
        if not is_share(row.name):
            continue
        for value in (row.baseline, row.target, *row.milestones):
            if value is None or value.unit != "%" or value.value is None or basis_of(value) != "end_of_period":
                continue
            high = value.value if value.value_high is UNSET else value.value_high
            if high > 100 or value.value < 0:
                params = {"name": row.name, "value": shown(value)}
                yield Draft((passage(row),), (row.id,), params, key=value.raw, hint=uncertain(row))
    told: list[Target | Status] = [*entry.targets, *entry.status]
    for item in told:
        if item.value is None or item.unit != "%" or item.kind == "growth" or not is_share(item.subject):
            continue
        if max(item.value, item.value_high or 0) > 100 and item.basis in (None, "end_of_period"):
            yield Draft(
                (place(entry.plan, item.quote, item.spans),),
                (item.id,),
                {"name": item.subject, "value": printed(item)},
                hint=uncertain(item),
            )


RULES: tuple[Rule[PlanRecords], ...] = (
    Rule("PX101", "table-and-prose", "warning", table_and_prose),
    Rule("PX102", "told-twice", "warning", told_twice),
    Rule("PX103", "baseline-differs", "warning", baseline_differs),
    Rule("PX106", "limit-against-direction", "warning", limit_against_direction),
    Rule("PX107", "impossible-share", "error", impossible_share),
)
