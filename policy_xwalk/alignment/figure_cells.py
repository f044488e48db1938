"""Pairs of figures as arrays: who excludes whom, what one leaves open, how much of either name the other has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from policy_xwalk.alignment.commitments import Commitment
from policy_xwalk.alignment.figure_facts import Facts, Measures, Named

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Places = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_LITTLE_FACETS = ("settlement", "layer", "age_of_building")
_LITTLE, _MUCH = 3, 12
"""Hundredths for what one side names and the other leaves open: a place matters little, a group or a medium much."""

_EXCLUDED = 1_000_000
"""More than all that is taken off for facets."""


@dataclass(frozen=True)
class Cells:
    """Pairs of figures of two plans: the first of ``rows`` with the first of ``columns`` and so on."""

    upper: Facts
    local: Facts
    rows: Places
    columns: Places

    @cached_property
    def measures(self) -> tuple[Measures, Measures]:
        """The measures of either side."""
        return self.upper.measures.take(self.rows), self.local.measures.take(self.columns)

    @cached_property
    def comparable(self) -> Flags:
        """True where the two measure the same kind of thing; only where both have a measure."""
        first, second = self.measures
        return first.comparable(second)

    def each(self, chosen: Flags) -> Iterator[tuple[int, Commitment, Commitment]]:
        """The figures of some of the pairs, with the place of each pair."""
        places = chosen.nonzero()[0]
        at = zip(places.tolist(), self.rows[places].tolist(), self.columns[places].tolist(), strict=True)
        return ((place, self.upper.figures[row], self.local.figures[column]) for place, row, column in at)

    @cached_property
    def shared(self) -> Places:
        """How many characters the subjects share, each as often as both have it."""
        import numpy as np
        from rapidfuzz.distance import LCSseq
        from rapidfuzz.process import cpdist

        first, second = self.upper.wording.letters, self.local.wording.letters
        if not len(self.rows):
            return np.zeros(0, dtype=np.int64)
        texts = [first[row] for row in self.rows.tolist()], [second[column] for column in self.columns.tolist()]
        return np.asarray(cpdist(*texts, scorer=LCSseq.similarity, dtype=np.int64))

    @cached_property
    def lengths(self) -> tuple[Places, Places]:
        """Lengths of the subjects."""
        return self.upper.wording.length[self.rows], self.local.wording.length[self.columns]

    def only(self, places: Places) -> Cells:
        """Some of the pairs."""
        return Cells(self.upper, self.local, self.rows[places], self.columns[places])


def facets_between(first: Named, second: Named) -> tuple[Flags, Matrix]:
    """For every pair whether their facets exclude each other, and what is taken off for facets that one leaves open.

    These are :func:`~policy_xwalk.alignment.facets.conflict` and :func:`~policy_xwalk.alignment.facets.unshared` of
    all pairs: only sets of values are compared, which are few.
    """
    import numpy as np

    table = np.zeros((len(first.sets) + 1, len(second.sets) + 1), dtype=np.int64)
    columns: dict[str, list[int]] = {}
    for column, (facet, _) in enumerate(second.sets):
        columns.setdefault(facet, []).append(column)
    for row, (facet, values) in enumerate(first.sets):
        for column in columns.get(facet, ()):
            excluded = values.isdisjoint(second.sets[column][1])
            table[row, column] = _EXCLUDED if excluded else worth_of(facet)
    sums = first.sums(second, table)
    alone = [np.asarray([*(worth_of(facet) for facet, _ in side.sets), 0])[side.places] for side in (first, second)]
    unshared = np.add.outer(*(worths.sum(axis=1) for worths in alone)) - 2 * sums
    return sums >= _EXCLUDED, unshared / 100.0


def takes_in(first: Named, second: Named) -> Flags:
    """For every pair whether the first names all values of some facet that the second names, and more of them."""
    import numpy as np

    found = [
        (row, column)
        for row, (facet, values) in enumerate(first.sets)
        if len(values) > 1
        for column, (other, fewer) in enumerate(second.sets)
        if other == facet and fewer < values
    ]
    if not found:
        return np.zeros((len(first.places), len(second.places)), dtype=bool)
    table = np.zeros((len(first.sets) + 1, len(second.sets) + 1), dtype=np.int64)
    table[tuple(zip(*found, strict=True))] = 1
    return first.sums(second, table) > 0


def worth_of(facet: str) -> int:
    """Hundredths that are taken off for a facet that one of two figures leaves open."""
    return _LITTLE if facet in _LITTLE_FACETS else _MUCH
