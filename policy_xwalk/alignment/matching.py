"""Which local figure answers which upper figure: rows with rows, prose with prose, then each with the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policy_xwalk.alignment.assign import assign, confidence
from policy_xwalk.alignment.commitments import Commitment
from policy_xwalk.alignment.features import Weights
from policy_xwalk.alignment.scoring import (
    CANDIDATE,
    agree_in_figure,
    comparable,
    equal_figures,
    pair_features,
    pair_scores,
)
from policy_xwalk.alignment.wholes import contains, siblings
from policy_xwalk.records import Number, Target

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

THRESHOLDS = {"indicator": 0.6, "target": 0.54, "cross": 0.62, "again": 0.72, "kin": 0.5}
"""Likeness above which two figures are the same subject: row and row, prose and prose, row and prose, an item that
answers a second time, and the sibling of an answered item. Set on two annotated plans and on hand-made pairs of other
topics (tests/alignment)."""

_REPEATED = 0.93
"""Likeness within one plan above which a target is the same sentence said again."""

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


def match_figures(
    weights: Weights, upper: Sequence[Commitment], local: Sequence[Commitment]
) -> tuple[list[Pair], Matrix]:
    """Pairs of figures, and the likeness of every pair (``-inf`` where two exclude each other)."""
    import numpy as np

    if not upper or not local:
        return [], np.full((len(upper), len(local)), -np.inf)
    names, scores = pair_scores(weights, upper, local)
    pairs: list[Pair] = []
    free_upper, free_local = set(range(len(upper))), set(range(len(local)))

    # A figure is looked for in the whole plan, table and prose, before words alone are taken for its answer.
    wordless = np.outer([item.measure is not None for item in upper], [item.measure is None for item in local])
    numeric = np.where(wordless, -np.inf, scores)
    table = numeric

    def take(rows: list[int], columns: list[int], threshold: float, *, again: bool = False) -> None:
        if not rows or not columns:
            return
        part = table[np.ix_(rows, columns)]
        for row, column in assign(part, threshold):
            u, v = rows[row], columns[column]
            if again and (u, v) in {(pair.upper, pair.local) for pair in pairs}:
                continue
            sure = confidence(_without_twins(part, upper, local, rows, columns, (row, column)), row, column, threshold)
            features = pair_features(upper[u], local[v], names[u, v], scores[u, v])
            pairs.append(Pair(u, v, float(scores[u, v]), sure, again, features))
            free_upper.discard(u)
            free_local.discard(v)

    def of_kind(items: Sequence[Commitment], kind: str, free: set[int]) -> list[int]:
        return [index for index in sorted(free) if items[index].kind == kind]

    take(of_kind(upper, "indicator", free_upper), of_kind(local, "indicator", free_local), THRESHOLDS["indicator"])
    take(of_kind(upper, "target", free_upper), of_kind(local, "target", free_local), THRESHOLDS["target"])
    take(of_kind(upper, "indicator", free_upper), of_kind(local, "target", free_local), THRESHOLDS["cross"])
    take(of_kind(upper, "target", free_upper), of_kind(local, "indicator", free_local), THRESHOLDS["cross"])
    # What is less alike can neither answer a second time nor stand before what can.
    least = THRESHOLDS["again"] - 1.5 * _SAME_FORM
    for u in sorted(free_upper):
        _again(upper, local, numeric, [(u, int(v)) for v in np.flatnonzero(numeric[u] > least)], take, pairs)
    table = scores
    take(sorted(free_upper), sorted(free_local), THRESHOLDS["cross"])
    for v in sorted(free_local):
        _again(upper, local, scores, [(int(u), v) for u in np.flatnonzero(scores[:, v] > least)], take, pairs)
    for u in sorted(free_upper):
        kin = [(u, pair.local) for pair in pairs if siblings(upper[u].subject, upper[pair.upper].subject)]
        _join_kin(upper, local, scores, kin, take)
    for v in sorted(free_local):
        kin = [(pair.upper, v) for pair in pairs if siblings(local[v].subject, local[pair.local].subject)]
        _join_kin(upper, local, scores, kin, take)
    pairs.extend(_restated(weights, upper, local, scores, pairs, free_upper, free_local, names))
    pairs.extend(_by_figure(upper, local, names, free_upper, free_local))
    return sorted(pairs, key=lambda pair: (pair.upper, pair.local)), scores


def _without_twins(
    part: Matrix,
    upper: Sequence[Commitment],
    local: Sequence[Commitment],
    rows: list[int],
    columns: list[int],
    cell: tuple[int, int],
) -> Matrix:
    """Scores without the items that say the same as one of the pair: a sentence said twice is no rival to itself."""
    import numpy as np

    rivals = part.copy()
    for row, index in enumerate(rows):
        if row != cell[0] and _twins(upper[index], upper[rows[cell[0]]]):
            rivals[row] = -np.inf
    for column, index in enumerate(columns):
        if column != cell[1] and _twins(local[index], local[columns[cell[1]]]):
            rivals[:, column] = -np.inf
    return rivals


def _twins(first: Commitment, second: Commitment) -> bool:
    return first.subject == second.subject and first.measure == second.measure


def _again(
    upper: Sequence[Commitment],
    local: Sequence[Commitment],
    scores: Matrix,
    cells: list[tuple[int, int]],
    take: _Take,
    pairs: Sequence[Pair],
) -> None:
    """Join an item left alone to one that is answered already, where the likeness is high and it is no milestone."""

    def preference(cell: tuple[int, int]) -> tuple[float, tuple[int, int]]:
        # Prose says prose again rather than a row of the table.
        return -scores[cell] - (_SAME_FORM if upper[cell[0]].kind == local[cell[1]].kind else 0.0), cell

    for u, v in sorted(cells, key=preference)[:3]:
        if scores[u, v] <= THRESHOLDS["again"]:
            continue
        first, second = upper[u], local[v]
        rows = first.kind == second.kind == "indicator" and not _another_part(upper, local, (u, v), pairs)
        exchanged = first.measure is not None and second.measure is not None and not comparable(first, second)
        if not rows and not exchanged and first.milestone == second.milestone:
            take([u], [v], THRESHOLDS["again"], again=True)
            return


def _another_part(
    upper: Sequence[Commitment], local: Sequence[Commitment], cell: tuple[int, int], pairs: Sequence[Pair]
) -> bool:
    """True where one of the two is a whole that is answered by other parts already, and the other a further part."""
    u, v = cell
    first, second = upper[u].subject, local[v].subject
    if contains(first, second):
        parts = [local[pair.local].subject for pair in pairs if pair.upper == u]
        return bool(parts) and second not in parts and all(contains(first, part) for part in parts)
    if contains(second, first):
        parts = [upper[pair.upper].subject for pair in pairs if pair.local == v]
        return bool(parts) and first not in parts and all(contains(second, part) for part in parts)
    return False


def _join_kin(
    upper: Sequence[Commitment],
    local: Sequence[Commitment],
    scores: Matrix,
    cells: list[tuple[int, int]],
    take: _Take,
) -> None:
    """Join an item left alone to what answers its sibling: 居民收入 is answered for town and country apart."""
    for u, v in sorted(cells, key=lambda cell: (-scores[cell], cell))[:1]:
        first, second = upper[u], local[v]
        exchanged = first.measure is not None and second.measure is not None and not comparable(first, second)
        if scores[u, v] > THRESHOLDS["kin"] and not exchanged and first.kind == second.kind:
            take([u], [v], THRESHOLDS["kin"], again=True)


def _restated(
    weights: Weights,
    upper: Sequence[Commitment],
    local: Sequence[Commitment],
    scores: Matrix,
    pairs: list[Pair],
    free_upper: set[int],
    free_local: set[int],
    names: Matrix,
) -> list[Pair]:
    """An item left alone that says again what an answered item of its own plan says shares that item's answer."""
    found = []
    taken = {(pair.upper, pair.local) for pair in pairs}
    for side, free in ((local, free_local), (upper, free_upper)):
        partners: dict[int, list[int]] = {}
        for u, v in sorted(taken):
            partners.setdefault(v if side is local else u, []).append(u if side is local else v)
        answered = sorted(partners)
        # An item that is like no counterpart of its own plan's items shares none of their answers.
        others = sorted({partner for group in partners.values() for partner in group})
        facing = scores.T if side is local else scores
        alone = [index for index in sorted(free) if (facing[index, others] > CANDIDATE).any()]
        if not alone or not answered:
            continue
        _, likeness = pair_scores(weights, [side[index] for index in alone], [side[index] for index in answered])
        for row, index in enumerate(alone):
            item = side[index].item
            same = int(likeness[row].argmax())
            if isinstance(item, Target) and item.restates:
                same = next((n for n, a in enumerate(answered) if side[a].item.id == item.restates), same)
            other = side[answered[same]]
            exchanged = (
                side[index].measure is not None and other.measure is not None and not comparable(side[index], other)
            )
            first, second = side[index].subject, other.subject
            if side[index].kind == other.kind:
                exchanged = exchanged or contains(first, second) or contains(second, first)
            if likeness[row, same] < THRESHOLDS["again"] or exchanged or side[index].milestone != other.milestone:
                continue
            for partner in partners[answered[same]]:
                u, v = (partner, index) if side is local else (index, partner)
                again = upper[u].kind != local[v].kind or likeness[row, same] > _REPEATED
                if (u, v) not in taken and scores[u, v] > CANDIDATE and again:
                    taken.add((u, v))
                    features = pair_features(upper[u], local[v], names[u, v], scores[u, v])
                    sure = round(0.5 * float(likeness[row, same]), 3)
                    found.append(Pair(u, v, float(scores[u, v]), sure, True, features))
                    free.discard(index)
    return found


def _by_figure(
    upper: Sequence[Commitment],
    local: Sequence[Commitment],
    names: Matrix,
    free_upper: set[int],
    free_local: set[int],
) -> list[Pair]:
    """Items of other words that state one telling figure, the only one of its size on either side, of one field.

    That a plan says 92 % of tap water and another 92 % of households on a water network is evidence where no third
    figure of 92 % stands in either; it is the weakest there is, and the link says so.
    """
    found = []
    for u in sorted(free_upper):
        for v in sorted(free_local):
            if not agree_in_figure(upper[u], local[v]):
                continue
            rivals = sum(equal_figures(item, upper[u]) for side in (upper, local) for item in side)
            if rivals == 2:
                features = pair_features(upper[u], local[v], names[u, v], BY_FIGURE)
                features["by_figure"] = True
                found.append(Pair(u, v, BY_FIGURE, BY_FIGURE, False, features))
                free_upper.discard(u)
                free_local.discard(v)
                break
    return found


if TYPE_CHECKING:
    from typing import Protocol

    class _Take(Protocol):
        def __call__(self, rows: list[int], columns: list[int], threshold: float, *, again: bool = False) -> None: ...
