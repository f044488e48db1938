"""Two figures side by side: whether they measure the same, are equal, or could say the same thing again."""

from __future__ import annotations

from policy_xwalk.alignment.commitments import Commitment
from policy_xwalk.alignment.facets import conflict, unshared
from policy_xwalk.alignment.figure_cells import worth_of
from policy_xwalk.alignment.figure_facts import Facts
from policy_xwalk.alignment.measures import compatible, order
from policy_xwalk.alignment.refining import EQUAL, EQUAL_TRIVIAL, SAME_YEAR, TRIVIAL, WHOLE_AND_PART, put_otherwise
from policy_xwalk.alignment.scoring import IN_WORDS_MOST, WORDS, by_names_and_passages, exchanged_words
from policy_xwalk.alignment.wholes import contains
from policy_xwalk.records import Number

_PLACES = ("settlement", "layer", "admin_level", "person", "grade", "age_of_building")
"""Facets that say where or for whom, not what."""

_BROAD = (*_PLACES, "field", "care")
"""Facets that many figures of one plan share."""

_TELLING_RUN = 4


def comparable(upper: Commitment, local: Commitment) -> bool:
    assert upper.measure is not None
    assert local.measure is not None
    return compatible(upper.measure, local.measure) and upper.growth == local.growth


def equal_figures(first: Commitment, second: Commitment) -> bool:
    """True for two figures of one kind and size."""
    if first.measure is None or second.measure is None or not comparable(first, second):
        return False
    return first.measure.quantity == second.measure.quantity and order(first.measure, second.measure) == "equal"


def most_alike(own: Facts, place: int, other: int, name: float | None = None) -> float:
    """What the score of two figures of one plan that measure the same cannot exceed, whatever their grams weigh.

    ``name`` is the likeness of their names, if that is known already.
    """
    from rapidfuzz import fuzz

    first, second = own.figures[place], own.figures[other]
    if name is None:
        name = _at_most(max(fuzz.ratio(one, another) for one in first.names for another in second.names))
    both_prose = first.kind == second.kind == "target"
    passage = _at_most(fuzz.ratio(first.passage, second.passage)) if both_prose else name
    score = max(by_names_and_passages(name, passage))
    if contains(first.subject, second.subject) or contains(second.subject, first.subject):
        return max(WHOLE_AND_PART, score)
    if conflict(first.facets, second.facets) is not None:
        return 0.0
    score = max(score, put_otherwise(own.wording, place, own.wording, other))
    if first.measure and second.measure and order(first.measure, second.measure) == "equal":
        score += EQUAL_TRIVIAL if first.measure.low in TRIVIAL else EQUAL
    if first.deadline and second.deadline and first.deadline[0] == second.deadline[0]:
        score += SAME_YEAR
    score -= sum(worth_of(facet) for facet in unshared(first.facets, second.facets)) / 100.0
    if (first.measure is None) != (second.measure is None):
        return max(IN_WORDS_MOST, score)
    return score - exchanged_words(first.subject, second.subject)


def _at_most(ratio: float) -> float:
    """What the likeness of two texts cannot exceed, by their edit ratio in percent."""
    return WORDS + (1.0 - WORDS) * ratio / 100.0


def is_telling(item: Commitment) -> bool:
    """True for an item whose figure tells it from others: no round one and none of a whole territory."""
    return item.measure is not None and not item.total and item.measure.low % 5 != 0


def agree_in_figure(upper: Commitment, local: Commitment) -> bool:
    """True for one telling figure in one field: a narrow facet or the end of the name is shared."""
    if upper.kind != local.kind or not equal_figures(upper, local) or not is_telling(upper) or local.total:
        return False
    if conflict(upper.facets, local.facets) is not None:
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
