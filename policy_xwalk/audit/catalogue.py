"""All rules as data, by scope: what ``policy-xwalk rules`` and the docs page are printed from."""

from __future__ import annotations

from dataclasses import dataclass

from policy_xwalk.audit.between import RULES as BETWEEN
from policy_xwalk.audit.chain import RULES as CHAIN
from policy_xwalk.audit.inside import RULES as INSIDE
from policy_xwalk.audit.rule import Field, Pair, Rule, Scope, Severity
from policy_xwalk.records import PlanRecords

PLAN_RULES: tuple[Rule[PlanRecords], ...] = INSIDE
PAIR_RULES: tuple[Rule[Pair], ...] = BETWEEN
CORPUS_RULES: tuple[Rule[Field], ...] = CHAIN


@dataclass(frozen=True, slots=True)
class Listed:
    """A rule as it is listed: without its function."""

    code: str
    name: str
    severity: Severity
    scope: Scope


def _listed() -> tuple[Listed, ...]:
    rows = [
        *(Listed(rule.code, rule.name, rule.severity, "plan") for rule in PLAN_RULES),
        *(Listed(rule.code, rule.name, rule.severity, "pair") for rule in PAIR_RULES),
        *(Listed(rule.code, rule.name, rule.severity, "corpus") for rule in CORPUS_RULES),
    ]
    return tuple(sorted(rows, key=lambda row: row.code))


RULES: tuple[Listed, ...] = _listed()
"""Every rule in the order of its code."""
