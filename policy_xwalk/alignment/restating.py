"""Which items of a plan say again what another item of the same plan says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from policy_xwalk.alignment.agreeing import comparable, most_alike
from policy_xwalk.alignment.commitments import Commitment
from policy_xwalk.alignment.features import Weights
from policy_xwalk.alignment.figure_facts import Facts
from policy_xwalk.alignment.scoring import best_part, scores_of
from policy_xwalk.alignment.wholes import contains
from policy_xwalk.records import Target

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

_LEAST = 0.72
"""Likeness above which two items of a plan say the same."""

REPEATED = 0.93
"""Likeness above which they are the same sentence said again."""


class Again(NamedTuple):
    """An item, the earlier answered one that says the same, and how alike the two are."""

    place: int
    same: int
    likeness: float


def said_again(
    weights: Weights, own: Facts, asked: Iterable[tuple[int, int, bool]], answered: Sequence[int]
) -> Iterator[Again]:
    """Of some items of a plan those that say again what an answered item of the plan says.

    ``asked`` are an item, an answered item that it could say again, and whether it would have to be the same sentence;
    any other answered item may turn out to be more alike. Likeness within a plan is found for those only of which no
    cheap measure says that they cannot be alike enough.
    """
    cells: dict[tuple[int, int], float] = {}
    for place, other, sentence in asked:
        wanted = REPEATED if sentence else _LEAST
        if _may_say(own.figures[place], own.figures[other]) and most_alike(own, place, other) >= wanted:
            cells[place, other] = min(wanted, cells.get((place, other), wanted))
    rows = sorted({place for place, _ in cells})
    if not rows:
        return
    names = best_part(weights, [own.figures[row].names for row in rows], [own.figures[n].names for n in answered])
    at = {n: column for column, n in enumerate(answered)}
    near = {
        place
        for (place, other), wanted in cells.items()
        if most_alike(own, place, other, float(names[rows.index(place), at[other]])) > wanted - 1e-6
    }
    if not near:
        return
    kept = [n for n, row in enumerate(rows) if row in near]
    _, likeness = scores_of(weights, own, own, [rows[n] for n in kept], answered, names[kept])
    for n, row in zip(kept, likeness, strict=True):
        place = rows[n]
        column = _said_before(own, place, at, row)
        if row[column] >= _LEAST and _may_say(own.figures[place], own.figures[answered[column]]):
            yield Again(place, answered[column], float(row[column]))


def _said_before(own: Facts, place: int, answered: Mapping[int, int], likeness: Matrix) -> int:
    """The column of the answered item that an item names as the one it says again, or of the most alike one."""
    item = own.figures[place].item
    named = item.restates if isinstance(item, Target) else None
    if named:
        for other, column in answered.items():
            if own.figures[other].item.id == named:
                return column
    return int(likeness.argmax())


def _may_say(first: Commitment, second: Commitment) -> bool:
    """True for items that may say the same: no milestone and no figure of another kind, no whole and its part.

    A whole and its part in one form, table or prose, have an answer each.
    """
    if first.milestone != second.milestone:
        return False
    if first.measure is not None and second.measure is not None and not comparable(first, second):
        return False
    one, other = first.subject, second.subject
    return first.kind != second.kind or not (contains(one, other) or contains(other, one))
