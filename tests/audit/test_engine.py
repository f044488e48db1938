"""How findings come about: grades, caps, hints, fingerprints, selection, and the three scopes apart."""

from __future__ import annotations

from dataclasses import replace as with_fields
from pathlib import Path

import pytest
from msgspec.structs import replace

from policy_xwalk.alignment import align
from policy_xwalk.audit import RULES, AuditOptions, audit, audit_corpus, audit_pair, audit_plan
from policy_xwalk.audit.options import at_or_above, check_selectors
from policy_xwalk.crosswalk import Crosswalk, build
from policy_xwalk.evaluation.audit import Case, load_cases
from policy_xwalk.pairing import Pairing, choose_pairs
from policy_xwalk.records import Comparison, Decision, Finding, PlanRecords, Waiver

GOLD = Path(__file__).resolve().parents[2] / "gold" / "audit"
BETWEEN = AuditOptions(select=("PX2",))


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    return {case.name.split("：")[0]: case for case in load_cases(GOLD) if case.file == "between.toml"}


def pair_findings(
    upper: PlanRecords, local: PlanRecords, comparison: Comparison = "direct", **pairing: str
) -> tuple[Finding, ...]:
    links = align(upper, local, comparison=comparison)
    return audit_pair(upper, local, links, Pairing(upper.plan.id, local.plan.id, comparison, **pairing), BETWEEN)


def test_only_direct_comparisons_give_errors(cases: dict[str, Case]) -> None:
    upper, local = cases["养老"].plans
    assert {"error", "warning"} <= {finding.severity for finding in pair_findings(upper, local)}
    skipped = pair_findings(upper, local, "skip")
    assert skipped
    assert all(finding.severity != "error" for finding in skipped)


@pytest.mark.parametrize("comparison", ["cross", "version"])
def test_plans_that_owe_each_other_nothing_give_none(cases: dict[str, Case], comparison: Comparison) -> None:
    assert pair_findings(*cases["养老"].plans, comparison) == ()


def test_plans_for_other_years_give_none(cases: dict[str, Case]) -> None:
    assert pair_findings(*cases["养老"].plans, periods="apart") == ()


def test_what_rests_on_an_unconfirmed_fact_is_a_hint_and_at_most_info(cases: dict[str, Case]) -> None:
    upper, local = cases["养老"].plans
    links = tuple(replace(link, unconfirmed=True) for link in align(upper, local, comparison="direct"))
    found = audit_pair(upper, local, links, Pairing("U", "L", "direct"), AuditOptions(select=("PX204", "PX202")))
    assert {finding.rule for finding in found} == {"PX204", "PX202"}
    assert all(finding.hint and finding.severity == "info" for finding in found)


def test_a_link_that_a_person_judged_sound_gives_no_finding(cases: dict[str, Case]) -> None:
    upper, local = cases["养老"].plans
    decision = Decision("change", "same", "张三", "2026-11-21", None, "weakened", "J-1")
    links = tuple(
        replace(link, relation="same", decision=decision, judgement="J-1") if link.relation == "weakened" else link
        for link in align(upper, local, comparison="direct")
    )
    found = audit_pair(upper, local, links, Pairing("U", "L", "direct"), BETWEEN)
    assert not {"PX204", "PX205", "PX209"} & {finding.rule for finding in found}


def test_a_fingerprint_stays_when_something_else_changes(cases: dict[str, Case]) -> None:
    upper, local = cases["养老"].plans
    before = {finding.rule: finding.fingerprint for finding in pair_findings(upper, local)}
    moved = [
        replace(row, spans=tuple(replace(span, start=span.start + 100, end=span.end + 100) for span in row.spans))
        for row in local.indicators[:-1]
    ]
    after = pair_findings(upper, replace(local, indicators=tuple(moved)))
    assert before["PX204"] in {finding.fingerprint for finding in after}
    assert len({finding.fingerprint for finding in after}) == len(after)


