"""Many local plans beside one upper plan as a flat table: a row an upper item, with counts, spread and each value."""

from __future__ import annotations

from policy_xwalk.records import Number, Relation
from policy_xwalk.reporting.display import number_text
from policy_xwalk.reporting.sheets import Cell, Column, Table
from policy_xwalk.survey import Survey, SurveyRow
from policy_xwalk.wording import Lang
from policy_xwalk.wording.graph import COLUMN_TITLES
from policy_xwalk.wording.terms import MARKS, term

MOST_PLANS = 60
"""More plans than these get no columns of their own; the counts and spreads cover them all."""

_COUNTED: tuple[Relation, ...] = ("same", "strengthened", "changed", "weakened", "dropped", "unknown")
_SPREAD = ("unit", "count", "minimum", "median", "maximum", "rise_median")


def survey_table(survey: Survey, lang: Lang) -> Table:
    """Rows in the order of the upper plan, columns of plans by region code: nothing is ranked."""
    plans = survey.plans if len(survey.plans) <= MOST_PLANS else ()
    columns = [
        Column("kind", term("label", "kind", lang), 8, "muted", "link"),
        Column("name", COLUMN_TITLES["upper_name"][lang], 34, "strong", "upper"),
        Column("value", COLUMN_TITLES["upper_value"][lang], 14, "text", "upper"),
        *(Column(name, f"{MARKS[name]} {term('relation', name, lang)}", 9, "muted", "link") for name in _COUNTED),
        *(Column(name, COLUMN_TITLES[name][lang], 10, "muted", "link") for name in _SPREAD),
        *(Column(plan.id, plan.region.name if plan.region else plan.id, 14, "relation", "local") for plan in plans),
    ]
    rows = tuple(_row(row, len(plans), lang) for row in survey.rows if row.count(*_COUNTED))
    return Table(tuple(columns), rows)


def _row(row: SurveyRow, plans: int, lang: Lang) -> tuple[Cell, ...]:
    spread, rises = row.values, row.rises
    figures: list[Number | None] = [None] * 4
    if spread is not None:
        figures = [spread.count, spread.minimum, spread.median, spread.maximum]
    cells = [
        Cell(term("kind", row.kind, lang), "muted"),
        Cell(row.name, "strong"),
        Cell(row.raw or "", "text"),
        *(_figure(row.count(relation) or None) for relation in _COUNTED),
        Cell(row.unit or "" if spread is not None else "", "muted"),
        *(_figure(figure) for figure in figures),
        _figure(rises.median if rises is not None else None),
    ]
    for cell in row.cells[:plans]:
        if cell is None:
            cells.append(Cell("", "relation"))
        else:
            cells.append(Cell(f"{MARKS[cell.relation]} {cell.raw or ''}".rstrip(), "relation", cell.relation))
    return tuple(cells)


def _figure(number: Number | None) -> Cell:
    return Cell("" if number is None else number_text(number), "muted", number=number)
