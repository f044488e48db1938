"""What people decided, as rows to show: verdicts on links, corrected values, items set aside, and judgements that no
longer hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import UNSET

from policy_xwalk.judgements.made_links import kind_of
from policy_xwalk.judgements.standing import Stale
from policy_xwalk.records import Link, PlanRecords
from policy_xwalk.reporting import display
from policy_xwalk.reporting.catalogue import items_of
from policy_xwalk.reporting.judgement_text import stale_text, verdict_text
from policy_xwalk.reporting.tables import PairRow, PairTable, Report
from policy_xwalk.wording.judge import FIELDS
from policy_xwalk.wording.terms import relation_name, term


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A link on which a person decided."""

    pair: PairTable
    row: PairRow
    verdict: str
    machine: str
    who: str
    when: str
    why: str
    changed: bool
    """The person says something else than the machine."""
    disputed: bool


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A value of an item that a person put right."""

    plan: str
    """Label of the plan."""
    name: str
    field: str
    machine: str
    value: str
    who: str
    when: str
    why: str
    disputed: bool


@dataclass(frozen=True, slots=True)
class RejectionRow:
    """An item that a person said is no commitment; nothing is compared with it."""

    item: str
    """Id, by which a person can accept it again."""
    plan: str
    """Label of the plan."""
    kind: str
    name: str
    quote: str
    place: str
    who: str
    when: str
    why: str
    disputed: bool


def rejection_rows(report: Report, records: Sequence[PlanRecords]) -> tuple[RejectionRow, ...]:
    """The items that people set aside, plan by plan."""
    lang, entries = report.lang, {entry.plan.id: entry for entry in records}
    return tuple(
        RejectionRow(
            item=item.id,
            plan=plan.label,
            kind=term("kind_name", kind_of(item), lang),
            name=display.item_name(item),
            quote=display.readable(item.quote),
            place=display.place_text(item, entries[plan.plan].plan, lang),
            who=item.rejected.who,
            when=item.rejected.when[:10],
            why=item.rejected.why or "",
            disputed=bool(item.rejected.disputed),
        )
        for plan in report.plans
        for item in entries[plan.plan].rejected
        if item.rejected is not UNSET
    )


def decision_rows(report: Report, links: Sequence[Link]) -> tuple[DecisionRow, ...]:
    """The links that follow a person's verdict, pair by pair."""
    lang = report.lang
    decided = {link.id: link.decision for link in links if link.decision is not UNSET}
    return tuple(
        DecisionRow(
            pair=pair,
            row=row,
            verdict=verdict_text(decision.verdict, decision.relation, lang),
            machine=relation_name(decision.machine, lang),
            who=decision.who,
            when=decision.when[:10],
            why=decision.why or "",
            changed=decision.verdict != "accept",
            disputed=bool(decision.disputed),
        )
        for pair in report.pairs
        for row in pair.rows
        if (decision := decided.get(row.link)) is not None
    )


def correction_rows(report: Report, records: Sequence[PlanRecords]) -> tuple[CorrectionRow, ...]:
    """The corrected values, plan by plan."""
    lang, entries = report.lang, {entry.plan.id: entry for entry in records}
    return tuple(
        CorrectionRow(
            plan=plan.label,
            name=display.item_name(item),
            field=FIELDS.get(correction.field, {lang: correction.field})[lang],
            machine=correction.machine,
            value=correction.value,
            who=correction.who,
            when=correction.when[:10],
            why=correction.why or "",
            disputed=bool(correction.disputed),
        )
        for plan in report.plans
        for item in items_of(entries[plan.plan])
        for correction in ([] if item.corrections is UNSET else item.corrections)
    )


def stale_lines(report: Report) -> tuple[str, ...]:
    """A line for each judgement whose subject is no longer what the person saw."""
    notes, lang = report.info.stale_notes, report.lang
    return tuple(
        stale_text(notes.get(judgement.id, Stale(judgement, "changed")), lang) for judgement in report.info.stale
    )
