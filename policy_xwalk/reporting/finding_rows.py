"""Findings as they are shown: in words, with both passages and their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec import UNSET

from policy_xwalk.records import Action, Evidence, Finding, Item, PlanRecords
from policy_xwalk.reporting import display
from policy_xwalk.reporting.catalogue import items_of
from policy_xwalk.reporting.tables import Report
from policy_xwalk.wording.audit import finding_text, severity_name
from policy_xwalk.wording.documents import phrase

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
SEVERITY_MARKS: dict[Severity, str] = {"error": "▲", "warning": "△", "info": "·"}
"""One sign a severity, so that it is told without colour; all are in GB 2312."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage of a plan and where it stands."""

    plan: str
    label: str
    quote: str
    place: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding in words; ``finding`` is the record."""

    number: int
    finding: Finding
    severity: Severity
    severity_label: str
    rule: str
    title: str
    message: str
    suggestion: str
    plan_label: str
    against_label: str
    """Label of the upper plan it is measured by; empty where the plan is looked at by itself."""
    upper: tuple[Cited, ...]
    """Passages of the upper plan."""
    local: tuple[Cited, ...]
    """Passages of the plan the finding is about, and of any third plan."""
    waiver: str
    """Who set it aside, when and why; empty where it stands."""


def finding_rows(report: Report, records: Sequence[PlanRecords]) -> tuple[FindingRow, ...]:
    """The findings of the run, the gravest first, those set aside last; numbered in that order.

    Within a severity they stand by plan and rule, as the reader will take them up.
    """
    lang = report.lang
    labels = {row.plan: row.label for row in report.plans}
    order = {row.plan: place for place, row in enumerate(report.plans)}
    items = {item.id: item for entry in records for item in items_of(entry)}
    places = _Places(report, records, items)
    last = len(order)

    def key(finding: Finding) -> tuple[bool, int, int, int, str, int, str]:
        start = min((span.start for evidence in finding.evidence for span in evidence.spans), default=0)
        return (
            finding.waiver is not UNSET,
            SEVERITIES.index(finding.severity),
            order.get(finding.plan, last),
            order.get(finding.against or "", -1),
            finding.rule,
            start,
            finding.fingerprint,
        )

    rows = []
    for number, finding in enumerate(sorted(report.info.findings, key=key), 1):
        text = finding_text(finding, items, lang)
        cited = [
            (
                evidence.plan,
                Cited(evidence.plan, labels.get(evidence.plan, evidence.plan), *places.of(evidence, finding)),
            )
            for evidence in finding.evidence
        ]
        rows.append(
            FindingRow(
                number=number,
                finding=finding,
                severity=finding.severity,
                severity_label=severity_name(finding.severity, lang),
                rule=finding.rule,
                title=text.title,
                message=text.message,
                suggestion=text.suggestion,
                plan_label=labels.get(finding.plan, finding.plan),
                against_label=labels.get(finding.against, finding.against) if finding.against else "",
                upper=tuple(passage for plan, passage in cited if plan == finding.against),
                local=tuple(passage for plan, passage in cited if plan != finding.against),
                waiver=_waiver_text(finding, report),
            )
        )
    return tuple(rows)


def _waiver_text(finding: Finding, report: Report) -> str:
    if finding.waiver is UNSET:
        return ""
    waiver = finding.waiver
    day = waiver.when[:10]
    return phrase("waived", report.lang, who=waiver.who, when=day, why=waiver.why)


class _Places:
    """Where evidence stands: as its item says, else under the heading of what stands before it, else its page."""

    def __init__(self, report: Report, records: Sequence[PlanRecords], items: dict[str, Item]) -> None:
        self._report = report
        self._items = items
        self._plans = {entry.plan.id: entry.plan for entry in records}
        self._starts: dict[str, list[tuple[int, str]]] = {}
        for item in items.values():
            if item.spans:
                self._starts.setdefault(item.plan, []).append((item.spans[0].start, item.id))
        for found in self._starts.values():
            found.sort()

    def of(self, evidence: Evidence, finding: Finding) -> tuple[str, str]:
        """Quote and place."""
        lang = self._report.lang
        quote = display.readable(evidence.quote)
        for identifier in finding.items:
            item = self._items.get(identifier)
            if item is not None and item.plan == evidence.plan and item.quote == evidence.quote:
                return quote, self._report.passages[identifier].place
        plan = self._plans.get(evidence.plan)
        if plan is None or not evidence.spans:
            return quote, ""
        pages = display.pages_text(evidence.spans, lang)
        section = self._section(evidence)
        parts = [part for part in (section, pages) if part]
        return quote, (", " if lang == "en" else "，").join(parts) or self._line(evidence)

    def _section(self, evidence: Evidence) -> str:
        """The section of an item that the passage lies in; a passage between items has none that is sure."""
        start = evidence.spans[0].start
        for first, identifier in reversed(self._starts.get(evidence.plan, [])):
            if first <= start:
                item = self._items[identifier]
                if not isinstance(item, Action):
                    return display.outline_text(item.section or "") if start < item.spans[-1].end else ""
                end = max(spans[-1].end for spans in (item.spans, item.text_spans) if spans)
                return display.outline_text(item.number) if start < end else ""
        return ""

    def _line(self, evidence: Evidence) -> str:
        """The line of a text file."""
        text = self._report.info.texts.get(evidence.plan)
        if text is None:
            return ""
        return phrase("line", self._report.lang, n=text.count("\n", 0, evidence.spans[0].start) + 1)
