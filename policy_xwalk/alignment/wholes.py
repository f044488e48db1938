"""Wholes and their parts: 义务教育 and 小学, 城乡 and 农村, 高血压、糖尿病患者 and 糖尿病患者.

A commitment for a whole may be shared out among its parts on its way down, or the parts folded into one. The rest of
the name must stay: 义务教育学校大班额占比 is the whole of 小学大班额占比, not of 小学生师比.
"""

from __future__ import annotations

import re
from functools import lru_cache

from policy_xwalk.alignment.facets import conflict, facets_of, without

#: What statutes and plans of any topic call by one name: the whole, and its parts.
_NAMED: tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...] = tuple(
    (re.compile(whole), tuple(re.compile(part) for part in parts))
    for whole, parts in (
        (r"残疾人两项补贴(?:目标人群)?", (r"困难残疾人生活补贴", r"重度残疾人护理补贴")),
        (r"(?:妇女)?[“]?两癌[”]?", (r"(?:妇女)?宫颈癌", r"(?:妇女)?乳腺癌")),
        (r"农村两病|两病", (r"高血压", r"糖尿病")),
        (r"主要污染物", (r"化学需氧量|氨氮|氮氧化物|挥发性有机物|二氧化硫",)),
    )
)
_ANY_NAMED = re.compile("|".join(whole.pattern for whole, _ in _NAMED))
_JOINT = re.compile(r"[、，/]|以及|和(?!谐|平)|与|及(?!时|格)")
_SAME_REST = 0.8
_SHORTEST_REST = 3


@lru_cache(maxsize=65536)
def contains(whole: str, part: str) -> bool:
    """True where one name is that of a whole and the other that of a part of it, all else being the same."""
    if whole == part or not whole or not part:
        return False
    return _enumerates(whole, part) or _takes_in(whole, part) or _is_named(whole, part)


@lru_cache(maxsize=65536)
def siblings(first: str, second: str) -> bool:
    """True where two names differ in nothing but values of one facet that exclude each other (城镇…, 农村…)."""
    one, other = facets_of(first), facets_of(second)
    facet = conflict(one, other)
    return facet is not None and _same_rest(without(first, facet), without(second, facet))


def _enumerates(whole: str, part: str) -> bool:
    """The part is the whole without some members of its enumeration."""
    if len(part) >= len(whole) or not enumerates(whole):
        return False
    head = 0
    while head < len(part) and whole[head] == part[head]:
        head += 1
    # A shared character may belong to either end: every split of the part into head and tail is tried.
    for length in range(head, -1, -1):
        tail = part[length:]
        if tail and not whole.endswith(tail):
            continue
        left_out = whole[length : len(whole) - len(tail)]
        joint = _JOINT.match(left_out) or re.search(rf"(?:{_JOINT.pattern})$", left_out)
        if joint and len(_JOINT.sub("", left_out)) > 1 and len(part) > _SHORTEST_REST:
            return True
    return False


@lru_cache(maxsize=16384)
def enumerates(name: str) -> bool:
    """True for a name that joins several things."""
    return _JOINT.search(name) is not None


def is_named_whole(name: str) -> bool:
    """True for a name with one of the wholes that are known by name."""
    return _ANY_NAMED.search(name) is not None


def _takes_in(whole: str, part: str) -> bool:
    """Both name values of one facet, the whole more of them, and agree in all other words."""
    named, other = facets_of(whole).values, facets_of(part).values
    if named == other or not named or not other:
        return False
    first, second = dict(named), dict(other)
    wider = [name for name, values in second.items() if values < first.get(name, frozenset())]
    narrower = [name for name, values in first.items() if values < second.get(name, frozenset())]
    if not wider or narrower:
        return False
    for facet in wider:
        whole, part = without(whole, facet), without(part, facet)
    return _same_rest(whole, part)


def _is_named(whole: str, part: str) -> bool:
    for pattern, parts, rest in _named_in(whole):
        if not pattern.search(part) and any(
            member.search(part) and _same_rest(rest, member.sub("", part)) for member in parts
        ):
            return True
    return False


@lru_cache(maxsize=16384)
def _named_in(whole: str) -> list[tuple[re.Pattern[str], tuple[re.Pattern[str], ...], str]]:
    """Which named wholes a name names, with their parts and the rest of the name."""
    return [(pattern, parts, pattern.sub("", whole)) for pattern, parts in _NAMED if pattern.search(whole)]


def _same_rest(first: str, second: str) -> bool:
    from rapidfuzz import fuzz

    one, other = (_JOINT.sub("", text) for text in (first, second))
    if min(len(one), len(other)) < _SHORTEST_REST:
        return False
    return one == other or fuzz.ratio(one, other) / 100 >= _SAME_REST
