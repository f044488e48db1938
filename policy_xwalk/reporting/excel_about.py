"""The cover of the workbook: the plans, what was compared, how to read it, and what it cannot say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policy_xwalk.records import ItemKind
from policy_xwalk.reporting.dossier import Dossier
from policy_xwalk.reporting.excel_cells import A4, Sheet, SheetCell, word_width
from policy_xwalk.reporting.finding_rows import SEVERITIES, SEVERITY_MARKS
from policy_xwalk.reporting.judgement_columns import who_label
from policy_xwalk.reporting.tables import KINDS
from policy_xwalk.wording.audit import severity_name
from policy_xwalk.wording.documents import phrase
from policy_xwalk.wording.terms import MARKS, OUTCOMES, term

MANY = 12
"""More comparisons, or task lists, than these share one sheet a kind: nobody leafs through hundreds of sheets."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sheet in the list of contents."""

    sheet: str
    rows: int | None
    note: str


def write_about(
    sheet: Sheet, dossier: Dossier, contents: Sequence[Entry], pair_sheets: Mapping[tuple[int, ItemKind], str]
) -> None:
    """Fill the first sheet; ``pair_sheets`` names the sheet in which a kind of a pair stands."""
    lang, report = dossier.lang, dossier.report
    words = [f"{MARKS[result]} {term('relation', result, lang)}" for result in OUTCOMES]
    narrow = 9.5 if lang == "zh" else max(map(word_width, words))
    sheet.set_up((14 if lang == "zh" else 18, *[narrow] * 13, *[7 if lang == "zh" else 12] * 3), paper=A4)
    sheet.line(report.title, "title")
    sheet.blank(who_label(lang))
    _contents(sheet, dossier, contents)
    _plans(sheet, dossier)
    _reading(sheet, dossier)
    _legend(sheet, dossier)
    if len(report.pairs) <= MANY:
        _counts(sheet, dossier, pair_sheets)
    _finding_counts(sheet, dossier)
    if report.info.failed:
        sheet.gap()
        sheet.line(term("page", "failed", lang), "heading")
        for line in report.info.failed:
            sheet.line(line, "plain")


def _contents(sheet: Sheet, dossier: Dossier, contents: Sequence[Entry]) -> None:
    lang = dossier.lang
    sheet.gap()
    sheet.line(phrase("contents", lang), "heading")
    for entry in contents:
        rows = phrase("rows", lang, n=entry.rows) if entry.rows is not None else ""
        sheet.row(
            [
                SheetCell(entry.sheet, "grid_link", 4, link=entry.sheet),
                SheetCell(rows, "muted"),
                SheetCell(entry.note, "text", 12),
            ]
        )


def _reading(sheet: Sheet, dossier: Dossier) -> None:
    lang = dossier.lang
    sheet.gap()
    sheet.line(term("explain", "reading", lang), "heading")
    lines = [term("explain", f"reading_{number}", lang) for number in range(1, 5)]
    lines += [term("explain", "no_baseline", lang), phrase("reading_judge", lang), phrase("reading_limits", lang)]
    for number, line in enumerate(lines, 1):
        sheet.line(f"{number}. {line}", "plain")


def _plans(sheet: Sheet, dossier: Dossier) -> None:
    lang, report = dossier.lang, dossier.report
    sheet.gap()
    sheet.line(term("label", "plans", lang), "heading")
    heads: list[tuple[str, int]] = [
        ("plan", 1),
        ("title", 3),
        ("level", 1),
        ("region", 2),
        ("issuer", 2),
        ("doc_number", 2),
        ("issued", 1),
        ("source", 2),
    ]
    sheet.row(
        [SheetCell(term("label", head, lang), "head", span) for head, span in heads]
        + [SheetCell(term("kind", kind, lang), "head") for kind in KINDS]
    )
    for plan in report.plans:
        file = plan.file + (f"\n{term('label', 'framework', lang)}" if plan.framework else "")
        texts = (plan.label, plan.title, plan.level, plan.region, plan.issuer, plan.doc_number, plan.issued, file)
        sheet.row(
            [SheetCell(text, "text", span) for text, (_, span) in zip(texts, heads, strict=True)]
            + [SheetCell(plan.sizes[kind], "figure") for kind in KINDS]
        )
    sheet.line(phrase("inferred_note", lang), "note")
    if report.matrix.absent:
        names = term("label", "comma", lang).join(report.matrix.absent)
        sheet.line(f"{term('explain', 'absent', lang)}{term('label', 'colon', lang)}{names}", "note")


def _counts(sheet: Sheet, dossier: Dossier, pair_sheets: Mapping[tuple[int, ItemKind], str]) -> None:
    lang, report = dossier.lang, dossier.report
    if report.pairs:
        sheet.gap()
        sheet.line(term("label", "counts", lang), "heading")
        sheet.row(
            [
                SheetCell(term("label", "pair", lang), "head", 2),
                SheetCell(term("column", "comparison", lang), "head", 3),
            ]
            + [SheetCell(term("label", "kind", lang), "head")]
            + [SheetCell(f"{MARKS[result]} {term('relation', result, lang)}", "head") for result in OUTCOMES]
            + [SheetCell(term("label", "total", lang), "head")]
        )
    for pair in report.pairs:
        for kind in KINDS:
            rows = pair.of_kind(kind)
            if not rows:
                continue
            name = pair_sheets.get((pair.number, kind))
            figures = [SheetCell(pair.count(result, kind) or "", "figure") for result in OUTCOMES]
            label = SheetCell(term("kind", kind, lang), "grid_link" if name else "text", link=name)
            head = [
                SheetCell(pair.label, "text", 3),
                SheetCell(term("comparison", pair.comparison, lang), "text", 2),
                label,
            ]
            sheet.row([*head, *figures, SheetCell(len(rows), "figure")])


def _finding_counts(sheet: Sheet, dossier: Dossier) -> None:
    lang = dossier.lang
    if dossier.findings:
        counts = term("label", "semicolon", lang).join(
            f"{severity_name(severity, lang)} {sum(1 for row in dossier.open_findings if row.severity == severity)}"
            for severity in SEVERITIES
        )
        waived = phrase("waived_count", lang, n=len(dossier.waived_findings)) if dossier.waived_findings else ""
        sheet.line(f"{phrase('findings', lang)}{term('label', 'colon', lang)}{counts}{waived}", "plain")


def _legend(sheet: Sheet, dossier: Dossier) -> None:
    lang = dossier.lang
    sheet.gap()
    sheet.line(term("label", "legend", lang), "heading")
    for result in OUTCOMES:
        sheet.pair(f"{MARKS[result]} {term('relation', result, lang)}", result, term("relation_legend", result, lang))
    for state in ("not_listed", "absent"):
        sheet.pair(term("explain", state, lang), None, term("explain", f"{state}_legend", lang))
    for comparison in dict.fromkeys(pair.comparison for pair in dossier.report.pairs):
        sheet.pair(term("comparison", comparison, lang), None, term("comparison_legend", comparison, lang))
    if dossier.findings:
        for severity in SEVERITIES:
            name = f"{SEVERITY_MARKS[severity]} {severity_name(severity, lang)}"
            sheet.pair(name, severity, phrase(f"severity_{severity}", lang))
