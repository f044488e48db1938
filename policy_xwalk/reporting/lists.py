"""Lists of a run in flat form: findings, what only one side has, task lists, figures reported, corrections to fill in.

Like :mod:`policy_xwalk.reporting.sheets`, for sheets and files alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policy_xwalk.reporting.decided import RejectionRow
from policy_xwalk.reporting.dossier import Dossier
from policy_xwalk.reporting.finding_rows import SEVERITY_MARKS, Cited, FindingRow
from policy_xwalk.reporting.judgement_columns import correction_columns, finding_subject, judge_columns
from policy_xwalk.reporting.ledger import Ledger
from policy_xwalk.reporting.sheets import Cell, CellKind, Column, Table, full_passage, judge_column
from policy_xwalk.reporting.tables import KINDS, PairRow, PairTable, Passage
from policy_xwalk.wording import Lang
from policy_xwalk.wording.documents import phrase
from policy_xwalk.wording.terms import MARKS, OUTCOMES, term

_CORRECTION_ROWS = 40
"""Empty rows on the sheet of corrections."""

_Head = tuple[str, int, CellKind]


def _columns(heads: Sequence[_Head], lang: Lang) -> list[Column]:
    return [Column(key, phrase(f"column_{key}", lang), width, kind, "link") for key, width, kind in heads]


def findings_table(dossier: Dossier) -> Table:
    """A row a finding: how grave, room for the auditor's verdict, both passages with places, what one may do."""
    lang = dossier.lang
    first: list[_Head] = [("number", 5, "muted"), ("severity", 12, "relation"), ("title", 18, "strong")]
    last: list[_Head] = [
        ("plan", 12, "text"),
        ("against", 12, "text"),
        ("message", 38, "text"),
        ("upper_quote", 34, "quote"),
        ("upper_place", 13, "muted"),
        ("local_quote", 34, "quote"),
        ("local_place", 13, "muted"),
        ("suggestion", 28, "text"),
        ("rule", 8, "muted"),
    ]
    if dossier.waived_findings:
        last.append(("waiver", 20, "text"))
    last.append(("fingerprint", 14, "muted"))
    to_fill = judge_columns("finding", lang)
    columns = [
        *_columns(first, lang),
        *(judge_column(column) for column in to_fill if not column.hidden),
        *_columns(last, lang),
        *(judge_column(column) for column in to_fill if column.hidden),
    ]
    rows = []
    for row in dossier.findings:
        texts = finding_texts(row, lang)
        rows.append(
            (
                Cell(str(row.number), "muted", number=row.number),
                Cell(f"{SEVERITY_MARKS[row.severity]} {row.severity_label}", "relation", row.severity),
                Cell(row.title, "strong"),
                *(Cell("", "fill") for column in to_fill if not column.hidden),
                *(Cell(texts[key], kind) for key, _, kind in last),
                Cell(finding_subject(row.finding), "muted"),
            )
        )
    return Table(tuple(columns), tuple(rows), tuple("finding" for _ in rows))


def finding_texts(row: FindingRow, lang: Lang) -> dict[str, str]:
    """The cells of a finding by column."""
    return {
        "plan": row.plan_label,
        "against": row.against_label,
        "message": row.message,
        "upper_quote": _quotes(row.upper),
        "upper_place": _places(row.upper, row.against_label, lang),
        "local_quote": _quotes(row.local),
        "local_place": _places(row.local, row.plan_label, lang),
        "suggestion": row.suggestion,
        "rule": row.rule,
        "waiver": row.waiver,
        "fingerprint": row.finding.fingerprint,
    }


def _quotes(passages: Sequence[Cited]) -> str:
    return _numbered([passage.quote for passage in passages])


def _places(passages: Sequence[Cited], expected: str, lang: Lang) -> str:
    """Places; a plan other than the one of the column is named."""
    colon = term("label", "colon", lang)
    return _numbered(
        [
            passage.place if passage.label == expected else f"{passage.label}{colon}{passage.place}"
            for passage in passages
        ]
    )


def _numbered(texts: Sequence[str]) -> str:
    if len(texts) <= 1:
        return "".join(texts)
    return "\n".join(f"[{number}] {text}" for number, text in enumerate(texts, 1))


