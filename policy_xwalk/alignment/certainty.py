"""How sure a link is, as a probability: what speaks for it, measured against links whose truth is known.

``evidence`` (0 to 1) orders links of one sort by how clearly they stand out: a pair by its likeness above the
threshold and above the next best, a gap by how far its nearest candidate is. A logistic curve for each sort turns it
into the share of such links that were right in the gold (``data/confidence.json``, made by
``scripts/fit_confidence.py``).
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.resources import files
from math import exp

_LEAST, _MOST = 0.05, 0.99


def sort_of(kind: str, *, paired: bool, in_words: bool) -> str:
    """The sort of a link: figures or actions, a pair or a gap, or a figure of which only words are left."""
    if in_words:
        return "words"
    if kind == "action":
        return "pair.action" if paired else "gap.action"
    return "pair.figure" if paired else "gap.figure"


@lru_cache(maxsize=4096)
def probability(sort: str, evidence: float) -> float:
    """Probability that a link of this sort with this evidence is right, to three digits."""
    intercept, slope = curves()[sort]
    return round(min(_MOST, max(_LEAST, 1.0 / (1.0 + exp(-(intercept + slope * evidence))))), 3)


@cache
def curves() -> dict[str, tuple[float, float]]:
    """Intercept and slope for each sort."""
    table = json.loads(files("policy_xwalk").joinpath("data/confidence.json").read_text("utf-8"))
    return {sort: (float(row["intercept"]), float(row["slope"])) for sort, row in table["curves"].items()}
