"""Comparison tables in flat form: columns with widths, rows of typed cells; for sheets and files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from policy_xwalk.records import ItemKind
from policy_xwalk.reporting.finding_rows import Severity
from policy_xwalk.reporting.judgement_columns import JudgementColumn, RowKind, decided_title, judge_columns, row_kind
from policy_xwalk.reporting.tables import PairRow, PairTable, Passage
from policy_xwalk.wording import Lang
from policy_xwalk.wording.terms import MARKS, Outcome, term

Side = Literal["link", "upper", "local"]
CellKind = Literal["text", "strong", "quote", "relation", "number", "muted", "fill", "percent", "chapter"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``width`` counts half-width characters."""

    key: str
    title: str
    width: int
    kind: CellKind
    side: Side
    hidden: bool = False
    choices: bool = False
    """People choose its value from a list."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``outcome`` colours a relation, ``number`` is set where the cell is a figure."""

    text: str
    kind: CellKind
    outcome: Outcome | Severity | None = None
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of one comparison table."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    choices: tuple[RowKind, ...] = ()
    """For each row which list of verdicts it offers; empty where nothing is to be decided."""


_IN_WORDS = 8
"""Differences of one operation that a cell spells out; all of them stand in the page and in the links."""
_FILL = 16
"""Width of the columns to fill in beside two passages, so that all of it is legible on A3."""
_Reader = Callable[[Passage], str]
_Field = tuple[str, int, CellKind, _Reader]
_LinkField = tuple[str, int, CellKind]


def comparison_table(pairs: Sequence[PairTable], kind: ItemKind, lang: Lang) -> Table:
    """The rows of one kind: the machine's call with room for a person's beside it, both sides with passage and place,
    then why. Of several pairs each row names its own; rows are numbered through, so that 对应序号 is unambiguous.
    """
    shown = [(pair, row) for pair in pairs for row in pair.of_kind(kind)]
    fields = _fields(kind, lang)
    first: list[_LinkField] = [("row", 5, "muted"), ("relation", 11, "relation")]
    if any(row.judgement for _, row in shown):
        first.append(("judgement", 16, "text"))
    last: list[_LinkField] = [
        ("flags", 10, "text"),
        ("differences", 36 if kind == "action" else 24, "text"),
        ("reasons", 24, "text"),
        ("owed", 11, "text"),
        ("confidence", 8, "number"),
        ("id", 12, "muted"),
    ]
    if not any(row.reasons for _, row in shown):
        last = [column for column in last if column[0] != "reasons"]
    which: list[_LinkField] = [("pair", 16, "muted"), ("comparison", 12, "muted")] if len(pairs) > 1 else []
    to_fill = judge_columns("pair", lang)
    sides: tuple[Side, Side] = ("upper", "local")
    columns = [
        *(Column(key, _link_title(key, lang), width, cell, "link") for key, width, cell in first),
        *(judge_column(column, _FILL) for column in to_fill if not column.hidden),
        *(Column(key, _link_title(key, lang), width, cell, "link") for key, width, cell in which),
        *(
            Column(key, term("column", key, lang), width, cell, side)
            for side in sides
            for key, width, cell, _ in fields
        ),
        *(Column(key, _link_title(key, lang), width, cell, "link") for key, width, cell in last),
        *(judge_column(column) for column in to_fill if column.hidden),
    ]
    rows = [
        (
            *(_link_cell(number, pair, row, key, cell, lang) for key, _, cell in first),
            *(Cell("", "fill") for column in to_fill if not column.hidden),
            *(_link_cell(number, pair, row, key, cell, lang) for key, _, cell in which),
            *_side(row, "upper", fields, lang),
            *_side(row, "local", fields, lang),
            *(_link_cell(number, pair, row, key, cell, lang) for key, _, cell in last),
            Cell(row.subject, "muted"),
        )
        for number, (pair, row) in enumerate(shown, 1)
    ]
    kinds = tuple(row_kind(upper=bool(row.upper), local=bool(row.local)) for _, row in shown)
    return Table(tuple(columns), tuple(rows), kinds)


def judge_column(column: JudgementColumn, most: int = 99) -> Column:
    """A column that people fill in, or the hidden one that says what its row is about; at most ``most`` wide."""
    kind: CellKind = "muted" if column.hidden else "fill"
    return Column(column.key, column.title, min(column.width, most), kind, "link", column.hidden, column.choices)


def _link_title(key: str, lang: Lang) -> str:
    if key == "judgement":
        return decided_title(lang)
    return term("label" if key == "pair" else "column", key, lang)


def worth_a_sheet(pair: PairTable, kind: ItemKind) -> bool:
    """Whether the table says more than that nothing can be compared."""
    return any(row.outcome != "unknown" for row in pair.of_kind(kind))


