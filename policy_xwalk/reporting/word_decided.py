"""Part six of the report: what people decided, where they differ, what was corrected or set aside, and what no
longer holds.
"""

from __future__ import annotations

from policy_xwalk.reporting import display
from policy_xwalk.reporting.lists import cut, rejection_reason
from policy_xwalk.reporting.word_blocks import WordColumn
from policy_xwalk.reporting.word_findings import MOST_ROWS
from policy_xwalk.reporting.word_parts import CELL, WORKBOOK, ReportParts
from policy_xwalk.wording.documents import phrase
from policy_xwalk.wording.terms import term


def write_decisions(parts: ReportParts) -> None:
    """六、人工判定情况."""
    dossier = parts.dossier
    parts.heading(parts.say("part_decisions"), 1)
    if not (dossier.decisions or dossier.corrections or dossier.rejections or dossier.stale):
        parts.writer.text(parts.say("no_decisions"))
        return
    if dossier.decisions:
        _verdicts(parts)
    if dossier.corrections:
        _corrections(parts)
    if dossier.rejections:
        _rejections(parts)
    if dossier.stale:
        parts.writer.text(parts.say("stale_opening", n=len(dossier.stale)), together=True)
        for line in dossier.stale[:MOST_ROWS]:
            parts.writer.text(line)


def _verdicts(parts: ReportParts) -> None:
    lang, decided = parts.lang, parts.dossier.decisions
    parts.writer.text(
        parts.say(
            "decisions_opening",
            n=len(decided),
            changed=sum(1 for row in decided if row.changed),
            disputed=sum(1 for row in decided if row.disputed),
        )
    )
    parts.caption("decisions")
    columns = [
        WordColumn(phrase("column_number", lang), 10, True),
        WordColumn(phrase("column_item", lang), 46),
        WordColumn(parts.say("column_machine"), 22, True),
        WordColumn(parts.say("column_person"), 28, True),
        WordColumn(parts.say("column_when"), 50),
    ]
    cells = []
    for number, row in enumerate(decided[:MOST_ROWS], 1):
        name = "\n".join(cut(passage.name, 40) for passage in row.row.upper or row.row.local)
        person = row.verdict + (parts.say("disputed") if row.disputed else "")
        said = _said(parts, row.who, row.when, row.why)
        cells.append((str(number), f"{name}\n{row.pair.label}", row.machine, person, said))
    parts.writer.table(columns, cells, size=10.5 if lang == "zh" else 9)
    if len(decided) > MOST_ROWS:
        sheet = term("label", "pairs", lang)
        parts.writer.text(parts.say("rest", shown=MOST_ROWS, n=len(decided), file=WORKBOOK, sheet=sheet))


def _corrections(parts: ReportParts) -> None:
    lang, corrected = parts.lang, parts.dossier.corrections
    parts.writer.text(parts.say("corrections_opening", n=len(corrected)))
    parts.caption("corrections")
    columns = [
        WordColumn(phrase("column_number", lang), 10, True),
        WordColumn(phrase("column_item", lang), 44),
        WordColumn(parts.say("column_field"), 18, True),
        WordColumn(parts.say("column_read"), 24, True),
        WordColumn(parts.say("column_corrected"), 24, True),
        WordColumn(parts.say("column_when"), 36),
    ]
    cells = [
        (
            str(number),
            f"{cut(row.name, 40)}\n{row.plan}",
            row.field,
            cut(row.machine, 40),
            cut(row.value, 40) + (parts.say("disputed") if row.disputed else ""),
            _said(parts, row.who, row.when, row.why),
        )
        for number, row in enumerate(corrected[:MOST_ROWS], 1)
    ]
    parts.writer.table(columns, cells, size=10.5 if lang == "zh" else 9)


def _rejections(parts: ReportParts) -> None:
    lang, rejected = parts.lang, parts.dossier.rejections
    parts.writer.text(parts.say("rejections_opening", n=len(rejected)))
    parts.caption("rejections")
    columns = [
        WordColumn(phrase("column_number", lang), 10, True),
        WordColumn(phrase("column_item", lang), 46),
        WordColumn(phrase("column_quote", lang), 52),
        WordColumn(parts.say("column_when"), 48),
    ]
    cells = []
    for number, row in enumerate(rejected[:MOST_ROWS], 1):
        place = display.parenthesis(row.place, lang) if row.place else ""
        said = cut(rejection_reason(row, lang), CELL)
        cells.append((str(number), f"{cut(row.name, 40)}\n{row.plan} {row.kind}", cut(row.quote, CELL) + place, said))
    parts.writer.table(columns, cells, size=10.5 if lang == "zh" else 9)
    if len(rejected) > MOST_ROWS:
        sheet = phrase("rejections", lang)
        parts.writer.text(parts.say("rest", shown=MOST_ROWS, n=len(rejected), file=WORKBOOK, sheet=sheet))


def _said(parts: ReportParts, who: str, when: str, why: str) -> str:
    reason = term("label", "colon", parts.lang) + cut(why, CELL) if why else ""
    return f"{who}{term('label', 'comma', parts.lang)}{when}{reason}"
