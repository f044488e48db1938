"""Which local figure answers which upper figure: rows with rows, prose with prose, then each with the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policy_xwalk.alignment.assign import assign, confidence
from policy_xwalk.alignment.commitments import Commitment
from policy_xwalk.alignment.facets import conflict, unshared
from policy_xwalk.alignment.features import Weights, alike
from policy_xwalk.alignment.measures import compatible, order
from policy_xwalk.records import Number, Target

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

THRESHOLDS = {"indicator": 0.6, "target": 0.54, "cross": 0.62, "again": 0.72}
"""Likeness above which two figures are the same subject: row and row, prose and prose, row and prose, and an item
that answers a second time. Set on two annotated plans and on hand-made pairs of other topics (tests/alignment)."""

_CANDIDATE = 0.3
_REPEATED = 0.93
"""Likeness within one plan above which a target is the same sentence said again."""

_SAME_FORM = 0.08

_TRIVIAL = {1.0, 100.0}


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
    names, scores = _scores(weights, upper, local)
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
            pairs.append(
                Pair(u, v, float(scores[u, v]), sure, again, _features(upper[u], local[v], names[u, v], scores[u, v]))
            )
            free_upper.discard(u)
            free_local.discard(v)

    def of_kind(items: Sequence[Commitment], kind: str, free: set[int]) -> list[int]:
        return [index for index in sorted(free) if items[index].kind == kind]

    take(of_kind(upper, "indicator", free_upper), of_kind(local, "indicator", free_local), THRESHOLDS["indicator"])
    take(of_kind(upper, "target", free_upper), of_kind(local, "target", free_local), THRESHOLDS["target"])
    take(of_kind(upper, "indicator", free_upper), of_kind(local, "target", free_local), THRESHOLDS["cross"])
    take(of_kind(upper, "target", free_upper), of_kind(local, "indicator", free_local), THRESHOLDS["cross"])
    for u in sorted(free_upper):
        _again(upper, local, numeric, [(u, v) for v in range(len(local))], take)
    table = scores
    take(sorted(free_upper), sorted(free_local), THRESHOLDS["cross"])
    for v in sorted(free_local):
        _again(upper, local, scores, [(u, v) for u in range(len(upper))], take)
    pairs.extend(_restated(weights, upper, local, scores, pairs, free_upper, free_local, names))
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
) -> None:
    """Join an item left alone to one that is answered already, where the likeness is high and it is no milestone."""

    def preference(cell: tuple[int, int]) -> tuple[float, tuple[int, int]]:
        # Prose says prose again rather than a row of the table.
        return -scores[cell] - (_SAME_FORM if upper[cell[0]].kind == local[cell[1]].kind else 0.0), cell

    for u, v in sorted(cells, key=preference)[:3]:
        if scores[u, v] <= THRESHOLDS["again"]:
            continue
        first, second = upper[u], local[v]
        rows = first.kind == second.kind == "indicator"
        exchanged = first.measure is not None and second.measure is not None and not _comparable(first, second)
        if not rows and not exchanged and first.milestone == second.milestone:
            take([u], [v], THRESHOLDS["again"], again=True)
            return


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
        alone, answered = sorted(free), sorted(partners)
        if not alone or not answered:
            continue
        _, likeness = _scores(weights, [side[index] for index in alone], [side[index] for index in answered])
        for row, index in enumerate(alone):
            item = side[index].item
            same = int(likeness[row].argmax())
            if isinstance(item, Target) and item.restates:
                same = next((n for n, a in enumerate(answered) if side[a].item.id == item.restates), same)
            other = side[answered[same]]
            exchanged = (
                side[index].measure is not None and other.measure is not None and not _comparable(side[index], other)
            )
            if likeness[row, same] < THRESHOLDS["again"] or exchanged or side[index].milestone != other.milestone:
                continue
            for partner in partners[answered[same]]:
                u, v = (partner, index) if side is local else (index, partner)
                again = upper[u].kind != local[v].kind or likeness[row, same] > _REPEATED
                if (u, v) not in taken and scores[u, v] > _CANDIDATE and again:
                    taken.add((u, v))
                    features = _features(upper[u], local[v], names[u, v], scores[u, v])
                    sure = round(0.5 * float(likeness[row, same]), 3)
                    found.append(Pair(u, v, float(scores[u, v]), sure, True, features))
                    free.discard(index)
    return found


if TYPE_CHECKING:
    from typing import Protocol

    class _Take(Protocol):
        def __call__(self, rows: list[int], columns: list[int], threshold: float, *, again: bool = False) -> None: ...


def _scores(weights: Weights, upper: Sequence[Commitment], local: Sequence[Commitment]) -> tuple[Matrix, Matrix]:
    import numpy as np

    names = best_part(weights, [_variants(item) for item in upper], [_variants(item) for item in local])
    passages = alike(weights, [item.passage for item in upper], [item.passage for item in local])
    prose = np.outer([item.kind == "target" for item in upper], [item.kind == "target" for item in local])
    passages = np.where(prose, passages, names)
    scores = np.maximum(0.75 * names + 0.25 * passages, 0.45 * names + 0.55 * passages)
    result = np.full(scores.shape, -np.inf)
    for row, column in zip(*np.nonzero(scores > _CANDIDATE), strict=True):
        u, v = upper[int(row)], local[int(column)]
        correction = _correction(u, v, float(names[row, column]))
        if correction is not None:
            result[row, column] = min(1.0, scores[row, column] + correction)
    return names, result


def best_part(
    weights: Weights, upper: Sequence[Sequence[str]], local: Sequence[Sequence[str]], words: float = 0.65
) -> Matrix:
    """Likeness of items that have several names each: that of the best two; all but the first count a little less."""
    import numpy as np

    first = [text for variants in upper for text in variants]
    second = [text for variants in local for text in variants]
    matrix = alike(weights, first, second, words)
    rows = np.cumsum([0, *(len(variants) for variants in upper)])[:-1]
    columns = np.cumsum([0, *(len(variants) for variants in local)])[:-1]
    main_row, main_column = np.zeros(len(first), bool), np.zeros(len(second), bool)
    main_row[rows], main_column[columns] = True, True
    matrix = matrix * np.where(main_row, 1.0, 0.95)[:, None] * np.where(main_column, 1.0, 0.95)
    return np.asarray(np.maximum.reduceat(np.maximum.reduceat(matrix, rows, axis=0), columns, axis=1))


def _variants(item: Commitment) -> list[str]:
    """The name with its scope, without it, and each member of an enumeration."""
    texts = [item.subject, item.topic]
    members = [part for part in re.split(r"、|，|以及|和(?!谐|平)|与|及", item.topic) if len(part) > 3]
    if len(members) > 1:
        texts.extend(members)
    return list(dict.fromkeys(texts))


def _correction(upper: Commitment, local: Commitment, name: float) -> float | None:
    """What speaks for or against a pair besides its words; None forbids it."""
    if conflict(upper.facets, local.facets) is not None:
        return None
    change = 0.0
    first, second = upper.measure, local.measure
    if first is not None and second is not None:
        if not _comparable(upper, local):
            # Another kind of quantity under the very same name: a measure that was exchanged.
            if name < 0.9:
                return None
            change -= 0.2
        elif order(first, second) == "equal":
            change += 0.03 if first.low in _TRIVIAL else 0.08
        if (first.per is None) != (second.per is None):
            change -= 0.06
    elif (first is None) != (second is None):
        change -= 0.05
    if upper.deadline and local.deadline:
        change += 0.03 if upper.deadline[0] == local.deadline[0] else -0.02
    if upper.milestone != local.milestone:
        change -= 0.08
    # What one side names and the other leaves open: a place matters little, a group or a medium much.
    for facet in unshared(upper.facets, local.facets):
        change -= 0.03 if facet in ("settlement", "layer", "age_of_building") else 0.12
    return change - exchanged_words(upper.subject, local.subject)


def exchanged_words(upper: str, local: str) -> float:
    """What is taken off where words of one name stand in the place of others in the other name.

    A word more or less is how names are shortened and spelt out; a word for a word (综合 for 养老) is another thing.
    """
    first, second = Counter(upper), Counter(local)
    left, right = (first - second).total(), (second - first).total()
    return 0.5 * max(0.0, min(left, right) - 1) / max(1, min(len(upper), len(local)))


def _comparable(upper: Commitment, local: Commitment) -> bool:
    assert upper.measure is not None
    assert local.measure is not None
    return compatible(upper.measure, local.measure) and upper.growth == local.growth


def _features(upper: Commitment, local: Commitment, name: float, score: float) -> dict[str, Number | str | bool]:
    features: dict[str, Number | str | bool] = {"name": round(float(name), 3), "score": round(float(score), 3)}
    if upper.measure is not None and local.measure is not None:
        comparable = _comparable(upper, local)
        signs = {"equal": "=", "higher": ">", "lower": "<", "unordered": "?"}
        features["value"] = signs[order(upper.measure, local.measure)] if comparable else "?"
    if upper.kind != local.kind:
        features["across_kinds"] = True
    return features
