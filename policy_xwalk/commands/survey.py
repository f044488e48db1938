"""``survey`` and ``revision``: many local plans beside one upper plan, and two versions of one plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from policy_xwalk.cli_help import PATH, Argument, command, out_file
from policy_xwalk.commands.graph import load_results
from policy_xwalk.commands.rows import Format, Row, form_option, show_rows
from policy_xwalk.errors import PlanError
from policy_xwalk.terminal import tell
from policy_xwalk.wording import Lang
from policy_xwalk.wording.cli import say

if TYPE_CHECKING:
    from policy_xwalk.survey import Survey


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """The commands with their help in one language."""
    results = Argument("results", say("graph_results", lang), type=PATH, metavar="OUT")
    tables = click.Choice(["matrix", "items", "values", "completeness"])
    kinds = click.Choice(["indicator", "target", "action"])
    return (
        command(
            "survey",
            lang,
            lambda **given: _survey(lang=lang, **given),
            results,
            click.Option(["--table"], type=tables, default="items", show_default=True, help=say("survey_table", lang)),
            click.Option(["--upper"], metavar="ID", help=say("survey_upper", lang)),
            click.Option(["--kind"], type=kinds, help=say("survey_kind", lang)),
            click.Option(["--rank"], is_flag=True, help=say("survey_rank", lang)),
            form_option(lang),
            out_file(lang),
        ),
        command(
            "revision",
            lang,
            lambda results, form, output: _revision(results, form, output, lang),
            results,
            form_option(lang),
            out_file(lang),
        ),
    )


def _survey(
    results: Path,
    table: str,
    upper: str | None,
    kind: str | None,
    rank: bool,
    form: Format,
    output: Path | None,
    lang: Lang,
) -> None:
    from policy_xwalk.survey import surveys

    found = load_results(results)
    every = surveys(found.records, found.links)
    made = [survey for survey in every if upper in (None, survey.upper.id)]
    if not every:
        tell(say("survey_none", lang))
    elif not made:
        raise PlanError("survey_no_upper", found=upper, expected=[survey.upper.id for survey in every])
    rows = [row for survey in made for row in _TABLES[table](survey, lang) if kind in (None, row.get("kind", kind))]
    if table == "completeness":
        if rank:
            rows.sort(key=lambda row: -float(row["answered"] or 0))
        tell(say("survey_limits", lang))
    show_rows(rows, form, output, lang)


def _revision(results: Path, form: Format, output: Path | None, lang: Lang) -> None:
    from policy_xwalk.survey import revisions

    found = load_results(results)
    rows = revisions(found.records, found.links)
    if not rows:
        tell(say("revision_none", lang))
    show_rows(rows, form, output, lang)


def _head(survey: Survey) -> dict[str, str | None]:
    return {"upper_plan": survey.upper.title or survey.upper.id, "upper_id": survey.upper.id}


def _place(survey: Survey, place: int) -> str:
    plan = survey.plans[place]
    return "".join(plan.region.path) or plan.region.name if plan.region else plan.title or plan.id


def _matrix(survey: Survey, lang: Lang) -> list[Row]:
    """Long form: a row an item and plan."""
    return [
        {
            **_head(survey),
            "region": _place(survey, place),
            "plan_id": survey.plans[place].id,
            "item": row.item,
            "kind": row.kind,
            "name": row.name,
            "upper_value": row.raw,
            "relation": cell.relation,
            "flags": " ".join(cell.flags),
            "local_value": cell.raw,
            "value": cell.value,
            "unit": row.unit,
            "rise": cell.rise,
            "owed": cell.owed,
            "confidence": cell.confidence,
            "link": cell.link,
        }
        for row in survey.rows
        for place, cell in enumerate(row.cells)
        if cell is not None
    ]


def _items(survey: Survey, lang: Lang) -> list[Row]:
    return [
        {**_head(survey), "item": row.item, "kind": row.kind, "name": row.name, "upper_value": row.raw}
        | {"plans": len(survey.plans)}
        | {name: row.count(name) for name in ("same", "strengthened", "weakened", "changed", "dropped", "unknown")}
        for row in survey.rows
    ]


def _values(survey: Survey, lang: Lang) -> list[Row]:
    """A row for each upper item of which at least one local value can be compared."""
    rows: list[Row] = []
    for row in survey.rows:
        spread, rises = row.values, row.rises
        if spread is not None:
            rows.append(
                {**_head(survey), "item": row.item, "kind": row.kind, "name": row.name, "upper_value": row.raw}
                | {"unit": row.unit, "count": spread.count, "incomparable": row.incomparable}
                | {"minimum": spread.minimum, "lower_quartile": spread.lower_quartile, "median": spread.median}
                | {"upper_quartile": spread.upper_quartile, "maximum": spread.maximum}
                | {"rises": rises.count if rises else 0}
                | {"rise_minimum": rises.minimum if rises else None}
                | {"rise_median": rises.median if rises else None}
                | {"rise_maximum": rises.maximum if rises else None}
            )
    return rows


def _completeness(survey: Survey, lang: Lang) -> list[Row]:
    return [
        {**_head(survey), "region": _place(survey, place), "plan_id": entry.plan}
        | {"found": sum(entry.found.values()), "judged": sum(entry.judged.values()), "answered": entry.share}
        | {"strengthened": entry.strengthened, "weakened": entry.weakened, "added": entry.added}
        | {f"{kind}_found": number for kind, number in entry.found.items()}
        | {f"{kind}_judged": number for kind, number in entry.judged.items()}
        for place, entry in enumerate(survey.completeness)
    ]


_TABLES = {"matrix": _matrix, "items": _items, "values": _values, "completeness": _completeness}
