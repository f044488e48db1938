"""What rules on figures have in common: whose business a figure is, how sure a link is, how grave a finding."""

from __future__ import annotations

from msgspec import UNSET

from policy_xwalk.alignment.features import plain, same_words
from policy_xwalk.alignment.measures import is_total, measure
from policy_xwalk.alignment.owed import keeps
from policy_xwalk.audit.rule import Pair, Severity
from policy_xwalk.records import Action, Indicator, Item, Link, Target

SURE = 0.6
"""Confidence of a link below which what follows from it is a hint."""

_STEP_DOWN: dict[Severity, Severity] = {"error": "warning", "warning": "info", "info": "info"}


def doubtful(pair: Pair, link: Link) -> bool:
    """True where the link rests on an unconfirmed fact, on uncertain reading, or on weak likeness no person judged."""
    if link.unconfirmed:
        return True
    items = [pair.items[i] for i in (*link.upper, *link.local)]
    if any(isinstance(item, Indicator) and item.doubts for item in items):
        return True
    if any(item.ocr is not UNSET and item.ocr < 0.9 for item in items):
        return True
    return link.decision is UNSET and link.confidence < SURE


def sound(link: Link) -> bool:
    """True where a person has judged that nothing was lost."""
    return link.decision is not UNSET and link.relation in ("same", "strengthened", "added")


def name_of(item: Item) -> str:
    """The item as the plan calls it."""
    if isinstance(item, Indicator):
        return item.name if item.part_of is UNSET else f"{item.part_of}：{item.name}"
    if isinstance(item, Action):
        return item.title
    return item.subject if not item.scope or item.scope in item.subject else f"{item.scope}{item.subject}"


def value_of(item: Item) -> str:
    """The value as printed; empty for an action and an empty cell."""
    if isinstance(item, Indicator):
        return item.target.raw if item.target is not None else ""
    return item.raw if isinstance(item, Target) else ""


def is_binding(item: Item) -> bool:
    """A row of the table that is 约束性."""
    return isinstance(item, Indicator) and item.attribute == "约束性"


def grade(item: Item, link: Link, base: Severity) -> Severity:
    """Less by one step for a figure of the prose that the upper plan does not expressly ask of this level."""
    return base if isinstance(item, Indicator) or link.owed == "yes" else _STEP_DOWN[base]


def is_own(item: Item, pair: Pair, link: Link) -> bool:
    """True for what the upper level keeps for itself; a row says so in its name (省级示范社区)."""
    return link.owed == "no" or keeps(name_of(item), pair.upper.plan.level)


def is_amount(item: Item) -> bool:
    """A sum of money or an amount of the whole territory: its parts are set by budgets and by breaking it down."""
    if isinstance(item, Target):
        if item.kind == "funding":
            return True
        return item.value is not None and is_total(
            measure(item.value, item.value_high, item.unit, name_of(item)), name_of(item)
        )
    return False


ALIKE = 82.0
ROWS_ALIKE = 50.0
"""How alike the names of two figures must be (0 to 100) for a rule to set their values against each other."""


def alike(upper: Item, local: Item) -> bool:
    """Whether two figures bear one name; rows of two tables may differ more, since each table has few of them."""
    from rapidfuzz import fuzz

    first, second = plain(name_of(upper)), plain(name_of(local))
    rows = isinstance(upper, Indicator) and isinstance(local, Indicator)
    return same_words(first, second) or fuzz.ratio(first, second) >= (ROWS_ALIKE if rows else ALIKE)