def counts_table(dossier: Dossier) -> Table:
    """How many links of each kind of each pair have which outcome."""
    lang = dossier.lang
    heads: list[_Head] = [
        ("number", 6, "muted"),
        ("pair", 30, "strong"),
        ("comparison", 12, "text"),
        ("kind", 10, "text"),
    ]
    columns = [
        *_columns(heads, lang),
        *(
            Column(result, f"{MARKS[result]} {term('relation', result, lang)}", 12, "muted", "link")
            for result in OUTCOMES
        ),
        Column("total", term("label", "total", lang), 8, "muted", "link"),
    ]
    rows: list[tuple[Cell, ...]] = []
    for pair in dossier.report.pairs:
        for kind in KINDS:
            total = len(pair.of_kind(kind))
            if total:
                words = (pair.label, term("comparison", pair.comparison, lang), term("kind_name", kind, lang))
                figures = [pair.count(result, kind) for result in OUTCOMES]
                rows.append(
                    (
                        Cell(str(len(rows) + 1), "muted", number=len(rows) + 1),
                        *(Cell(text, style) for text, (_, _, style) in zip(words, heads[1:], strict=True)),
                        *(Cell(str(figure or ""), "muted", number=figure or None) for figure in figures),
                        Cell(str(total), "muted", number=total),
                    )
                )
    return Table(tuple(columns), tuple(rows))


def gaps_table(dossier: Dossier) -> Table:
    """Upper items of which nothing was found below, pair by pair."""
    return _one_sided(dossier, dossier.rows_with("dropped"), "upper")


def additions_table(dossier: Dossier) -> Table:
    """Local items that elaborate an upper one, or stand by themselves."""
    return _one_sided(dossier, dossier.rows_with("elaborated", "added"), "local")


def _one_sided(dossier: Dossier, found: Sequence[tuple[PairTable, PairRow]], side: str) -> Table:
    lang = dossier.lang
    heads: list[_Head] = [
        ("number", 5, "muted"),
        ("relation", 12, "relation"),
        ("item", 30, "strong"),
        ("pair", 20, "text"),
        ("comparison", 12, "text"),
        ("kind", 10, "text"),
        ("value", 14, "text"),
        ("departments", 14, "text"),
        ("quote", 60, "quote"),
        ("place", 16, "muted"),
    ]
    heads += [("owed", 14, "text")] if side == "upper" else [("basis", 30, "text")]
    heads += [("decided", 18, "text")] if any(row.judgement for _, row in found) else []
    heads += [("id", 12, "muted")]
    rows = []
    for number, (pair, row) in enumerate(found, 1):
        passages = row.upper if side == "upper" else row.local
        comma = term("label", "comma", lang)
        texts = {
            "number": str(number),
            "relation": f"{MARKS[row.outcome]} {row.relation}",
            "item": _numbered([_name(passage) for passage in passages]),
            "pair": pair.label,
            "comparison": term("comparison", pair.comparison, lang),
            "kind": term("kind_name", row.kind, lang),
            "value": _numbered([_value(passage) for passage in passages]),
            "departments": _numbered([passage.departments for passage in passages]),
            "quote": _numbered([full_passage(passage) or term("page", "no_text", lang) for passage in passages]),
            "place": _numbered([passage.place for passage in passages]),
            "owed": row.owed,
            "basis": comma.join(passage.name for passage in row.basis),
            "decided": row.judgement,
            "id": row.link,
        }
        rows.append(
            tuple(
                Cell(
                    texts[key],
                    kind,
                    outcome=row.outcome if key == "relation" else None,
                    number=number if key == "number" else None,
                )
                for key, _, kind in heads
            )
        )
    return Table(tuple(_columns(heads, lang)), tuple(rows))


def _name(passage: Passage) -> str:
    return f"{passage.number} {passage.name}".strip()


def _value(passage: Passage) -> str:
    """Baseline → target of a table row, the value of a number in prose, with attribute."""
    value = f"{passage.baseline} → {passage.value}" if passage.kind == "indicator" else passage.value
    return "\n".join(part for part in (value, passage.attribute) if part)


