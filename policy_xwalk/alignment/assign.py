"""Who answers whom, or nobody: a global assignment in which every item of both sides may stay alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]


def assign(scores: Matrix, threshold: float) -> list[tuple[int, int]]:
    """Pairs (row, column) that maximise the sum of ``score - threshold``; only pairs above the threshold are formed.

    Every row and column has a *none* of its own, which costs half the threshold on either side: two items are joined
    only where that is worth more than leaving both alone. ``-inf`` forbids a pair. Ties go to the earlier items.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    rows, columns = scores.shape
    if rows == 0 or columns == 0:
        return []
    size = rows + columns
    # A large finite cost: the solver does not accept infinities in every row.
    cost = np.full((size, size), 1e6)
    order = np.add.outer(np.arange(rows), np.arange(columns)) * 1e-9
    cost[:rows, :columns] = np.where(np.isfinite(scores), threshold - scores + order, 1e6)
    cost[:rows, columns:] = np.where(np.eye(rows, dtype=bool), 0.0, 1e6)
    cost[rows:, :columns] = np.where(np.eye(columns, dtype=bool), 0.0, 1e6)
    cost[rows:, columns:] = 0.0
    first, second = linear_sum_assignment(cost)
    return [
        (int(row), int(column))
        for row, column in zip(first, second, strict=True)
        if row < rows and column < columns and scores[row, column] > threshold
    ]


def confidence(scores: Matrix, row: int, column: int, threshold: float) -> float:
    """How sure a pair is, from 0 to 1: how far it stands above the threshold and above the next best of either item.

    0.5 is a pair at the threshold with no rival, 1 one that is alike in everything. A rival as good takes a third
    away. This orders links by sureness; :mod:`~policy_xwalk.alignment.certainty` makes it a probability.
    """
    import numpy as np

    score = float(scores[row, column])
    others = [np.delete(scores[row], column), np.delete(scores[:, column], row)]
    best = max((float(side.max()) for side in others if side.size), default=-np.inf)
    height = min(1.0, max(0.0, (score - threshold) / max(1e-9, 1.0 - threshold)))
    rival = 0.0 if best <= 0 else min(1.0, max(0.0, best / max(score, 1e-9)))
    return round(float((0.5 + 0.5 * height**0.7) * (1.0 - rival**6 / 3)), 3)


def abstention(best: float, threshold: float) -> float:
    """How sure an unanswered item is, from 0 to 1: 0.5 where its nearest candidate just misses the threshold."""
    nearness = min(1.0, max(0.0, best) / threshold)
    return round(0.5 + 0.49 * (1.0 - nearness**2), 3)
