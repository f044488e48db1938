"""Passages of a plan: its clauses with their places, and the excerpt of an item that carries a value."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from policy_xwalk.alignment.carrying import core
from policy_xwalk.alignment.features import make_plain
from policy_xwalk.language.fold import fold
from policy_xwalk.language.sentences import split_sentences
from policy_xwalk.records import Action, Indicator, Span, Target


class Passage(Struct, frozen=True):
    """A clause of an action's text; ``sentence`` numbers the sentences of the action."""

    place: int
    """Among the clauses of the plan, from 0 on."""
    action: int
    sentence: int
    text: str
    quote: str
    spans: tuple[Span, ...]
    plain: str
    """The neutral form without its deadline."""
    core: str
    """``plain`` without the small words that plans add and leave out freely."""


_TIME = re.compile(
    r"^(?:力争|争取|确保)?(?:到|至|在)?20\d\d年(?:\d{1,2}月)?[底末初]?(?:以?前|之前)?，?|(?:到|至|在)20\d\d年(?:\d{1,2}月)?[底末初]?(?:以?前|之前)?"
)
_STOPS = "，。；：！？,.;:!?"


def passages_of(actions: tuple[Action, ...]) -> list[Passage]:
    """Clauses of all actions in order. Without clauses from the extractor the clean text is split and has no spans."""
    found: list[tuple[int, int, str, str, tuple[Span, ...]]] = []
    for index, action in enumerate(actions):
        if action.clauses:
            sentence = 0
            for clause in action.clauses:
                if text := clause.text.strip(_STOPS + " \n"):
                    found.append((index, sentence, text, clause.quote, clause.spans))
                sentence += clause.text.rstrip().endswith(("。", "！", "？", "；"))
            continue
        for sentence, part in enumerate(split_sentences(action.text)):
            texts = [action.text[piece.start : piece.end].strip(_STOPS + " \n") for piece in part.clauses]
            found.extend((index, sentence, text, "".join(text.split()), ()) for text in texts if text)
    forms = make_plain([text for _, _, text, _, _ in found])
    bare = [*map(_timeless, forms)]
    cores = _each_core(bare)
    return [Passage(place, *found[place], plain, cores[place]) for place, plain in enumerate(bare)]


def _each_core(texts: list[str]) -> list[str]:
    """The cores of many texts at once, which is several times faster than one by one."""
    found = core("\0".join(texts)).split("\0")
    return found if len(found) == len(texts) else [*map(core, texts)]


def _timeless(form: str) -> str:
    """A neutral form without its deadline, which is compared apart and makes all clauses of a year alike."""
    return _TIME.sub("", form) or form if "20" in form else form


def excerpt(item: Indicator | Target | Action, words: str) -> tuple[str, tuple[Span, ...]]:
    """The source characters of an item's quote that read ``words``, with their place.

    The whole quote where the words are not found in it. Spans are given only where no whitespace stands inside the
    quote in its source, since only then is the place of a part certain.
    """
    needle = "".join(words.split())
    if not needle or not item.quote:
        return (item.quote or needle, item.spans if item.quote else ())
    start = item.quote.find(needle)
    if start < 0:
        start = _folded(item.quote).find(_folded(needle))
    if start < 0:
        return item.quote, item.spans
    end = start + len(needle)
    if (start, end) == (0, len(item.quote)):
        return item.quote, item.spans
    return item.quote[start:end], _cut(item.spans, len(item.quote), start, end)


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return fold(text).text


def _cut(spans: tuple[Span, ...], length: int, start: int, end: int) -> tuple[Span, ...]:
    if sum(span.end - span.start for span in spans) != length:
        return ()
    parts, offset = [], 0
    for span in spans:
        size = span.end - span.start
        low, high = max(start, offset), min(end, offset + size)
        if low < high:
            parts.append(Span(span.page, span.start + low - offset, span.start + high - offset, span.table, span.row))
        offset += size
    return tuple(parts)


# By first characters, since those are looked for fastest.
_NUMBER = re.compile(
    r"[\d一二三四五六七八九十百两全清](?:(?<=\d)|(?<=[一二三四五六七八九十百两])[个名所家处座支次遍%]"
    r"|(?<=全)覆盖|(?<=清)零|(?<=百)分之)"
)


def has_number(text: str) -> bool:
    """True where a passage prints a figure or a coverage word."""
    return _NUMBER.search(text) is not None
