"""Runs the rules and makes findings of what they draft.

The three scopes can be run apart: :func:`audit_plan` and :func:`audit_pair` need one plan or one pair and may run in
any process, :func:`audit_corpus` needs the plans' own records, their table rows and who was compared with whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2s
from typing import TYPE_CHECKING

from policy_xwalk.audit.catalogue import CORPUS_RULES, PAIR_RULES, PLAN_RULES
from policy_xwalk.audit.options import AuditOptions
from policy_xwalk.audit.rule import SEVERITIES, Draft, Field, Pair, Rule, Severity, Subject
from policy_xwalk.audit.waivers import apply_waivers
from policy_xwalk.pairing import Pairing
from policy_xwalk.records import Finding, Link, PlanRecords, Waiver

if TYPE_CHECKING:
    from policy_xwalk.corpus import AbsentPlan

_ALL = AuditOptions()


def audit_plan(entry: PlanRecords, options: AuditOptions = _ALL) -> tuple[Finding, ...]:
    """What the rules find inside one plan (PX1..)."""
    return _run(PLAN_RULES, entry, options, plan=entry.plan.id)


def audit_pair(
    upper: PlanRecords, local: PlanRecords, links: Sequence[Link], pairing: Pairing, options: AuditOptions = _ALL
) -> tuple[Finding, ...]:
    """What the rules find between an upper plan and a local one (PX2..).

    Nothing between plans of two chains, two versions of one plan, and plans for other years: none of them owes the
    other anything. At most warnings where levels between the two are absent, since the difference may be theirs.
    """
    if pairing.comparison not in ("direct", "skip") or pairing.periods == "apart":
        return ()
    most: Severity = "error" if pairing.comparison == "direct" else "warning"
    pair = Pair(upper, local, links, pairing)
    return _run(PAIR_RULES, pair, options, plan=local.plan.id, against=upper.plan.id, most=most)


def audit_corpus(
    plans: Sequence[PlanRecords],
    pairings: Sequence[Pairing],
    absent: Sequence[AbsentPlan] = (),
    options: AuditOptions = _ALL,
) -> tuple[Finding, ...]:
    """What the rules find about the plans together (PX3.., and totals broken down among all places of a level).

    Of ``plans`` only ``plan`` and ``indicators`` are used.
    """
    return _run(CORPUS_RULES, Field(plans, pairings, absent), options)


def audit(
    records: Sequence[PlanRecords],
    links: Iterable[Link],
    pairings: Sequence[Pairing],
    absent: Sequence[AbsentPlan] = (),
    options: AuditOptions = _ALL,
    waivers: Mapping[str, Waiver] | None = None,
) -> tuple[Finding, ...]:
    """All findings of a run: plan by plan, pair by pair, then the plans together; those set aside say so."""
    by_id = {entry.plan.id: entry for entry in records}
    by_pair: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        by_pair.setdefault((link.upper_plan, link.local_plan), []).append(link)
    findings = [finding for entry in records for finding in audit_plan(entry, options)]
    for pairing in pairings:
        both = by_pair.get((pairing.upper, pairing.local), ())
        findings += audit_pair(by_id[pairing.upper], by_id[pairing.local], both, pairing, options)
    findings += audit_corpus(records, pairings, absent, options)
    return apply_waivers(findings, waivers or {})


def _run(
    rules: Iterable[Rule[Subject]],
    subject: Subject,
    options: AuditOptions,
    *,
    plan: str = "",
    against: str | None = None,
    most: Severity = "error",
) -> tuple[Finding, ...]:
    found: dict[str, Finding] = {}
    for rule in rules:
        if not options.wants(rule.code, rule.name):
            continue
        for draft in rule.check(subject):
            finding = _finding(rule, draft, draft.plan or plan, draft.against or against, most)
            found.setdefault(finding.fingerprint, finding)
    return tuple(sorted(found.values(), key=lambda finding: SEVERITIES.index(finding.severity)))


def _finding(rule: Rule[Subject], draft: Draft, plan: str, against: str | None, most: Severity) -> Finding:
    grades = [rule.severity, most, draft.severity or rule.severity, "info" if draft.hint else rule.severity]
    return Finding(
        rule=rule.code,
        severity=max(grades, key=SEVERITIES.index),
        plan=plan,
        items=draft.items,
        params=dict(draft.params),
        evidence=draft.evidence,
        fingerprint=fingerprint(rule.code, plan, against, draft.items, draft.key),
        hint=draft.hint,
        against=against,
    )


def fingerprint(code: str, plan: str, against: str | None, items: Iterable[str], key: str = "") -> str:
    """The same for the same finding when the plans are read again or something else in them changes.

    It rests on rule, plans, items and key, and on no offset: ids of items are digests of what they quote.
    """
    content = "\x1f".join([code, plan, against or "", *sorted(items), "\x00", key])
    return f"{code}-{blake2s(content.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
