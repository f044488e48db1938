"""How much of a clause stands in another: in the same order, or nearly all of it in any order."""

from __future__ import annotations

import re
from functools import lru_cache

from policy_xwalk.alignment.letters import in_any_order, in_order

FOUND = 0.72
"""Share of a clause's characters, in order, that must stand in a local clause for it to be found there."""

_TELLING_LENGTH = 6
_SMALL = re.compile(
    r"的|地|得|等|了|并|和|及|与|或|、|“|”|\"|（|）|\(|\)|《|》|进一步|大力|全面|积极|切实|着力|持续|不断|深入|加快|稳步|有序|扎实|努力|充分|有效|更好|逐步|广泛|大幅|显著|普遍|以及|"
    r"推进|推动|加强|强化|提升|提高|健全|完善|加大|开展|实施|做好|实现|建立健全"
)


@lru_cache(maxsize=65536)
def core(text: str) -> str:
    """A clause without the small words that plans add and leave out freely; they never reach over a comma."""
    return _SMALL.sub("", text)


def carried_share(clause: str, other: str) -> float:
    """Share of a clause's content that stands in another, in order or, where nearly all of it does, in any order."""
    return share_of(core(clause), core(other))


def carries(other: str, clause: str, wanted: float) -> bool:
    """True where at least the wanted share of a clause stands in another text."""
    return carried_share(clause, other) >= wanted


def share_of(first: str, second: str) -> float:
    """:func:`carried_share` of texts that are cores already."""
    if not first:
        return 1.0
    size = len(first)
    share = in_order(first, second) / size
    if share < FOUND and size >= _TELLING_LENGTH and 0.9 * size <= len(second) <= 1.3 * size:
        # 为高龄、独居老人送餐上门 and 对独居、高龄老人上门送餐 are one thing in another order.
        held = in_any_order(first, second) / size
        return max(share, held - 0.08 if held >= 0.9 else 0.0)
    return share
