"""Totals broken down: where all places of a level have a plan in the corpus, what they take on is summed up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_xwalk.alignment.commitments import value_measure
from policy_xwalk.alignment.features import same_words
from policy_xwalk.alignment.measures import Measure, compatible, is_growth, is_total
from policy_xwalk.audit.rule import Draft, Field, passage
from policy_xwalk.language.direction import direction_of
from policy_xwalk.pairing import region_of
from policy_xwalk.records import Indicator, PlanRecords
from policy_xwalk.regions import children

ROUNDING = 0.005
"""Share of the upper figure by which the sum may fall short: what each place rounds off adds up."""
_SHOWN = 5


def parts_below_total(field: Field) -> Iterator[Draft]:
    """The totals of all places together fall short of the total of the place above (or exceed a ceiling)."""
    by_id = {entry.plan.id: entry for entry in field.plans}
    below: dict[str, list[PlanRecords]] = {}
    for pairing in field.pairings:
        if pairing.comparison == "direct" and pairing.periods != "apart":
            below.setdefault(pairing.upper, []).append(by_id[pairing.local])
    for upper_id, locals_ in below.items():
        upper = by_id[upper_id]
        if upper.indicators and _complete(upper, locals_):
            for row in upper.indicators:
                draft = _short(upper, row, locals_)
                if draft is not None:
                    yield draft


def _complete(upper: PlanRecords, locals_: Sequence[PlanRecords]) -> bool:
    """Every place right under the upper one has exactly one plan here."""
    region = region_of(upper.plan)
    if region is None:
        return False
    year = upper.plan.period.start if upper.plan.period else None
    wanted = sorted(place.code or "" for place in children(region, year=year))
    present = sorted(place.code or "" for entry in locals_ if (place := region_of(entry.plan)) is not None)
    return len(wanted) > 1 and wanted == present


def _short(upper: PlanRecords, row: Indicator, locals_: Sequence[PlanRecords]) -> Draft | None:
    whole = _total(row)
    direction = row.direction if row.direction != "unknown" else direction_of(row.name, None, row.baseline, row.target)
    if whole is None or direction == "unknown" or row.target is None:
        return None
    parts: list[Indicator] = []
    sums = 0.0
    for entry in locals_:
        own = [part for part in entry.indicators if same_words(part.name, row.name)]
        if len(own) != 1 or (figure := _total(own[0])) is None or not compatible(whole, figure):
            return None  # a place that does not say leaves the sum open
        if own[0].target is None or own[0].target.year != row.target.year or own[0].target.basis != row.target.basis:
            return None
        parts.append(own[0])
        sums += figure.low
    gap = (sums - whole.low) / whole.low if whole.low else 0.0
    if (gap >= -ROUNDING) if direction == "higher_is_better" else (gap <= ROUNDING):
        return None
    shown = sums / whole.scaled
    return Draft(
        evidence=(passage(row), *(passage(part) for part in parts[:_SHOWN])),
        items=(row.id, *(part.id for part in parts)),
        params={
            "case": "over" if gap > 0 else None,
            "name": row.name,
            "upper": row.target.raw,
            "sum": f"{shown:.6g}{row.target.unit or ''}",
            "count": len(parts),
        },
        plan=upper.plan.id,
        hint=bool(row.doubts or row.unconfirmed or any(part.doubts or part.unconfirmed for part in parts)),
    )


def _total(row: Indicator) -> Measure | None:
    """The row's target as an amount of its territory; None for a rate, a figure per head, a range, a change."""
    figure = value_measure(row.target, row.name)
    if figure is None or figure.low != figure.high or is_growth(row.name) or not is_total(figure, row.name):
        return None
    return figure if figure.quantity != "bare" else None
