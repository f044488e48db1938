"""How much speaks for two figures being the same commitment: names, passages, facets, figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from policy_xwalk.alignment.commitments import Commitment
from policy_xwalk.alignment.features import Weights, alike
from policy_xwalk.alignment.figure_cells import Cells, facets_between
from policy_xwalk.alignment.figure_facts import Facts
from policy_xwalk.alignment.letters import exchanged_share, in_any_order
from policy_xwalk.alignment.refining import refined
from policy_xwalk.alignment.topics import UNBROKEN, spoken_words, unbroken

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Places = NDArray[np.int64]

_TRACE = 0.1
"""Likeness below which two names are not even looked at as a whole and its part."""

WORDS = 0.65
"""Share of the cosine in the likeness of two texts."""

_FURTHER_NAME = 0.95
"""Share that the likeness of any but the first name of an item counts."""

_SPOKEN, _IN_WORDS = 0.5, 0.3
"""Share of a subject that words must carry to speak of it, and the score from which such a pair starts."""

IN_WORDS_MOST = 0.86
"""Score of a pair of which one speaks of all of the other's subject."""

_Likeness = TypeVar("_Likeness", float, "NDArray[np.float64]")


def pair_scores(weights: Weights, upper: Facts, local: Facts) -> tuple[Matrix, Matrix]:
    """Likeness of the names of every pair, and its score; ``-inf`` where two exclude each other or share too little."""
    import numpy as np

    return scores_of(weights, upper, local, np.arange(len(upper)), np.arange(len(local)))


def scores_of(
    weights: Weights,
    upper: Facts,
    local: Facts,
    rows: Sequence[int] | Places,
    columns: Sequence[int] | Places,
    names: Matrix | None = None,
) -> tuple[Matrix, Matrix]:
    """:func:`pair_scores` for some figures of either side; ``names`` is the likeness of their names, if it is known."""
    import numpy as np

    rows, columns = np.asarray(rows), np.asarray(columns)
    first, second = [upper.figures[n] for n in rows.tolist()], [local.figures[n] for n in columns.tolist()]
    if names is None:
        names = best_part(weights, [item.names for item in first], [item.names for item in second])
    prose = upper.prose[rows].nonzero()[0].tolist(), local.prose[columns].nonzero()[0].tolist()
    scores = np.maximum(_in_text(weights, names, first, second, prose), _in_words(weights, first, second))
    result = np.full(scores.shape, -np.inf)
    excluded, unshared = facets_between(upper.named.take(rows), local.named.take(columns))
    at = np.nonzero((scores > _TRACE) & ~excluded)
    cells = Cells(upper, local, rows[at[0]], columns[at[1]])
    result[at] = refined(cells, scores[at], unshared[at])
    return names, result


def _in_text(
    weights: Weights,
    names: Matrix,
    upper: Sequence[Commitment],
    local: Sequence[Commitment],
    prose: tuple[list[int], list[int]],
) -> Matrix:
    """Likeness of every pair by names and, of prose, by sentences."""
    import numpy as np

    rows, columns = prose
    passages = names.copy()
    passages[np.ix_(rows, columns)] = alike(
        weights, [upper[row].passage for row in rows], [local[column].passage for column in columns]
    )
    best: Matrix = np.maximum(*by_names_and_passages(names, passages))
    return best


def by_names_and_passages(names: _Likeness, passages: _Likeness) -> tuple[_Likeness, _Likeness]:
    """Two ways of weighing likeness of names and of sentences, of which the better one counts."""
    return 0.75 * names + 0.25 * passages, 0.45 * names + 0.55 * passages


def best_part(
    weights: Weights, upper: Sequence[Sequence[str]], local: Sequence[Sequence[str]], words: float = WORDS
) -> Matrix:
    """Likeness of items that have several names each: that of the best two; all but the first count a little less."""
    import numpy as np

    first = [text for variants in upper for text in variants]
    second = [text for variants in local for text in variants]
    matrix = _best_rows(alike(weights, first, second, words), [*map(len, upper)])
    return np.ascontiguousarray(_best_rows(matrix.T, [*map(len, local)]).T)


def _best_rows(matrix: Matrix, sizes: Sequence[int]) -> Matrix:
    """The best of the rows of each item; items have so many rows each, of which all but the first count less."""
    import numpy as np

    count = np.asarray(sizes)
    first = np.cumsum(count) - count
    best: Matrix = matrix[first]
    for further in range(1, max(sizes, default=1)):
        items = np.flatnonzero(count > further)
        best[items] = np.maximum(best[items], _FURTHER_NAME * matrix[first[items] + further])
    return best


def _in_words(weights: Weights, upper: Sequence[Commitment], local: Sequence[Commitment]) -> Matrix:
    """Score of a figure beside words without one (壮大社会体育指导员队伍): how much of either speaks of the other.

    Zero where both have a figure or neither has.
    """
    import numpy as np

    scores = np.zeros((len(upper), len(local)))
    for rows, columns, turned in (
        ([n for n, u in enumerate(upper) if u.measure is None], [n for n, v in enumerate(local) if v.measure], False),
        ([n for n, v in enumerate(local) if v.measure is None], [n for n, u in enumerate(upper) if u.measure], True),
    ):
        if not rows or not columns:
            continue
        worded, numbered = (local, upper) if turned else (upper, local)
        words = [spoken_words(worded[n]) for n in rows]
        cover = np.maximum(
            weights.cover(weights.pairs(words), weights.pairs([numbered[n].passage for n in columns])),
            weights.cover(
                weights.pairs([numbered[n].topic for n in columns]), weights.pairs([worded[n].passage for n in rows])
            ).T,
        )
        for i, j in np.argwhere(cover >= _SPOKEN).tolist():
            if unbroken(words[i], numbered[columns[j]].passage) >= UNBROKEN:
                cell = (columns[j], rows[i]) if turned else (rows[i], columns[j])
                scores[cell] = _IN_WORDS + (IN_WORDS_MOST - _IN_WORDS) * cover[i, j]
    return scores


def exchanged_words(upper: str, local: str) -> float:
    """What is taken off where words of one name stand in the place of others in the other name."""
    return 0.5 * float(exchanged_share(min(len(upper), len(local)), in_any_order(upper, local)))
