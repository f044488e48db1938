"""Items as people corrected them, before they are compared with anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec import UNSET
from msgspec.structs import replace

from policy_xwalk.judgements.corrections import Unfit, correct
from policy_xwalk.judgements.seen import item_seen, said_in_short
from policy_xwalk.judgements.standing import Conflict, Stale, Standpoint, by_subject, standing
from policy_xwalk.records import Action, Correction, Indicator, Item, Judgement, PlanRecords, Rejection, Target


@dataclass(frozen=True, slots=True)
class Corrected:
    """Records that follow what people said of single items, and the judgements that could not be followed."""

    records: tuple[PlanRecords, ...]
    stale: tuple[Stale, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def is_about_item(judgement: Judgement) -> bool:
    """Whether a judgement is about an item of a plan; a line written by hand says so by its id (``plan/I-…``)."""
    if judgement.kind is not None:
        return judgement.kind == "item"
    return "/" in judgement.subject and judgement.subject.rpartition("/")[2][:2] in ("I-", "T-", "A-")


def correct_items(records: Sequence[PlanRecords], judgements: Sequence[Judgement]) -> Corrected:
    """Put right what people corrected and set aside what they said is no commitment.

    A corrected item keeps its quote and says in ``corrections`` what the program had read and who changed it. A
    rejected item moves to :attr:`PlanRecords.rejected`. Where people differ the later word is followed and the others
    are named. Items that nobody judged, and plans without any, are given back as they are.
    """
    about = by_subject(judgement for judgement in judgements if is_about_item(judgement))
    if not about:
        return Corrected(tuple(records))
    done = _Done([], [], set())
    corrected = tuple(_plan(entry, about, done) for entry in records)
    known = {entry.plan.id for entry in records}
    for subject, given in about.items():
        if subject not in done.found:
            present = _plan_of(subject, given[-1]) in known
            done.stale += [Stale(judgement, "gone" if present else "plan_absent") for judgement in _last_words(given)]
    return Corrected(corrected, tuple(done.stale), tuple(done.conflicts))


@dataclass(slots=True)
class _Done:
    stale: list[Stale]
    conflicts: list[Conflict]
    found: set[str]


def _plan_of(subject: str, judgement: Judgement) -> str:
    return judgement.plans[0] if judgement.plans else subject.rpartition("/")[0]


def _last_words(given: Iterable[Judgement]) -> Iterable[Judgement]:
    """The last word of each person on each field."""
    fields: dict[str | None, list[Judgement]] = {}
    for judgement in given:
        fields.setdefault(_field(judgement), []).append(judgement)
    return [word for group in fields.values() if (stood := standing(group)) for word in stood.words]


def _field(judgement: Judgement) -> str | None:
    """The field a judgement is about; None for one on the item as a whole."""
    return judgement.field if judgement.verdict == "change" else None


def _plan(entry: PlanRecords, about: Mapping[str, list[Judgement]], done: _Done) -> PlanRecords:
    if not any(item.id in about for item in (*entry.items, *entry.rejected)):
        return entry
    kept: list[Item] = []
    rejected: list[Item] = list(entry.rejected)
    done.found.update(item.id for item in entry.rejected)
    for item in entry.items:
        if item.id in about:
            done.found.add(item.id)
            item = _judged(item, about[item.id], done)
        (kept if item.rejected is UNSET else rejected).append(item)
    gone = {item.id for item in rejected}
    kept = [_without(item, gone) for item in kept] if gone else kept
    return replace(
        entry,
        indicators=tuple(item for item in kept if isinstance(item, Indicator)),
        targets=tuple(item for item in kept if isinstance(item, Target)),
        actions=tuple(item for item in kept if isinstance(item, Action)),
        rejected=tuple(rejected),
    )


def _judged(item: Item, given: Sequence[Judgement], done: _Done) -> Item:
    seen, shown = item_seen(item), (Standpoint(said_in_short(item)),)
    fresh = [judgement for judgement in given if judgement.seen in (None, seen)]
    changed = [judgement for judgement in given if judgement.seen not in (None, seen)]
    done.stale += [Stale(judgement, "changed", shown) for judgement in _last_words(changed)]
    if (whole := standing(judgement for judgement in fresh if judgement.verdict != "change")) is not None:
        word, others = whole.followed, whole.others(lambda judgement: judgement.verdict)
        if others:
            done.conflicts.append(Conflict(item.id, word, others))
        if word.verdict == "reject":
            disputed = tuple(other.id for other in others)
            return replace(item, rejected=Rejection(word.who, word.when, word.why, word.id, disputed))
    fields = Counter(judgement.field or "" for judgement in fresh if judgement.verdict == "change")
    corrections: list[Correction] = []
    for field in fields:
        stood = standing(j for j in fresh if j.verdict == "change" and (j.field or "") == field)
        assert stood is not None
        word, others = stood.followed, stood.others(lambda judgement: " ".join((judgement.value or "").split()))
        try:
            item, before = correct(item, field, word.value or "")
        except Unfit as error:
            done.stale.append(Stale(word, error.reason, shown))
            continue
        if others:
            done.conflicts.append(Conflict(item.id, word, others))
        value, disputed = word.value or "", tuple(other.id for other in others)
        corrections.append(Correction(field, before, value, word.who, word.when, word.why, word.id, seen, disputed))
    return replace(item, corrections=tuple(corrections)) if corrections else item


def _without(item: Item, gone: set[str]) -> Item:
    """The item without references to items that a person rejected: a target that restated such a row stands alone."""
    if isinstance(item, Target) and (item.restates in gone or item.milestone_of in gone):
        return replace(
            item,
            restates=None if item.restates in gone else item.restates,
            milestone_of=None if item.milestone_of in gone else item.milestone_of,
        )
    if isinstance(item, Indicator) and item.part_of is not UNSET and item.part_of in gone:
        return replace(item, part_of=UNSET)
    return item
