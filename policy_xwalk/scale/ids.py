"""Ids that are unique in a run, settled after reading, in the order of the corpus, whoever read which file first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from msgspec import UNSET
from msgspec.structs import replace

from policy_xwalk.records import Action, Box, Indicator, PlanRecords, Status, Target

Recorded = TypeVar("Recorded", Indicator, Target, Status, Action, Box)
#: Fields of records that hold the id of another item of the plan.
_REFERENCES = ("restates", "milestone_of", "part_of")


def settle_ids(found: Sequence[str], stated: Sequence[bool]) -> list[str]:
    """An id for each plan: its own, unless an earlier plan has it; then with a number behind it.

    An id that ``corpus.toml`` states goes before the same id read from another text. No number makes an id that
    another plan has of itself.
    """
    settled: list[str | None] = [plan if fixed else None for plan, fixed in zip(found, stated, strict=True)]
    taken = {plan for plan in settled if plan is not None}
    own = set(found)
    numbers: dict[str, int] = {}
    for place, plan in enumerate(found):
        if settled[place] is not None:
            continue
        free = plan
        if plan in taken:
            number = numbers.get(plan, 1) + 1
            while f"{plan}-{number}" in taken or f"{plan}-{number}" in own:
                number += 1
            numbers[plan] = number
            free = f"{plan}-{number}"
        taken.add(free)
        settled[place] = free
    return [plan for plan in settled if plan is not None]


def renamed(records: PlanRecords, plan: str) -> PlanRecords:
    """The records as they would be had the plan been read under this id."""
    old = records.plan.id
    if plan == old:
        return records

    def moved(item: str) -> str:
        return plan + item[len(old) :] if item.startswith(f"{old}/") else item

    def of(record: Recorded) -> Recorded:
        changes = {"id": moved(record.id), "plan": plan}
        for name in _REFERENCES:
            value = getattr(record, name, None)
            if value is not None and value is not UNSET:
                changes[name] = moved(value)
        return replace(record, **changes)

    return PlanRecords(
        replace(records.plan, id=plan),
        tuple(map(of, records.indicators)),
        tuple(map(of, records.targets)),
        tuple(map(of, records.status)),
        tuple(map(of, records.actions)),
        tuple(map(of, records.boxes)),
    )
