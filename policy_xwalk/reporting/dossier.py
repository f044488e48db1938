"""All that a document to hand on says, made once: the tables, findings, summary figures, decisions and task lists.

Workbook, report, Markdown and CSV only dress it, so that they cannot differ.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policy_xwalk.records import ItemKind, Link, Plan, PlanRecords, Status
from policy_xwalk.reporting import display
from policy_xwalk.reporting.decided import (
    CorrectionRow,
    DecisionRow,
    RejectionRow,
    correction_rows,
    decision_rows,
    rejection_rows,
    stale_lines,
)
from policy_xwalk.reporting.finding_rows import FindingRow, finding_rows
from policy_xwalk.reporting.ledger import Ledger, date_text, plan_ledger
from policy_xwalk.reporting.tables import KINDS, PairRow, PairTable, Report, RunInfo, build_report
from policy_xwalk.survey import Survey, surveys
from policy_xwalk.wording import Lang
from policy_xwalk.wording.documents import phrase
from policy_xwalk.wording.terms import OUTCOMES, Outcome


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of the items of one kind between two plans."""

    kind: ItemKind
    upper: int
    """Distinct upper items that stand in the comparison."""
    local: int
    counts: Mapping[Outcome, int]
    """Distinct items by outcome: upper ones, or local ones where the upper side is empty. An item that is answered in
    two ways counts once for each."""
    beyond: int
    """Local items of which nothing can be said, since the upper plan is not completely known for this kind."""

    @property
    def uncovered(self) -> bool:
        """Nothing of this kind could be compared."""
        return not any(self.counts.values())


@dataclass(frozen=True, slots=True)
class Dossier:
    """The contents of every document of a run."""

    report: Report
    findings: tuple[FindingRow, ...]
    ledgers: tuple[Ledger, ...]
    status: tuple[tuple[str, str, str, str, str, str], ...]
    """Figures reported: plan, what, value, as of when, sentence, place."""
    decisions: tuple[DecisionRow, ...]
    corrections: tuple[CorrectionRow, ...]
    rejections: tuple[RejectionRow, ...]
    stale: tuple[str, ...]
    """A line for each judgement whose subject has changed since."""
    date: datetime.datetime
    """For document properties: the latest date of issue, since the clock must not change the bytes."""
    surveys: tuple[Survey, ...]
    """Many local plans of one level beside the same upper plan."""
    topics: tuple[str, ...]
    """What the plans are about, each once, in the words of their titles (城乡社区服务体系建设规划, 政府工作报告)."""

    @property
    def lang(self) -> Lang:
        """Language of all words."""
        return self.report.lang

    @property
    def open_findings(self) -> tuple[FindingRow, ...]:
        """Those nobody has set aside."""
        return tuple(row for row in self.findings if not row.waiver)

    @property
    def waived_findings(self) -> tuple[FindingRow, ...]:
        """Those that someone has set aside, with a reason."""
        return tuple(row for row in self.findings if row.waiver)

    def rows_with(self, *outcomes: Outcome) -> tuple[tuple[PairTable, PairRow], ...]:
        """The links with one of these outcomes, pair by pair in their order."""
        return tuple((pair, row) for pair in self.report.pairs for row in pair.rows if row.outcome in outcomes)


def build_dossier(
    records: Sequence[PlanRecords], links: Sequence[Link], lang: Lang = "zh", info: RunInfo | None = None
) -> Dossier:
    """Make the contents. Task lists are those of the compared local plans; of every plan where none is compared."""
    report = build_report(records, links, lang, info)
    locals_ = {pair.local for pair in report.pairs}
    by_id = {entry.plan.id: entry for entry in records}
    ledgers = tuple(
        plan_ledger(by_id[row.plan], row.label, lang)
        for row in report.plans
        if (row.plan in locals_ or not locals_) and (by_id[row.plan].actions or by_id[row.plan].indicators)
    )
    return Dossier(
        report=report,
        findings=finding_rows(report, records),
        ledgers=ledgers,
        status=tuple(
            _status_row(status, by_id[row.plan], row.label, lang)
            for row in report.plans
            for status in by_id[row.plan].status
        ),
        decisions=decision_rows(report, links),
        corrections=correction_rows(report, records),
        rejections=rejection_rows(report, records),
        stale=stale_lines(report),
        date=_document_date(records),
        surveys=surveys(records, links),
        topics=_topics([by_id[row.plan].plan for row in report.plans]),
    )


def report_title(dossier: Dossier) -> str:
    """Title of the report: after the topic where all plans share one; a mere comparison is not called an audit."""
    lang, report = dossier.lang, dossier.report
    topics = dossier.topics
    if report.info.title:
        topic = report.info.title
    elif len(topics) == 1:
        topic = topics[0]
    else:
        topic = phrase("report_any_plans", lang)
    only_cross = bool(report.pairs) and all(pair.comparison == "cross" for pair in report.pairs)
    return phrase("report_title_cross" if only_cross else "report_title", lang, topic=topic)


def summaries(pair: PairTable) -> tuple[Summary, ...]:
    """The figures of a pair by kind; kinds of which neither plan has anything are left out."""
    found = []
    for kind in KINDS:
        rows = pair.of_kind(kind)
        if not rows:
            continue
        items: dict[Outcome, set[str]] = {}
        beyond: set[str] = set()
        for row in rows:
            counted = {passage.item for passage in row.upper or row.local}
            if row.outcome == "unknown" and not row.upper:
                beyond |= counted
            else:
                items.setdefault(row.outcome, set()).update(counted)
        found.append(
            Summary(
                kind=kind,
                upper=len({passage.item for row in rows for passage in row.upper}),
                local=len({passage.item for row in rows for passage in row.local}),
                counts={result: len(items[result]) for result in OUTCOMES if result in items},
                beyond=len(beyond),
            )
        )
    return tuple(found)


def _status_row(status: Status, entry: PlanRecords, label: str, lang: Lang) -> tuple[str, str, str, str, str, str]:
    scoped = status.scope and status.scope not in status.subject
    value = display.quantity_text(status.comparator, status.value, status.value_high, status.unit, lang)
    section, pages = display.outline_text(status.section or ""), display.pages_text(status.spans, lang)
    return (
        label,
        f"{status.scope}·{status.subject}" if scoped else status.subject,
        value or status.raw or display.DASH,
        date_text("" if status.as_of is None else str(status.as_of), lang),
        display.readable(status.quote),
        (", " if lang == "en" else "，").join(part for part in (section, pages) if part),
    )


def _topics(plans: Sequence[Plan]) -> tuple[str, ...]:
    """Each topic with the sort of document that a title names after it, up to its end or a bracket."""
    found: dict[str, str] = {}
    for plan in plans:
        if plan.topic:
            after = re.search(re.escape(plan.topic) + r"(\w{0,8})(?:[（(《〈]|$)", plan.title or "")
            found[plan.topic] = found.get(plan.topic) or (after[1] if after else "")
    return tuple(topic + sort for topic, sort in found.items())


def _document_date(records: Sequence[PlanRecords]) -> datetime.datetime:
    dates = sorted(entry.plan.issued for entry in records if entry.plan.issued)
    try:
        return datetime.datetime.fromisoformat(dates[-1][:10]) if dates else datetime.datetime(2000, 1, 1)
    except ValueError:
        return datetime.datetime(2000, 1, 1)
