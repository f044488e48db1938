"""Characters and words that do not belong in a simplified text: traditional forms, misspellings, private glyphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

    from policy_xwalk.extraction.plantext import PlanText
    from policy_xwalk.extraction.remarks import Note

#: Characters that OpenCC simplifies and that the standard of 2013 (通用规范汉字表) keeps, mostly in names and places.
_KEPT = frozenset("昇甯锺祇瞭甦陞邨堃喆淼濛赍皙燊犇氾迺頔邨菓堦畲劄菴於後乾徵藉著麽麴夥砦硃鉅剋摺雠嶔")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_STOPS = "，。；：！？\n"


def odd_characters(plan: PlanText) -> Iterator[Note]:
    """Traditional characters, words that are certainly misspelt, and private-use glyphs, each at its first place."""
    if not plan.folded.traditional:
        characters = frozenset(plan.flow.text)
        yield from _traditional(plan.flow.text, characters)
        yield from _misspelt(plan.flow.text, characters)
    yield from _private(plan)


def _traditional(text: str, characters: frozenset[str]) -> Iterator[Note]:
    # GB 2312 holds the simplified forms; the few of its own that are traditional are characters of names.
    known = "".join(characters).encode("gb2312", "ignore").decode("gb2312")
    rest = [c for c in characters.difference(known) if "\u3400" <= c <= "\u9fff" and c not in _KEPT]
    if not rest:
        return
    for character in sorted(rest):
        usual = _simplified(character)
        if usual == character:
            continue
        at = text.index(character)
        yield (
            "traditional",
            *_around(text, at, 1),
            {"printed": character, "usual": usual, "times": text.count(character)},
        )


@lru_cache(maxsize=4096)
def _simplified(character: str) -> str:
    simplified: str = _converter().convert(character)
    return simplified


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


def _misspelt(text: str, characters: frozenset[str]) -> Iterator[Note]:
    for wrong, (right, letters) in wrong_words().items():
        if letters <= characters and (at := text.find(wrong)) >= 0:
            yield (
                "wrong_word",
                *_around(text, at, len(wrong)),
                {
                    "printed": wrong,
                    "usual": right,
                    "times": text.count(wrong),
                },
            )


@lru_cache(maxsize=1)
def wrong_words() -> dict[str, tuple[str, frozenset[str]]]:
    """Misspellings that are no part of any right wording, with the right word and their characters."""
    from importlib.resources import files

    table = files("policy_xwalk.data").joinpath("wrong_words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {wrong: (right, frozenset(wrong)) for wrong, right in rows}


def _private(plan: PlanText) -> Iterator[Note]:
    source = plan.document.text
    places: dict[str, list[int]] = {}
    for match in _PRIVATE.finditer(source):
        places.setdefault(match[0], []).append(match.start())
    for glyph, at in sorted(places.items()):
        readings = {plan.folded.text[offset] for offset in at}
        known = sorted(reading for reading in readings if not _PRIVATE.match(reading))
        start = plan.flow.offset_at(at[0])
        params: dict[str, int | float | str | bool | None] = {
            "glyph": f"U+{ord(glyph):04X}",
            "times": len(at),
            "read_as": None if glyph in readings else known[0],
        }
        yield "private_glyph", *_around(plan.flow.text, start, 1), params


def _around(text: str, at: int, length: int) -> tuple[int, int]:
    """The clause around a place, not longer than sixty characters."""
    start = max((text.rfind(stop, max(0, at - 30), at) for stop in _STOPS), default=-1) + 1 or max(0, at - 30)
    ends = [end for stop in _STOPS if (end := text.find(stop, at + length, at + length + 30)) >= 0]
    return start, min(ends, default=min(len(text), at + length + 30))
