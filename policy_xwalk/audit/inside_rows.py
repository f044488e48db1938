"""Rules on the rows of the main-indicator table: baseline against target, parts against whole, change against both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import UNSET

from policy_xwalk.alignment.measures import Measure, is_growth, is_total, measure, order
from policy_xwalk.audit.inside_parts import (
    agree,
    basis_of,
    comparable,
    figure,
    limit_opposed,
    shown,
    step_of,
    uncertain,
    year_of,
)
from policy_xwalk.audit.rule import Draft, Rule, passage
from policy_xwalk.language.direction import direction_of
from policy_xwalk.language.quantities import find_quantities
from policy_xwalk.records import Indicator, PlanRecords


def baseline_is_target(entry: PlanRecords) -> Iterator[Draft]:
    """Rows whose target is the value they have already; one finding a plan."""
    rows = []
    for row in entry.indicators:
        if row.baseline is None or row.target is None:
            continue
        before, after = figure(row.baseline, row.name), figure(row.target, row.name)
        if before is None or after is None or basis_of(row.target) != "end_of_period" or is_growth(row.name):
            continue
        if comparable(before, after) and before.low == after.low and before.high == after.high:
            rows.append(row)
    if rows:
        yield _grouped(entry, rows, of=len(entry.indicators))


def worse_than_baseline(entry: PlanRecords) -> Iterator[Draft]:
    """The target lies on the worse side of the baseline."""
    for row in entry.indicators:
        if row.baseline is None or row.target is None or row.direction == "unknown" or is_growth(row.name):
            continue
        before, after = figure(row.baseline, row.name), figure(row.target, row.name)
        if before is None or after is None or not comparable(before, after):
            continue
        if basis_of(row.target) != basis_of(row.baseline) or direction_of(row.name) != row.direction:
            continue
        worse = "lower" if row.direction == "higher_is_better" else "higher"
        if order(before, after) != worse or agree(before, after) or limit_opposed(row.name, row.target.comparator):
            continue
        if worse == "higher" and row.target.comparator in ("<=", "<"):
            continue  # a ceiling leaves room above what there is: 失业率, 用水总量
        bounded = row.target.comparator not in ("=", "~", "range")
        if is_total(after, row.name) and not bounded:
            # An amount of the territory may be planned to shrink (schools that are merged, old estates rebuilt).
            continue
        yield Draft(
            (passage(row),),
            (row.id,),
            {
                "name": row.name,
                "baseline": shown(row.baseline),
                "target": shown(row.target),
                "case": "bound" if bounded else row.direction,
            },
            hint=uncertain(row),
            # A bound is a floor or a ceiling, not a forecast.
            severity="info" if bounded else None,
        )


def units_differ(entry: PlanRecords) -> Iterator[Draft]:
    """Baseline and target of a row are in units that cannot be compared."""
    for row in entry.indicators:
        if row.baseline is None or row.target is None:
            continue
        before, after = figure(row.baseline, row.name), figure(row.target, row.name)
        if before is None or after is None or comparable(before, after) or not row.baseline.unit or not row.target.unit:
            continue
        if basis_of(row.target) != "end_of_period" or row.target.unit == "倍":
            continue
        if re.search(r"增|降|减|提高|年均|累计|翻|\+", row.target.raw + row.name):
            continue
        yield Draft(
            (passage(row),),
            (row.id,),
            {"name": row.name, "baseline": shown(row.baseline), "target": shown(row.target)},
            hint=uncertain(row),
        )


def parts_pass_whole(entry: PlanRecords) -> Iterator[Draft]:
    """The parts of an amount (其中：…) come to more than the amount."""
    for whole in entry.indicators:
        parts = [row for row in entry.indicators if row.part_of == whole.name and row is not whole]
        for column in ("baseline", "target") if parts else ():
            top = getattr(whole, column)
            values = [getattr(row, column) for row in parts]
            if top is None or any(value is None for value in values):
                continue
            all_of_it = figure(top, whole.name)
            read = [figure(value, whole.name) for value in values]
            if all_of_it is None or not is_total(all_of_it, whole.name) or all_of_it.quantity in ("share", "bare"):
                continue
            known = [value for value in read if value is not None and value.quantity == all_of_it.quantity]
            if len(known) < len(read) or any(basis_of(value) != basis_of(top) for value in values):
                continue
            total = sum(value.low for value in known)
            spare = sum(step_of(value.low / value.scaled) * value.scaled for value in [*known, all_of_it]) / 2
            if total > all_of_it.high + spare:
                yield Draft(
                    tuple(passage(row) for row in (whole, *parts)),
                    tuple(row.id for row in (whole, *parts)),
                    {"name": whole.name, "whole": shown(top), "parts": "、".join(shown(value) for value in values)},
                    key=column,
                    hint=any(uncertain(row) for row in (whole, *parts)),
                )


_CHANGE = re.compile(r"(?:^|；)(?P<head>[^：；]*(?:年均|累计|增速|增幅|增长|变化)[^：；]*)：(?P<raw>[^；]+)")


def change_does_not_fit(entry: PlanRecords) -> Iterator[Draft]:
    """The column for the yearly or total change does not agree with baseline and target of its row.

    Every reading that plans use is tried: difference, rise in per cent, each of them a year. Amounts of output grow at
    constant prices and are left out.
    """
    for row in entry.indicators:
        if row.note is UNSET or row.baseline is None or row.target is None or basis_of(row.target) != "end_of_period":
            continue
        match = _CHANGE.search(row.note)
        before, after = figure(row.baseline, row.name), figure(row.target, row.name)
        if match is None or before is None or after is None or re.search(r"生产总值|GDP|增加值|产值|收入", row.name):
            continue
        quantities = find_quantities(re.sub(r"[〔〕\[\]【】]", "", match["raw"]))
        if (
            len(quantities) != 1
            or quantities[0].comparator not in ("=", "~")
            or before.low <= 0
            or not comparable(before, after)
        ):
            continue
        if {row.baseline.comparator, row.target.comparator} - {"="} or before.low != before.high:
            continue
        change = abs(float(quantities[0].value))
        years = (row.target.year or 0) - (row.baseline.year or 0)
        if not 1 <= years <= 15:
            continue
        readings = _changes(before, after, years)
        if any(low - step_of(change) / 2 <= change <= high + step_of(change) / 2 for low, high in readings):
            continue
        yield Draft(
            (passage(row),),
            (row.id,),
            {
                "name": row.name,
                "baseline": shown(row.baseline),
                "target": shown(row.target),
                "column": match["head"],
                "printed": match["raw"],
            },
            hint=uncertain(row),
        )


def _changes(before: Measure, after: Measure, years: int) -> list[tuple[float, float]]:
    """Every change between two rounded figures, as the least and the most it may be."""
    spare = [step_of(m.low / m.scaled) * m.scaled / 2 for m in (before, after)]
    low = [before.low + spare[0], after.low - spare[1]]
    high = [before.low - spare[0], after.low + spare[1]]
    ends = []
    for first, last in (low, high):
        scale = before.scaled
        rise = (last / first - 1) * 100 if first > 0 else 0.0
        yearly = ((last / first) ** (1 / years) - 1) * 100 if first > 0 and last > 0 else 0.0
        ends.append([(last - first) / scale, (last - first) / scale / years, rise, yearly, rise / years])
    return [(min(abs(a), abs(b)), max(abs(a), abs(b))) for a, b in zip(*ends, strict=True)]


def _grouped(entry: PlanRecords, rows: list[Indicator], *, of: int) -> Draft:
    """One finding for all rows of which the same is true."""
    return Draft(
        tuple(passage(row) for row in rows[:10]),
        tuple(row.id for row in rows),
        {"names": "、".join(row.name for row in rows[:10]), "number": len(rows), "of": of},
        key="rows",
        hint=all(uncertain(row) for row in rows),
    )


def milestone_beyond(entry: PlanRecords) -> Iterator[Draft]:
    """A value for an earlier year is better than the one for a later year."""
    for row in entry.indicators:
        if row.target is None or row.direction == "unknown" or is_growth(row.name):
            continue
        steps = sorted((v for v in (*row.milestones, row.target) if v.year is not None), key=lambda v: v.year or 0)
        if any(limit_opposed(row.name, value.comparator) for value in steps):
            continue
        for first, second in pairwise(steps):
            early, late = figure(first, row.name), figure(second, row.name)
            if early is None or late is None or first.year == second.year or basis_of(first) != basis_of(second):
                continue
            if basis_of(first) != "end_of_period" or direction_of(row.name) != row.direction:
                continue
            worse = "lower" if row.direction == "higher_is_better" else "higher"
            if comparable(early, late) and order(early, late) == worse and not is_total(late, row.name):
                yield Draft(
                    (passage(row),),
                    (row.id,),
                    {
                        "name": row.name,
                        "first": shown(first),
                        "first_year": first.year,
                        "second": shown(second),
                        "second_year": second.year,
                    },
                    key=str(first.year),
                    hint=uncertain(row),
                )
    targets = {target.id: target for target in entry.targets}
    for target in entry.targets:
        last = targets.get(target.milestone_of or "")
        if last is None or target.value is None or last.value is None or target.kind not in ("level", "coverage"):
            continue
        # The subject of two figures in one sentence may be read from the other.
        if target.quote == last.quote or target.direction == "unknown" or target.direction != last.direction:
            continue
        early = measure(target.value, target.value_high, target.unit, target.subject)
        late = measure(last.value, last.value_high, last.unit, last.subject)
        worse = "lower" if target.direction == "higher_is_better" else "higher"
        if not comparable(early, late) or order(early, late) != worse or is_total(late, last.subject):
            continue
        yield Draft(
            (passage(target), passage(last)),
            (target.id, last.id),
            {
                "name": target.subject,
                "first": target.raw,
                "first_year": year_of(target.deadline),
                "second": last.raw,
                "second_year": year_of(last.deadline),
            },
            hint=uncertain(target) or uncertain(last),
        )


RULES: tuple[Rule[PlanRecords], ...] = (
    Rule("PX104", "baseline-is-target", "info", baseline_is_target),
    Rule("PX105", "worse-than-baseline", "warning", worse_than_baseline),
    Rule("PX108", "units-differ", "warning", units_differ),
    Rule("PX109", "parts-pass-whole", "warning", parts_pass_whole),
    Rule("PX110", "change-does-not-fit", "warning", change_does_not_fit),
    Rule("PX111", "milestone-beyond", "warning", milestone_beyond),
)
