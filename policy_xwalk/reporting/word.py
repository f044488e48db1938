"""衔接情况审核报告: the report of a run as a Word document, to be edited, signed and handed on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from policy_xwalk.records import Link, PlanRecords
from policy_xwalk.reporting.dossier import Dossier, build_dossier, report_title
from policy_xwalk.reporting.tables import RunInfo
from policy_xwalk.reporting.word_annexes import write_annexes
from policy_xwalk.reporting.word_blocks import Writer
from policy_xwalk.reporting.word_decided import write_decisions
from policy_xwalk.reporting.word_findings import write_findings, write_one_sided, write_waived
from policy_xwalk.reporting.word_layout import document_bytes, new_document
from policy_xwalk.reporting.word_overview import write_objects, write_overview
from policy_xwalk.reporting.word_parts import Numbering, ReportParts
from policy_xwalk.wording import Lang
from policy_xwalk.wording.documents import phrase


def write_report(
    records: Sequence[PlanRecords],
    links: Sequence[Link],
    path: Path,
    lang: Lang = "zh",
    run_info: RunInfo | None = None,
) -> None:
    """Write the report. The same input gives the same bytes.

    Lists are cut to what can be read, with a sentence that says where the rest stands.
    """
    path.write_bytes(render_report(build_dossier(records, links, lang, run_info)))


def render_report(dossier: Dossier) -> bytes:
    """The file's bytes, from contents that are already made."""
    lang = dossier.lang
    document = new_document(lang)
    title = report_title(dossier)
    _properties(document, title, dossier)
    parts = ReportParts(dossier, Writer(document, lang), Numbering(lang))
    parts.writer.title(title)
    counted = phrase(
        "report_opening",
        lang,
        plans=len(dossier.report.plans),
        pairs=len(dossier.report.pairs),
        links=sum(len(pair.rows) for pair in dossier.report.pairs),
        findings=len(dossier.open_findings),
    )
    parts.writer.text(counted)
    write_objects(parts)
    write_overview(parts)
    write_findings(parts)
    write_one_sided(parts)
    write_decisions(parts)
    write_waived(parts)
    write_annexes(parts)
    return document_bytes(document)


def _properties(document: object, title: str, dossier: Dossier) -> None:
    """Properties of the document, from the inputs: no clock, no name of a person."""
    properties = document.core_properties  # type: ignore[attr-defined]
    properties.title = title
    properties.subject = properties.keywords = properties.comments = properties.category = ""
    properties.author = properties.last_modified_by = "policy-xwalk"
    properties.created = properties.modified = dossier.date
    properties.revision = 1
