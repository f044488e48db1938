"""How much speaks for two figures being the same commitment: names, passages, facets, figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from policy_xwalk.alignment.commitments import BASE_WORDS, CHANGE_WORD, Commitment
from policy_xwalk.alignment.facets import conflict, unshared, without
from policy_xwalk.alignment.features import Weights, alike
from policy_xwalk.alignment.letters import in_any_order
from policy_xwalk.alignment.measures import compatible, order
from policy_xwalk.alignment.topics import UNBROKEN, spoken_words, unbroken
from policy_xwalk.alignment.wholes import contains
from policy_xwalk.records import Number

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

CANDIDATE = 0.3
"""Likeness below which a pair is not looked at."""

_TRACE = 0.1
"""Likeness below which two names are not even looked at as a whole and its part."""

_TRIVIAL = {1.0, 100.0}

_WHOLE_AND_PART = 0.8
"""Score of a whole and its part (城乡, 农村): their names differ in nothing else."""

_SPOKEN, _IN_WORDS = 0.5, 0.3
"""Share of a subject that words must carry to speak of it, and the score from which such a pair starts."""

_SPELT_OUT = 0.64
"""Score of a name and its longer form (居民收入, 居民人均可支配收入)."""

_PLACES = ("settlement", "layer", "admin_level", "person", "grade", "age_of_building")
"""Facets that say where or for whom, not what."""

_BROAD = (*_PLACES, "field", "care")
"""Facets that many figures of one plan share."""

_TELLING_RUN = 4

_REORDERED = 0.7
"""Score of two names of the same characters in another order."""

_LIGHT = re.compile(r"主要|综合|总体|累计|平均|[的中和与及占、]|(?:人数|数量|总量|数|量|水平|程度|比例|率)$")
_MAGNITUDE = re.compile(r"[\d百千万亿]|每")
_SEAT = re.compile(r"^(?:(?P<village>行政村|村级?)(?!社区|（)|(?:城市)?社区)")


def pair_scores(weights: Weights, upper: Sequence[Commitment], local: Sequence[Commitment]) -> tuple[Matrix, Matrix]:
    """Likeness of the names of every pair, and its score; ``-inf`` where two exclude each other or share too little."""
    import numpy as np

    names = best_part(weights, [item.names for item in upper], [item.names for item in local])
    passages = alike(weights, [item.passage for item in upper], [item.passage for item in local])
    prose = np.outer([item.kind == "target" for item in upper], [item.kind == "target" for item in local])
    passages = np.where(prose, passages, names)
    scores = np.maximum(0.75 * names + 0.25 * passages, 0.45 * names + 0.55 * passages)
    scores = np.maximum(scores, _in_words(weights, upper, local))
    result = np.full(scores.shape, -np.inf)
    for row, column in zip(*np.nonzero(scores > _TRACE), strict=True):
        u, v = upper[int(row)], local[int(column)]
        if conflict(u.facets, v.facets) is not None:
            continue
        if contains(u.subject, v.subject) or contains(v.subject, u.subject):
            if u.measure is None or v.measure is None or comparable(u, v):
                result[row, column] = max(scores[row, column], _WHOLE_AND_PART)
                continue
        elif another_head(u, v):
            continue
        elif same_characters(u.subject, v.subject):
            scores[row, column] = max(scores[row, column], _REORDERED)
        elif spelt_out(u.topic, v.topic):
            scores[row, column] = max(scores[row, column], _SPELT_OUT)
        if scores[row, column] <= CANDIDATE:
            continue
        correction = _correction(u, v)
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
        for (i, row), (j, column) in ((a, b) for a in enumerate(rows) for b in enumerate(columns)):
            if cover[i, j] < _SPOKEN or unbroken(words[i], numbered[column].passage) < UNBROKEN:
                continue
            cell = (column, row) if turned else (row, column)
            scores[cell] = _IN_WORDS + (1.0 - _IN_WORDS) * 0.8 * cover[i, j]
    return scores


def another_head(upper: Commitment, local: Commitment) -> bool:
    """True where only the words at the beginning differ, which say whose figure it is (药品…, 食品…; 村…, 社区…)."""
    first, second = upper.subject, local.subject
    if len(first) == len(second) >= 5 and first[0] != second[0] and first[2:] == second[2:]:
        return not _MAGNITUDE.match(first) and not _MAGNITUDE.match(second)
    # As printed: the neutral form has lost the brackets of 村（社区）.
    one, other = _SEAT.match(upper.name), _SEAT.match(local.name)
    if one is None or other is None or (one["village"] is None) == (other["village"] is None):
        return False
    return upper.name[one.end() :] == local.name[other.end() :]


def same_characters(first: str, second: str) -> bool:
    """True for names of the same characters in another order (新增城镇就业, 城镇新增就业), light words left out."""
    one, other = _heavy(first), _heavy(second)
    short, long = sorted((len(one), len(other)))
    return short >= 5 and short >= 0.93 * long and in_any_order(one, other) >= 0.93 * long


@lru_cache(maxsize=16384)
def _heavy(name: str) -> str:
    return _LIGHT.sub("", name)


def spelt_out(first: str, second: str) -> bool:
    """True where the longer name is the shorter one with words put in its middle (居民收入, 居民人均可支配收入).

    Both ends stay: what a name begins with says whose it is, what it ends with says what it is.
    """
    # Where a name says in which places only, it says what another says without them.
    short, long = _placeless(first), _placeless(second)
    if len(short) > len(long):
        short, long = long, short
    if len(short) < 4 or not 0 < len(long) - len(short) <= 6:
        return False
    if long[:2] != short[:2] or long[-2:] != short[-2:]:
        return False
    return any(long.startswith(short[:place]) and long.endswith(short[place:]) for place in range(2, len(short) - 1))


@lru_cache(maxsize=16384)
def _placeless(name: str) -> str:
    return without(CHANGE_WORD.sub("", name), "settlement")


def _same_level(first: str, second: str) -> bool:
    """True for names that differ in nothing but a word of change or in what is counted against."""
    from rapidfuzz import fuzz

    one, other = (BASE_WORDS.sub("", CHANGE_WORD.sub("", name)) for name in (first, second))
    return min(len(one), len(other)) > 2 and fuzz.ratio(one, other) >= 90


def _correction(upper: Commitment, local: Commitment) -> float | None:
    """What speaks for or against a pair besides its words; None where it measures something else."""
    change = 0.0
    first, second = upper.measure, local.measure
    if first is not None and second is not None:
        if not comparable(upper, local):
            # Another kind of quantity under the very same name: a measure that was exchanged.
            if not _same_level(upper.subject, local.subject):
                return None
            change -= 0.15
        elif order(first, second) == "equal":
            change += 0.03 if first.low in _TRIVIAL else 0.08
        if (first.per is None) != (second.per is None):
            change -= 0.06
    if upper.deadline and local.deadline:
        change += 0.03 if upper.deadline[0] == local.deadline[0] else -0.02
    if upper.milestone != local.milestone:
        change -= 0.08
    # What one side names and the other leaves open: a place matters little, a group or a medium much.
    for facet in unshared(upper.facets, local.facets):
        change -= 0.03 if facet in ("settlement", "layer", "age_of_building") else 0.12
    if (first is None) != (second is None):
        return change  # a sentence beside a name: its other words stand in the place of none
    return change - exchanged_words(upper.subject, local.subject)


def exchanged_words(upper: str, local: str) -> float:
    """What is taken off where words of one name stand in the place of others in the other name.

    A word more or less is how names are shortened and spelt out; a word for a word (综合 for 养老) is another thing.
    """
    shortest = min(len(upper), len(local))
    return 0.5 * max(0.0, shortest - in_any_order(upper, local) - 1) / max(1, shortest)


def comparable(upper: Commitment, local: Commitment) -> bool:
    assert upper.measure is not None
    assert local.measure is not None
    return compatible(upper.measure, local.measure) and upper.growth == local.growth


def equal_figures(first: Commitment, second: Commitment) -> bool:
    """True for two figures of one kind and size."""
    if first.measure is None or second.measure is None or not comparable(first, second):
        return False
    return first.measure.quantity == second.measure.quantity and order(first.measure, second.measure) == "equal"


def agree_in_figure(upper: Commitment, local: Commitment) -> bool:
    """True for one telling figure (no round one) in one field: a narrow facet or the end of the name is shared."""
    if upper.kind != local.kind or upper.total or local.total or not equal_figures(upper, local):
        return False
    assert upper.measure is not None
    if upper.measure.low % 5 == 0 or conflict(upper.facets, local.facets) is not None:
        return False
    shared = [name for name, _ in upper.facets.values if name not in _BROAD and local.facets.get(name)]
    apart = [name for name in unshared(upper.facets, local.facets) if name not in _PLACES]
    return bool(shared or _ends_alike(upper.topic, local.topic)) and len(apart) < 2


def _ends_alike(first: str, second: str) -> bool:
    """True where what one name ends with, which says what is measured, stands in the other."""
    return any(
        len(one) >= _TELLING_RUN and one[-_TELLING_RUN:] in other for one, other in ((first, second), (second, first))
    )


def pair_features(upper: Commitment, local: Commitment, name: float, score: float) -> dict[str, Number | str | bool]:
    features: dict[str, Number | str | bool] = {"name": round(float(name), 3), "score": round(float(score), 3)}
    if upper.measure is not None and local.measure is not None:
        ordered = comparable(upper, local)
        signs = {"equal": "=", "higher": ">", "lower": "<", "unordered": "?"}
        features["value"] = signs[order(upper.measure, local.measure)] if ordered else "?"
    if upper.kind != local.kind:
        features["across_kinds"] = True
    return features
