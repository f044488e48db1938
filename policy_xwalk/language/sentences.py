"""Sentences and clauses of a paragraph, as ranges of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^。！？\n]+(?:[。！？]+[”’）]?|$)")
#: A clause ends at the latest at the first 、 behind 400 characters, and in any case at 600: no clause is longer.
_CLAUSE = re.compile(r"[^，；：。！？]{1,400}(?:[^，；：。！？、]{0,200})")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: text between commas, colons, semicolons; offsets count in the paragraph's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence up to its full stop, with its clauses."""

    start: int
    end: int
    clauses: tuple[Clause, ...]

    def clause_at(self, offset: int) -> int:
        """Index of the clause that holds an offset (the nearest one before it for a mark between two)."""
        for index, clause in enumerate(self.clauses):
            if offset < clause.end:
                return index
        return len(self.clauses) - 1


def split_sentences(text: str) -> list[Sentence]:
    """The sentences of a text; a bracket never ends a clause."""
    masked = _mask_brackets(text)
    sentences = []
    for m in _SENTENCE.finditer(masked):
        clauses = tuple(
            Clause(m.start() + c.start(), m.start() + c.end()) for c in _CLAUSE.finditer(m[0]) if c[0].strip()
        )
        if clauses:
            sentences.append(Sentence(m.start(), m.end(), clauses))
    return sentences


_BRACKETED = re.compile(r"（[^（）\n]{0,60}）|“[^“”\n]{0,40}”|《[^《》\n]{0,80}》")


def _mask_brackets(text: str) -> str:
    """Commas and stops inside brackets, quotes and titles do not split; same length."""
    return _BRACKETED.sub(lambda m: re.sub(r"[，；：。！？]", "、", m[0]), text)
