"""Findings as people judged them: a false alarm is set aside and stays, a confirmed one says by whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec import UNSET
from msgspec.structs import replace

from policy_xwalk.judgements.items import is_about_item
from policy_xwalk.judgements.links import is_about_link
from policy_xwalk.judgements.seen import finding_seen
from policy_xwalk.judgements.standing import Conflict, Stale, Standpoint, by_subject, opinion, standing
from policy_xwalk.records import Finding, Judgement, Waiver


@dataclass(frozen=True, slots=True)
class SettledOne:
    """One finding as people judged it."""

    finding: Finding
    stale: tuple[Stale, ...] = ()
    conflict: Conflict | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """Findings that follow what people said, and the judgements that could not be followed."""

    findings: tuple[Finding, ...]
    stale: tuple[Stale, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def settle_finding(finding: Finding, given: Sequence[Judgement]) -> SettledOne:
    """A finding as the judgements on it say: a false alarm bears a waiver, unless ``waivers.toml`` gave it one."""
    seen = finding_seen(finding)
    stale: tuple[Stale, ...] = ()
    if changed := standing(judgement for judgement in given if judgement.seen not in (None, seen)):
        now = (Standpoint(" | ".join(part.quote for part in finding.evidence)[:200]),)
        stale = tuple(Stale(word, "changed", now) for word in changed.words)
    stood = standing(judgement for judgement in given if judgement.seen in (None, seen))
    if stood is None:
        return SettledOne(finding, stale)
    word, others = stood.followed, stood.others(lambda judgement: judgement.verdict)
    finding = replace(finding, decision=opinion(word))
    if word.verdict == "reject" and finding.waiver is UNSET:
        finding = replace(finding, waiver=Waiver(word.who, word.when, word.why or ""))
    return SettledOne(finding, stale, Conflict(finding.fingerprint, word, others) if others else None)


def settle_findings(findings: Iterable[Finding], judgements: Sequence[Judgement], plans: Sequence[str]) -> Settled:
    """Set false alarms aside and mark confirmed findings; ``plans`` are the ids of the plans of the run.

    A finding that is there no more makes its judgement stale only where it was confirmed: that a false alarm is gone
    is as it should be.
    """
    about = by_subject(j for j in judgements if not is_about_item(j) and not is_about_link(j))
    if not about:
        return Settled(tuple(findings))
    settled = [settle_finding(finding, about.get(finding.fingerprint, ())) for finding in findings]
    stale = [entry for one in settled for entry in one.stale]
    there, known = {one.finding.fingerprint for one in settled}, set(plans)
    for subject, given in about.items():
        stood = standing(given)
        if subject in there or stood is None:
            continue
        for word in stood.words:
            if word.plans and not known.issuperset(word.plans):
                stale.append(Stale(word, "plan_absent"))
            elif word.verdict == "accept":
                stale.append(Stale(word, "gone"))
    conflicts = tuple(one.conflict for one in settled if one.conflict is not None)
    return Settled(tuple(one.finding for one in settled), tuple(stale), conflicts)
