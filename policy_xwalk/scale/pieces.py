"""Pieces of the final files, made where the parts are: lines of JSON, columns of Parquet, cells of the matrix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from policy_xwalk.audit.waivers import apply_waivers
from policy_xwalk.judgements.apply import Verdicts
from policy_xwalk.records import (
    AnyRecord,
    Finding,
    Indicator,
    Item,
    Judgement,
    Link,
    PlanRecords,
    Target,
    from_json,
    to_json,
)
from policy_xwalk.reporting.display import item_name, parenthesis, target_text, value_text
from policy_xwalk.scale.steps import load_findings, load_links, load_plan
from policy_xwalk.scale.store import Store
from policy_xwalk.scale.tables import ItemRecord, TableName, items_of, parquet_bytes
from policy_xwalk.scale.units import ExportUnit, PairUnit
from policy_xwalk.survey import SurveyColumn, survey_column
from policy_xwalk.wording import Lang
from policy_xwalk.wording.terms import MARKS, outcome, term

Row = dict[str, str]


class PairCells(Struct, frozen=True):
    """A row of the matrix: what a local plan says to each indicator of its upper plan, as text by the row's id."""

    upper: str
    local: str
    comparison: str
    counts: dict[str, int]
    """Outcome to the number of indicator links."""
    cells: dict[str, str]


class Pieces(Struct, frozen=True):
    """What a unit adds to each file. ``sizes`` counts the records written."""

    records: bytes = b""
    links: bytes = b""
    findings: bytes = b""
    tables: dict[TableName, bytes] = {}
    rows: tuple[PairCells, ...] = ()
    columns: tuple[SurveyColumn, ...] = ()
    """Of comparisons in one chain, for the overview of many plans."""
    sizes: dict[str, int] = {}


def pieces_of(unit: ExportUnit, store: Store) -> Pieces:
    """The pieces of one unit; raises :class:`~policy_xwalk.scale.store.LostPart` where a part is gone."""
    return _of_plans(unit, store) if unit.plans else _of_pairs(unit, store)


def _of_plans(unit: ExportUnit, store: Store) -> Pieces:
    plans = [load_plan(ref, store) for ref in unit.plans]
    inside = [load_findings("inside", each.key, store) for each in unit.inside]
    findings = _judged((finding for group in inside for finding in group), unit)
    tables: dict[TableName, bytes] = {}
    if unit.parquet:
        items: list[ItemRecord] = [item for entry in plans for item in items_of(entry)]
        tables = {
            "plans": parquet_bytes("plans", (entry.plan for entry in plans)),
            "items": parquet_bytes("items", items),
            "findings": parquet_bytes("findings", findings),
        }
    records = [record for entry in plans for record in entry]
    return Pieces(lines(records), b"", lines(findings), tables, sizes={"records": len(records)})


def _of_pairs(unit: ExportUnit, store: Store) -> Pieces:
    links: list[Link] = []
    findings: list[Finding] = []
    rows: list[PairCells] = []
    columns: list[SurveyColumn] = []
    for pair in unit.pairs:
        found = load_links(pair, store)
        links += found
        findings += load_findings("between", pair.between_key, store)
        local = load_plan(pair.local, store)
        rows.append(cells_of(pair, found, local, unit.lang))
        if pair.comparison in ("direct", "skip"):
            columns.append(survey_column(load_plan(pair.upper, store), local, found))
    judged = _judged(findings, unit)
    tables: dict[TableName, bytes] = {}
    if unit.parquet:
        tables = {"links": parquet_bytes("links", links), "findings": parquet_bytes("findings", judged)}
    return Pieces(b"", lines(links), lines(judged), tables, tuple(rows), tuple(columns), {"links": len(links)})


def _judged(findings: Iterable[Finding], unit: ExportUnit) -> list[Finding]:
    """The findings as people judged them and set them aside."""
    words = [record for line in unit.verdicts if isinstance(record := from_json(line), Judgement)]
    return list(Verdicts(words).settle(apply_waivers(findings, dict(unit.waivers))))


def lines(records: Iterable[AnyRecord]) -> bytes:
    """Records as JSON Lines."""
    return "".join(f"{to_json(record)}\n" for record in records).encode()


def cells_of(pair: PairUnit, links: Sequence[Link], local: PlanRecords, lang: Lang) -> PairCells:
    """What the local plan says to each indicator of the upper one: its values and what became of the commitment."""
    items: dict[str, Item] = {}
    for group in (local.indicators, local.targets, local.actions):
        items.update({item.id: item for item in group})
    counts: dict[str, int] = {}
    cells: dict[str, list[str]] = {}
    for link in links:
        if link.kind != "indicator":
            continue
        result = outcome(link)
        counts[result] = counts.get(result, 0) + 1
        for upper in link.upper:
            cells.setdefault(upper, []).append(_cell(link, [items[i] for i in link.local if i in items], lang))
    separator = term("label", "semicolon", lang)
    joined = {upper: separator.join(texts) for upper, texts in cells.items()}
    return PairCells(pair.upper.id, pair.local.id, pair.comparison, counts, joined)


def _cell(link: Link, local: Sequence[Item], lang: Lang) -> str:
    comma = term("label", "comma", lang)
    values = comma.join(_value(item, lang) for item in local)
    details = [term("flag", flag, lang) for flag in link.flags]
    if link.unconfirmed:
        details.append(term("explain", "unconfirmed", lang))
    mark = f"{MARKS[outcome(link)]} {term('relation', outcome(link), lang)}"
    mark += parenthesis(comma.join(details), lang)
    return f"{values} {mark}".strip()


def _value(item: Item, lang: Lang) -> str:
    if isinstance(item, Indicator):
        return f"{value_text(item.baseline, lang)} → {value_text(item.target, lang)}"
    return target_text(item, lang) if isinstance(item, Target) else item_name(item)
