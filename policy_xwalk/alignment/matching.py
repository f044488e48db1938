"""Which local figure answers which upper figure: rows with rows, prose with prose, then each with the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policy_xwalk.alignment.agreeing import (
    agree_in_figure,
    comparable,
    equal_figures,
    is_telling,
    pair_features,
)
from policy_xwalk.alignment.assign import assign, rivals, sureness
from policy_xwalk.alignment.commitments import Commitment
from policy_xwalk.alignment.features import Weights
from policy_xwalk.alignment.figure_facts import Facts, facts_of
from policy_xwalk.alignment.refining import CANDIDATE
from policy_xwalk.alignment.restating import REPEATED, said_again
from policy_xwalk.alignment.scoring import pair_scores
from policy_xwalk.alignment.wholes import contains, siblings
from policy_xwalk.records import Number

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

THRESHOLDS = {"indicator": 0.6, "target": 0.54, "cross": 0.62, "again": 0.72, "kin": 0.5}
"""Likeness above which two figures are the same subject: row and row, prose and prose, row and prose, an item that
answers a second time, and the sibling of an answered item. Set on two annotated plans and on hand-made pairs of other
topics (tests/alignment)."""

_SAME_FORM = 0.08

BY_FIGURE = 0.1
"""Evidence of a pair that rests on its figure alone."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One upper and one local item that answer each other; ``again`` where one of them had an answer already."""

    upper: int
    local: int
    score: float
    confidence: float
    again: bool
    features: dict[str, Number | str | bool]


def match_figures(weights: Weights, upper: list[Commitment], local: list[Commitment]) -> tuple[list[Pair], Matrix]:
    """Pairs of figures, and the likeness of every pair (``-inf`` where two exclude each other)."""
    import numpy as np

    if not upper or not local:
        return [], np.full((len(upper), len(local)), -np.inf)
    facts = facts_of(upper), facts_of(local)
    names, scores = pair_scores(weights, *facts)
    # A figure is looked for in the whole plan, table and prose, before words alone are taken for its answer.
    wordless = np.outer(facts[0].measures.known, ~facts[1].measures.known)
    numeric = np.where(wordless, -np.inf, scores) if wordless.any() else scores
    matching = _Matching(*facts, names, scores)
    prose = [side.prose.tolist() for side in facts]
    for first, second, threshold in (
        (False, False, "indicator"),
        (True, True, "target"),
        (False, True, "cross"),
        (True, False, "cross"),
    ):
        rows = [u for u in sorted(matching.free_upper) if prose[0][u] == first]
        columns = [v for v in sorted(matching.free_local) if prose[1][v] == second]
        matching.take(numeric, rows, columns, THRESHOLDS[threshold])
    # What is less alike can neither answer a second time nor stand before what can.
    least = THRESHOLDS["again"] - 1.5 * _SAME_FORM
    for u, near in _near(numeric, least, matching.free_upper).items():
        matching.join_again([(u, v) for v in near])
    matching.take(scores, sorted(matching.free_upper), sorted(matching.free_local), THRESHOLDS["cross"])
    for v, near in _near(scores.T, least, matching.free_local).items():
        matching.join_again([(u, v) for u in near])
    matching.join_kin()
    matching.restate(weights)
    matching.join_by_figure()
    return sorted(matching.pairs, key=lambda pair: (pair.upper, pair.local)), scores


