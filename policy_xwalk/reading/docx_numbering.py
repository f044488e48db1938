"""Automatic list numbers of a Word document, which stand in no paragraph's text: plans are outlined by them.

The formats are those of ECMA-376 part 1, 17.18.59 (ST_NumberFormat) that Chinese Word and WPS offer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_TAIL = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "koreanCounting",
}
_MAX_NUMBER = 9_999


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class _List:
    abstract: str
    overrides: dict[int, int] = field(default_factory=dict)


def chinese_number(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """A number below 10 000 in Chinese numerals as lists use them: 十, 十一, 二十一, 一百零五."""
    zero = "零"
    if number == 0:
        return zero
    places = [int(digit) for digit in str(number)]
    text = ""
    gap = False
    for index, digit in enumerate(places):
        power = len(places) - 1 - index
        if digit == 0:
            gap = bool(text)
            continue
        text += (zero if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    return text[1:] if text.startswith("一十") and digits is _DIGITS else text


def format_number(number: int, style: str) -> str:
    """A list number in one of Word's formats; a format not known here is shown in plain figures."""
    if not 0 <= number <= _MAX_NUMBER:
        return str(number)
    if style in _CHINESE:
        return chinese_number(number)
    if style in {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"}:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if style in {"chineseLegalSimplified", "ideographLegalTraditional"}:
        return chinese_number(number, _LEGAL, "拾佰仟")
    if style == "ideographTraditional" and 1 <= number <= len(_STEMS):
        return _STEMS[number - 1]
    if style == "ideographZodiac" and 1 <= number <= len(_BRANCHES):
        return _BRANCHES[number - 1]
    if style in {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"} and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if style == "decimalEnclosedParen" and 1 <= number <= 20:
        return chr(0x2474 + number - 1)
    if style == "decimalEnclosedFullstop" and 1 <= number <= 20:
        return chr(0x2488 + number - 1)
    if style == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    if style == "decimalZero":
        return f"{number:02d}"
    if style in {"upperLetter", "lowerLetter"} and number >= 1:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in {"upperRoman", "lowerRoman"} and number >= 1:
        return _roman(number).upper() if style == "upperRoman" else _roman(number)
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN + _ROMAN_TAIL:
        text += letters * (number // value)
        number %= value
    return text


class Numbering:
    """Counts the lists of one document, paragraph by paragraph, in document order."""

    def __init__(self, root: Any | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is None:
            return
        for abstract in root.iter(f"{W}abstractNum"):
            identifier = abstract.get(f"{W}abstractNumId", "")
            self._levels[identifier] = {
                _integer(level.get(f"{W}ilvl"), 0): _read_level(level) for level in abstract.iter(f"{W}lvl")
            }
        for number in root.iter(f"{W}num"):
            self._read_list(number)

    def _read_list(self, number: Any) -> None:
        reference = number.find(f"{W}abstractNumId")
        if reference is None:
            return
        entry = _List(reference.get(f"{W}val", ""))
        identifier = number.get(f"{W}numId", "")
        for override in number.iter(f"{W}lvlOverride"):
            index = _integer(override.get(f"{W}ilvl"), 0)
            start = override.find(f"{W}startOverride")
            if start is not None:
                entry.overrides[index] = _integer(start.get(f"{W}val"), 1)
            level = override.find(f"{W}lvl")
            if level is not None:
                # A list that redefines a level no longer shares its definition; it keeps counting with the others.
                own = f"{entry.abstract}#{identifier}"
                self._levels.setdefault(own, dict(self._levels.get(entry.abstract, {})))[index] = _read_level(level)
                entry.abstract = own
        self._lists[identifier] = entry

    def label(self, list_id: str, index: int) -> str:
        """Count one paragraph of a list at a level and return its printed number, with what separates it.

        Empty for bullets, unknown lists and levels without a number.
        """
        entry = self._lists.get(list_id)
        levels = self._levels.get(entry.abstract) if entry else None
        level = levels.get(index) if levels else None
        if entry is None or levels is None or level is None:
            return ""
        counters = self._counters.setdefault(entry.abstract, {})
        if index in entry.overrides and (list_id, index) not in self._started:
            counters.pop(index, None)
        self._started.add((list_id, index))
        counters[index] = counters[index] + 1 if index in counters else entry.overrides.get(index, level.start)
        for deeper in [place for place in counters if place > index and levels[place].restart != 0]:
            del counters[deeper]
        if level.format in {"bullet", "none"} and "%" not in level.text:
            return "" if level.format == "bullet" else level.text
        if level.format == "bullet":
            return ""
        return self._printed(level, levels, counters)

    def _printed(self, level: _Level, levels: dict[int, _Level], counters: dict[int, int]) -> str:
        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            other = levels.get(place, level)
            style = "decimal" if level.legal else other.format
            return "" if style == "none" else format_number(counters.get(place, other.start), style)

        text = re.sub(r"%([1-9])", number, level.text)
        # A number that ends in its own mark (一、 （一） 1.) needs no blank; a bare one (第一章, 1) does.
        return text + " " if text and level.suffix != "nothing" and text[-1] not in "、.．)）]】:：　 " else text


def _read_level(node: Any) -> _Level:
    level = _Level()
    for child in node:
        value = child.get(f"{W}val")
        match str(child.tag).removeprefix(W):
            case "start":
                level.start = _integer(value, 1)
            case "numFmt":
                level.format = value or "decimal"
            case "lvlText":
                level.text = value or ""
            case "suff":
                level.suffix = value or "tab"
            case "isLgl":
                level.legal = value not in {"0", "false"}
            case "lvlRestart":
                level.restart = _integer(value, 0)
            case _ if child.find(f"{{*}}Choice/{W}numFmt") is not None:
                level.format = child.find(f"{{*}}Choice/{W}numFmt").get(f"{W}val") or "decimal"
    return level


def _integer(value: str | None, default: int) -> int:
    try:
        return int(value) if value is not None and len(value) < 10 else default
    except ValueError:
        return default