def _fields(kind: ItemKind, lang: Lang) -> tuple[_Field, ...]:
    """Columns of one side; a passage of another kind (prose that answers a table row) fills those it has."""

    def name(passage: Passage) -> str:
        text = f"{passage.number} {passage.name}" if passage.number else passage.name
        if passage.kind != kind:
            text += f"\n{_bracket(term('kind_name', passage.kind, lang), lang)}"
        return text

    def value(passage: Passage) -> str:
        return passage.value + _unconfirmed(passage, "target", lang)

    def baseline(passage: Passage) -> str:
        return passage.baseline + _unconfirmed(passage, "baseline", lang)

    def attribute(passage: Passage) -> str:
        return passage.attribute + _unconfirmed(passage, "attribute", lang)

    def quote_or_note(passage: Passage) -> str:
        return full_passage(passage) or term("page", "no_text", lang)

    quote: tuple[_Field, ...] = (
        ("quote", 22 if kind == "indicator" else 48 if kind == "action" else 30, "quote", quote_or_note),
        ("place", 12, "muted", lambda passage: passage.place),
    )
    if kind == "indicator":
        return (
            ("name", 20, "strong", name),
            ("baseline", 10, "text", baseline),
            ("value", 12, "text", value),
            ("attribute", 8, "text", attribute),
            *quote,
        )
    if kind == "target":
        return (
            ("subject", 20, "strong", name),
            ("value", 12, "text", value),
            ("deadline", 8, "text", lambda passage: passage.deadline),
            ("manner", 11, "text", lambda passage: passage.manner),
            *quote,
        )
    return (("title", 18, "strong", name), ("departments", 10, "text", lambda passage: passage.departments), *quote)


def full_passage(passage: Passage) -> str:
    """Heading and text of an action; the sentence or row of anything else."""
    return "\n".join(part for part in (passage.quote, passage.body) if part)


def _side(row: PairRow, side: Side, fields: tuple[_Field, ...], lang: Lang) -> list[Cell]:
    """The cells of one side. Several items are numbered alike in every column, so that they stay together."""
    passages = row.upper if side == "upper" else row.local
    if not passages:
        return [Cell(_gap(row, side, lang) if place == 0 else "", "muted") for place, _ in enumerate(fields)]
    cells = []
    for _, _, kind, read in fields:
        texts = [_excerpt(row, side, passage) if kind == "quote" else "" for passage in passages]
        texts = [text or read(passage) for text, passage in zip(texts, passages, strict=True)]
        if len(texts) == 1:
            cells.append(Cell(texts[0], kind))
        else:
            cells.append(Cell("\n".join(f"[{n}] {text}" for n, text in enumerate(texts, 1) if text), kind))
    return cells


def _excerpt(row: PairRow, side: Side, passage: Passage) -> str:
    """Of a whole task that answers one figure, its heading and the words in question; empty for all else."""
    if passage.kind != "action" or row.kind == "action" or not row.excerpts[side]:
        return ""
    return f"{passage.quote}\n……{'……'.join(row.excerpts[side])}……"


def _gap(row: PairRow, side: Side, lang: Lang) -> str:
    if row.outcome == "unknown":
        return term("relation", "unknown", lang)
    if side == "upper":
        if row.basis:
            names = term("label", "comma", lang).join(passage.name for passage in row.basis)
            return term("label", "basis", lang) + term("label", "colon", lang) + names
        return "—"
    return term("relation", "dropped", lang)


def _link_cell(number: int, pair: PairTable, row: PairRow, key: str, kind: CellKind, lang: Lang) -> Cell:
    if key == "row":
        return Cell(str(number), kind, number=number)
    if key == "relation":
        return Cell(f"{MARKS[row.outcome]} {row.relation}", kind, row.outcome)
    if key == "confidence":
        return Cell(f"{row.confidence:.2f}", kind, number=row.confidence)
    texts = {
        "pair": pair.label,
        "comparison": term("comparison", pair.comparison, lang),
        "flags": term("label", "comma", lang).join(row.flags),
        "differences": differences_text(row, lang),
        "reasons": "\n".join(row.reasons),
        "owed": row.owed,
        "judgement": row.judgement,
        "id": row.link,
    }
    return Cell(texts[key], kind)


def differences_text(row: PairRow, lang: Lang) -> str:
    """The differences by operation, a line each; the first ones in words, the rest as a number."""
    lines = []
    for operation in dict.fromkeys(operation for operation, _ in row.differences):
        texts = [text for found, text in row.differences if found == operation]
        line = operation + term("label", "colon", lang) + term("label", "semicolon", lang).join(texts[:_IN_WORDS])
        if len(texts) > _IN_WORDS:
            line += term("label", "more", lang).format(len(texts))
        lines.append(line)
    return "\n".join(lines)


def _unconfirmed(passage: Passage, field: str, lang: Lang) -> str:
    if field not in passage.unconfirmed_fields:
        return ""
    return "\n" + _bracket(term("explain", "unconfirmed", lang), lang)


def _bracket(text: str, lang: Lang) -> str:
    return (term("label", "open", lang) + text + term("label", "close", lang)).strip()
