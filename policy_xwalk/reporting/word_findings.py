"""Middle parts of the report: findings, what only one side has, findings set aside."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from policy_xwalk.records import Comparison
from policy_xwalk.reporting import display
from policy_xwalk.reporting.finding_rows import SEVERITIES, Cited, FindingRow, Severity
from policy_xwalk.reporting.lists import cut
from policy_xwalk.reporting.sheets import full_passage
from policy_xwalk.reporting.tables import PairRow, PairTable, Passage
from policy_xwalk.reporting.word_blocks import WordColumn
from policy_xwalk.reporting.word_parts import CELL, QUOTE, ReportParts
from policy_xwalk.wording.audit import severity_name
from policy_xwalk.wording.documents import phrase
from policy_xwalk.wording.terms import MARKS, term

MOST: dict[Severity, int] = {"error": 40, "warning": 40, "info": 60}
"""Findings of a severity that the report spells out; hints stand in a table."""
MOST_ROWS = 120
"""Rows of a list in the report; all of them stand in the workbook."""
_FEWEST = 5
"""Rows that a pair has in such a list, however many pairs there are."""
_PASSAGES = 3
"""Passages of a side that a finding quotes."""


def write_findings(parts: ReportParts) -> None:
    """三、疑似问题, the gravest first; each with the passages it rests on."""
    lang, found = parts.lang, parts.dossier.open_findings
    parts.heading(parts.say("part_findings"), 1)
    if not found:
        parts.writer.text(parts.say("no_findings"))
        return
    by_severity = {severity: [row for row in found if row.severity == severity] for severity in SEVERITIES}
    counts = [
        parts.say("count_findings", severity=severity_name(severity, lang), n=len(rows))
        for severity, rows in by_severity.items()
        if rows
    ]
    parts.writer.text(parts.say("findings_opening", n=len(found), counts=term("label", "comma", lang).join(counts)))
    sheet = phrase("findings", lang)
    for severity, rows in by_severity.items():
        if not rows:
            continue
        parts.heading(parts.say("findings_of", severity=severity_name(severity, lang), n=len(rows)), 2)
        shown = rows[: MOST[severity]]
        if severity == "info":
            parts.caption("infos")
            _finding_table(parts, shown)
        else:
            for _, alike in groupby(shown, lambda row: (row.rule, row.plan_label, row.against_label, row.suggestion)):
                _findings(parts, tuple(alike))
        parts.rest(len(shown), len(rows), sheet)


def _findings(parts: ReportParts, rows: Sequence[FindingRow]) -> None:
    """Findings of one rule about one pair under one heading, with one suggestion."""
    first = rows[0]
    concerns = parts.say(
        "concerns_pair" if first.against_label else "concerns", plan=first.plan_label, against=first.against_label
    )
    parts.heading(f"{first.title}{display.parenthesis(concerns, parts.lang)}", 3)
    local = "local_says" if first.against_label else "plan_says"
    for number, row in enumerate(rows, 1):
        mark = parts.say("one_of", n=number) if len(rows) > 1 else ""
        parts.writer.text(mark + row.message, together=True)
        for code, passages in (("upper_says", row.upper), (local, row.local)):
            for passage in passages[:_PASSAGES]:
                parts.writer.text(("b", parts.say(code, label=passage.label)), _quoted(parts, passage))
    if first.suggestion:
        parts.writer.text(("b", parts.say("suggest")), first.suggestion)


def _quoted(parts: ReportParts, passage: Cited) -> str:
    quote = cut(passage.quote, QUOTE)
    place = display.parenthesis(passage.place, parts.lang) + ("." if parts.lang == "en" else "。")
    return parts.say("quoted", quote=quote, place=place) if quote else parts.say("no_upper_text") + place


def _finding_table(parts: ReportParts, rows: Sequence[FindingRow]) -> None:
    lang = parts.lang
    columns = [
        WordColumn(phrase("column_number", lang), 11, True),
        WordColumn(phrase("column_title", lang), 26),
        WordColumn(phrase("column_plan", lang), 18, True),
        WordColumn(phrase("column_message", lang), 54),
        WordColumn(phrase("column_quote", lang), 47),
    ]
    cells = [
        (str(number), row.title, row.plan_label, row.message, _short(parts, row)) for number, row in enumerate(rows, 1)
    ]
    parts.writer.table(columns, cells, size=10.5 if lang == "zh" else 9)


def _short(parts: ReportParts, row: FindingRow) -> str:
    """The passage that a hint rests on, briefly: the local one where there is one."""
    passages = row.local or row.upper
    return "\n".join(
        cut(passage.quote, CELL // 2) + display.parenthesis(passage.place, parts.lang) for passage in passages[:2]
    )


def write_one_sided(parts: ReportParts) -> None:
    """四、未见对应 and 五、细化和新增, pair by pair."""
    dossier = parts.dossier
    gaps = dossier.rows_with("dropped")
    only_cross = bool(gaps) and all(pair.comparison == "cross" for pair, _ in gaps)
    parts.heading(parts.say("part_gaps_cross" if only_cross else "part_gaps"), 1)
    _pair_tables(parts, gaps, "upper", "gaps")
    parts.heading(parts.say("part_additions"), 1)
    _pair_tables(parts, dossier.rows_with("elaborated", "added"), "local", "additions")


def _pair_tables(parts: ReportParts, found: Sequence[tuple[PairTable, PairRow]], side: str, code: str) -> None:
    if not found:
        parts.writer.text(parts.say(f"no_{code}"))
        return
    if code == "additions" or any(pair.comparison != "cross" for pair, _ in found):
        parts.writer.text(parts.say(f"{code}_opening"))
    by_pair = {pair.number: (pair, [row for other, row in found if other is pair]) for pair, _ in found}
    each, shown = max(_FEWEST, MOST_ROWS // len(by_pair)), 0
    for pair, rows in by_pair.values():
        if shown >= MOST_ROWS:
            break
        rows = rows[: min(each, MOST_ROWS - shown)] if len(found) > MOST_ROWS else rows
        shown += len(rows)
        kind = display.parenthesis(term("comparison", pair.comparison, parts.lang), parts.lang)
        parts.heading(f"{pair.label}{kind}", 2)
        if code == "gaps" and pair.comparison == "cross":
            parts.writer.text(parts.say("gaps_opening_cross"))
        parts.caption(code)
        _one_sided_table(parts, rows, side, pair.comparison)
    parts.rest(shown, len(found), phrase(code, parts.lang))


def _one_sided_table(parts: ReportParts, rows: Sequence[PairRow], side: str, comparison: Comparison) -> None:
    lang = parts.lang
    # Across chains nothing is owed, so there is no column to say so.
    last = "basis" if side == "local" else "owed" if comparison != "cross" else None
    first = WordColumn(phrase("column_relation", lang), 25, True) if side == "local" else None
    columns = [
        WordColumn(phrase("column_number", lang), 10, True),
        first or WordColumn(phrase("column_kind", lang), 18, True),
        WordColumn(phrase("column_item", lang), 40),
        WordColumn(phrase("column_quote", lang), {"basis": 53.0, "owed": 63.0, None: 88.0}[last]),
        *([WordColumn(phrase(f"column_{last}", lang), 28 if last == "basis" else 25)] if last else []),
    ]
    cells = []
    for number, row in enumerate(rows, 1):
        passages = row.upper if side == "upper" else row.local
        kind = term("kind_name", row.kind, lang)
        basis = term("label", "comma", lang).join(passage.name for passage in row.basis)
        cells.append(
            (
                str(number),
                kind if side == "upper" else f"{MARKS[row.outcome]} {row.relation}\n{kind}",
                "\n".join(_named(passage, lang) for passage in passages),
                "\n".join(_excerpt(parts, passage) for passage in passages),
                *([cut(basis, CELL) or display.DASH] if last == "basis" else [row.owed] if last else []),
            )
        )
    parts.writer.table(columns, cells, size=10.5 if lang == "zh" else 9)


def _named(passage: Passage, lang: str) -> str:
    value = f"{'：' if lang == 'zh' else ': '}{passage.value}" if passage.value else ""
    return f"{cut(passage.name, 40)}{value}"


def _excerpt(parts: ReportParts, passage: Passage) -> str:
    quote = cut(full_passage(passage), CELL) or parts.say("no_upper_text")
    return quote + display.parenthesis(passage.place, parts.lang)


def write_waived(parts: ReportParts) -> None:
    """七、已说明不再提示的问题: silenced, not hidden."""
    lang, waived = parts.lang, parts.dossier.waived_findings
    if not waived:
        return
    parts.heading(parts.say("part_waived"), 1)
    parts.caption("waived")
    columns = [
        WordColumn(phrase("column_number", lang), 10, True),
        WordColumn(phrase("column_title", lang), 34),
        WordColumn(phrase("column_plan", lang), 22, True),
        WordColumn(phrase("column_message", lang), 48),
        WordColumn(phrase("column_waiver", lang), 42),
    ]
    cells = [
        (str(number), row.title, row.plan_label, row.message, row.waiver)
        for number, row in enumerate(waived[:MOST_ROWS], 1)
    ]
    parts.writer.table(columns, cells, size=10.5 if lang == "zh" else 9)
    parts.rest(min(MOST_ROWS, len(waived)), len(waived), phrase("findings", lang))
