"""Automatic list and heading numbers of OpenDocument text, which stand in no paragraph's text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from policy_xwalk.reading.docx_numbering import format_number

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

# ``style:num-format`` beyond 1 a A i I is the beginning of the row of numbers, as LibreOffice writes it.
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一": "chineseCounting",
    "壹": "chineseLegalSimplified",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "①": "decimalEnclosedCircle",
    "１": "decimalFullWidth",
    "〇": "ideographDigital",
}
_MAX_LEVEL = 10
_LARGEST = 100_000


@dataclass(slots=True)
class _Level:
    form: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1
    pattern: str = ""


@dataclass(slots=True)
class OpenList:
    """A list being read: its style and how far it has counted at each level."""

    style: str
    counters: dict[int, int] = field(default_factory=dict)


class OdtNumbering:
    """List styles of a document and the numbers that they give."""

    def __init__(self, roots: list[Any]) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        self._outline: dict[int, _Level] = {}
        self._headings: dict[int, int] = {}
        self._last: dict[str, OpenList] = {}
        self._by_id: dict[str, OpenList] = {}
        for root in roots:
            for node in root.iter(f"{TEXT}list-style"):
                self._styles[node.get(f"{STYLE}name", "")] = _levels(node, f"{TEXT}list-level-style-number")
            for node in root.iter(f"{TEXT}outline-style"):
                self._outline = _levels(node, f"{TEXT}outline-level-style")

    def open(self, node: Any, outer: OpenList | None) -> OpenList:
        """The list that a ``text:list`` begins or goes on with; one within another counts with it."""
        if outer is not None:
            return outer
        style = node.get(f"{TEXT}style-name", "")
        before = self._by_id.get(node.get(f"{TEXT}continue-list", ""))
        if before is None and node.get(f"{TEXT}continue-numbering") == "true":
            before = self._last.get(style)
        current = OpenList(style, before.counters if before is not None else {})
        self._last[style] = current
        if identifier := node.get("{http://www.w3.org/XML/1998/namespace}id"):
            self._by_id[identifier] = current
        return current

    def label(self, current: OpenList, style: str, level: int, start: int | None) -> str:
        """Count one item and return its printed number; empty for bullets and unknown styles."""
        levels = self._styles.get(style) or self._styles.get(current.style) or {}
        own = levels.get(level)
        if own is None:
            return ""
        _count(current.counters, level, start if start is not None else own.start, restart=start is not None)
        return _printed(own, level, levels, current.counters)

    def heading(self, level: int) -> str:
        """Count one heading outside lists by the outline numbering of the document."""
        own = self._outline.get(level)
        if own is None or not own.form:
            return ""
        _count(self._headings, level, own.start)
        return _printed(own, level, self._outline, self._headings)


def _count(counters: dict[int, int], level: int, start: int, *, restart: bool = False) -> None:
    counters[level] = counters[level] + 1 if level in counters and not restart else start
    for deeper in [other for other in counters if other > level]:
        del counters[deeper]


def _printed(own: _Level, level: int, levels: dict[int, _Level], counters: dict[int, int]) -> str:
    if not own.form:
        return own.prefix + own.suffix

    def number(place: int) -> str:
        other = levels.get(place, own)
        return format_number(counters.get(place, other.start), _FORMATS.get(other.form[:1], "decimal"))

    if own.pattern:
        text = re.sub(r"%(\d{1,2})%", lambda match: number(int(match[1])), own.pattern)
    else:
        shown = range(max(1, level - own.shown + 1), level + 1)
        text = own.prefix + ".".join(number(place) for place in shown) + own.suffix
    return text + " " if text and text[-1] not in "、.．)）]】:：　 " else text


def _levels(style: Any, tag: str) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for node in style.iter(tag):
        level = to_integer(node.get(f"{TEXT}level"), 1)
        if level <= _MAX_LEVEL:
            levels[level] = _Level(
                node.get(f"{STYLE}num-format", "").strip(),
                node.get(f"{STYLE}num-prefix", ""),
                node.get(f"{STYLE}num-suffix", ""),
                to_integer(node.get(f"{TEXT}start-value"), 1),
                to_integer(node.get(f"{TEXT}display-levels"), 1),
                node.get(f"{_LOEXT}num-list-format", ""),
            )
    return levels


def to_integer(value: str | None, default: int, most: int = _LARGEST) -> int:
    """A count in an attribute, never negative and never more than a document has."""
    return min(int(value), most) if value and value.isascii() and value.isdigit() and len(value) < 10 else default
