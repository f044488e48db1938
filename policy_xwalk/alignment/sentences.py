"""The sentences of a plan: a comma for a 、 tears a commitment apart, and its sentence holds it together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policy_xwalk.alignment.carrying import share_of
from policy_xwalk.alignment.passages import Passage


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what it says without small words."""

    clauses: Sequence[Passage]
    core: str

    def carries(self, clause: Passage, wanted: float) -> bool:
        """True where a sentence of several clauses holds at least the wanted share of another clause's content."""
        return len(self.clauses) > 1 and share_of(clause.core, self.core) >= wanted


class Sentences:
    """The sentences of the clauses of a plan, which are given in order; each is put together when it is asked for."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._known: dict[tuple[int, int], Sentence] = {}

    def around(self, clause: Passage) -> Sentence:
        """The sentence in which a clause stands."""
        key = clause.action, clause.sentence
        if (known := self._known.get(key)) is None:
            known = self._known[key] = self._put_together(clause.place, key)
        return known

    def _put_together(self, place: int, key: tuple[int, int]) -> Sentence:
        passages, begin, end = self._passages, place, place + 1
        while begin and (passages[begin - 1].action, passages[begin - 1].sentence) == key:
            begin -= 1
        while end < len(passages) and (passages[end].action, passages[end].sentence) == key:
            end += 1
        clauses = passages[begin:end]
        words = "".join([clause.core for clause in clauses])
        return Sentence(clauses, words)
