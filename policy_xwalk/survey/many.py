"""One upper plan against many local ones: who kept what, how far the values lie apart, how complete each answer is.

A survey keeps of each local plan only what the tables need (:class:`SurveyColumn`), so three thousand fit in memory.
Only comparisons in one chain (direct and skip) are surveyed; a plan beside another answers nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import quantiles

from msgspec import UNSET, Struct

from policy_xwalk.records import Indicator, Item, ItemKind, Link, Number, Plan, PlanRecords, Relation, Target, Value

_LEVELS = "nation province city county town"
KINDS: tuple[ItemKind, ...] = ("indicator", "target", "action")
FOUND: tuple[Relation, ...] = ("same", "strengthened", "weakened", "changed")
"""Relations of an upper item that the local plan answers."""


class Cell(Struct, frozen=True):
    """What became of one upper item in one local plan."""

    relation: Relation
    flags: tuple[str, ...]
    owed: str
    confidence: float
    unconfirmed: bool
    link: str
    item: str | None
    """Id of the local item; None where there is none."""
    raw: str | None
    """Its value as printed."""
    value: Number | None
    """Its value in the base unit of the upper item; None where it is no single number or has another unit."""
    rise: Number | None
    """Value less baseline, in the same unit."""


class SurveyColumn(Struct, frozen=True):
    """What a survey keeps of one local plan: small, and written as plain data, so that workers can hand it on."""

    upper: str
    local: str
    cells: dict[str, Cell]
    """By the id of the upper item."""
    added: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """How the values of one indicator spread: the five numbers of a box plot, and on how many plans they rest."""

    count: int
    minimum: Number
    lower_quartile: Number
    median: Number
    upper_quartile: Number
    maximum: Number

    @classmethod
    def of(cls, values: Sequence[Number]) -> Distribution | None:
        """None of no values. Quartiles are of the values given, not of a population beyond them (R's type 7)."""
        if not values:
            return None
        if len(values) == 1:
            return cls(1, *(values[0],) * 5)
        low, middle, high = (_neat(value) for value in quantiles(values, n=4, method="inclusive"))
        return cls(len(values), min(values), low, middle, high, max(values))


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One upper item and its fate in each local plan, in the order of :attr:`Survey.plans`."""

    item: str
    kind: ItemKind
    name: str
    raw: str | None
    unit: str | None
    """The base unit of the values of this row."""
    quote: str
    cells: tuple[Cell | None, ...]
    """None where the local plan was not compared."""

    def count(self, *relations: Relation) -> int:
        """In how many local plans the item fared so."""
        return sum(1 for cell in self.cells if cell is not None and cell.relation in relations)

    @property
    def values(self) -> Distribution | None:
        """Spread of the local values that can be compared."""
        return Distribution.of([cell.value for cell in self.cells if cell is not None and cell.value is not None])

    @property
    def rises(self) -> Distribution | None:
        """Spread of the rises from baseline to target."""
        return Distribution.of([cell.rise for cell in self.cells if cell is not None and cell.rise is not None])

    @property
    def incomparable(self) -> int:
        """Local plans that answer the item with a value that is no number of its unit."""
        return sum(1 for cell in self.cells if cell is not None and cell.item is not None and cell.value is None)


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what the upper plan asks of this level a local plan answers.

    ``judged`` leaves out what the upper plan keeps for itself and what could not be compared. The measure counts
    passages, not their worth: a plan that copies the upper one answers everything.
    """

    plan: str
    found: dict[ItemKind, int]
    judged: dict[ItemKind, int]
    strengthened: int
    weakened: int
    added: int

    @property
    def share(self) -> float | None:
        """Found by judged over all kinds; None where nothing could be judged."""
        judged = sum(self.judged.values())
        return round(sum(self.found.values()) / judged, 4) if judged else None


@dataclass(frozen=True)
class Survey:
    """An upper plan, the local plans of one level compared with it (by region code), a row for each upper item."""

    upper: Plan
    plans: tuple[Plan, ...]
    rows: tuple[SurveyRow, ...]
    added: tuple[int, ...]
    """How many items of each local plan have no basis in the upper one."""

    def of_kind(self, kind: ItemKind) -> tuple[SurveyRow, ...]:
        """The rows of one kind."""
        return tuple(row for row in self.rows if row.kind == kind)

    @cached_property
    def completeness(self) -> tuple[Completeness, ...]:
        """One entry a local plan, in the order of :attr:`plans`: no ranking."""
        return tuple(self._completeness(place) for place in range(len(self.plans)))

    def _completeness(self, place: int) -> Completeness:
        cells = [(row.kind, cell) for row in self.rows if (cell := row.cells[place]) is not None]
        asked = [(kind, cell) for kind, cell in cells if cell.owed != "no" and cell.relation != "unknown"]
        found = Counter(kind for kind, cell in asked if cell.relation in FOUND)
        judged = Counter(kind for kind, _ in asked)
        relations = Counter(cell.relation for _, cell in cells)
        return Completeness(
            self.plans[place].id,
            {kind: found[kind] for kind in KINDS},
            {kind: judged[kind] for kind in KINDS},
            relations["strengthened"],
            relations["weakened"],
            self.added[place],
        )

    def most(self, *relations: Relation, kind: ItemKind | None = None) -> tuple[SurveyRow, ...]:
        """The rows that fared so in any local plan, most often first; equal ones in the order of the upper plan."""
        rows = [row for row in self.rows if kind in (None, row.kind) and row.count(*relations)]
        return tuple(sorted(rows, key=lambda row: -row.count(*relations)))


def survey_column(upper: PlanRecords, local: PlanRecords, links: Iterable[Link]) -> SurveyColumn:
    """One local plan beside the upper one; links of other pairs are passed over."""
    items = {item.id: item for item in local.items}
    units = {item.id: _unit(item) for item in upper.items}
    best: dict[str, tuple[tuple[int, int, float], Link]] = {}
    added = 0
    for link in links:
        if link.upper_plan != upper.plan.id or link.local_plan != local.plan.id:
            continue
        added += link.relation == "added" and not link.basis
        rank = _rank(link, items)
        for identifier in link.upper:
            if identifier in units and (identifier not in best or rank > best[identifier][0]):
                best[identifier] = rank, link
    cells = {identifier: _cell(units[identifier], link, items) for identifier, (_, link) in best.items()}
    return SurveyColumn(upper.plan.id, local.plan.id, cells, added)


def _cell(unit: str | None, link: Link, items: dict[str, Item]) -> Cell:
    local = next((items[identifier] for identifier in link.local if identifier in items), None)
    value, rise = _figures(local, unit) if local is not None else (None, None)
    return Cell(
        link.relation,
        link.flags,
        link.owed,
        link.confidence,
        link.unconfirmed,
        link.id,
        local.id if local is not None else None,
        _raw(local) if local is not None else None,
        value,
        rise,
    )


def gather(upper: PlanRecords, columns: Iterable[tuple[Plan, SurveyColumn]]) -> Survey:
    """The survey of an upper plan from the columns of its local plans."""
    ordered = sorted(columns, key=lambda column: _order(column[0]))
    rows = tuple(
        SurveyRow(
            item.id,
            _kind(item),
            item.name if isinstance(item, Indicator) else item.subject if isinstance(item, Target) else item.title,
            _raw(item),
            _unit(item),
            item.quote,
            tuple(column.cells.get(item.id) for _, column in ordered),
        )
        for item in upper.items
    )
    plans = tuple(plan for plan, _ in ordered)
    return Survey(upper.plan, plans, rows, tuple(column.added for _, column in ordered))


def surveys(records: Sequence[PlanRecords], links: Sequence[Link], *, at_least: int = 2) -> tuple[Survey, ...]:
    """A survey for each upper plan and each level below it with at least so many plans compared, highest first.

    Plans of two levels are not thrown together: what a province sets and what its counties set is not one spread.
    """
    entries = {entry.plan.id: entry for entry in records}
    pairs: dict[tuple[str, str], dict[str, list[Link]]] = {}
    for link in links:
        if link.comparison in ("direct", "skip") and link.upper_plan in entries and link.local_plan in entries:
            level = entries[link.local_plan].plan.level or ""
            pairs.setdefault((link.upper_plan, level), {}).setdefault(link.local_plan, []).append(link)
    made = []
    for upper, stage in sorted(pairs, key=lambda key: (_order(entries[key[0]].plan), _LEVELS.find(key[1]))):
        if len(pairs[upper, stage]) >= at_least:
            columns = [
                (entries[local].plan, survey_column(entries[upper], entries[local], own))
                for local, own in pairs[upper, stage].items()
            ]
            made.append(gather(entries[upper], columns))
    return tuple(made)


def _kind(item: Item) -> ItemKind:
    return "indicator" if isinstance(item, Indicator) else "target" if isinstance(item, Target) else "action"


def _rank(link: Link, items: dict[str, Item]) -> tuple[int, int, float]:
    """Of several answers to one item the one of its own kind counts, then the surer one."""
    kinds = {_kind(items[identifier]) for identifier in link.local if identifier in items}
    return int(bool(kinds)), int(link.kind in kinds), link.confidence


def _raw(item: Item) -> str | None:
    if isinstance(item, Indicator):
        return item.target.raw if item.target else None
    return item.raw if isinstance(item, Target) else None


def _unit(item: Item) -> str | None:
    """The base unit of an item's value."""
    value = item.target if isinstance(item, Indicator) else item if isinstance(item, Target) else None
    if value is None:
        return None
    return value.normalized.unit if value.normalized is not UNSET else value.unit


def _number(value: Value | Target | None, unit: str | None) -> Number | None:
    """The single number of a value in a unit."""
    if value is None or value.value is None or value.comparator == "range":
        return None
    number, own = value.value, value.unit
    if value.normalized is not UNSET:
        number, own = value.normalized.value, value.normalized.unit
    return number if own == unit else None


def _figures(item: Item, unit: str | None) -> tuple[Number | None, Number | None]:
    """Value and rise of a local item in the unit of the upper one."""
    if isinstance(item, Target):
        return _number(item, unit), None
    if not isinstance(item, Indicator):
        return None, None
    value, baseline = _number(item.target, unit), _number(item.baseline, unit)
    return value, None if value is None or baseline is None else _neat(value - baseline)


def _neat(number: float) -> Number:
    """Without the dust of binary fractions; a whole number as an integer."""
    number = round(number, 6)
    return int(number) if number == int(number) else number


def _order(plan: Plan) -> tuple[str, str, str]:
    """By region code (the nation first), then name, then id."""
    region = plan.region
    return (region.code if region and region.code else "9"), region.name if region else "", plan.id
