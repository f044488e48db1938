"""Chinese and Arabic numerals as numbers."""

from __future__ import annotations

import re
from functools import lru_cache

#: Characters of Chinese numerals, both the place-value words and plain digit strings (二〇三五).
CHINESE_DIGITS = "零〇一二两三四五六七八九十百千万亿"
_DIGIT = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "两": "2"}
_PLAIN = re.compile(rf"[{''.join(_DIGIT)}]{{2,}}")

#: What a magnitude word behind an Arabic number multiplies by.
MAGNITUDES: dict[str, int] = {
    "": 1,
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}


def plain_number(value: float) -> int | float:
    """A float without the noise of binary fractions, and an int where it is whole."""
    rounded = round(value, 10)
    return int(rounded) if rounded == int(rounded) else float(f"{rounded:.12g}")


def parse_arabic(text: str) -> int | float:
    """A number in digits, thousands separators allowed: ``1,234.5``."""
    return plain_number(float(text.replace(",", "").replace("，", "")))


@lru_cache(maxsize=4096)
def parse_chinese(text: str) -> int | float | None:
    """A Chinese numeral (三千五百万, 二〇三五, 两), None where it is none."""
    if _PLAIN.fullmatch(text):
        return int("".join(_DIGIT[c] for c in text))
    from cn2an import cn2an

    try:
        # cn2an knows 两 only before a magnitude and 〇 only as a digit.
        return plain_number(float(cn2an(text.replace("两", "二").replace("〇", "零"), "smart")))
    except (ValueError, KeyError):
        # cn2an meets some malformed numerals (一百万千) with a KeyError of its own.
        return None