@dataclass(slots=True)
class _Matching:
    """The pairs found so far, and who is left alone."""

    upper: Facts
    local: Facts
    names: Matrix
    scores: Matrix
    pairs: list[Pair] = field(default_factory=list)
    free_upper: set[int] = field(init=False)
    free_local: set[int] = field(init=False)
    local_of: dict[int, list[int]] = field(default_factory=dict)
    """Answers of each upper item."""
    upper_of: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.free_upper, self.free_local = set(range(len(self.upper))), set(range(len(self.local)))

    def item(self, u: int, v: int) -> tuple[Commitment, Commitment]:
        """The two figures of a pair."""
        return self.upper.figures[u], self.local.figures[v]

    def take(self, table: Matrix, rows: list[int], columns: list[int], threshold: float) -> None:
        """Pair some figures of either side as the scores of a table have it, as far as these are high enough."""
        import numpy as np

        part = table[np.ix_(rows, columns)]
        found = assign(part, threshold)
        if not found:
            return
        best = rivals(part, found, self.upper.twin[rows], self.local.twin[columns])
        for (row, column), rival in zip(found, best, strict=True):
            sure = sureness(float(part[row, column]), rival, threshold)
            self._join(rows[row], columns[column], sure, again=False)

    def _join(self, u: int, v: int, sure: float, *, again: bool, score: float | None = None) -> None:
        """Note a pair, unless it stands already."""
        if v in (answers := self.local_of.setdefault(u, [])):
            return
        score = float(self.scores[u, v]) if score is None else score
        features = pair_features(*self.item(u, v), self.names[u, v], score)
        self.pairs.append(Pair(u, v, score, sure, again, features))
        answers.append(v)
        self.upper_of.setdefault(v, []).append(u)
        self.free_upper.discard(u)
        self.free_local.discard(v)

    def join_again(self, cells: list[tuple[int, int]]) -> None:
        """Join an item left alone to one that is answered already, where the two are much alike."""

        def preference(cell: tuple[int, int]) -> tuple[float, tuple[int, int]]:
            # Prose says prose again rather than a row of the table.
            first, second = self.item(*cell)
            return -self.scores[cell] - (_SAME_FORM if first.kind == second.kind else 0.0), cell

        for u, v in sorted(cells, key=preference)[:3]:
            if self.scores[u, v] <= THRESHOLDS["again"]:
                continue
            first, second = self.item(u, v)
            rows = first.kind == second.kind == "indicator" and not self._another_part(u, v)
            if not rows and not _exchanged(first, second) and first.milestone == second.milestone:
                self._join_again_at(u, v, THRESHOLDS["again"])
                return

    def _join_again_at(self, u: int, v: int, threshold: float) -> None:
        self._join(u, v, sureness(float(self.scores[u, v]), 0.0, threshold), again=True)

    def _another_part(self, u: int, v: int) -> bool:
        """True where one of the two is a whole that other parts answer already, and the other a further part."""
        first, second = (item.subject for item in self.item(u, v))
        if contains(first, second):
            parts = [self.local.figures[other].subject for other in self.local_of.get(u, ())]
            return bool(parts) and second not in parts and all(contains(first, part) for part in parts)
        if contains(second, first):
            parts = [self.upper.figures[other].subject for other in self.upper_of.get(v, ())]
            return bool(parts) and first not in parts and all(contains(second, part) for part in parts)
        return False

    def join_kin(self) -> None:
        """Join an item left alone to what answers its sibling: 居民收入 is answered for town and country apart."""
        for u, near in _near(self.scores, THRESHOLDS["kin"], self.free_upper).items():
            self._join_best([(u, v) for v in near if _has_sibling(u, self.upper, self.upper_of.get(v, ()))])
        for v, near in _near(self.scores.T, THRESHOLDS["kin"], self.free_local).items():
            self._join_best([(u, v) for u in near if _has_sibling(v, self.local, self.local_of.get(u, ()))])

    def _join_best(self, cells: list[tuple[int, int]]) -> None:
        for u, v in sorted(cells, key=lambda cell: (-self.scores[cell], cell))[:1]:
            first, second = self.item(u, v)
            if first.kind == second.kind and not _exchanged(first, second):
                self._join_again_at(u, v, THRESHOLDS["kin"])

    def restate(self, weights: Weights) -> None:
        """An item left alone that says again what an answered item of its own plan says shares that item's answer."""
        sides = (
            (True, self.local, self.upper, self.scores.T, self.free_local, self.upper_of, self.local_of),
            (False, self.upper, self.local, self.scores, self.free_upper, self.local_of, self.upper_of),
        )
        for turned, own, facing, scores, free, answers, owners in sides:
            partners = {n: sorted(others) for n, others in sorted(answers.items())}
            # An item that is like no answer of its own plan's items shares none.
            asked = [
                (n, owner, bool(own.prose[n] == facing.prose[other]))
                for n, near in _near(scores, CANDIDATE, free).items()
                for other in near
                for owner in owners.get(other, ())
            ]
            for n, same, likeness in said_again(weights, own, asked, [*partners]):
                for partner in partners[same]:
                    u, v = (partner, n) if turned else (n, partner)
                    first, second = self.item(u, v)
                    if self.scores[u, v] > CANDIDATE and (first.kind != second.kind or likeness > REPEATED):
                        self._join(u, v, round(0.5 * likeness, 3), again=True)

    def join_by_figure(self) -> None:
        """Join items of other words and one field that state one telling figure, which stands once on either side.

        That a plan says 92 % of tap water and another 92 % of households on a water network is evidence where no third
        figure of 92 % stands in either; it is the weakest there is, and the link says so.
        """
        import numpy as np

        rows = [u for u in sorted(self.free_upper) if is_telling(self.upper.figures[u])]
        columns = sorted(self.free_local)
        first, second = self.upper.measures.low[rows][:, None], self.local.measures.low[columns]
        near = np.abs(first - second) <= 1e-6 * np.maximum(np.abs(first), np.abs(second))
        for row, column in zip(*(places.tolist() for places in np.nonzero(near)), strict=True):
            self._join_by_figure(rows[row], columns[column])

    def _join_by_figure(self, u: int, v: int) -> None:
        first, second = self.item(u, v)
        if u not in self.free_upper or v not in self.free_local or not agree_in_figure(first, second):
            return
        everywhere = (*self.upper.figures, *self.local.figures)
        if sum(equal_figures(item, first) for item in everywhere) == 2:
            self._join(u, v, BY_FIGURE, again=False, score=BY_FIGURE)
            self.pairs[-1].features["by_figure"] = True


def _near(table: Matrix, threshold: float, some: Iterable[int]) -> dict[int, list[int]]:
    """For some rows of a table the columns in which it is above a threshold, both in order; no row without any."""
    import numpy as np

    rows = sorted(some)
    found: dict[int, list[int]] = {}
    for row, column in zip(*(places.tolist() for places in np.nonzero(table[rows] > threshold)), strict=True):
        found.setdefault(rows[row], []).append(column)
    return found


def _has_sibling(place: int, own: Facts, others: Iterable[int]) -> bool:
    """True where the name of an item differs from that of another in nothing but values that exclude each other."""
    subject = own.figures[place].subject
    return any(siblings(subject, own.figures[other].subject) for other in others)


def _exchanged(first: Commitment, second: Commitment) -> bool:
    """True for two figures of other kinds of quantity."""
    return first.measure is not None and second.measure is not None and not comparable(first, second)
