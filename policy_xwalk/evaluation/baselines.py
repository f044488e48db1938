"""Naive matchers on the same items, each with its best threshold, to stand beside the tool's figures.

They see names only (a target's subject, an action's title) and choose one-to-one pairs above a threshold by global
assignment; what is left is dropped or added. The threshold is the one that gives the best F1 on the very cases that
are scored, which favours the baselines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from policy_xwalk.evaluation.links import KINDS, pairs_of
from policy_xwalk.evaluation.matching import Json
from policy_xwalk.evaluation.scores import Count

Matrix = Any
"""A dense matrix of likeness, upper items by local items, from 0 to 1."""


def rapidfuzz_likeness(upper: Sequence[str], local: Sequence[str]) -> Matrix:
    """WRatio of rapidfuzz."""
    from rapidfuzz.fuzz import WRatio
    from rapidfuzz.process import cdist

    return cdist(upper, local, scorer=WRatio) / 100


def character_likeness(upper: Sequence[str], local: Sequence[str]) -> Matrix:
    """Cosine of TF-IDF over character 1- to 3-grams."""
    return _tfidf(upper, local, analyzer="char", ngram_range=(1, 3))


def jieba_likeness(upper: Sequence[str], local: Sequence[str]) -> Matrix:
    """Cosine of TF-IDF over jieba's words."""
    from policy_xwalk.language.segmenter import segment

    return _tfidf(upper, local, analyzer=segment)


def _tfidf(upper: Sequence[str], local: Sequence[str], **settings: object) -> Matrix:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(**settings).fit_transform([*upper, *local])
    return (vectors[: len(upper)] @ vectors[len(upper) :].T).toarray()


BASELINES: Mapping[str, Callable[[Sequence[str], Sequence[str]], Matrix]] = {
    "rapidfuzz": rapidfuzz_likeness,
    "character TF-IDF": character_likeness,
    "jieba TF-IDF": jieba_likeness,
}
_STEPS = [round(0.02 * step, 2) for step in range(5, 51)]


class Task:
    """One comparison to be made: named items of both sides of one kind, and the gold pairs that count."""

    def __init__(self, gold: Sequence[Json], names: Mapping[str, str], kind: str) -> None:
        links = [link for link in gold if link["kind"] == kind]
        self.neutral = {pair for link in links if link.get("borderline") for pair in pairs_of(link)}
        self.expected = {pair for link in links if not link.get("borderline") for pair in pairs_of(link)}
        self.expected -= self.neutral
        ids = sorted(self.expected | self.neutral, key=str)
        self.upper = sorted({u for u, _ in ids if u is not None})
        self.local = sorted({v for _, v in ids if v is not None})
        self.names = names

    def score(self, likeness: Matrix, threshold: float) -> Count:
        """Counts for one threshold; abstaining counts as a pair with nothing."""
        from scipy.optimize import linear_sum_assignment

        found: set[tuple[str | None, str | None]] = set()
        if self.upper and self.local:
            for row, column in zip(*linear_sum_assignment(-likeness), strict=True):
                if likeness[row, column] >= threshold:
                    found.add((self.upper[row], self.local[column]))
        found |= {(u, None) for u in self.upper if u not in {pair[0] for pair in found}}
        found |= {(None, v) for v in self.local if v not in {pair[1] for pair in found}}
        right = len(found & self.expected)
        return Count(right, len(found - self.expected - self.neutral), len(self.expected) - right)

    def likeness(self, measure: Callable[[Sequence[str], Sequence[str]], Matrix]) -> Matrix:
        """The matrix of one measure over the names."""
        if not self.upper or not self.local:
            return np.zeros((len(self.upper), len(self.local)))
        return measure([self.names[i] for i in self.upper], [self.names[i] for i in self.local])


def best_baseline(name: str, tasks: Sequence[Task]) -> tuple[float, Count]:
    """The threshold that serves a baseline best over all tasks, and its counts there."""
    matrices = [task.likeness(BASELINES[name]) for task in tasks]
    results = []
    for threshold in _STEPS:
        counts = [task.score(matrix, threshold) for task, matrix in zip(tasks, matrices, strict=True)]
        results.append((sum(counts, Count()), threshold))
    best = max(results, key=lambda result: (result[0].f1, result[1]))
    return best[1], best[0]


def baseline_table(gold: Sequence[Sequence[Json]], names: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """Kind to baseline to F1 over several comparisons."""
    table: dict[str, dict[str, float]] = {}
    for kind in KINDS:
        tasks = [task for links in gold if (task := Task(links, names, kind)).expected]
        table[kind] = {name: best_baseline(name, tasks)[1].f1 for name in BASELINES}
    return table
