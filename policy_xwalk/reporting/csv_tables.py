"""Links, findings and task lists as CSV: UTF-8 with BOM, so that Excel opens them with Chinese characters.

The columns are those of the workbook, without the ones to fill in. No cell is one that a spreadsheet takes for a
formula (:func:`policy_xwalk.reporting.matrix_csv.harmless`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from policy_xwalk.reporting.dossier import Dossier
from policy_xwalk.reporting.lists import findings_table, ledger_table
from policy_xwalk.reporting.matrix_csv import harmless
from policy_xwalk.reporting.sheets import Table, full_passage
from policy_xwalk.reporting.tables import PairRow, PairTable, Passage
from policy_xwalk.wording.documents import phrase
from policy_xwalk.wording.terms import term

_SIDE = ("name", "baseline", "value", "attribute", "deadline", "departments", "quote", "place")


def links_csv(dossier: Dossier) -> bytes:
    """A row a link: both plans, relation, both sides with passage and place, reasons, what a person decided."""
    lang = dossier.lang
    upper, local = term("label", "upper", lang), term("label", "local", lang)
    gap = " " if lang == "en" else ""
    side = [term("column", "indicator" if key == "name" else key, lang) for key in _SIDE]
    side[0] = phrase("column_item", lang)
    heads = [
        phrase("column_number", lang),
        upper + gap + term("label", "plan", lang),
        local + gap + term("label", "plan", lang),
        phrase("column_comparison", lang),
        phrase("column_kind", lang),
        phrase("column_relation", lang),
        *(upper + gap + head for head in side),
        *(local + gap + head for head in side),
        *(term("column", key, lang) for key in ("flags", "reasons", "owed", "confidence")),
        phrase("column_basis", lang),
        phrase("column_decided", lang),
        phrase("column_id", lang),
    ]
    rows = [(pair, row) for pair in dossier.report.pairs for row in pair.rows]
    return _csv([heads, *(_link(number, pair, row, dossier) for number, (pair, row) in enumerate(rows, 1))])


def _link(number: int, pair: PairTable, row: PairRow, dossier: Dossier) -> list[str]:
    lang = dossier.lang
    comma, semicolon = term("label", "comma", lang), term("label", "semicolon", lang)
    return [
        str(number),
        pair.upper_label,
        pair.local_label,
        term("comparison", pair.comparison, lang),
        term("kind_name", row.kind, lang),
        row.relation,
        *_side(row.upper, semicolon),
        *_side(row.local, semicolon),
        comma.join(row.flags),
        semicolon.join(row.reasons),
        row.owed,
        f"{row.confidence:.2f}",
        comma.join(passage.name for passage in row.basis),
        row.judgement.replace("\n", semicolon),
        row.link,
    ]


def _side(passages: Sequence[Passage], separator: str) -> list[str]:
    return [separator.join(filter(None, (_value(passage, key) for passage in passages))) for key in _SIDE]


def _value(passage: Passage, key: str) -> str:
    """A field of a passage; of a task its heading with the whole text."""
    return " ".join((full_passage(passage) if key == "quote" else str(getattr(passage, key))).split("\n"))


def findings_csv(dossier: Dossier) -> bytes:
    """A row a finding."""
    return _of_table(findings_table(dossier))


def tasks_csv(dossier: Dossier) -> bytes:
    """The task lists of all plans, the plan in front."""
    table = ledger_table(dossier.ledgers, dossier.lang, named=True)
    return _of_table(table)


def _of_table(table: Table) -> bytes:
    kept = [place for place, column in enumerate(table.columns) if column.kind not in ("fill", "percent")]
    kept = [place for place in kept if not table.columns[place].hidden]
    heads = [table.columns[place].title for place in kept]
    return _csv([heads, *([row[place].text for place in kept] for row in table.rows)])


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")
