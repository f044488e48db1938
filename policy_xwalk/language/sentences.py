"""Sentences and clauses of a paragraph, as ranges of its text."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

#: A sentence ends at its stop; one of more than 2,000 characters at the next semicolon too, and at 4,000 in any case,
#: since what a number means is looked for in all of its sentence.
_SENTENCE = re.compile(
    r"[^。！？\n]{2000}[^。！？；\n]{0,2000}(?:[。！？；]+[”’）]?)?|[^。！？\n]+(?:[。！？]+[”’）]?|$)"
)
#: A clause ends at the latest at the first 、 behind 400 characters, and in any case at 600: no clause is longer.
_CLAUSE = re.compile(r"[^，；：。！？]{1,400}(?:[^，；：。！？、]{0,200})")


class Clause(NamedTuple):
    """A clause: text between commas, colons, semicolons; offsets count in the paragraph's text."""

    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence up to its full stop, with its clauses."""

    start: int
    end: int
    clauses: tuple[Clause, ...]

    def clause_at(self, offset: int) -> int:
        """Index of the clause that holds an offset (the nearest one before it for a mark between two)."""
        return min(bisect_right(self.clauses, offset, key=_END), len(self.clauses) - 1)


_END = attrgetter("end")


@lru_cache(maxsize=1024)
def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text; a bracket never ends a clause.

    Kept for the paragraphs of a plan: its figures, its actions and its peculiarities are read one after the other.
    """
    masked = _mask_brackets(text)
    sentences = []
    for m in _SENTENCE.finditer(masked):
        start, end = m.span()
        clauses = [Clause(*c.span()) for c in _CLAUSE.finditer(masked, start, end) if not c[0].isspace()]
        if clauses:
            sentences.append(Sentence(start, end, tuple(clauses)))
    return tuple(sentences)


_BRACKETED = re.compile(r"（[^（）\n]{0,60}）|“[^“”\n]{0,40}”|《[^《》\n]{0,80}》")
_MARKS = str.maketrans(dict.fromkeys("，；：。！？", "、"))


def _mask_brackets(text: str) -> str:
    """Commas and stops inside brackets, quotes and titles do not split; same length."""
    return _BRACKETED.sub(lambda m: m[0].translate(_MARKS), text)
