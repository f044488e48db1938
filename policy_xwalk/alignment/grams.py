"""The character 1–3-grams of the texts of one plan, counted once for all plans that it is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

#: Between the members of an enumeration; a pair of characters that counts holds none of them.
_JOINTS = "、，；等和与及的"
#: Bits of one character in the code of a gram: 21 hold all of Unicode, and three characters fit into 63.
BITS = 21
_LOW = (1 << 32) - 1


class Counts(NamedTuple):
    """Which grams stand in which text, text by text: row, column and how often, ordered by row and column."""

    rows: Integers
    columns: Integers
    times: Integers


class GramTable:
    """Counts of the grams of a plan's texts.

    ``learnt`` are the texts from which the weights of grams are learnt, each as often as it stands in the plan;
    ``further`` are texts that will be weighed besides. Of ``searched`` texts only the pairs of characters within the
    members of enumerations count. A gram is known by its code, which is the same in every table.
    """

    def __init__(self, learnt: Sequence[str], further: Iterable[str] = (), searched: Iterable[str] = ()) -> None:
        import numpy as np

        weighed = list(dict.fromkeys([*learnt, *further]))
        looked_into = list(dict.fromkeys(searched))
        self.size = len(learnt)
        self.row = {text: row for row, text in enumerate(weighed)}
        self.pair_row = {text: row for row, text in enumerate(looked_into)}
        grams, owners = _grams(weighed)
        pairs, pair_owners = _pairs(looked_into)
        self.codes, places = _numbered(np.concatenate([grams, pairs]))
        self.counts = _counted(owners, places[: len(grams)])
        self.pairs = _counted(pair_owners, places[len(grams) :])
        repeats = np.zeros(len(weighed))
        np.add.at(repeats, [self.row[text] for text in learnt], 1.0)
        self.frequency = np.bincount(self.counts.columns, weights=repeats[self.counts.rows], minlength=len(self.codes))


def code_of(gram: str) -> int:
    """The code of a gram of at most three characters."""
    return sum(ord(character) + 1 << BITS * place for place, character in enumerate(gram))


def _spelt(texts: Sequence[str]) -> tuple[Integers, Integers]:
    """The characters of all texts one after the other as numbers above 0, and the text that each belongs to."""
    import numpy as np

    spelt = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    owners = np.repeat(np.arange(len(texts)), np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)))
    return spelt.astype(np.int64) + 1, owners


def _grams(texts: Sequence[str]) -> tuple[Integers, Integers]:
    """Codes of all characters, pairs and triples, and the text that each stands in."""
    import numpy as np

    one, owners = _spelt(texts)
    if not len(one):
        return one, owners
    two = one[:-1] | one[1:] << BITS
    three = two[:-1] | one[2:] << 2 * BITS
    whole_two = owners[:-1] == owners[1:]
    whole_three = owners[:-2] == owners[2:]
    codes = np.concatenate([one, two[whole_two], three[whole_three]])
    return codes, np.concatenate([owners, owners[:-1][whole_two], owners[:-2][whole_three]])


def _pairs(texts: Sequence[str]) -> tuple[Integers, Integers]:
    """Codes of the pairs within the members of enumerations, and the text that each stands in."""
    import numpy as np

    one, owners = _spelt(texts)
    if not len(one):
        return one, owners
    inside = ~np.isin(one, [ord(joint) + 1 for joint in _JOINTS])
    whole = (owners[:-1] == owners[1:]) & inside[:-1] & inside[1:]
    return (one[:-1] | one[1:] << BITS)[whole], owners[:-1][whole]


def _numbered(codes: Integers) -> tuple[Integers, Integers]:
    """The distinct codes in order, and for each code its place among them."""
    import numpy as np

    if not len(codes):
        return codes, codes
    order = np.argsort(codes)
    ordered = codes[order]
    first = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    places = np.empty(len(codes), dtype=np.int64)
    places[order] = np.cumsum(first) - 1
    return ordered[first], places


def _counted(owners: Integers, places: Integers) -> Counts:
    import numpy as np

    # Sorting whole numbers is much faster than sorting by two keys: text above, gram below.
    cells = np.sort(owners << 32 | places)
    if not len(cells):
        return Counts(cells, cells, cells)
    first = np.flatnonzero(np.concatenate([[True], cells[1:] != cells[:-1]]))
    times = np.diff(np.concatenate([first, [len(cells)]]))
    cells = cells[first]
    return Counts(cells >> 32, cells & _LOW, times)
