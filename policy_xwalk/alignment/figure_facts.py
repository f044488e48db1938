"""What is asked of each figure when the figures of two plans are compared: found once for a plan.

Most pairs of figures have nothing in common. Arrays over the figures let one expression answer for all pairs whether
they exclude each other or measure the same, and numbers for what stands at a name's ends find those that could be one
thing said in two ways; only what is left is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from policy_xwalk.alignment.commitments import BASE_WORDS, CHANGE_WORD, Commitment
from policy_xwalk.alignment.facets import Facets, facets_of, without
from policy_xwalk.alignment.measures import UNIT_LEFT_OUT, Measure, kind_of
from policy_xwalk.alignment.wholes import enumerates, is_named_whole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Places = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Words = NDArray[np.str_]

_LIGHT = re.compile(
    r"主要|综合|总体|累计|平均|[的中和与及占、]|(?:人数|数量|总量|数|量|水平|程度|比例|率)$", re.MULTILINE
)
_CHANGE = re.compile(CHANGE_WORD.pattern, re.MULTILINE)
SEAT = re.compile(r"^(?:(?P<village>行政村|村级?)(?!社区|（)|(?:城市)?社区)")
_SHORTEST_TAIL = 5
_SHORTEST_FRAME = 4

_NONE = Measure("", 0.0, 0.0, 0.0, None)


class Named(NamedTuple):
    """The facets that figures name: every set of values of a facet that one of them names, and who names which."""

    sets: list[tuple[str, frozenset[str]]]
    places: Places
    """A row a figure: the places of the sets that it names, filled up with the place after the last one."""

    @classmethod
    def of(cls, named: Sequence[Facets]) -> Named:
        """Number the sets of values in the order in which they are named."""
        import numpy as np

        place: dict[tuple[str, frozenset[str]], int] = {}
        rows = [[place.setdefault(one, len(place)) for one in facets.values] for facets in named]
        width = max(map(len, rows), default=0)
        filled = [row + [len(place)] * (width - len(row)) for row in rows]
        return cls([*place], np.asarray(filled, dtype=np.int64).reshape(len(rows), width))

    def take(self, figures: Places) -> Named:
        """What some figures name."""
        return Named(self.sets, self.places[figures])

    def sums(self, others: Named, table: Places) -> Places:
        """For every pair of figures the sum of what a table says of the sets that the one and the other name.

        ``table`` has a row for each of these sets and one of zeros, and a column for each of the others' sets and one
        of zeros.
        """
        import numpy as np

        own = table[self.places].sum(axis=1)
        return np.asarray(own.T[others.places].sum(axis=1).T)


class Measures(NamedTuple):
    """The measures of figures; a figure without one has empty words and zeros."""

    known: Flags
    kind: Words
    """What is counted; one word for all that plans count in words of their choice."""
    bare: Flags
    share: Flags
    unit_left_out: Flags
    """True for what a figure without a unit may be: a share or an age."""
    against: Flags
    """True where it is counted against something."""
    per: Words
    """What that is."""
    low: Matrix
    high: Matrix
    growth: Flags

    @classmethod
    def of(cls, figures: Sequence[Commitment]) -> Measures:
        """Gather the measures."""
        import numpy as np

        measures = [figure.measure or _NONE for figure in figures]
        quantity = [measure.quantity for measure in measures]
        return cls(
            np.asarray([measure is not _NONE for measure in measures]),
            np.asarray([kind_of(word) for word in quantity]),
            np.asarray([word == "bare" for word in quantity]),
            np.asarray([word == "share" for word in quantity]),
            np.asarray([word in UNIT_LEFT_OUT for word in quantity]),
            np.asarray([measure.per is not None for measure in measures]),
            np.asarray([measure.per or "" for measure in measures]),
            np.asarray([measure.low for measure in measures]),
            np.asarray([measure.high for measure in measures]),
            np.asarray([figure.growth for figure in figures]),
        )

    def take(self, places: Places) -> Measures:
        """Those of some figures."""
        return Measures._make([column[places] for column in self])

    def comparable(self, others: Measures) -> Flags:
        """True where two figures side by side measure the same kind of thing; only where both have a measure."""
        import numpy as np

        same = self.kind == others.kind
        same |= (self.bare & others.unit_left_out) | (self.unit_left_out & others.bare)
        same &= (self.per == others.per) | ~(self.against & others.against)
        return np.asarray(same & (self.growth == others.growth))

    def equal(self, others: Measures) -> Flags:
        """True where two figures side by side are of one size; only where they are comparable."""
        import numpy as np

        first, second = np.stack([self.low, self.high]), np.stack([others.low, others.high])
        # 0.25 beside 25 % is a share without its sign.
        fraction, fractions = np.abs(self.high) <= 1.0, np.abs(others.high) <= 1.0
        first[:, self.bare & others.share & fraction & ~fractions] *= 100.0
        second[:, others.bare & self.share & fractions & ~fraction] *= 100.0
        close = np.abs(first - second) <= 1e-6 * np.maximum(np.abs(first), np.abs(second))
        return np.asarray(close.all(axis=0))


class Wording(NamedTuple):
    """The names of figures as they are compared character by character."""

    letters: list[str]
    """The characters of each subject in the order of their codes: in such texts what is shared in order is all."""
    length: Places
    """Of the subjects."""
    heavy: list[str]
    """Subjects without light words (数量, 平均)."""
    heavy_length: Places
    heavy_sum: Places
    """Sum of the codes of their characters: the same for the same characters in any order."""
    level: list[str]
    """Subjects without words of change and without what is counted against."""
    level_length: Places
    placeless: list[str]
    """Topics without words of change and of place."""
    named: Named
    """Facets of the subjects."""
    first: Places
    last: Places
    """Codes of the first and last character of the subjects; 0 where there is none."""
    enumerates: Flags
    whole: Flags
    """True for a subject with one of the wholes that are known by name."""
    tail: Places
    seat: Places
    frame: Places
    village: Flags
    """Numbers that are the same where subjects have the same words from the third character on, names the same words
    after 村 or 社区, placeless topics the same two characters at either end; 0 for none. They are hashes: others may
    have the same number, so what they find is still read. ``village`` is true for 村."""

    @classmethod
    def of(cls, figures: Sequence[Commitment]) -> Wording:
        """Read the names of all figures, as far as possible in one pass over all of them."""
        import numpy as np

        subjects = [figure.subject for figure in figures]
        heavy = _each(lambda text: _LIGHT.sub("", text), subjects)
        level = [BASE_WORDS.sub("", name) if "每" in name else name for name in _each(_unchanged, subjects)]
        topics = [figure.topic for figure in figures]
        # As printed: the neutral form has lost the brackets of 村（社区）.
        seats = [SEAT.match(figure.name) for figure in figures]
        placeless = _each(lambda text: without(_unchanged(text), "settlement"), topics)
        return cls(
            ["".join(sorted(subject)) for subject in subjects],
            _lengths(subjects),
            heavy,
            _lengths(heavy),
            np.asarray([sum(map(ord, name)) for name in heavy], dtype=np.int64),
            level,
            _lengths(level),
            placeless,
            Named.of([facets_of(subject) for subject in subjects]),
            np.asarray([ord(subject[0]) if subject else 0 for subject in subjects], dtype=np.int64),
            np.asarray([ord(subject[-1]) if subject else 0 for subject in subjects], dtype=np.int64),
            np.asarray([*map(enumerates, subjects)], dtype=bool),
            np.asarray([*map(is_named_whole, subjects)], dtype=bool),
            _numbered(subject[2:] if len(subject) >= _SHORTEST_TAIL else None for subject in subjects),
            _numbered(None if seat is None else seat.string[seat.end() :] for seat in seats),
            _numbered(topic[:2] + topic[-2:] if len(topic) >= _SHORTEST_FRAME else None for topic in placeless),
            np.asarray([seat is not None and seat["village"] is not None for seat in seats], dtype=bool),
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """The figures of a plan and what is known of each."""

    figures: Sequence[Commitment]
    prose: Flags
    milestone: Flags
    year: Places
    """Of the deadline; 0 where there is none."""
    named: Named
    measures: Measures
    wording: Wording
    twin: Places
    """Number of the first figure of the plan that says the same."""

    def __len__(self) -> int:
        return len(self.figures)


class _Listed:
    """Figures that are equal to themselves only."""

    __slots__ = ("figures",)

    def __init__(self, figures: list[Commitment]) -> None:
        self.figures = figures

    def __hash__(self) -> int:
        return id(self.figures)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Listed) and self.figures is other.figures


def facts_of(figures: list[Commitment]) -> Facts:
    """The facts of a plan's figures; those of the last few plans are kept, known by identity."""
    return _facts(_Listed(figures))


