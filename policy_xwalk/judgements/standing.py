"""Which verdict stands: the last word of each person, and the last of them all where people differ."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace

from policy_xwalk.judgements.store import judgement_id, moment
from policy_xwalk.records import Judgement, Opinion, Relation

StaleReason = Literal["changed", "gone", "one_sided", "no_field", "no_value", "plan_absent"]
"""Why a verdict is not followed: the passages or values are no longer those that were seen; the link or item is no
longer there; a relation between two items was given to something with one side; the item has no such field; the text
is no value for it; its plans are not in this run."""


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What a link, item or finding says now, in short; of a link with its relation."""

    text: str
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class Stale:
    """A judgement that was not followed, why, and what stands in its place now (nothing where it is empty)."""

    judgement: Judgement
    reason: StaleReason
    now: tuple[Standpoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """People who say different things of one subject; ``followed`` is the later word, ``others`` differ from it."""

    subject: str
    followed: Judgement
    others: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The last word of each person on one subject, oldest first."""

    words: tuple[Judgement, ...]

    @property
    def followed(self) -> Judgement:
        """The latest of them."""
        return self.words[-1]

    def others(self, effect: Callable[[Judgement], Hashable]) -> tuple[Judgement, ...]:
        """Words of other people whose effect is another than that of the one followed."""
        wanted = effect(self.followed)
        return tuple(word for word in self.words[:-1] if effect(word) != wanted)


def standing(judgements: Iterable[Judgement]) -> Standing | None:
    """The last word of each person among judgements on one subject; None for none. Equal times: the later line."""
    last: dict[str, Judgement] = {}
    for judgement in sorted(judgements, key=lambda judgement: moment(judgement.when)):
        last.pop(judgement.who, None)
        last[judgement.who] = judgement
    return Standing(tuple(last.values())) if last else None


def by_subject(judgements: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    """Judgements by the id they are about, in their order; one that has no id of its own yet gets it."""
    found: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        found.setdefault(judgement.subject, []).append(with_id(judgement))
    return found


def with_id(judgement: Judgement) -> Judgement:
    """The judgement with an id; one that has its own keeps it."""
    return judgement if judgement.id else replace(judgement, id=judgement_id(judgement))


def opinion(judgement: Judgement) -> Opinion:
    """What a judgement says, without its subject."""
    return Opinion(judgement.verdict, judgement.relation, judgement.who, judgement.when, judgement.why)


def conflicts_among(judgements: Iterable[Judgement]) -> tuple[Conflict, ...]:
    """Subjects (and fields of items) on which the last words of people differ, without a run to compare with.

    An acceptance of a relation and a change to it say the same.
    """
    groups: dict[tuple[str, str], list[Judgement]] = {}
    for judgement in judgements:
        groups.setdefault((judgement.subject, judgement.field or ""), []).append(with_id(judgement))

    def effect(judgement: Judgement) -> tuple[str, str]:
        if judgement.verdict == "reject" or judgement.relation is None:
            return judgement.verdict, " ".join((judgement.value or "").split())
        return "relation", judgement.relation

    found = []
    for (subject, _), group in groups.items():
        stood = standing(group)
        if stood is not None and (others := stood.others(effect)):
            found.append(Conflict(subject, stood.followed, others))
    return tuple(found)
