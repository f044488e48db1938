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

_NEAR = 0.7 * SAME_THING
"""Likeness from which two clauses are looked at."""

_TRACE = 0.1
"""Cosine below which no two clauses are that much alike: they share hardly a word."""

Near = Sequence[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class ClausePairs:
    """The clauses of two plans, and the pairs of them that are alike, from :data:`_NEAR` on."""

    upper: list[Passage]
    local: list[Passage]
    rows: Numbers
    """Place of the upper clause of each pair, in order."""
    columns: Numbers
    """Place of the local clause of each pair."""
    values: Values
    """Likeness of each pair, from 0 to 1: cosine by two thirds, the rest edit ratio."""
    near_upper: list[Near]
    """For each upper clause the local ones that are like it: the most alike first, the earlier first among equals."""
    near_local: list[Near]
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
        rows, columns, cosines = weights.traces(*texts, _TRACE)
        starts = np.searchsorted(rows, np.arange(len(upper) + 1))
        traces = starts.tolist(), columns.tolist()
        values = 0.65 * cosines
        if len(rows):
            pairs = [texts[0][row] for row in rows.tolist()], [texts[1][column] for column in traces[1]]
            ratios = process.cpdist(*pairs, scorer=fuzz.ratio, dtype=np.float32)
            values += 0.35 * np.asarray(ratios, dtype=np.float64) / 100.0
        near = values >= _NEAR
        rows, columns, values = rows[near], columns[near], values[near]
        by_upper, by_local = np.lexsort((columns, -values, rows)), np.lexsort((rows, -values, columns))
        near_upper = _listed(len(upper), rows[by_upper], columns[by_upper], values[by_upper])
        near_local = _listed(len(local), columns[by_local], rows[by_local], values[by_local])
        sentences = Sentences(upper), Sentences(local)
        return cls(upper, local, rows, columns, values, near_upper, near_local, *sentences, traces)

    def related(self, place: int) -> list[int]:
        """The places of the local clauses that share words with an upper one, in order."""
        starts, columns = self._traces
        return columns[starts[place] : starts[place + 1]]


def _listed(count: int, owners: Numbers, others: Numbers, values: Values) -> list[Near]:
    found: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    for owner, other, value in zip(owners.tolist(), others.tolist(), values.tolist(), strict=True):
        found[owner].append((other, value))
    return list(found)
