"""What must stand in a text before a pattern can match in it: looking for that is many times faster than matching."""

from __future__ import annotations

import re

_ATOM = re.compile(
    r"(?P<group>\((?:\?(?:(?P<look><?[=!])|:|P<\w+>))?)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|\\(?:u[\da-fA-F]{4}|[\da-zA-Z])|[.^$]|\\?(?P<letter>.)",
    re.DOTALL,
)
_REPEATED = re.compile(r"(?P<optional>[*?]|\{0?,\d*\}|\{0\})[+?]?|(?:\+|\{\d+,?\d*\})[+?]?")
_LONG = 500


def signs_of(pattern: str) -> tuple[str, ...]:
    """Words of which every text that a pattern matches holds at least one; empty where no such words are certain."""
    signs = _alternatives(pattern, 0)[0]
    return tuple(dict.fromkeys(sign for sign in signs if not any(other in sign for other in signs if other != sign)))


def letters_of(text: str) -> set[str]:
    """The characters of a text, long or short."""
    import numpy as np

    if len(text) < _LONG:
        return set(text)
    spelt = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    seen = np.zeros(1 + int(spelt.max(initial=0)), dtype=bool)
    seen[spelt] = True
    return set(np.flatnonzero(seen).astype("<u4").tobytes().decode("utf-32-le", "surrogatepass"))


def _alternatives(pattern: str, at: int) -> tuple[list[str], int]:
    """The signs of the alternatives that begin at a place, and the place after the bracket that ends them."""
    signs: list[str] = []
    certain = True
    best: list[str] = []
    run = ""
    while True:
        if at >= len(pattern) or pattern[at] in "|)":
            best = _better(best, [run])
            certain = certain and bool(best)
            signs += best
            if at >= len(pattern) or pattern[at] == ")":
                return signs if certain else [], at + 1
            best, run, at = [], "", at + 1
            continue
        atom = _ATOM.match(pattern, at)
        assert atom is not None
        at, inner = atom.end(), [atom["letter"]] if atom["letter"] else []
        if atom["group"]:
            inner, at = _alternatives(pattern, at)
            if atom["look"]:
                inner = []
        repeated = _REPEATED.match(pattern, at)
        if atom["letter"] and repeated is None:
            run += atom["letter"]
            continue
        best, run = _better(best, [run]), ""
        if repeated is not None:
            at = repeated.end()
        if repeated is None or not repeated["optional"]:
            best = _better(best, inner)


def _better(first: list[str], second: list[str]) -> list[str]:
    """Of two lists of signs the one with the longer words."""
    return max((second, first), key=lambda signs: (min(map(len, signs), default=0), -len(signs)))
