"""How many characters two texts share: in order, or in any order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def in_order(first: str, second: str) -> int:
    """Length of the longest sequence of characters that stands in both texts in this order."""
    return _shared()(first, second)


def in_any_order(first: str, second: str) -> int:
    """Number of characters that both texts have, each as often as both have it."""
    return _shared()(_sorted(first), _sorted(second))


def pairs_in_any_order(first: Sequence[str], second: Sequence[str]) -> NDArray[np.int64]:
    """:func:`in_any_order` for the first text of either sequence, the second of either, and so on."""
    import numpy as np
    from rapidfuzz.distance import LCSseq
    from rapidfuzz.process import cpdist

    if not first:
        return np.zeros(0, dtype=np.int64)
    texts = [_sorted(text) for text in first], [_sorted(text) for text in second]
    return np.asarray(cpdist(*texts, scorer=LCSseq.similarity, dtype=np.int64))


@cache
def _shared() -> Callable[[str, str], int]:
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity


@lru_cache(maxsize=16384)
def _sorted(text: str) -> str:
    # In texts whose characters are sorted, what is shared in order is all that is shared.
    return "".join(sorted(text))
