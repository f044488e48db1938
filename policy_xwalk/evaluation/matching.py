"""Which record of a tool is which record of the gold.

Records of text match where their passages meet in the source and they carry the same number; each matches at most
one. Passages are compared by their spans, and by their quotes where a side has none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]


def plain(text: str | None) -> str:
    """Text without blanks, marks and width: how names and quotes are compared."""
    folded = unicodedata.normalize("NFKC", text or "")
    return re.sub(r"[\s\W_]+", "", folded).lower()


def overlap(first: Json, second: Json) -> float:
    """How much of the shorter passage lies in the other, from 0 to 1."""
    a, b = _ranges(first), _ranges(second)
    if a and b:
        shared = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
        return shared / max(1, min(sum(y - x for x, y in a), sum(y - x for x, y in b)))
    one, other = plain(first.get("quote")), plain(second.get("quote"))
    if not one or not other:
        return 0.0
    short, long = sorted((one, other), key=len)
    return 1.0 if short in long else 0.0


def _ranges(record: Json) -> list[tuple[int, int]]:
    return [(span["start"], span["end"]) for span in record.get("spans") or ()]


def same_number(first: Json, second: Json) -> bool:
    """The same value (and upper value of a range), and units that do not contradict each other."""
    if first.get("value") != second.get("value"):
        return False
    if (first.get("value_high") or None) != (second.get("value_high") or None):
        return False
    return first.get("value") is not None or bool(first.get("qualitative")) == bool(second.get("qualitative"))


def pair_up(
    gold: Sequence[Json], found: Sequence[Json], likeness: Callable[[Json, Json], float]
) -> list[tuple[int, int]]:
    """One-to-one pairs of gold and found, the most alike first; only pairs with a likeness above zero."""
    scored = [(likeness(expected, record), -i, -j) for i, expected in enumerate(gold) for j, record in enumerate(found)]
    pairs: list[tuple[int, int]] = []
    left, right = set(range(len(gold))), set(range(len(found)))
    for score, i, j in sorted(scored, reverse=True):
        if score > 0 and -i in left and -j in right:
            pairs.append((-i, -j))
            left.discard(-i)
            right.discard(-j)
    return sorted(pairs)


def figure_likeness(expected: Json, record: Json) -> float:
    """For targets and status: the same number in passages that meet; nearer subjects go first."""
    if not same_number(expected, record):
        return 0.0
    shared = overlap(expected, record)
    if shared == 0:
        return 0.0
    from rapidfuzz.fuzz import ratio

    return shared + ratio(plain(expected.get("subject")), plain(record.get("subject"))) / 100


def row_likeness(expected: Json, record: Json) -> float:
    """For indicators: the same name."""
    return float(plain(expected["name"]) == plain(record["name"]))


def heading_likeness(expected: Json, record: Json) -> float:
    """For actions and boxes: the same printed number and title."""
    if expected["number"] is not None and plain(expected["number"]) != plain(record["number"]):
        return 0.0
    titles = plain(expected["title"]), plain(record["title"])
    # An untitled item is named by its first words, of which annotators take more or fewer.
    both = expected.get("untitled") or record.get("untitled")
    return float(titles[0] == titles[1] or bool(both and (titles[0] in titles[1] or titles[1] in titles[0])))
