"""Rules between levels on what is not there: rows and prose targets of the upper plan without a counterpart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import UNSET, structs

from policy_xwalk.alignment.features import plain
from policy_xwalk.alignment.owed import owed
from policy_xwalk.audit.kept import grams_of
from policy_xwalk.audit.rule import Draft, Pair, passage
from policy_xwalk.audit.spoken import refers_to_upper, speaks_of
from policy_xwalk.audit.weighing import doubtful, is_amount, is_binding, is_own, name_of, sound, value_of
from policy_xwalk.records import Indicator, Item, Link, Target

MANY = 4
"""From so many missing rows on, if they are most of the table, one finding speaks for all."""

_LISTED = 6


def _missing(pair: Pair, kind: str) -> list[tuple[Link, Item]]:
    """Upper items of a kind without a counterpart, where the local plan would hold one."""
    found = []
    for link in pair.links:
        if link.kind != kind or not link.upper or "milestone_not_found" in link.reasons or sound(link):
            continue
        if link.relation == "dropped":
            found.append((link, pair.items[link.upper[0]]))
        elif "topic_found" in link.reasons and link.owed == "yes" and link.decision is UNSET and link.differences:
            # Words of the subject were found, but in a passage that speaks of something else.
            figure, words = pair.figures[link.upper[0]], link.differences[0].local_quote
            if not (figure.milestone or refers_to_upper(words) or speaks_of(figure, words)):
                found.append((link, pair.items[link.upper[0]]))
    return found


def binding_indicator_missing(pair: Pair) -> Iterator[Draft]:
    """A binding row of the upper table has no counterpart."""
    for link, item in _missing(pair, "indicator"):
        if is_binding(item) and not is_own(item, pair, link):
            yield _one_missing(pair, link, item)


def indicator_missing(pair: Pair) -> Iterator[Draft]:
    """Another row of the upper table has no counterpart; one finding for all where the local plan has no such table."""
    found = [
        (link, item)
        for link, item in _missing(pair, "indicator")
        if not is_binding(item) and not is_own(item, pair, link)
    ]
    if len(found) >= MANY and len(found) >= 0.7 * len(pair.upper.indicators):
        yield _many_missing(pair, found, "table" if pair.local.indicators else "no_table")
        return
    for link, item in found:
        yield _one_missing(pair, link, item)


def target_missing(pair: Pair) -> Iterator[Draft]:
    """A figure in the upper prose has no counterpart: a finding each where this level is asked, else one in all."""
    rest: list[tuple[Link, Item]] = []
    told: list[Target] = []
    for link, item in _missing(pair, "target"):
        if is_own(item, pair, link) or is_amount(item) or not isinstance(item, Target) or item.restates is not None:
            continue
        if link.owed == "yes" and _addressed(item, pair):
            if not any(_within(item, other) for other in told):
                told.append(item)
                yield _one_missing(pair, link, item)
        elif (
            link.owed != "yes"
            and item.kind in ("coverage", "standard")
            and item.modality == "commit"
            and not doubtful(pair, link)
        ):
            rest.append((link, item))
    if rest:
        yield _many_missing(pair, rest, "prose")


_NOT_ADDRESSED = re.compile(r"各级各类|地县级|各级领导干部|县级以上(?!人民政府)")


def _addressed(item: Target, pair: Pair) -> bool:
    """The words that ask it of the levels below do not merely describe (各级各类学校, 地县级干部)."""
    plain_quote = _NOT_ADDRESSED.sub("", item.quote)
    return owed(structs.replace(item, quote=plain_quote), pair.upper.plan.level) == "yes"


def _within(item: Target, other: Target) -> bool:
    """Two figures of one sentence are one thing to look up."""
    return item.quote.startswith(other.quote) or other.quote.startswith(item.quote)


def _one_missing(pair: Pair, link: Link, item: Item) -> Draft:
    params = {"name": name_of(item), "upper": value_of(item)}
    renamed = _renamed(pair, item) if isinstance(item, Indicator) else None
    if renamed is not None:
        params |= {"case": "renamed", "local_name": name_of(renamed)}
        return Draft((passage(item), passage(renamed)), (item.id,), params, hint=True)
    return Draft((passage(item),), (item.id,), params, hint=doubtful(pair, link))


_SHARED = 0.4
"""Share of the character pairs of a name that another must hold to be perhaps a new name for the same row."""


def _renamed(pair: Pair, item: Indicator) -> Indicator | None:
    """A local row that answers nothing, with the very value of the missing one and much of its name."""
    answering = {i for link in pair.links if link.upper for i in link.local}
    wanted, grams = item.target, grams_of(plain(item.name))
    if wanted is None or wanted.value is None or not grams:
        return None
    for row in pair.local.indicators:
        given = row.target
        if row.id in answering or given is None or (given.value, given.unit) != (wanted.value, wanted.unit):
            continue
        if given.basis == wanted.basis and len(grams & grams_of(plain(row.name))) >= _SHARED * len(grams):
            return row
    return None


def _many_missing(pair: Pair, found: Sequence[tuple[Link, Item]], case: str) -> Draft:
    items = [item for _, item in found]
    distinct = list(dict.fromkeys(name_of(item) for item in items))
    names = "；".join(distinct[:_LISTED])
    return Draft(
        evidence=tuple(passage(item) for item in items[:_LISTED]),
        items=tuple(item.id for item in items),
        params={"case": case, "count": len(distinct), "names": names + ("……" if len(distinct) > _LISTED else "")},
        hint=all(doubtful(pair, link) for link, _ in found),
        severity="info" if case == "prose" else None,
    )
