"""How many characters two texts share: in order, or in any order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]


def in_order(first: str, second: str) -> int:
    """Length of the longest sequence of characters that stands in both texts in this order."""
    return _shared()(first, second)


def in_any_order(first: str, second: str) -> int:
    """Number of characters that both texts have, each as often as both have it."""
    return _shared()(_sorted(first), _sorted(second))


def pairs_in_any_order(first: Sequence[str], second: Sequence[str], rows: Integers, columns: Integers) -> Integers:
    """:func:`in_any_order` of many pairs, each given by the places of its texts in the two sequences."""
    import numpy as np

    result = np.zeros(len(rows), dtype=np.int64)
    if not len(rows):
        return result
    counts = _counted([*first, *second])
    for row in np.unique(rows):
        at = np.flatnonzero(rows == row)
        result[at] = np.minimum(counts[row], counts[len(first) + columns[at]]).sum(axis=1)
    return result


def exchanged_in_pairs(
    first: Sequence[str], second: Sequence[str], rows: Integers, columns: Integers
) -> NDArray[np.float64]:
    """:func:`exchanged_share` of many pairs of names, each given by the places of its names in the two sequences."""
    import numpy as np

    sizes = [np.asarray([len(text) for text in side], dtype=np.int64) for side in (first, second)]
    shortest = np.minimum(sizes[0][rows], sizes[1][columns])
    return exchanged_share(shortest, pairs_in_any_order(first, second, rows, columns))


def exchanged_share(shortest: Integers | int, shared: Integers | int) -> NDArray[np.float64]:
    """Share of the shorter of two names that stands in place of other words, but for one character.

    ``shortest`` is its length, ``shared`` the number of characters that both have. A word more or less is how names are
    shortened and spelt out; a word for a word (综合 for 养老) is another thing.
    """
    import numpy as np

    return np.asarray(np.maximum(0.0, np.subtract(shortest, shared) - 1) / np.maximum(1, shortest))


def _counted(texts: Sequence[str]) -> Integers:
    """How often each character stands in each text: a row a text, a column for each character of any of them."""
    import numpy as np

    spelt = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if not len(spelt):
        return np.zeros((len(texts), 1), dtype=np.int64)
    stands = np.zeros(int(spelt.max()) + 1, dtype=bool)
    stands[spelt] = True
    column = np.cumsum(stands) - 1
    width = int(column[-1]) + 1
    owners = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    cells = np.bincount(owners * width + column[spelt], minlength=len(texts) * width)
    return cells.reshape(len(texts), width)


@cache
def _shared() -> Callable[[str, str], int]:
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity


@lru_cache(maxsize=16384)
def _sorted(text: str) -> str:
    # In texts whose characters are sorted, what is shared in order is all that is shared.
    return "".join(sorted(text))
