"""Who answers whom, or nobody: a global assignment in which every item of both sides may stay alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Places = NDArray[np.int64]


def assign(scores: Matrix, threshold: float) -> list[tuple[int, int]]:
    """Pairs (row, column) that maximise the sum of ``score - threshold``; only pairs above the threshold are formed.

    Every row and column has a *none* of its own, which costs half the threshold on either side: two items are joined
    only where that is worth more than leaving both alone. ``-inf`` forbids a pair. Ties go to the earlier items.
    """
    import numpy as np

    near = scores > threshold
    rows, columns = np.flatnonzero(near.any(axis=1)), np.flatnonzero(near.any(axis=0))
    if not len(rows):
        return []
    if near.sum() == len(rows) == len(columns):
        # Nobody has a choice.
        return [*zip(rows.tolist(), near[rows].argmax(axis=1).tolist(), strict=True)]
    from scipy.optimize import linear_sum_assignment

    # What has no pair above the threshold stays alone, so only the others are laid out.
    part = scores[np.ix_(rows, columns)]
    # A large finite cost: the solver does not accept infinities in every row.
    cost = np.full((len(rows) + len(columns),) * 2, 1e6)
    order = np.add.outer(rows, columns) * 1e-9
    cost[: len(rows), : len(columns)] = np.where(np.isfinite(part), threshold - part + order, 1e6)
    cost[: len(rows), len(columns) :][np.diag_indices(len(rows))] = 0.0
    cost[len(rows) :, : len(columns)][np.diag_indices(len(columns))] = 0.0
    cost[len(rows) :, len(columns) :] = 0.0
    first, second = linear_sum_assignment(cost)
    return [
        (int(rows[row]), int(columns[column]))
        for row, column in zip(first.tolist(), second.tolist(), strict=True)
        if row < len(rows) and column < len(columns) and part[row, column] > threshold
    ]


def rivals(scores: Matrix, cells: Sequence[tuple[int, int]], row_twins: Places, column_twins: Places) -> list[float]:
    """For each of some pairs the best score of either of its items with another one; ``-inf`` where there is none.

    Items with the same number among the twins say the same: a sentence said twice is no rival to itself.
    """
    import numpy as np

    rows, columns = np.asarray(cells, dtype=np.int64).reshape(-1, 2).T
    beside = np.where(column_twins == column_twins[columns][:, None], -np.inf, scores[rows])
    above = np.where(row_twins == row_twins[rows][:, None], -np.inf, scores[:, columns].T)
    return [float(best) for best in np.maximum(beside.max(axis=1), above.max(axis=1))]


def confidence(scores: Matrix, row: int, column: int, threshold: float) -> float:
    """How sure a pair is, from 0 to 1: how far it stands above the threshold and above the next best of either item."""
    import numpy as np

    beside, above = scores[row].copy(), scores[:, column].copy()
    beside[column] = above[row] = -np.inf
    return sureness(float(scores[row, column]), float(max(beside.max(), above.max())), threshold)


def sureness(score: float, rival: float, threshold: float) -> float:
    """How sure a pair is, from 0 to 1: how far it stands above the threshold and above the next best of either item.

    0.5 is a pair at the threshold with no rival, 1 one that is alike in everything. A rival as good takes a third
    away. This orders links by sureness; :mod:`~policy_xwalk.alignment.certainty` makes it a probability.
    """
    height = min(1.0, max(0.0, (score - threshold) / max(1e-9, 1.0 - threshold)))
    share = 0.0 if rival <= 0 else min(1.0, max(0.0, rival / max(score, 1e-9)))
    return round(float((0.5 + 0.5 * height**0.7) * (1.0 - share**6 / 3)), 3)


def abstention(best: float, threshold: float) -> float:
    """How sure an unanswered item is, from 0 to 1: 0.5 where its nearest candidate just misses the threshold."""
    nearness = min(1.0, max(0.0, best) / threshold)
    return round(0.5 + 0.49 * (1.0 - nearness**2), 3)
