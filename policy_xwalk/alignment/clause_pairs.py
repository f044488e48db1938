"""Which clauses of two plans are alike: the few pairs of many that are worth a closer look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policy_xwalk.alignment.features import Weights
from policy_xwalk.alignment.passages import Passage
from policy_xwalk.alignment.sentences import Sentences

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Values = NDArray[np.float64]

SAME_THING = 0.42
"""Likeness from which two clauses speak of the same thing."""

NEAR = 0.7 * SAME_THING
"""Likeness from which two clauses are looked at."""

TRACE = 0.1
"""Cosine below which no two clauses are that much alike: they share hardly a word."""

Near = Sequence[tuple[int, float]]


class Neighbours:
    """For each clause of a plan those of another that are like it; sorted for the clauses that are asked for."""

    def __init__(self, count: int, owners: Numbers, others: Numbers, values: Values) -> None:
        import numpy as np

        self._starts: list[int] = np.searchsorted(owners, np.arange(count + 1)).tolist()
        self._others: list[int] = others.tolist()
        self._values: list[float] = values.tolist()

    def __getitem__(self, place: int) -> Near:
        """Places and likeness: the most alike first, the earlier first among equals."""
        begin, end = self._starts[place], self._starts[place + 1]
        near = [*zip(self._others[begin:end], self._values[begin:end], strict=True)]
        if len(near) > 1:
            near.sort(key=lambda entry: -entry[1])
        return near


@dataclass(frozen=True, slots=True)
class ClausePairs:
    """The clauses of two plans, and the pairs of them that are alike, from :data:`NEAR` on."""

    upper: list[Passage]
    local: list[Passage]
    rows: Numbers
    """Place of the upper clause of each pair, in order."""
    columns: Numbers
    """Place of the local clause of each pair."""
    values: Values
    """Likeness of each pair, from 0 to 1: cosine by two thirds, the rest edit ratio."""
    near_upper: Neighbours
    """For each upper clause the local ones that are like it."""
    near_local: Neighbours
    """For each local clause the upper ones."""
    upper_sentences: Sentences
    local_sentences: Sentences
    _traces: tuple[list[int], list[int]]
    """Where the related clauses of each upper one begin, and all of these one after the other."""

    @classmethod
    def of(cls, weights: Weights, upper: list[Passage], local: list[Passage]) -> ClausePairs:
        """Compare the clauses of two plans; only pairs that share words are compared letter by letter."""
        import numpy as np
        from rapidfuzz import fuzz, process

        texts = [passage.plain for passage in upper], [passage.plain for passage in local]
        rows, columns, cosines = weights.traces(*texts, TRACE)
        starts = np.searchsorted(rows, np.arange(len(upper) + 1))
        traces = starts.tolist(), columns.tolist()
        values = 0.65 * cosines
        if len(rows):
            pairs = [texts[0][row] for row in rows.tolist()], [texts[1][column] for column in traces[1]]
            ratios = process.cpdist(*pairs, scorer=fuzz.ratio, dtype=np.float32)
            values += 0.35 * np.asarray(ratios, dtype=np.float64) / 100.0
        near = values >= NEAR
        rows, columns, values = rows[near], columns[near], values[near]
        near_upper = Neighbours(len(upper), rows, columns, values)
        by_local = np.argsort(columns, kind="stable")
        near_local = Neighbours(len(local), columns[by_local], rows[by_local], values[by_local])
        sentences = Sentences(upper), Sentences(local)
        return cls(upper, local, rows, columns, values, near_upper, near_local, *sentences, traces)

    def related(self, place: int) -> list[int]:
        """The places of the local clauses that share words with an upper one, in order."""
        starts, columns = self._traces
        return columns[starts[place] : starts[place + 1]]
