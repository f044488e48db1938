"""How much of a clause stands in another: in the same order, or nearly all of it in any order."""

from __future__ import annotations

import re
from functools import lru_cache

from policy_xwalk.alignment.letters import in_any_order, in_order

FOUND = 0.72
"""Share of a clause's characters, in order, that must stand in a local clause for it to be found there."""

_TELLING_LENGTH = 6
_SMALL = re.compile(
    r"[的地得等了并和及与或、“”\"（）()《》]|进一步|大力|全面|积极|切实|着力|持续|不断|深入|加快|稳步|有序|扎实|努力|充分|有效|更好|逐步|广泛|大幅|显著|普遍|以及|"
    r"推进|推动|加强|强化|提升|提高|健全|完善|加大|开展|实施|做好|实现|建立健全"
)


@lru_cache(maxsize=65536)
def core(text: str) -> str:
    """A clause without the small words that plans add and leave out freely; they never reach over a comma."""
    return _SMALL.sub("", text)


def carried_share(clause: str, other: str) -> float:
    """Share of a clause's content that stands in another, in order or, where nearly all of it does, in any order."""
    return _share(core(clause), core(other))


def carries(other: str, clause: str, wanted: float) -> bool:
    """True where at least the wanted share of a clause stands in another text: :func:`carried_share`, sooner known."""
    first, second = core(clause), core(other)
    # Every letter that the other text lacks is missing at least once.
    if len(_letters(first) - _letters(second)) > (1.0 - wanted) * len(first) + 1e-9:
        return False
    return _share(first, second) >= wanted


def _share(first: str, second: str) -> float:
    if not first:
        return 1.0
    share = float(in_order(first, second)) / len(first)
    if share < FOUND and len(first) >= _TELLING_LENGTH and len(second) <= 1.3 * len(first):
        # 为高龄、独居老人送餐上门 and 对独居、高龄老人上门送餐 are one thing in another order.
        held = in_any_order(first, second) / len(first)
        return max(share, held - 0.08 if held >= 0.9 else 0.0)
    return share


@lru_cache(maxsize=16384)
def _letters(text: str) -> frozenset[str]:
    return frozenset(text)