def ledger_table(ledgers: Sequence[Ledger], lang: Lang, named: bool = False) -> Table:
    """The task list of a plan, with columns to fill in as the work goes on.

    Of several plans, or where ``named``, each row has its plan in front.
    """
    which: list[_Head] = [("plan", 14, "text")] if named or len(ledgers) > 1 else []
    heads: list[_Head] = [
        ("number", 5, "muted"),
        *which,
        ("task", 28, "strong"),
        ("kind", 10, "muted"),
        ("chapter", 18, "text"),
        ("content", 56, "quote"),
        ("goals", 26, "text"),
        ("deadline", 20, "text"),
        ("lead", 16, "text"),
        ("support", 16, "text"),
        ("progress", 24, "fill"),
        ("done", 8, "percent"),
        ("remarks", 14, "fill"),
    ]
    rows = []
    lines = [(ledger.label, row) for ledger in ledgers for row in ledger.rows]
    for number, (label, row) in enumerate(lines, 1):
        texts = {
            "plan": label,
            "task": row.task,
            "kind": row.kind_label,
            "chapter": row.chapter,
            "content": row.content,
            "goals": row.goals,
            "deadline": row.deadline,
            "lead": row.lead,
            "support": row.support,
        }
        cells = [Cell(str(number), "muted", number=number)]
        for key, _, kind in heads[1:]:
            cells.append(Cell(texts.get(key, ""), "chapter" if row.heading else kind))
        rows.append(tuple(cells))
    return Table(tuple(_columns(heads, lang)), tuple(rows))


def status_table(dossier: Dossier) -> Table:
    """The figures that plans report about the past and the present."""
    heads: list[_Head] = [
        ("number", 5, "muted"),
        ("plan", 14, "text"),
        ("item", 34, "strong"),
        ("value", 16, "text"),
        ("as_of", 12, "text"),
        ("quote", 60, "quote"),
        ("place", 16, "muted"),
    ]
    rows = tuple(
        (
            Cell(str(number), "muted", number=number),
            *(Cell(text, kind) for text, (_, _, kind) in zip(row, heads[1:], strict=True)),
        )
        for number, row in enumerate(dossier.status, 1)
    )
    return Table(tuple(_columns(heads, dossier.lang)), rows)


def rejections_table(dossier: Dossier) -> Table:
    """The items that people said are no commitments, with passage, place and reason, and the id to take one back by."""
    heads: list[_Head] = [
        ("number", 5, "muted"),
        ("plan", 14, "text"),
        ("kind", 10, "muted"),
        ("item", 30, "strong"),
        ("quote", 56, "quote"),
        ("place", 16, "muted"),
        ("said", 36, "text"),
        ("id", 24, "muted"),
    ]
    rows = tuple(
        (
            Cell(str(number), "muted", number=number),
            Cell(row.plan, "text"),
            Cell(row.kind, "muted"),
            Cell(row.name, "strong"),
            Cell(row.quote, "quote"),
            Cell(row.place, "muted"),
            Cell(rejection_reason(row, dossier.lang), "text"),
            Cell(row.item, "muted"),
        )
        for number, row in enumerate(dossier.rejections, 1)
    )
    return Table(tuple(_columns(heads, dossier.lang)), rows)


def rejection_reason(row: RejectionRow, lang: Lang) -> str:
    """Who set the item aside, when and why."""
    reason = term("label", "colon", lang) + row.why if row.why else ""
    disputed = phrase("report_disputed", lang) if row.disputed else ""
    return f"{row.who}{term('label', 'comma', lang)}{row.when}{reason}{disputed}"


def corrections_table(lang: Lang) -> Table:
    """Empty rows in which corrected values of items are written."""
    columns = tuple(judge_column(column) for column in correction_columns(lang))
    return Table(columns, tuple(tuple(Cell("", "fill") for _ in columns) for _ in range(_CORRECTION_ROWS)))


def cut(text: str, most: int) -> str:
    """The text, or its beginning with …… where it is longer than ``most`` characters."""
    text = re.sub(r"\s*\n\s*", " ", text.strip())
    return text if len(text) <= most else text[:most].rstrip("，、；：。 ") + "……"
