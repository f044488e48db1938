"""Deadlines of what a task says in words: one clause in both plans, due later in the local one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policy_xwalk.alignment.passages import Passage
from policy_xwalk.audit.kept import keep
from policy_xwalk.audit.rule import Draft, Pair
from policy_xwalk.records import Action, Evidence, Link, PlanRecords, Span

_DUE = re.compile(
    r"(?:力争|争取|确保)?(?:到|至)(20\d\d)年(?:\d{1,2}月)?[底末初]?(?:以?前)?|(20\d\d)年(?:\d{1,2}月)?(?:[底末](?:以?前)?|以?前)"
)
_ALIKE = 88.0
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class _Dated:
    year: int
    text: str
    """The clause without its date."""
    quote: str
    spans: tuple[Span, ...]


def later_in_words(pair: Pair) -> Iterator[tuple[Link, Draft]]:
    """A clause taken over nearly word for word is due in a later year; with the link of its tasks."""
    from rapidfuzz import fuzz, process

    for link in pair.links:
        if link.kind != "action" or not link.upper or not link.local or link.owed == "no":
            continue
        first = _dated(pair, pair.upper, link.upper)
        second = _dated(pair, pair.local, link.local) if first else []
        for upper in first if second else ():
            texts = [local.text for local in second]
            best = process.extractOne(upper.text, texts, scorer=fuzz.ratio, score_cutoff=_ALIKE)
            if best is None or second[best[2]].year <= upper.year:
                continue
            if any(local.text == second[best[2]].text and local.year <= upper.year for local in second):
                continue  # a step on the way is due in time
            local = second[best[2]]
            yield (
                link,
                Draft(
                    evidence=(
                        Evidence(pair.upper.plan.id, upper.quote, upper.spans),
                        Evidence(pair.local.plan.id, local.quote, local.spans),
                    ),
                    items=(*link.upper, *link.local),
                    params={"name": upper.text, "upper_due": f"{upper.year}年", "local_due": f"{local.year}年"},
                    key=upper.text,
                ),
            )


def _dated(pair: Pair, plan: PlanRecords, items: Sequence[str]) -> list[_Dated]:
    """The clauses with a deadline; a clause that is only a date dates the one after it."""
    found = []
    clauses = keep(plan).passages(a for i in items if isinstance(a := pair.items[i], Action))
    for place, clause in enumerate(clauses):
        match = _DUE.search(clause.text)
        if match is None:
            continue
        parts: list[Passage] = [clause]
        text = clause.text[: match.start()] + clause.text[match.end() :]
        if len(text) < _SHORTEST and place + 1 < len(clauses) and clauses[place + 1].action == clause.action:
            parts.append(clauses[place + 1])
            text = clauses[place + 1].text
        if len(text) >= _SHORTEST and not _DUE.search(text):
            spans = tuple(span for part in parts for span in part.spans)
            found.append(_Dated(int(match[1] or match[2]), text, "".join(part.quote for part in parts), spans))
    return found
