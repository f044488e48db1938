"""In what two figures differ, in the words of their sources."""

from __future__ import annotations

from typing import Literal

from policy_xwalk.alignment.commitments import Commitment
from policy_xwalk.alignment.passages import excerpt
from policy_xwalk.records import Difference, Indicator, Target


def value_difference(upper: Commitment, local: Commitment) -> Difference:
    """The values of two figures as printed."""
    return difference("value", upper.item, _value_words(upper), local.item, _value_words(local))


def _value_words(side: Commitment) -> str:
    if isinstance(side.item, Indicator):
        return side.item.target.raw if side.item.target is not None else ""
    return side.item.raw


def difference(
    what: str,
    upper: Indicator | Target,
    upper_words: str,
    local: Indicator | Target,
    local_words: str,
    op: Literal["dropped", "added", "changed"] = "changed",
) -> Difference:
    """A difference between two items, in the words of their sources and with their places where these are exact."""
    upper_quote, upper_spans = excerpt(upper, upper_words) if op != "added" else ("", ())
    local_quote, local_spans = excerpt(local, local_words) if op != "dropped" else ("", ())
    return Difference(op, what, upper_quote, local_quote, upper_spans, local_spans)


def deadline_words(side: Commitment) -> str:
    """The deadline of a figure in the words of its quote; empty where it is not printed there."""
    if side.deadline is None:
        return ""
    year, month = side.deadline
    for words in (f"{year}年{month}月", f"{year}年底", f"{year}年末", f"{year}年", f"{year}"):
        if excerpt(side.item, words)[0] == words or _has(side.item, words):
            return words
    return ""


def _has(item: Indicator | Target, words: str) -> bool:
    return excerpt(item, words)[0] != item.quote
