"""The cross-walk as an Excel workbook: explanation, indicator matrix, and the comparison tables of each pair."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from pathlib import Path

from policy_xwalk.records import ItemKind, Link, PlanRecords
from policy_xwalk.reporting.display import parenthesis
from policy_xwalk.reporting.excel_cells import Sheet, SheetCell, Styles
from policy_xwalk.reporting.matrix import MatrixCell, cell_lines, column_title
from policy_xwalk.reporting.sheets import Cell, Side, Table, comparison_table, worth_a_sheet
from policy_xwalk.reporting.tables import KINDS, PairTable, Report, RunInfo, build_report
from policy_xwalk.wording import Lang
from policy_xwalk.wording.terms import MARKS, OUTCOMES, term

_A3, _A4 = 8, 9
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31


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
    import xlsxwriter

    report = build_report(records, links, lang, run_info)
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "微软雅黑", "font_size": 10},
    }
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"title": report.title, "created": _document_date(records)})
        workbook.set_size(2400, 1500)
        styles = Styles(workbook)
        names = SheetNames()
        about = workbook.add_worksheet(names.make(term("label", "about", lang)))
        matrix = workbook.add_worksheet(names.make(term("label", "matrix", lang)))
        targets: dict[tuple[int, ItemKind], str] = {}
        for pair in report.pairs:
            for kind in KINDS:
                if worth_a_sheet(pair, kind):
                    name = names.make(f"{pair.number}{term('kind', kind, lang)} {pair.label}")
                    targets[pair.number, kind] = name
                    _write_pair(Sheet(workbook.add_worksheet(name), styles, lang), pair, kind, lang)
        _write_about(Sheet(about, styles, lang), report, targets, matrix.get_name())
        _write_matrix(Sheet(matrix, styles, lang), report)


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


def _document_date(records: Sequence[PlanRecords]) -> datetime.datetime:
    """Date of the document properties: the latest date of issue, since the clock must not change the bytes."""
    dates = sorted(entry.plan.issued for entry in records if entry.plan.issued)
    try:
        return datetime.datetime.fromisoformat(dates[-1][:10]) if dates else datetime.datetime(2000, 1, 1)
    except ValueError:
        return datetime.datetime(2000, 1, 1)


def _write_about(sheet: Sheet, report: Report, targets: dict[tuple[int, ItemKind], str], matrix: str) -> None:
    lang = report.lang
    sheet.set_up((16, *[12.5] * 13, 9, 9, 9), paper=_A4)
    sheet.line(report.title, "title")
    sheet.link(term("label", "matrix", lang), matrix)
    sheet.gap()
    sheet.line(term("label", "plans", lang), "heading")
    heads: list[tuple[str, int]] = [
        ("plan", 1),
        ("title", 3),
        ("level", 1),
        ("region", 2),
        ("issuer", 2),
        ("doc_number", 2),
    ]
    heads += [("issued", 1), ("source", 2)]
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
    if report.matrix.absent:
        names = term("label", "comma", lang).join(report.matrix.absent)
        sheet.line(f"{term('explain', 'absent', lang)}{term('label', 'colon', lang)}{names}", "note")
    sheet.gap()
    sheet.line(term("label", "counts", lang), "heading")
    sheet.row(
        [SheetCell(term("label", "pair", lang), "head"), SheetCell(term("column", "comparison", lang), "head", 3)]
        + [SheetCell(term("label", "kind", lang), "head")]
        + [SheetCell(f"{MARKS[result]} {term('relation', result, lang)}", "head") for result in OUTCOMES]
        + [SheetCell(term("label", "total", lang), "head")]
    )
    for pair in report.pairs:
        for kind in KINDS:
            rows = pair.of_kind(kind)
            name = targets.get((pair.number, kind))
            figures = [SheetCell(pair.count(result, kind) or "", "figure") for result in OUTCOMES]
            label = SheetCell(term("kind", kind, lang), "grid_link" if name else "text", link=name)
            if rows:
                head = [SheetCell(pair.label, "text"), SheetCell(pair.comparison_label, "text", 3), label]
                sheet.row([*head, *figures, SheetCell(len(rows), "figure")])
    sheet.gap()
    sheet.line(term("explain", "reading", lang), "heading")
    for number in range(1, 5):
        sheet.line(f"{number}. {term('explain', f'reading_{number}', lang)}", "plain")
    sheet.line(f"5. {term('explain', 'no_baseline', lang)}", "plain")
    sheet.gap()
    sheet.line(term("label", "legend", lang), "heading")
    for result in OUTCOMES:
        sheet.pair(f"{MARKS[result]} {term('relation', result, lang)}", result, term("relation_legend", result, lang))
    for state in ("not_listed", "absent"):
        sheet.pair(term("explain", state, lang), None, term("explain", f"{state}_legend", lang))
    for comparison in dict.fromkeys(pair.comparison for pair in report.pairs):
        sheet.pair(term("comparison", comparison, lang), None, term("comparison_legend", comparison, lang))
    if report.info.failed:
        sheet.gap()
        sheet.line(term("page", "failed", lang), "heading")
        for line in report.info.failed:
            sheet.line(line, "plain")


def _write_matrix(sheet: Sheet, report: Report) -> None:
    lang, matrix = report.lang, report.matrix
    categories = any(row.category for row in matrix.rows)
    lead = [("row", 5), ("indicator", 26), *([("category", 10)] if categories else []), ("origin", 9)]
    widths = [width for _, width in lead] + [9 if column.plan is None else 28 for column in matrix.columns]
    sheet.set_up(widths, paper=_A3 if sum(widths) > 170 else _A4)
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


def _write_pair(sheet: Sheet, pair: PairTable, kind: ItemKind, lang: Lang) -> None:
    table = comparison_table(pair, kind, lang)
    sheet.set_up([column.width for column in table.columns], paper=_A3)
    sheet.line(f"{pair.label}{term('label', 'colon', lang)}{term('kind_name', kind, lang)}", "title")
    counts = [(result, pair.count(result, kind)) for result in OUTCOMES]
    summary = "　".join(
        f"{MARKS[result]} {term('relation', result, lang)} {count}" for result, count in counts if count
    )
    sheet.line(f"{pair.comparison_label}　　{summary}", "note")
    sheet.groups(_groups(table, pair, lang))
    sheet.row([SheetCell(column.title, "head") for column in table.columns], filters=True)
    for row in table.rows:
        sheet.row([SheetCell(cell.text if cell.number is None else cell.number, _style(cell)) for cell in row])
    printed = [column.key for column in table.columns].index("judgement") + 1
    sheet.freeze(columns=2, printed=printed)


def _style(cell: Cell) -> str:
    if cell.outcome is not None:
        return f"relation:{cell.outcome}"
    return "figure" if cell.kind == "muted" and cell.number is not None else cell.kind


def _groups(table: Table, pair: PairTable, lang: Lang) -> list[tuple[str, int]]:
    """Headings over the columns of a side, with the number of columns that each spans."""
    upper = term("label", "reference" if pair.comparison == "cross" else "upper", lang)
    colon = term("label", "colon", lang)
    titles: dict[Side, str] = {
        "link": "",
        "upper": f"{upper}{colon}{pair.upper_label}{parenthesis(pair.upper_file, lang)}",
        "local": f"{term('label', 'local', lang)}{colon}{pair.local_label}{parenthesis(pair.local_file, lang)}",
    }
    groups: list[tuple[str, int]] = []
    previous: Side | None = None
    for column in table.columns:
        if column.side == previous:
            groups[-1] = (groups[-1][0], groups[-1][1] + 1)
        else:
            groups.append((titles[column.side], 1))
        previous = column.side
    return groups