@lru_cache(maxsize=8)
def _facts(listed: _Listed) -> Facts:
    import numpy as np

    figures = listed.figures
    first: dict[object, int] = {}
    return Facts(
        figures,
        np.asarray([figure.kind == "target" for figure in figures], dtype=bool),
        np.asarray([figure.milestone for figure in figures], dtype=bool),
        np.asarray([figure.deadline[0] if figure.deadline else 0 for figure in figures], dtype=np.int64),
        Named.of([figure.facets for figure in figures]),
        Measures.of(figures),
        Wording.of(figures),
        np.asarray([first.setdefault((figure.subject, figure.measure), row) for row, figure in enumerate(figures)]),
    )


def _each(change: Callable[[str], str], texts: Sequence[str]) -> list[str]:
    """A change that never looks beyond a line, made on all texts in one pass."""
    changed = change("\n".join(texts)).split("\n")
    return changed if len(changed) == len(texts) else [change(text) for text in texts]


def _unchanged(text: str) -> str:
    return _CHANGE.sub("", text)


def _lengths(texts: Sequence[str]) -> Places:
    import numpy as np

    return np.asarray([*map(len, texts)], dtype=np.int64)


def _numbered(words: Iterable[str | None]) -> Places:
    import numpy as np

    return np.asarray([0 if word is None else hash(word) for word in words], dtype=np.int64)
