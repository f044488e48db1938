"""Ids of plans, items and links: the same for the same content, whatever else stands in the file."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2s
from typing import Literal

KindLetter = Literal["I", "T", "S", "A", "B"]
"""Indicator, target, status, action, box."""


def _digest(text: str, length: int = 6) -> str:
    return blake2s(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def item_id(plan_id: str, kind_letter: KindLetter, quote: str, occurrence: int = 0) -> str:
    """Id of an item: plan, kind and a digest of its quote (``621025-2022-38/I-7f3a9c``).

    ``occurrence`` counts earlier items of the same kind and plan with the same quote, so that a repeated passage gets
    its own id and the first one keeps the id it had when it stood alone.
    """
    content = f"{quote}\x00{occurrence}" if occurrence else quote
    return f"{plan_id}/{kind_letter}-{_digest(content)}"


def link_id(upper_plan: str, local_plan: str, kind: str, upper: Iterable[str], local: Iterable[str]) -> str:
    """Id of a link: a digest of the two plans, the kind and the items it joins, in any order."""
    content = "\x1f".join([upper_plan, local_plan, kind, *sorted(upper), "\x00", *sorted(local)])
    return f"L-{_digest(content, 10)}"


def plan_id_from(region_code: str | None, year: int | None, number: int | str | None) -> str | None:
    """Plan id from region code, year and number of the document (``621025-2022-38``); None if one is unknown."""
    if region_code is None or year is None or number is None:
        return None
    return f"{region_code}-{year}-{number}"
