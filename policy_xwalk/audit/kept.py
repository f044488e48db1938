"""What the rules need of each plan itself: found once and kept, since an upper plan is compared with thousands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import chain, pairwise

from policy_xwalk.alignment.carrying import core
from policy_xwalk.alignment.commitments import Commitment, commitments_of
from policy_xwalk.alignment.features import make_plain
from policy_xwalk.alignment.passages import Passage, passages_of
from policy_xwalk.records import Action, Item, PlanRecords
from policy_xwalk.sameness import Same

_STOP = re.compile(r"[。；！？\n]")


class Kept:
    """A plan as the rules between plans look at it; each part is found when a rule first asks for it."""

    def __init__(self, records: PlanRecords) -> None:
        self.records = records

    @cached_property
    def items(self) -> dict[str, Item]:
        """Indicators, targets and actions by id."""
        listed: tuple[Sequence[Item], ...] = (self.records.indicators, self.records.targets, self.records.actions)
        return {item.id: item for part in listed for item in part}

    @cached_property
    def figures(self) -> dict[str, Commitment]:
        """Rows and prose targets as the alignment compares them, by id."""
        return {figure.item.id: figure for part in commitments_of(self.records) for figure in part}

    @cached_property
    def _passages(self) -> dict[str, list[Passage]]:
        found: dict[str, list[Passage]] = {action.id: [] for action in self.records.actions}
        for clause in passages_of(self.records.actions):
            found[self.records.actions[clause.action].id].append(clause)
        return found

    def passages(self, actions: Iterable[Action]) -> list[Passage]:
        """Clauses of some of the plan's actions, in their order; ``action`` counts among all actions of the plan."""
        return [clause for action in actions for clause in self._passages[action.id]]

    @cached_property
    def sentences(self) -> list[tuple[Action, list[Passage]]]:
        """The clauses of each sentence with their action."""
        return [(action, clauses) for action in self.records.actions for clauses in _sentences(action, self)]

    @cached_property
    def spoken(self) -> Said:
        """Character pairs of each sentence."""
        return Said("，".join(clause.text for clause in clauses) for _, clauses in self.sentences)

    @cached_property
    def tasks(self) -> Said:
        """Character pairs of each task with its heading."""
        return Said(f"{action.title}，{action.text}" for action in self.records.actions)

    @cached_property
    def headings(self) -> Said:
        """Character pairs of each title of a task."""
        return Said(action.title for action in self.records.actions)

    @cached_property
    def text(self) -> str:
        """Titles and texts of all tasks in neutral form."""
        return "\n".join(make_plain([part for action in self.records.actions for part in (action.title, action.text)]))


def _sentences(action: Action, kept: Kept) -> list[list[Passage]]:
    """The clauses of each sentence of an action; clauses themselves carry no full stops."""
    found: list[list[Passage]] = []
    read = 0
    for clause in kept.passages((action,)):
        start = action.text.find(clause.text, read)
        if not found or start < 0 or _STOP.search(action.text, read, start) is not None:
            found.append([])
        found[-1].append(clause)
        start = action.text.find(clause.text, read)
        read = start + len(clause.text) if start >= 0 else read
    return found


class Said:
    """Texts by their pairs of characters, to find how much of some words the nearest of them holds."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._places: dict[str, list[int]] = {}
        for place, text in enumerate(make_plain([*texts])):
            for gram in grams_of(text):
                self._places.setdefault(gram, []).append(place)

    def best(self, wanted: frozenset[str]) -> float:
        """The largest share (0 to 1) of the pairs that one text holds."""
        counts = Counter(chain.from_iterable(self._places.get(gram, ()) for gram in wanted))
        return max(counts.values(), default=0) / len(wanted) if wanted else 0.0


def grams_of(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters of what a text in neutral form is about (its core), none across a comma."""
    return frozenset(one + other for part in core(text).split("，") for one, other in pairwise(part))


def keep(records: PlanRecords) -> Kept:
    """What the rules need of a plan; the last few plans are kept, known by identity."""
    return _kept(Same(records))


@lru_cache(maxsize=8)
def _kept(same: Same) -> Kept:
    return Kept(same.records)
