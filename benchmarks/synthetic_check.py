"""Compares the links of a run with the known truth of a made corpus."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from synthetic import truth_file

from policy_xwalk.records import Action, AnyRecord, Indicator, Link, Plan, Target, from_json


def check(folder: Path, results: Path) -> Iterator[str]:
    """Lines that say how many items were found and how many links are right."""
    plans, names = _items(results)
    truth = _truth(folder)
    found = _links(results, names, plans)
    totals: dict[str, Counter[str]] = {kind: Counter() for kind in ("indicator", "target", "action")}
    confusion: Counter[tuple[str, str]] = Counter()
    for key, row in truth.items():
        kind, wanted = key[1], row["relation"]
        count = totals[kind]
        count["truths"] += 1
        link = found.get(key)
        if link is None:
            count["not found"] += 1
            confusion[wanted, "–"] += 1
            continue
        relation, local = link
        confusion[wanted, relation] += 1
        count["matched"] += local == row["local"]
        count["relation"] += relation == wanted and local == row["local"]
    for kind, count in totals.items():
        n = count["truths"] or 1
        yield (
            f"{kind:9} {count['truths']:7} known: right counterpart or rightly none {count['matched'] / n:.2%}, "
            f"and right relation {count['relation'] / n:.2%}, item not found {count['not found'] / n:.2%}"
        )
    yield "known → found: " + ", ".join(f"{a}→{b} {n}" for (a, b), n in sorted(confusion.items()))


def _lines(path: Path) -> Iterator[AnyRecord]:
    with open(path, "rb") as file:
        for line in file:
            yield from_json(line)


def _items(results: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Plan id to file, and item id to the name under which the truth knows it."""
    plans: dict[str, str] = {}
    names: dict[str, str] = {}
    for record in _lines(results / "records.jsonl"):
        if isinstance(record, Plan):
            plans[record.id] = record.source.file
        elif isinstance(record, Indicator):
            names[record.id] = record.name
        elif isinstance(record, Target):
            names[record.id] = f"{record.subject}\x00{record.quote}"
        elif isinstance(record, Action):
            names[record.id] = record.title
    return plans, names


def _truth(folder: Path) -> dict[tuple[str, str, str], dict[str, str]]:
    """What became of each upper item, and each added one, by file, kind and name (``+`` before an added name)."""
    found = {}
    with open(truth_file(folder), encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            name = row["upper"] if row["upper"] is not None else f"+{row['local']}"
            found[row["file"], row["kind"], name] = row
    return found


def _links(
    results: Path, names: dict[str, str], plans: dict[str, str]
) -> dict[tuple[str, str, str], tuple[str, str | None]]:
    """Relation and name of the counterpart of each upper or added item."""
    from synthetic_words import TOPICS

    measures = sorted({m.name for topic in TOPICS for m in (*topic.indicators, *topic.targets)}, key=len, reverse=True)

    def said(item: str) -> str:
        name = names.get(item, "")
        if "\x00" not in name:
            return name
        return next((measure for measure in measures if measure in name), name)

    found: dict[tuple[str, str, str], tuple[str, str | None]] = {}
    for link in _lines(results / "links.jsonl"):
        if not isinstance(link, Link):
            continue
        file = plans[link.local_plan]
        local = said(link.local[0]) if link.local else None
        for upper in link.upper:
            found.setdefault((file, link.kind, said(upper)), (link.relation, local))
        if not link.upper and local is not None:
            found.setdefault((file, link.kind, f"+{local}"), (link.relation, local))
    return found
