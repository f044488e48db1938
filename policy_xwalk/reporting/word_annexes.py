"""Last parts of the report: the signature, 附件1 指标对照表 on pages on their side, 附件2 任务清单."""

from __future__ import annotations

from policy_xwalk.reporting.ledger import LedgerRow
from policy_xwalk.reporting.lists import cut
from policy_xwalk.reporting.matrix import MatrixCell, cell_lines, column_title
from policy_xwalk.reporting.word_blocks import WordColumn
from policy_xwalk.reporting.word_layout import LANDSCAPE_WIDTH
from policy_xwalk.reporting.word_parts import WORKBOOK, ReportParts
from policy_xwalk.wording.documents import phrase
from policy_xwalk.wording.terms import term

PLANS_A_TABLE = 5
"""Columns of plans that a page on its side holds; more go into further tables."""
MOST_PLANS = 15
MOST_INDICATORS = 120
MOST_LEDGERS = 4
MOST_TASKS = 160
"""Rows of all task lists together."""
_WORK = 48
"""Characters of a task's text: two lines."""


def write_annexes(parts: ReportParts) -> None:
    """The list of annexes and the lines to sign on, then the annexes."""
    dossier = parts.dossier
    titles = []
    if dossier.report.matrix.rows:
        titles.append("annex_matrix")
    if dossier.ledgers:
        titles.append("annex_ledger")
    parts.writer.line("")
    if titles:
        listed = [f"{number}. {parts.say(code)}" for number, code in enumerate(titles, 1)]
        parts.writer.text(parts.say("annexes") + listed[0], together=True)
        for line in listed[1:]:
            parts.writer.text("　　　" + line, together=True)
        parts.writer.line("")
    parts.writer.line(parts.say("sign"), right=True)
    parts.writer.line(parts.say("date"), right=True)
    for number, code in enumerate(titles, 1):
        mark = parts.say("annex", n=number)
        if code == "annex_matrix":
            parts.writer.annex(mark, parts.say(code), landscape=True)
            _matrix(parts)
        else:
            parts.writer.annex(mark, parts.say(code), landscape=True)
            _ledgers(parts)


def _matrix(parts: ReportParts) -> None:
    lang, matrix = parts.lang, parts.dossier.report.matrix
    places = [place for place, column in enumerate(matrix.columns) if column.plan is not None]
    shown, rows = places[:MOST_PLANS], matrix.rows[:MOST_INDICATORS]
    sheet = term("label", "matrix", lang)
    parts.writer.line(term("explain", "no_baseline", lang))
    for start in range(0, len(shown), PLANS_A_TABLE):
        group = shown[start : start + PLANS_A_TABLE]
        width = (LANDSCAPE_WIDTH - 12 - 58) / len(group)
        columns = [
            WordColumn(term("column", "row", lang), 12, True),
            WordColumn(term("column", "indicator", lang), 58),
            *(WordColumn(column_title(matrix.columns[place], lang), width) for place in group),
        ]
        cells = [
            (str(number), row.name, *(_cell(row.cells[place], parts) for place in group))
            for number, row in enumerate(rows, 1)
            # A table of further plans leaves out what none of them has.
            if len(shown) <= PLANS_A_TABLE or any(row.cells[place].state != "not_listed" for place in group)
        ]
        parts.writer.table(columns, cells, size=10.5 if lang == "zh" else 9)
    if len(places) > MOST_PLANS:
        parts.writer.text(parts.say("rest_plans", shown=MOST_PLANS, n=len(places), file=WORKBOOK, sheet=sheet))
    parts.rest(len(rows), len(matrix.rows), sheet)


def _cell(cell: MatrixCell, parts: ReportParts) -> str:
    return "\n".join("".join(text for text, _ in line) for line in cell_lines(cell, parts.lang))


def _ledgers(parts: ReportParts) -> None:
    lang, ledgers = parts.lang, parts.dossier.ledgers
    parts.writer.line(parts.say("ledger_note", file=WORKBOOK))
    columns = [
        WordColumn(phrase("column_number", lang), 11, True),
        WordColumn(phrase("column_task", lang), 42),
        WordColumn(phrase("column_content", lang), 84),
        WordColumn(phrase("column_deadline", lang), 22, True),
        WordColumn(phrase("column_lead", lang), 20, True),
        WordColumn(phrase("column_support", lang), 20, True),
        WordColumn(phrase("column_progress", lang), 26),
    ]
    left, shown = MOST_TASKS, 0
    for ledger in ledgers[:MOST_LEDGERS]:
        if left <= 0:
            break
        rows = ledger.rows[:left]
        left, shown = left - len(rows), shown + 1
        parts.writer.caption(ledger.title)
        cells = [(str(row.number), row.task, _content(row), row.deadline, row.lead, row.support, "") for row in rows]
        parts.writer.table(columns, cells, size=9)
        parts.rest(len(rows), len(ledger.rows), phrase("ledger", lang))
    if len(ledgers) > shown:
        sheet = phrase("ledger", lang)
        parts.writer.text(parts.say("rest_plans", shown=shown, n=len(ledgers), file=WORKBOOK, sheet=sheet))


def _content(row: LedgerRow) -> str:
    """Content in short, and every number committed to."""
    return "\n".join(part for part in (cut(row.content, _WORK), row.goals) if part)
