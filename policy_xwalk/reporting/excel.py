"""The cross-walk as an Excel workbook: cover, findings, indicator matrix, comparison tables, gaps, task lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from policy_xwalk.records import ItemKind, Link, PlanRecords
from policy_xwalk.reporting.display import parenthesis
from policy_xwalk.reporting.dossier import Dossier, build_dossier
from policy_xwalk.reporting.excel_about import MANY, Entry, write_about
from policy_xwalk.reporting.excel_cells import A3, A4, Sheet, SheetCell, Styles, column_widths
from policy_xwalk.reporting.lists import (
    additions_table,
    corrections_table,
    counts_table,
    findings_table,
    gaps_table,
    ledger_table,
    rejections_table,
    status_table,
)
from policy_xwalk.reporting.matrix import MatrixCell, cell_lines, column_title
from policy_xwalk.reporting.sheets import Side, Table, comparison_table, worth_a_sheet
from policy_xwalk.reporting.survey_table import survey_table
from policy_xwalk.reporting.tables import KINDS, PairTable, Report, RunInfo
from policy_xwalk.wording import Lang
from policy_xwalk.wording.documents import phrase
from policy_xwalk.wording.terms import MARKS, OUTCOMES, term

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_FONT = "微软雅黑"


def write_workbook(
    records: Sequence[PlanRecords],
    links: Sequence[Link],
    path: Path,
    lang: Lang = "zh",
    run_info: RunInfo | None = None,
) -> None:
    """Write the workbook. The same input gives the same bytes; no text of a plan becomes a formula or a hyperlink.

    A kind of which nothing can be compared (the other plan does not cover it) gets no sheet; the first sheet counts it.
    """
    render_workbook(build_dossier(records, links, lang, run_info), path)


def render_workbook(dossier: Dossier, path: Path) -> None:
    """The same from contents that are already made."""
    import xlsxwriter

    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": _FONT, "font_size": 10},
    }
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"title": dossier.report.title, "created": dossier.date})
        workbook.set_size(2400, 1500)
        _Book(workbook, dossier).write()


class SheetNames:
    """Sheet names as Excel wants them: unique without regard to case, at most 31 characters, none forbidden."""

    def __init__(self) -> None:
        self._taken = {"history"}

    def make(self, wanted: str) -> str:
        """The name, or its nearest legal and free form."""
        clean = _FORBIDDEN.sub(" ", wanted).strip(" '") or "-"
        name, number = clean[:_LONGEST_NAME].rstrip(" '"), 2
        while name.casefold() in self._taken:
            end = f"~{number}"
            name, number = clean[: _LONGEST_NAME - len(end)].rstrip(" '") + end, number + 1
        self._taken.add(name.casefold())
        return name


class _Book:
    """The workbook being written: every sheet is entered in the list of contents, the cover is filled last."""

    def __init__(self, workbook: Any, dossier: Dossier) -> None:
        self._workbook = workbook
        self._dossier = dossier
        self._lang: Lang = dossier.lang
        self._styles = Styles(workbook)
        self._names = SheetNames()
        self._contents: list[Entry] = []
        self._pair_sheets: dict[tuple[int, ItemKind], str] = {}

    def write(self) -> None:
        """All sheets, in the order in which a reader takes them up."""
        dossier, lang = self._dossier, self._lang
        cover = self._workbook.add_worksheet(self._names.make(term("label", "about", lang)))
        if dossier.findings:
            title = phrase("findings", lang)
            sheet = self._sheet(title, len(dossier.findings), phrase("findings_note", lang))
            self._list(sheet, title, findings_table(dossier), A3, phrase("findings_note", lang), 3, ("fingerprint",))
        _write_matrix(self._matrix_sheet(), dossier.report)
        self._write_pairs()
        for key, table in (("gaps", gaps_table(dossier)), ("additions", additions_table(dossier))):
            if table.rows:
                title, note = phrase(key, lang), phrase(f"{key}_note", lang)
                self._list(self._sheet(title, len(table.rows), note), title, table, A3, note, 3, ("id",))
        self._write_surveys()
        self._write_ledgers()
        status = status_table(dossier)
        if status.rows:
            title, note = phrase("status", lang), phrase("status_note", lang)
            self._list(self._sheet(title, len(status.rows), note), title, status, A4, note, 2)
        rejected = rejections_table(dossier)
        if rejected.rows:
            title, note = phrase("rejections", lang), phrase("rejections_note", lang)
            self._list(self._sheet(title, len(rejected.rows), note), title, rejected, A3, note, 4, ("id",))
        if dossier.report.passages:
            title, note = phrase("corrections", lang), phrase("corrections_note", lang)
            self._list(self._sheet(title, None, note), title, corrections_table(lang), A4, note, 1)
        about = Sheet(cover, self._styles, lang)
        write_about(about, dossier, self._contents, self._pair_sheets)

    def _sheet(self, name: str, rows: int | None, note: str) -> Sheet:
        worksheet = self._workbook.add_worksheet(self._names.make(name))
        self._contents.append(Entry(worksheet.get_name(), rows, note))
        return Sheet(worksheet, self._styles, self._lang)

    def _matrix_sheet(self) -> Sheet:
        rows = len(self._dossier.report.matrix.rows)
        return self._sheet(term("label", "matrix", self._lang), rows, phrase("matrix_note", self._lang))

    def _list(
        self, sheet: Sheet, title: str, table: Table, paper: int, note: str, frozen: int, unprinted: Sequence[str] = ()
    ) -> None:
        sheet.set_up(column_widths(table, self._lang), paper=paper)
        sheet.line(f"{self._dossier.report.title}{term('label', 'colon', self._lang)}{title}", "title")
        sheet.line(note, "note")
        sheet.table(table, frozen, unprinted)

    def _write_surveys(self) -> None:
        lang = self._lang
        for survey in self._dossier.surveys:
            level = term("level", survey.plans[0].level or "", lang)
            title = f"{phrase('survey', lang)}{parenthesis(f'{level} {len(survey.plans)}', lang)}"
            note, table = (
                phrase("survey_note", lang, upper=survey.upper.title or survey.upper.id),
                survey_table(survey, lang),
            )
            self._list(self._sheet(title, len(table.rows), note), title, table, A3, note, 3)

    def _write_pairs(self) -> None:
        report, lang = self._dossier.report, self._lang
        if len(report.pairs) > MANY:
            counts, title = counts_table(self._dossier), phrase("counts", lang)
            note = phrase("counts_note", lang)
            self._list(self._sheet(title, len(counts.rows), note), title, counts, A4, note, 3)
            for kind in KINDS:
                pairs = [pair for pair in report.pairs if worth_a_sheet(pair, kind)]
                if pairs:
                    title = f"{term('kind', kind, lang)}{phrase('of_all_pairs', lang)}"
                    self._write_comparison(title, pairs, kind)
            return
        for pair in report.pairs:
            for kind in KINDS:
                if worth_a_sheet(pair, kind):
                    self._write_comparison(f"{pair.number}{term('kind', kind, lang)} {pair.label}", [pair], kind)

    def _write_comparison(self, name: str, pairs: Sequence[PairTable], kind: ItemKind) -> None:
        lang, table = self._lang, comparison_table(pairs, kind, self._lang)
        single = pairs[0] if len(pairs) == 1 else None
        note = single.comparison_label if single else phrase("combined_note", lang, n=len(pairs))
        sheet = self._sheet(name, len(table.rows), note)
        for pair in pairs:
            self._pair_sheets[pair.number, kind] = self._contents[-1].sheet
        sheet.set_up(column_widths(table, lang), paper=A3)
        title = single.label if single else phrase("all_pairs", lang)
        sheet.line(f"{title}{term('label', 'colon', lang)}{term('kind_name', kind, lang)}", "title")
        counts = [(result, sum(pair.count(result, kind) for pair in pairs)) for result in OUTCOMES]
        summary = "　".join(
            f"{MARKS[result]} {term('relation', result, lang)} {count}" for result, count in counts if count
        )
        sheet.line(f"{note}　　{summary}", "note")
        sheet.groups(_groups(table, single, lang))
        sheet.table(table, 2, ("confidence", "id"))

    def _write_ledgers(self) -> None:
        ledgers, lang = self._dossier.ledgers, self._lang
        note = phrase("ledger_note", lang)
        groups = [ledgers] if len(ledgers) > MANY else [(ledger,) for ledger in ledgers]
        for group in groups:
            if not group:
                continue
            table = ledger_table(group, lang)
            label = group[0].label if len(group) == 1 else ""
            name = f"{phrase('ledger', lang)} {label}".strip()
            sheet = self._sheet(name, len(table.rows), note)
            sheet.set_up(column_widths(table, lang), paper=A3)
            title = group[0].title if len(group) == 1 else self._dossier.report.title
            sheet.line(f"{title}{term('label', 'colon', lang)}{phrase('ledger', lang)}", "title")
            sheet.line(note, "note")
            sheet.table(table, 2)


def _write_matrix(sheet: Sheet, report: Report) -> None:
    lang, matrix = report.lang, report.matrix
    categories = any(row.category for row in matrix.rows)
    lead = [("row", 5), ("indicator", 26), *([("category", 10)] if categories else []), ("origin", 9)]
    widths = [width for _, width in lead] + [9 if column.plan is None else 28 for column in matrix.columns]
    sheet.set_up(widths, paper=A3 if sum(widths) > 170 else A4)
    sheet.line(f"{report.title}{term('label', 'colon', lang)}{term('label', 'matrix', lang)}", "title")
    legend = "　".join(f"{MARKS[result]} {term('relation', result, lang)}" for result in OUTCOMES)
    notes = [legend, f"{term('explain', 'no_baseline', lang)}"]
    if matrix.absent:
        names = term("label", "comma", lang).join(matrix.absent)
        notes.append(f"{term('explain', 'absent', lang)}{term('label', 'colon', lang)}{names}")
    sheet.line("　　".join(notes), "note")
    head = [SheetCell(term("column", key, lang), "head") for key, _ in lead]
    sheet.row(head + [SheetCell(column_title(column, lang), "head") for column in matrix.columns], filters=True)
    for number, row in enumerate(matrix.rows, 1):
        cells = [SheetCell(number, "figure"), SheetCell(row.name, "strong")]
        cells += [SheetCell(row.category, "text")] if categories else []
        cells += [SheetCell(row.origin, "muted")]
        cells += [SheetCell.of_lines(cell_lines(cell, lang), _cell_style(cell)) for cell in row.cells]
        sheet.row(cells)
    sheet.freeze(columns=2)


def _cell_style(cell: MatrixCell) -> str:
    """The style of a matrix cell: the colour of its first mark."""
    if cell.state in ("absent", "not_listed"):
        return "muted"
    if cell.marks:
        return f"relation:{cell.marks[0].outcome}"
    return "relation:unknown" if cell.state == "unknown" else "text"


def _groups(table: Table, pair: PairTable | None, lang: Lang) -> list[tuple[str, int]]:
    """Headings over the columns of a side, with the number of columns that each spans."""
    upper = term("label", "reference" if pair and pair.comparison == "cross" else "upper", lang)
    local = term("label", "local", lang)
    if pair is not None:
        colon = term("label", "colon", lang)
        upper += f"{colon}{pair.upper_label}{parenthesis(pair.upper_file, lang)}"
        local += f"{colon}{pair.local_label}{parenthesis(pair.local_file, lang)}"
    titles: dict[Side, str] = {"link": "", "upper": upper, "local": local}
    groups: list[tuple[str, int]] = []
    previous: Side | None = None
    for column in table.columns:
        if column.side == previous:
            groups[-1] = (groups[-1][0], groups[-1][1] + 1)
        else:
            groups.append((titles[column.side], 1))
        previous = column.side
    return groups
