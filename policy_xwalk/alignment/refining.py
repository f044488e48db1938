"""What speaks for or against pairs of figures besides their words: names put in another way, figures, dates, facets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from policy_xwalk.alignment.commitments import Commitment
from policy_xwalk.alignment.figure_cells import Cells, takes_in
from policy_xwalk.alignment.figure_facts import SEAT, Wording
from policy_xwalk.alignment.letters import exchanged_share, in_any_order
from policy_xwalk.alignment.wholes import contains

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Places = NDArray[np.int64]

CANDIDATE = 0.3
"""Score below which a pair is not looked at."""

WHOLE_AND_PART = 0.8
"""Score of a whole and its part (城乡, 农村): their names differ in nothing else."""

_REORDERED = 0.7
"""Score of two names of the same characters in another order."""

_SPELT_OUT = 0.64
"""Score of a name and its longer form (居民收入, 居民人均可支配收入)."""

_SAME_LETTERS, _LEAST_REORDERED = 0.93, 5
"""Share of the longer of two reordered names that the other must have, and length of the shorter one."""

TRIVIAL = (1.0, 100.0)
EQUAL, EQUAL_TRIVIAL, SAME_YEAR = 0.08, 0.03, 0.03
"""What is added for the same figure, for one that many have, and for the same year."""

_MAGNITUDE = re.compile(r"[\d百千万亿]|每")


def refined(cells: Cells, scores: Matrix, unshared: Matrix) -> Matrix:
    """The scores of some pairs after all that speaks for or against them; ``-inf`` where that is too much."""
    import numpy as np

    result = np.full(len(scores), -np.inf)
    chances = _Chances.of(cells)
    kept = np.flatnonzero((scores > CANDIDATE) | chances.any())
    cells, scores, chances = cells.only(kept), scores[kept], chances.only(kept)
    first, second = cells.measures
    exchanged = first.known & second.known & ~cells.comparable
    parts = chances.parts(cells)
    # A whole and its part need no likeness beside.
    whole = parts & ~exchanged
    scores = np.maximum(scores, chances.raised(cells, ~parts & (scores < _REORDERED)))
    left = ~whole & (parts | ~_other_heads(cells)) & (scores > CANDIDATE)
    # Another kind of quantity under the very same name is a measure that was exchanged; else it is another thing.
    left &= ~exchanged | _same_level(cells, left & exchanged)
    corrected = np.minimum(1.0, scores + _corrections(cells, exchanged) - unshared[kept] - _exchanged_words(cells))
    result[kept] = np.where(whole, np.maximum(scores, WHOLE_AND_PART), np.where(left, corrected, -np.inf))
    return result


class _Chances(NamedTuple):
    """Which pairs could be more alike than their grams say, by what is quickly known of them."""

    downward: Flags
    """Of a whole and its part by their facets or by name."""
    upward: Flags
    """The same, the whole standing in the local plan."""
    members: Flags
    """Of an enumeration and some of its members."""
    same_letters: Flags
    """Of the same characters in another order."""
    spelt_out: Flags
    """Of a topic and its longer form."""

    @classmethod
    def of(cls, cells: Cells) -> _Chances:
        import numpy as np

        first, second, rows, columns = cells.upper.wording, cells.local.wording, cells.rows, cells.columns
        downward, upward = takes_in(first.named, second.named), takes_in(second.named, first.named).T
        one, other = first.length[rows], second.length[columns]
        heavy, others = first.heavy_length[rows], second.heavy_length[columns]
        least, longest = np.minimum(heavy, others), np.maximum(heavy, others)
        # Of so few characters none may be missing.
        same = (longest > 1.0 / (1.0 - _SAME_LETTERS)) | (first.heavy_sum[rows] == second.heavy_sum[columns])
        # What is left of a name without some members of its enumeration begins or ends as the name does.
        held = (first.first[rows] == second.first[columns]) | (first.last[rows] == second.last[columns])
        return cls(
            downward[rows, columns] | first.whole[rows],
            upward[rows, columns] | second.whole[columns],
            held & ((first.enumerates[rows] & (other < one)) | (second.enumerates[columns] & (one < other))),
            same & (least >= _LEAST_REORDERED) & (least >= _SAME_LETTERS * longest),
            _met(first.frame[rows], second.frame[columns]),
        )

    def any(self) -> Flags:
        """True for a pair with any chance."""
        return self.downward | self.upward | self.members | self.same_letters | self.spelt_out

    def only(self, places: Places) -> _Chances:
        """Those of some pairs."""
        return _Chances(*(flags[places] for flags in self))

    def parts(self, cells: Cells) -> Flags:
        """True where the subject of one side is a whole and that of the other a part of it."""
        import numpy as np

        shorter = np.minimum(*cells.lengths)
        # A part of an enumeration has no character that the whole has not.
        members = self.members & (cells.shared == shorter)
        found = np.zeros(len(members), dtype=bool)
        for place, upper, local in cells.each(self.downward | members):
            found[place] = contains(upper.subject, local.subject)
        for place, upper, local in cells.each(self.upward | members):
            found[place] |= contains(local.subject, upper.subject)
        return found

    def raised(self, cells: Cells, asked: Flags) -> Matrix:
        """What the names of each pair asked for are worth as one name put in another way; 0 where they are not."""
        import numpy as np

        first, second = cells.upper.wording, cells.local.wording
        longest = np.maximum(first.heavy_length[cells.rows], second.heavy_length[cells.columns])
        likely = asked & (self.spelt_out | (self.same_letters & (cells.shared >= _SAME_LETTERS * longest)))
        worth = np.zeros(len(likely))
        for place in np.flatnonzero(likely).tolist():
            worth[place] = put_otherwise(first, cells.rows[place], second, cells.columns[place])
        return worth


def put_otherwise(first: Wording, u: int, second: Wording, v: int) -> float:
    """What two names are worth of which one puts the other in another way; 0 where that is not so."""
    if same_characters(first.heavy[u], second.heavy[v]):
        return _REORDERED
    return _SPELT_OUT if spelt_out(first.placeless[u], second.placeless[v]) else 0.0


def _other_heads(cells: Cells) -> Flags:
    """True for pairs whose names differ in nothing but the words at the beginning."""
    first, second, rows, columns = cells.upper.wording, cells.local.wording, cells.rows, cells.columns
    found: Flags = _met(first.tail[rows], second.tail[columns]) & (first.first[rows] != second.first[columns])
    found |= _met(first.seat[rows], second.seat[columns]) & (first.village[rows] != second.village[columns])
    for place, upper, local in cells.each(found):
        found[place] = another_head(upper, local)
    return found


def _met(first: Places, second: Places) -> Flags:
    import numpy as np

    return np.asarray((first == second) & (first != 0))


def _corrections(cells: Cells, exchanged: Flags) -> Matrix:
    """What the figures and their dates say for or against each pair."""
    import numpy as np

    (first, second), rows, columns = cells.measures, cells.rows, cells.columns
    both = first.known & second.known
    agreed = np.where((first.low == TRIVIAL[0]) | (first.low == TRIVIAL[1]), EQUAL_TRIVIAL, EQUAL)
    change = np.where(exchanged, -0.15, np.where(both & first.equal(second), agreed, 0.0))
    change -= 0.06 * (both & (first.against != second.against))
    one, other = cells.upper.year[rows], cells.local.year[columns]
    change += np.where((one > 0) & (other > 0), np.where(one == other, SAME_YEAR, -0.02), 0.0)
    return np.asarray(change - 0.08 * (cells.upper.milestone[rows] != cells.local.milestone[columns]))


def _exchanged_words(cells: Cells) -> Matrix:
    """:func:`exchanged_words` of each pair of subjects."""
    import numpy as np

    first, second = cells.measures
    lost = 0.5 * exchanged_share(np.minimum(*cells.lengths), cells.shared)
    # A sentence beside a name: its other words stand in the place of none.
    return np.where(first.known == second.known, lost, 0.0)


def another_head(upper: Commitment, local: Commitment) -> bool:
    """True where only the words at the beginning differ, which say whose figure it is (药品…, 食品…; 村…, 社区…)."""
    first, second = upper.subject, local.subject
    if len(first) == len(second) >= 5 and first[0] != second[0] and first[2:] == second[2:]:
        return not _MAGNITUDE.match(first) and not _MAGNITUDE.match(second)
    # As printed: the neutral form has lost the brackets of 村（社区）.
    one, other = SEAT.match(upper.name), SEAT.match(local.name)
    if one is None or other is None or (one["village"] is None) == (other["village"] is None):
        return False
    return upper.name[one.end() :] == local.name[other.end() :]


def same_characters(first: str, second: str) -> bool:
    """True for names without light words of the same characters in another order (新增城镇就业, 城镇新增就业)."""
    short, long = sorted((len(first), len(second)))
    wanted = _SAME_LETTERS * long
    return short >= _LEAST_REORDERED and short >= wanted and in_any_order(first, second) >= wanted


def spelt_out(first: str, second: str) -> bool:
    """True where the longer name is the shorter one with words put in its middle (居民收入, 居民人均可支配收入).

    Both ends stay: what a name begins with says whose it is, what it ends with says what it is.
    """
    short, long = (first, second) if len(first) <= len(second) else (second, first)
    if len(short) < 4 or not 0 < len(long) - len(short) <= 6:
        return False
    if long[:2] != short[:2] or long[-2:] != short[-2:]:
        return False
    return any(long.startswith(short[:place]) and long.endswith(short[place:]) for place in range(2, len(short) - 1))


def _same_level(cells: Cells, asked: Flags) -> Flags:
    """True for those asked for whose names differ in nothing but a word of change or in what is counted against."""
    import numpy as np
    from rapidfuzz import fuzz

    first, second = cells.upper.wording, cells.local.wording
    one, other = first.level_length[cells.rows], second.level_length[cells.columns]
    short = np.minimum(one, other)
    # No edit ratio is higher than that of a text with a part of itself.
    found = asked & (short > 2) & (200.0 * short >= 89.9 * (one + other))
    for place in np.flatnonzero(found).tolist():
        found[place] = fuzz.ratio(first.level[cells.rows[place]], second.level[cells.columns[place]]) >= 90
    return found
