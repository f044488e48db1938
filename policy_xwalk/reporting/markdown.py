"""The report in Markdown: summary figures and findings, for a wiki, a mail or a version control system."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policy_xwalk.reporting.dossier import Dossier, report_title, summaries
from policy_xwalk.reporting.finding_rows import SEVERITIES, SEVERITY_MARKS
from policy_xwalk.reporting.lists import additions_table, cut, findings_table, gaps_table, rejections_table
from policy_xwalk.reporting.sheets import Table
from policy_xwalk.wording.audit import severity_name
from policy_xwalk.wording.documents import phrase
from policy_xwalk.wording.terms import MARKS, OUTCOMES, term

_MOST = 200
"""Rows of a list; all of them stand in the workbook and in the CSV files."""
_CELL = 120
_ACTIVE = re.compile(r"([\\`*_\[\]<>|#~!&$])")


def render_markdown(dossier: Dossier) -> str:
    """The report. Text of a plan is escaped: it makes no link, no markup and no further column."""
    lang, report = dossier.lang, dossier.report
    opening = phrase(
        "report_opening",
        lang,
        plans=len(report.plans),
        pairs=len(report.pairs),
        links=sum(len(pair.rows) for pair in report.pairs),
        findings=len(dossier.open_findings),
    )
    blocks = [f"# {escape(report_title(dossier))}", opening]
    blocks += [f"## {term('label', 'plans', lang)}", _plans(dossier)]
    if report.matrix.absent:
        names = escape(term("label", "comma", lang).join(report.matrix.absent))
        blocks.append(f"{term('explain', 'absent', lang)}{term('label', 'colon', lang)}{names}")
    if report.pairs:
        blocks += [f"## {phrase('report_part_overview', lang)}", _counts(dossier), phrase("report_counts_note", lang)]
    blocks.append(f"## {phrase('findings', lang)}")
    counts = [
        f"{SEVERITY_MARKS[severity]} {severity_name(severity, lang)} {count}"
        for severity in SEVERITIES
        if (count := sum(1 for row in dossier.open_findings if row.severity == severity))
    ]
    blocks.append("　".join(counts) or phrase("report_no_findings", lang))
    keys: tuple[str, ...] = (
        "number",
        "severity",
        "title",
        "plan",
        "against",
        "message",
        "upper_quote",
        "local_quote",
        "suggestion",
    )
    if dossier.waived_findings:
        keys = (*keys, "waiver")
    blocks += _list(findings_table(dossier), keys, phrase("findings", lang), dossier)
    for code, table in (("gaps", gaps_table(dossier)), ("additions", additions_table(dossier))):
        if table.rows:
            keys = ("number", "relation", "item", "pair", "kind", "value", "place")
            blocks += [f"## {phrase(code, lang)}", phrase(f"{code}_note", lang)]
            blocks += _list(table, keys, phrase(code, lang), dossier)
    rejected = rejections_table(dossier)
    if rejected.rows:
        title = phrase("rejections", lang)
        blocks += [f"## {title}", phrase("rejections_note", lang)]
        blocks += _list(rejected, ("number", "plan", "item", "quote", "place", "said", "id"), title, dossier)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _plans(dossier: Dossier) -> str:
    lang = dossier.lang
    heads = [term("label", key, lang) for key in ("plan", "title", "level", "issuer", "doc_number", "issued")]
    rows = [
        [plan.label, plan.title, plan.level, plan.issuer, plan.doc_number, plan.issued] for plan in dossier.report.plans
    ]
    return _table(heads, rows)


def _counts(dossier: Dossier) -> str:
    lang = dossier.lang
    heads = [term("label", "pair", lang), term("column", "comparison", lang), term("label", "kind", lang)]
    heads += [phrase("report_column_upper_count", lang)]
    heads += [f"{MARKS[result]} {term('relation', result, lang)}" for result in OUTCOMES]
    rows = []
    for pair in dossier.report.pairs:
        for summary in summaries(pair):
            counts = {**summary.counts, "unknown": summary.counts.get("unknown", 0) + summary.beyond}
            figures = [str(counts.get(result) or "") for result in OUTCOMES]
            kind, comparison = term("kind", summary.kind, lang), term("comparison", pair.comparison, lang)
            rows.append([pair.label, comparison, kind, str(summary.upper or ""), *figures])
    return _table(heads, rows)


def _list(table: Table, keys: Sequence[str], sheet: str, dossier: Dossier) -> list[str]:
    """The columns of a table that Markdown can show, cut to what can be read."""
    if not table.rows:
        return []
    places = [place for key in keys for place, column in enumerate(table.columns) if column.key == key]
    heads = [table.columns[place].title for place in places]
    rows = [[cut(row[place].text, _CELL) for place in places] for row in table.rows[:_MOST]]
    blocks = [_table(heads, rows)]
    if len(table.rows) > _MOST:
        total, file = len(table.rows), "crosswalk.xlsx"
        blocks.append(phrase("report_rest", dossier.lang, shown=_MOST, n=total, file=file, sheet=sheet))
    return blocks


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(escape(head) for head in heads) + " |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(escape(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def escape(text: str) -> str:
    """Plain text as Markdown shows it: on one line, nothing in it active."""
    return _ACTIVE.sub(r"\\\1", " ".join(text.split()))