def test_the_three_scopes_together_are_the_audit(cases: dict[str, Case]) -> None:
    plans = cases["应急管理"].plans
    pairings = choose_pairs([entry.plan for entry in plans])
    walk = build(plans, pairs=[(pairing.upper, pairing.local) for pairing in pairings])
    by_id = {entry.plan.id: entry for entry in plans}
    apart = [finding for entry in plans for finding in audit_plan(entry)]
    for pairing in pairings:
        links = [link for link in walk.links if (link.upper_plan, link.local_plan) == (pairing.upper, pairing.local)]
        apart += audit_pair(by_id[pairing.upper], by_id[pairing.local], links, pairing)
    # The plans together are judged by identity and table rows alone.
    slim = [PlanRecords(entry.plan, entry.indicators) for entry in plans]
    apart += audit_corpus(slim, pairings)
    assert tuple(apart) == audit(plans, walk.links, pairings)
    assert any(finding.against == "C" for finding in apart)


def test_waived_findings_stay_and_count_no_more(cases: dict[str, Case]) -> None:
    upper, local = cases["养老"].plans
    first = pair_findings(upper, local)[0]
    waiver = Waiver("李四", "2026-11-21", "已另文下达")
    links = align(upper, local, comparison="direct")
    found = audit([upper, local], links, [Pairing("U", "L", "direct")], (), BETWEEN, {first.fingerprint: waiver})
    waived = [finding for finding in found if finding.waiver]
    assert [finding.fingerprint for finding in waived] == [first.fingerprint]
    assert waived[0].waiver == waiver
    assert waived[0] not in at_or_above(found, "info")


@pytest.mark.parametrize(
    ("select", "ignore", "wanted"),
    [
        ((), (), True),
        (("PX2",), (), True),
        (("PX1",), (), False),
        ((), ("PX2",), False),
        (("PX204",), ("PX2",), True),
        (("PX2",), ("PX204",), False),
        (("value-weakened",), ("PX2",), True),
        (("ALL",), ("value-weakened",), False),
        (("PX204",), ("PX204",), False),
    ],
)
def test_the_more_exact_selector_decides(select: tuple[str, ...], ignore: tuple[str, ...], wanted: bool) -> None:
    assert AuditOptions(select, ignore).wants("PX204", "value-weakened") is wanted


def test_a_selector_that_names_no_rule_is_an_error_with_the_one_meant() -> None:
    known = [(rule.code, rule.name) for rule in RULES]
    assert check_selectors(["PX2", "px204", "value-weakened", "ALL"], known, where="--select") == ()
    (error,) = check_selectors(["value-weakend"], known, where="--select")
    assert error.params["expected"] == "value-weakened"


def test_codes_and_names_of_rules_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_a_draft_never_raises_the_severity_of_its_rule(cases: dict[str, Case]) -> None:
    grades = {rule.code: ("error", "warning", "info").index(rule.severity) for rule in RULES}
    for case in cases.values():
        plans = [entry.plan for entry in case.plans]
        pairings = tuple(with_fields(p, comparison="direct") for p in choose_pairs(plans, case.compares))
        walk = build(case.plans, pairs=[(p.upper, p.local) for p in pairings])
        for finding in audit(case.plans, walk.links, pairings):
            assert ("error", "warning", "info").index(finding.severity) >= grades[finding.rule]


def test_evidence_of_the_corpora_stands_in_its_text(crosswalk: Crosswalk, corpora: Path) -> None:
    from policy_xwalk.reading import read_document

    texts = {
        entry.plan.id: read_document(corpora / entry.plan.source.file).text
        for entry in crosswalk.records
        if entry.plan.form == "text"
    }
    pairings = choose_pairs([entry.plan for entry in crosswalk.records])
    for finding in audit(crosswalk.records, crosswalk.links, pairings):
        for passage in finding.evidence:
            if passage.plan in texts and passage.spans:
                read = "".join(texts[passage.plan][span.start : span.end] for span in passage.spans)
                assert "".join(read.split()) == passage.quote
