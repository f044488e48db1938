"""The rules of the audit against cases in which it is known what each must find, and against findings read by people.

``gold/audit/*.toml`` holds cases: one plan or several as text, ``true`` findings that must be made and ``false``
passages that must be left alone. Every finding of a rule of the file's ``rules`` that no ``true`` entry names is a
false alarm, but for those of ``either``, which a reader can live with either way. ``read*.toml`` lists findings on
real plans, each with the verdict of whoever read it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from policy_xwalk.audit import RULES, AuditOptions, audit
from policy_xwalk.audit.rule import Severity
from policy_xwalk.corpus import AbsentPlan
from policy_xwalk.crosswalk import build
from policy_xwalk.extraction.pipeline import extract
from policy_xwalk.pairing import Compare, choose_pairs
from policy_xwalk.reading import read_document_bytes
from policy_xwalk.records import Finding, Period, Plan, PlanRecords
from policy_xwalk.regions import by_code

READ_FILES = "read*.toml"


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding that must be made, or a passage that a rule must leave alone."""

    rule: str
    passage: str
    """Stands in a passage or a parameter of the finding; empty where the rule alone tells."""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Plans, and what the audit must and must not find in them."""

    name: str
    file: str
    rules: tuple[str, ...]
    """Codes or prefixes of the rules that the case is about."""
    plans: tuple[PlanRecords, ...]
    compares: tuple[Compare, ...]
    absent: tuple[AbsentPlan, ...]
    true: tuple[Expected, ...]
    false: tuple[Expected, ...]
    either: tuple[Expected, ...] = ()
    """What may be found or not: it counts neither for a rule nor against it."""


@dataclass(slots=True)
class Tally:
    """How a rule did: on cases, and on findings that people read."""

    true: int = 0
    """Findings that must be made."""
    found: int = 0
    alarms: int = 0
    """False alarms: findings that nothing asks for."""
    traps: int = 0
    """Passages written to lead the rule astray."""
    read: int = 0
    right: int = 0
    """Of the findings read, those that say what is so."""
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def row(self) -> dict[str, int | float | None]:
        """The figures as they are published; None where there is nothing to divide by."""
        made = self.found + self.alarms
        return {
            "true": self.true,
            "found": self.found,
            "false_alarms": self.alarms,
            "traps": self.traps,
            "precision": round(self.found / made, 3) if made else None,
            "recall": round(self.found / self.true, 3) if self.true else None,
            "read": self.read,
            "read_right": self.right,
        }


def load_cases(folder: Path) -> Iterator[Case]:
    """The cases of a folder, file by file in the order of their names."""
    for path in sorted(folder.glob("*.toml")):
        if not path.match(READ_FILES):
            yield from cases_in(path)


def cases_in(path: Path) -> Iterator[Case]:
    """The cases of one file."""
    tables = tomllib.loads(path.read_text("utf-8"))
    for entry in tables["case"]:
        yield _case(entry, path.name, tuple(tables["rules"]))


def _case(entry: dict[str, Any], file: str, rules: tuple[str, ...]) -> Case:
    return Case(
        name=entry["name"],
        file=file,
        rules=tuple(entry.get("rules", rules)),
        plans=tuple(_plan(plan, number) for number, plan in enumerate(entry["plan"])),
        compares=tuple(Compare(pair["upper"], pair["local"]) for pair in entry.get("compare", ())),
        absent=tuple(AbsentPlan(known["title"], region=by_code(known["region"])) for known in entry.get("absent", ())),
        true=tuple(_expected(item) for item in entry.get("true", ())),
        false=tuple(_expected(item) for item in entry.get("false", ())),
        either=tuple(_expected(item) for item in entry.get("either", ())),
    )


def _expected(item: dict[str, Any]) -> Expected:
    return Expected(item["rule"], item.get("passage", ""), item.get("severity"))


def _plan(stated: dict[str, Any], number: int) -> PlanRecords:
    """The records of a case's text; what the case states of the plan goes before what its text seems to say."""
    name = stated.get("id", f"plan-{number}")
    document = read_document_bytes(stated["text"].strip().encode(), f"{name}.txt")
    given: dict[str, Any] = {
        key: stated[key] for key in ("level", "topic", "issued", "issuer", "doc_number", "title") if key in stated
    }
    if "region" in stated:
        given["region"] = by_code(stated["region"])
    if "period" in stated:
        start, end = stated["period"]
        given["period"] = Period(start, end)

    def describe(plan: Plan) -> Plan:
        inferred = tuple(key for key in plan.inferred if key not in given)
        return msgspec.structs.replace(plan, **given, inferred=inferred)

    return extract(document, plan=name, describe=describe)


def findings_of(case: Case) -> tuple[Finding, ...]:
    """What the audit makes of a case, with the rules the case is about."""
    plans = [entry.plan for entry in case.plans]
    pairings = choose_pairs(plans, case.compares)
    walk = build(case.plans, pairs=[(pairing.upper, pairing.local) for pairing in pairings])
    return audit(case.plans, walk.links, pairings, case.absent, AuditOptions(select=case.rules))


def score(case: Case, findings: Sequence[Finding], tallies: dict[str, Tally]) -> None:
    """Add a case to the tallies of its rules."""
    left, open_ = list(case.true), list(case.either)
    for finding in findings:
        answered = next((wanted for wanted in left if meets(finding, wanted)), None)
        tally = tallies.setdefault(finding.rule, Tally())
        allowed = next((wanted for wanted in open_ if meets(finding, wanted)), None) if answered is None else None
        if allowed is not None:
            open_.remove(allowed)
        elif answered is None:
            tally.alarms += 1
            tally.wrong.append(f"{case.file} {case.name}: {finding.severity} {finding.params}")
        else:
            left.remove(answered)
            tally.found += 1
    for wanted in case.true:
        tallies.setdefault(wanted.rule, Tally()).true += 1
    for wanted in left:
        tallies[wanted.rule].missed.append(f"{case.file} {case.name}: {wanted.passage}")
    for trap in case.false:
        tallies.setdefault(trap.rule, Tally()).traps += 1


def meets(finding: Finding, wanted: Expected) -> bool:
    """Whether a finding is the one that a case expects."""
    if finding.rule != wanted.rule or (wanted.severity is not None and finding.severity != wanted.severity):
        return False
    texts = [passage.quote for passage in finding.evidence] + [str(value) for value in finding.params.values()]
    return any("".join(wanted.passage.split()) in "".join(text.split()) for text in texts) or not wanted.passage


def evaluate_audit(folder: Path) -> dict[str, Tally]:
    """Tallies of every rule on the cases and the findings read, by code."""
    tallies = {rule.code: Tally() for rule in RULES}
    for case in load_cases(folder):
        score(case, findings_of(case), tallies)
    for entry in load_read(folder):
        tally = tallies.setdefault(entry["rule"], Tally())
        tally.read += 1
        tally.right += entry["verdict"] == "right"
    return tallies


def load_read(folder: Path) -> list[dict[str, str]]:
    """The findings that were read, with their verdicts; empty where none are noted."""
    paths = sorted(folder.glob(READ_FILES))
    return [entry for path in paths for entry in tomllib.loads(path.read_text("utf-8"))["read"]]
