"""What a person saw when she decided: the subject with a digest of its passages and values.

The digest tells a later run whether the same thing still stands there. It holds what the passages say (quote, text,
value, deadline) and nothing that the program thinks of them, so that a better program makes no verdict stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2s
from typing import Literal

import msgspec

from policy_xwalk.records import Action, Finding, Indicator, Item, Link, Part, Relation, Value

SubjectKind = Literal["link", "item", "finding"]
_LONGEST = 200


class Shown(Part, frozen=True, omit_defaults=True):
    """A link, item or finding as a person had it before her."""

    kind: SubjectKind
    id: str
    """Id of the link or item; fingerprint of the finding."""
    seen: str
    """Digest of the passages and values."""
    relation: Relation | None = None
    """The relation that was shown."""
    follows: str | None = None
    """Id of the judgement that the relation followed."""
    plans: tuple[str, ...] = ()
    upper: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    """Ids of the items of both sides; those of a finding and the item itself stand in ``upper``."""
    digests: tuple[str, ...] = ()
    """Of a link: the digest of each item, upper ones first."""
    text: str = ""
    """Name and value in short, so that a stale verdict can be told without the old plans."""


def item_seen(item: Item) -> str:
    """Digest of what one item says; of a corrected one, as the program had read it, so that it stays what it was."""
    if item.corrections is not msgspec.UNSET and item.corrections:
        return item.corrections[0].seen
    return _digest(_said(item))


def link_seen(upper: Sequence[Item], local: Sequence[Item]) -> str:
    """Digest of what both sides of a link say, in any order of the items."""
    return joined_seen(map(item_seen, upper), map(item_seen, local))


def joined_seen(upper: Iterable[str], local: Iterable[str]) -> str:
    """Digest of a link from those of its items."""
    return _digest([*sorted(upper), "\x1c", *sorted(local)])


def finding_seen(finding: Finding) -> str:
    """Digest of the passages a finding shows."""
    return _digest([finding.rule, *(f"{part.plan}\x1d{part.quote}" for part in finding.evidence)])


def show_item(item: Item) -> Shown:
    """An item as something to decide about."""
    return Shown("item", item.id, item_seen(item), plans=(item.plan,), upper=(item.id,), text=_short([item]))


def show_link(link: Link, upper: Sequence[Item], local: Sequence[Item]) -> Shown:
    """A link as something to decide about."""
    text = f"{_short(upper) or '—'} → {_short(local) or '—'}"
    plans = (link.upper_plan, link.local_plan)
    digests = tuple(item_seen(item) for item in (*upper, *local))
    seen = joined_seen(digests[: len(upper)], digests[len(upper) :])
    return Shown("link", link.id, seen, link.relation, link.judgement, plans, link.upper, link.local, digests, text)


def show_finding(finding: Finding) -> Shown:
    """A finding as something to decide about."""
    text = " | ".join([finding.rule, *(part.quote for part in finding.evidence)])[:_LONGEST]
    plans = (finding.plan,) if finding.against is None else (finding.plan, finding.against)
    seen = finding_seen(finding)
    return Shown("finding", finding.fingerprint, seen, plans=plans, upper=finding.items, text=text)


def said_in_short(item: Item) -> str:
    """Name and value of an item on one line."""
    if isinstance(item, Action):
        return f"{item.number} {item.title}".strip()[:_LONGEST]
    if isinstance(item, Indicator):
        return f"{item.name} {item.target.raw if item.target else ''}".strip()[:_LONGEST]
    return f"{item.subject} {item.raw}".strip()[:_LONGEST]


def _short(items: Iterable[Item]) -> str:
    return "；".join(said_in_short(item) for item in items)[:_LONGEST]


def _said(item: Item) -> list[str]:
    if isinstance(item, Indicator):
        return [item.id, item.quote, *_value(item.baseline), *_value(item.target), item.attribute or ""]
    if isinstance(item, Action):
        return [item.id, item.quote, "".join(item.text.split())]
    figures = (item.comparator, item.value, item.value_high, item.unit, item.deadline)
    return [item.id, item.quote, item.raw, *map(_plain, figures)]


def _value(value: Value | None) -> list[str]:
    if value is None:
        return ["—"]
    high = None if value.value_high is msgspec.UNSET else value.value_high
    return [value.raw, *map(_plain, (value.comparator, value.value, high, value.unit, value.year))]


def _plain(value: object) -> str:
    """80 and 80.0 are one value."""
    return f"{value:.12g}" if isinstance(value, float | int) else "" if value is None else str(value)


def _digest(parts: Iterable[str]) -> str:
    return blake2s("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
