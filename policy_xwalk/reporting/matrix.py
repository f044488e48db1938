"""The indicator matrix: a row an indicator wherever it stands, a column a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from policy_xwalk.records import Comparison, Indicator, Item, Link, Plan, Target
from policy_xwalk.reporting.catalogue import COMPARISON_ORDER, Catalogue, level_rank, plan_order
from policy_xwalk.reporting.display import attribute_text, item_name, parenthesis, target_text, value_text
from policy_xwalk.wording import Lang
from policy_xwalk.wording.terms import MARKS, Outcome, outcome, term

State = Literal["listed", "dropped", "unknown", "not_listed", "absent"]

ABSENT_COLUMNS = 6
"""More absent plans than these are named in the note below the matrix only."""


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A plan, or one that is absent between two compared plans (``plan`` is None)."""

    plan: str | None
    label: str
    level: str | None
    against: str | None
    """Label of the upper plan that the marks of this column refer to."""
    comparison: Comparison | None
    path: tuple[str, ...]
    """The regions above it and its own; empty for the nation."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item in a cell."""

    item: str
    name: str
    """Empty where it is the name of the row."""
    value: str
    """Baseline → target."""
    attribute: str
    prose: bool
    """Stands in the text, not in the table of indicators."""
    unconfirmed: str
    """Which of the values shown no document at hand confirms; empty where all stand."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the comparison with an upper plan says about a cell."""

    outcome: Outcome
    unconfirmed: bool
    flags: tuple[str, ...]
    link: str
    pair: int
    comparison: Comparison
    against: str | None
    """Label of the upper plan where it is not the one in the header."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What a plan says about an indicator."""

    state: State
    entries: tuple[Entry, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An indicator with all items that answer each other."""

    name: str
    category: str
    origin: str
    """Label of the uppermost plan that lists it."""
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Columns by level, then region; rows in the order of the uppermost plan that lists them."""

    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    absent: tuple[str, ...]
    """Names of absent plans, whether or not they have a column."""


def build_matrix(catalogue: Catalogue) -> Matrix:
    """Group the indicators of all plans by their links and look up each group in each plan."""
    columns = _columns(catalogue)
    links = [link for link in catalogue.links if catalogue.knows(link)]
    by_item = _links_by_item(links)
    order = {plan: place for place, plan in enumerate(catalogue.plans)}
    groups = [
        sorted(group, key=lambda item: (order[item.plan], catalogue.places[item.id]))
        for group in _groups(catalogue, links)
    ]
    groups.sort(key=lambda group: _row_key(group, order, catalogue))
    rows = tuple(_row(group, columns, catalogue, by_item) for group in groups)
    return Matrix(columns, rows, tuple(plan.name for plan in catalogue.absent))


def _columns(catalogue: Catalogue) -> tuple[MatrixColumn, ...]:
    placed: list[tuple[tuple[int, str, int, int], MatrixColumn]] = []
    comparisons = {(link.upper_plan, link.local_plan): link.comparison for link in catalogue.links}
    for place, plan in enumerate(catalogue.plans.values()):
        upper = catalogue.main_upper.get(plan.id)
        against = catalogue.labels[upper] if upper else None
        comparison = comparisons[upper, plan.id] if upper else None
        column = MatrixColumn(plan.id, catalogue.labels[plan.id], plan.level, against, comparison, _path(plan))
        placed.append(((*plan_order(plan)[:2], 0, place), column))
    if len(catalogue.absent) <= ABSENT_COLUMNS:
        for place, absent in enumerate(catalogue.absent):
            column = MatrixColumn(None, absent.name, absent.level, None, None, absent.path)
            placed.append(((*absent.order, 1, place), column))
    return tuple(column for _, column in sorted(placed, key=lambda pair: pair[0]))


def _path(plan: Plan) -> tuple[str, ...]:
    if plan.level == "nation":
        return ()
    return (plan.region.path or (plan.region.name,)) if plan.region else (plan.id,)


def _links_by_item(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        for identifier in (*link.upper, *link.local):
            found.setdefault(identifier, []).append(link)
    return found


def _groups(catalogue: Catalogue, links: Sequence[Link]) -> list[list[Item]]:
    """Table rows that answer each other, with the prose that answers them where a plan has no row.

    Links between rows are followed from the surest kind of comparison to the least sure; one is not followed where it
    would put two rows of one plan together that no single link holds together: a row of the matrix stays one indicator.
    Prose joins a single row, and joins nothing to it.
    """
    rows = {item.id: item for item in catalogue.items.values() if isinstance(item, Indicator)}
    group_of = {identifier: {identifier} for identifier in rows}
    sides = [(link, _rows_of(link.upper, rows), _rows_of(link.local, rows)) for link in _surest_first(links)]
    together = {frozenset(side) for _, upper, local in sides for side in (upper, local) if len(side) > 1}
    for _, upper, local in sides:
        if upper and local:
            union = {member for identifier in (*upper, *local) for member in group_of[identifier]}
            if _one_indicator(union, together, catalogue):
                group_of.update(dict.fromkeys(union, union))
    prose: dict[str, set[str]] = {}
    for link, upper, local in sides:
        if bool(upper) != bool(local):
            group = group_of[(upper or local)[0]]
            for item in catalogue.resolve(link.local if upper else link.upper):
                plans = {rows[identifier].plan for identifier in group}
                if isinstance(item, Target) and item.plan not in plans:
                    prose.setdefault(item.id, group)
    unique = {id(group): group for group in group_of.values()}
    return [
        [catalogue.items[identifier] for identifier in sorted({*group, *(i for i, of in prose.items() if of is group)})]
        for group in unique.values()
    ]


def _surest_first(links: Sequence[Link]) -> list[Link]:
    return sorted(links, key=lambda link: (COMPARISON_ORDER[link.comparison], -link.confidence, link.id))


def _rows_of(side: Sequence[str], rows: Mapping[str, Indicator]) -> list[str]:
    return [identifier for identifier in side if identifier in rows]


def _one_indicator(group: set[str], together: set[frozenset[str]], catalogue: Catalogue) -> bool:
    plans: dict[str, set[str]] = {}
    for identifier in group:
        plans.setdefault(catalogue.items[identifier].plan, set()).add(identifier)
    return all(len(ids) == 1 or any(ids <= side for side in together) for ids in plans.values())


def _row_key(group: Sequence[Item], order: dict[str, int], catalogue: Catalogue) -> tuple[int, int, int]:
    first = next(item for item in group if isinstance(item, Indicator))
    rank = level_rank(catalogue.plans[first.plan].level)
    return rank, order[first.plan], catalogue.places[first.id]


def _row(
    group: Sequence[Item],
    columns: Sequence[MatrixColumn],
    catalogue: Catalogue,
    by_item: dict[str, list[Link]],
) -> MatrixRow:
    first = next(item for item in group if isinstance(item, Indicator))
    cells = tuple(_cell(group, first.name, column, catalogue, by_item) for column in columns)
    return MatrixRow(first.name, first.category or "", catalogue.labels[first.plan], cells)


def _cell(
    group: Sequence[Item], name: str, column: MatrixColumn, catalogue: Catalogue, by_item: dict[str, list[Link]]
) -> MatrixCell:
    if column.plan is None:
        return MatrixCell("absent")
    plan = catalogue.plans[column.plan]
    here = [item for item in group if item.plan == plan.id]
    marks = _marks(group, here, plan.id, catalogue, by_item)
    if here:
        return MatrixCell("listed", tuple(_entry(item, name, catalogue) for item in here), marks)
    if marks:
        return MatrixCell("unknown" if marks[0].outcome == "unknown" else "dropped", (), marks)
    return MatrixCell("not_listed" if "indicator" in plan.covers else "unknown")


def _entry(item: Item, name: str, catalogue: Catalogue) -> Entry:
    own_name = "" if item_name(item) == name else item_name(item)
    if isinstance(item, Indicator):
        value = f"{value_text(item.baseline, catalogue.lang)} → {value_text(item.target, catalogue.lang)}"
        fields = [term("field", field, catalogue.lang) for field in item.unconfirmed]
        unconfirmed = term("label", "comma", catalogue.lang).join(fields)
        return Entry(item.id, own_name, value, attribute_text(item, catalogue.lang), False, unconfirmed)
    value = target_text(item, catalogue.lang) if isinstance(item, Target) else ""
    return Entry(item.id, own_name, value, "", True, "")


def _marks(
    group: Sequence[Item],
    here: Sequence[Item],
    plan: str,
    catalogue: Catalogue,
    by_item: dict[str, list[Link]],
) -> tuple[Mark, ...]:
    """Marks against the column's own upper plan; where that has nothing of this row, against the next nearest."""
    own = {item.id for item in here}
    ids = own | {item.id for item in group}
    pairs = {pair: place for place, pair in enumerate(catalogue.pairs)}
    found: dict[tuple[str, str], dict[str, Link]] = {}
    for identifier in sorted(ids):
        for link in by_item.get(identifier, ()):
            if link.local_plan != plan:
                continue
            touches = own & set(link.local) if own else not link.local and ids & set(link.upper)
            if touches and not (link.upper and link.local and not ids & set(link.upper)):
                found.setdefault((link.upper_plan, link.local_plan), {})[link.id] = link
    for pair in sorted(found, key=lambda pair: pairs[pair]):
        main = catalogue.main_upper[plan] == pair[0]
        # An added item is marked against the plan in the header; a farther plan is worth a mark only for what it has.
        chosen = [link for link in found[pair].values() if main or link.upper]
        if chosen and not (main and all(link.relation == "added" for link in chosen) and _answers(found, pair)):
            against = None if main else catalogue.labels[pair[0]]
            return tuple(_mark(link, pairs[pair], against) for link in sorted(chosen, key=lambda link: link.id))
    return ()


def _answers(found: dict[tuple[str, str], dict[str, Link]], main: tuple[str, str]) -> bool:
    """Whether a plan of the same chain, farther up, has what the plan in the header lacks."""
    return any(
        pair != main and link.upper and link.comparison in ("direct", "skip")
        for pair, links in found.items()
        for link in links.values()
    )


def _mark(link: Link, pair: int, against: str | None) -> Mark:
    return Mark(outcome(link), link.unconfirmed, link.flags, link.id, pair, link.comparison, against)


def column_title(column: MatrixColumn, lang: Lang) -> str:
    """Plan, level, and what its marks refer to."""
    if column.plan is None:
        return f"{column.label}\n{parenthesis(term('explain', 'absent', lang), lang).strip()}"
    lines = [column.label + (f" · {term('level', column.level, lang)}" if column.level else "")]
    if column.against is not None and column.comparison is not None:
        against = f"{term('label', 'against', lang)}{term('label', 'colon', lang)}{column.against}"
        lines.append(against + parenthesis(term("comparison", column.comparison, lang), lang))
    return "\n".join(lines)


def cell_lines(cell: MatrixCell, lang: Lang) -> list[list[tuple[str, str]]]:
    """A cell as lines of pieces with their styles: name where it differs, values and attribute, then the marks."""
    if cell.state in ("absent", "not_listed"):
        return [[(term("explain", cell.state, lang), "muted")]]
    if cell.state == "unknown" and not cell.marks:
        return [[(f"{MARKS['unknown']} {term('relation', 'unknown', lang)}", "mark:unknown")]]
    lines: list[list[tuple[str, str]]] = []
    for entry in cell.entries:
        if entry.name:
            lines.append([(entry.name, "name")])
        attribute = entry.attribute or (term("kind_name", "target", lang) if entry.prose else "")
        lines.append([(entry.value, "value"), *([(f"　{attribute}", "muted")] if attribute else [])])
        if entry.unconfirmed:
            head = term("explain", "unconfirmed", lang) + term("label", "colon", lang)
            lines.append([(head + entry.unconfirmed, "muted")])
    marks = dict.fromkeys((mark_text(mark, lang), f"mark:{mark.outcome}") for mark in cell.marks)
    return lines + [[mark] for mark in marks]


def mark_text(mark: Mark, lang: Lang) -> str:
    """Sign and relation, with the plan compared where the header does not name it, flags, and 待核实."""
    details = [term("flag", flag, lang) for flag in mark.flags]
    if mark.against is not None:
        details.insert(0, f"{term('comparison', mark.comparison, lang)}·{mark.against}")
    if mark.unconfirmed:
        details.append(term("explain", "unconfirmed", lang))
    text = f"{MARKS[mark.outcome]} {term('relation', mark.outcome, lang)}"
    return text + parenthesis(term("label", "comma", lang).join(details), lang)
