"""The subjects of a run's results by id: what ``judge --accept ID`` is about, and what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from policy_xwalk.errors import PlanError
from policy_xwalk.judgements.seen import Shown, show_finding, show_item, show_link
from policy_xwalk.records import Action, AnyRecord, Finding, Indicator, Item, Link, Target, from_json

RECORDS, LINKS, FINDINGS = "records.jsonl", "links.jsonl", "findings.jsonl"


@dataclass(slots=True)
class Subjects:
    """Links, items and findings of a run that somebody asked for, with the items that the links join."""

    links: dict[str, Link] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    frames: list[Link] = field(default_factory=list)
    """Links in which a wanted item stands."""

    def shown(self, subject: str) -> Shown | None:
        """What stands under an id; None where nothing does."""
        if (link := self.links.get(subject)) is not None:
            return show_link(link, [self.items[i] for i in link.upper], [self.items[i] for i in link.local])
        if (item := self.items.get(subject)) is not None:
            return show_item(item)
        finding = self.findings.get(subject)
        return None if finding is None else show_finding(finding)


def find_subjects(folder: Path, wanted: Iterable[str]) -> Subjects:
    """Look ids up in the results of a run, reading each file once, line by line.

    Raises :class:`~policy_xwalk.errors.PlanError` where the folder holds no results.
    """
    ids = set(wanted)
    found = Subjects()
    needed = set(ids)
    for record in _matching(folder, LINKS, ids):
        if not isinstance(record, Link):
            continue
        if record.id in ids:
            found.links[record.id] = record
            needed.update(record.upper, record.local)
        if ids & {*record.upper, *record.local}:
            found.frames.append(record)
    for record in _matching(folder, RECORDS, needed):
        if isinstance(record, Indicator | Target | Action) and record.id in needed:
            found.items[record.id] = record
    if ids - found.links.keys() - found.items.keys() and (folder / FINDINGS).is_file():
        for record in _matching(folder, FINDINGS, ids):
            if isinstance(record, Finding) and record.fingerprint in ids:
                found.findings[record.fingerprint] = record
    return found


def pairs_of(found: Subjects, upper: str, local: str) -> Sequence[tuple[str, str]]:
    """The compared plans in which one id is of the upper and the other of the local plan."""
    first, second = found.items.get(upper), found.items.get(local)
    if first is None or second is None:
        return ()
    pairs = ((link.upper_plan, link.local_plan) for link in found.frames)
    return tuple(dict.fromkeys(pair for pair in pairs if pair == (first.plan, second.plan)))


def _matching(folder: Path, name: str, wanted: set[str]) -> Iterator[AnyRecord]:
    """Records whose line holds one of the ids; the others are not even decoded."""
    path = folder / name
    marks = [msgspec.json.encode(identifier) for identifier in sorted(wanted)]
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if any(mark in line for mark in marks):
                    try:
                        yield from_json(line)
                    except msgspec.MsgspecError as error:
                        raise PlanError(
                            "bad_record", file=str(path), line=number, expected="JSON Lines", found=str(error)
                        ) from error
    except OSError as error:
        raise PlanError("judge_no_run", file=str(folder), found=name) from error
