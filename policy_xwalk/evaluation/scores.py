"""Counts and figures: precision, recall, F1, accuracy, calibration, with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

#: Resamples of a bootstrap interval, and the seed that makes it the same in every run.
RESAMPLES, SEED = 1000, 20211227


@dataclass(frozen=True, slots=True)
class Count:
    """What was found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Share of the found that is right; 1 where nothing was found and nothing was to be found."""
        found = self.right + self.wrong
        return self.right / found if found else float(not self.missed)

    @property
    def recall(self) -> float:
        """Share of what was to be found that was found; 1 where there was nothing."""
        expected = self.right + self.missed
        return self.right / expected if expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall: 2·right / (2·right + wrong + missed)."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the table: its value, its interval at 95 %, and on how many cases it rests."""

    name: str
    value: float
    low: float
    high: float
    size: int


def total(counts: Sequence[Count]) -> Count:
    """The sum of counts."""
    return sum(counts, Count())


def interval(units: Sequence[Count], measure: Callable[[Count], float]) -> tuple[float, float]:
    """Percentile bootstrap interval (Efron 1979) of a measure over units that are resampled whole.

    A unit is one gold item with what was found for it, or one case: items of one case stay together.
    """
    import numpy as np

    if not units:
        return 0.0, 1.0
    table = np.array([(u.right, u.wrong, u.missed) for u in units])
    generator = np.random.Generator(np.random.PCG64(SEED))
    values = []
    for _ in range(RESAMPLES):
        right, wrong, missed = table[generator.integers(0, len(table), len(table))].sum(axis=0)
        values.append(measure(Count(int(right), int(wrong), int(missed))))
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


_MEASURES: tuple[tuple[str, Callable[[Count], float]], ...] = (
    ("precision", lambda c: c.precision),
    ("recall", lambda c: c.recall),
    ("f1", lambda c: c.f1),
)


def figures(name: str, units: Sequence[Count]) -> list[Figure]:
    """Precision, recall and F1 of a set of units."""
    whole = total(units)
    size = whole.right + whole.missed
    return [Figure(f"{name}.{label}", measure(whole), *interval(units, measure), size) for label, measure in _MEASURES]


def accuracy(name: str, right: Sequence[bool]) -> Figure:
    """Share of True, with its interval."""
    units = [Count(right=int(r), missed=int(not r)) for r in right]
    low, high = interval(units, lambda c: c.recall)
    return Figure(name, total(units).recall, low, high, len(units))


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error (Naeini et al. 2015): mean gap between confidence and accuracy over equal bins."""
    if not confidences:
        return 0.0
    error = 0.0
    for index in range(bins):
        inside = [(c, r) for c, r in zip(confidences, right, strict=True) if min(int(c * bins), bins - 1) == index]
        if inside:
            gap = sum(c for c, _ in inside) / len(inside) - sum(r for _, r in inside) / len(inside)
            error += abs(gap) * len(inside) / len(confidences)
    return error
