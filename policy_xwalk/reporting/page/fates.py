"""What became of the items of upper plans, counted: each item of each comparison once, with the denominator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from policy_xwalk.records import Comparison, ItemKind
from policy_xwalk.reporting.display import parenthesis
from policy_xwalk.reporting.page.reading import Reading
from policy_xwalk.reporting.tables import KINDS, PairTable, Report
from policy_xwalk.wording import Lang
from policy_xwalk.wording.terms import Outcome, term

ORDER: tuple[Outcome, ...] = ("weakened", "changed", "strengthened", "same", "dropped", "unknown")
"""An item with several relations counts under the first of these."""
SHOWN: tuple[Outcome, ...] = ("same", "strengthened", "changed", "weakened", "dropped", "unknown")


@dataclass(slots=True)
class Fate:
    """A row of a chart: how many items came to what, and for how many of these it rests on an unconfirmed fact."""

    label: str
    counts: dict[Outcome, int] = field(default_factory=dict)
    unconfirmed: dict[Outcome, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All items: the denominator."""
        return sum(self.counts.values())

    def add(self, outcome: Outcome, unconfirmed: bool) -> None:
        """Count one item."""
        self.counts[outcome] = self.counts.get(outcome, 0) + 1
        if unconfirmed:
            self.unconfirmed[outcome] = self.unconfirmed.get(outcome, 0) + 1


@dataclass(frozen=True, slots=True)
class PairGroup:
    """Comparisons of one sort between two levels: the only ones whose counts may be added up."""

    comparison: Comparison
    label: str
    pairs: tuple[PairTable, ...]
    upper_label: str
    local_label: str


def pair_groups(report: Report) -> tuple[PairGroup, ...]:
    """The pairs by sort of comparison, upper level and local level, in the order in which they first appear."""
    lang = report.lang
    levels = {column.plan: column.level for column in report.matrix.columns}
    groups: dict[tuple[Comparison, str | None, str | None], list[PairTable]] = {}
    for pair in report.pairs:
        groups.setdefault((pair.comparison, levels.get(pair.upper), levels.get(pair.local)), []).append(pair)
    made = []
    for (comparison, upper, local), pairs in groups.items():
        first = pairs[0]
        if len(pairs) == 1:
            made.append(PairGroup(comparison, first.label, tuple(pairs), first.upper_label, first.local_label))
            continue
        ends = [
            _end(lang, level, dict.fromkeys(labels))
            for level, labels in (
                (upper, [pair.upper_label for pair in pairs]),
                (local, [pair.local_label for pair in pairs]),
            )
        ]
        arrow = "↔" if comparison == "cross" else "→"
        made.append(PairGroup(comparison, f"{ends[0]} {arrow} {ends[1]}", tuple(pairs), ends[0], ends[1]))
    return tuple(made)


def _end(lang: Lang, level: str | None, labels: Mapping[str, None]) -> str:
    if len(labels) == 1:
        return next(iter(labels))
    name = term("level", level, lang) if level else term("label", "plan", lang)
    return name + parenthesis(term("page", "plan_count", lang).format(len(labels)), lang)


def _upper_items(pair: PairTable) -> Iterable[tuple[str, ItemKind, Outcome, bool]]:
    """Each upper item of a pair once: id, kind, outcome, unconfirmed."""
    found: dict[str, tuple[ItemKind, Outcome, bool]] = {}
    for row in pair.rows:
        if row.outcome not in ORDER:
            continue
        for passage in row.upper:
            known = found.get(passage.item)
            if known is None or ORDER.index(row.outcome) < ORDER.index(known[1]):
                found[passage.item] = (passage.kind, row.outcome, row.unconfirmed)
    return [(item, *fate) for item, fate in found.items()]


def fates_by_kind(group: PairGroup, lang: Lang) -> list[Fate]:
    """A row a kind of upper items."""
    rows = {kind: Fate(term("kind_name", kind, lang)) for kind in KINDS}
    for pair in group.pairs:
        for _, kind, outcome, unconfirmed in _upper_items(pair):
            rows[kind].add(outcome, unconfirmed)
    return [row for row in rows.values() if row.total]


def fates_by_chapter(group: PairGroup, readings: Mapping[str, Reading]) -> list[Fate]:
    """A row a chapter of the upper plan, where the group has one upper plan whose headings are known.

    A chapter that holds more than half of the items is shown by its sections. Empty where nothing can be told.
    """
    uppers = {pair.upper for pair in group.pairs}
    if len(uppers) != 1:
        return []
    reading = readings.get(next(iter(uppers)))
    if reading is None or not reading.chapters:
        return []
    items = [
        (reading.chapters.get(item, ()), outcome, unconfirmed)
        for pair in group.pairs
        for item, _, outcome, unconfirmed in _upper_items(pair)
    ]
    heads = [path[0] if path else "" for path, _, _ in items]
    rows: dict[str, Fate] = {}
    for (path, outcome, unconfirmed), head in zip(items, heads, strict=True):
        crowded = heads.count(head) * 2 > len(heads)
        key = head if not crowded or len(path) < 2 else f"{_number(head)}{path[1]}"
        rows.setdefault(key, Fate(key)).add(outcome, unconfirmed)
    order = _document_order(reading, items, heads)
    known = {key: place for place, key in enumerate(order)}
    return sorted((row for row in rows.values() if row.label), key=lambda row: known.get(row.label, len(known)))


def _number(heading: str) -> str:
    return heading.split("、")[0] if "、" in heading[:4] else ""


def _document_order(
    reading: Reading, items: Sequence[tuple[tuple[str, ...], Outcome, bool]], heads: Sequence[str]
) -> list[str]:
    """Labels as the document has them."""
    places = {item: ranges[0] for item, ranges in reading.items.items() if ranges}
    ordered = sorted((place, reading.chapters.get(item, ())) for item, place in places.items())
    crowded = {head for head in dict.fromkeys(heads) if heads.count(head) * 2 > len(heads)}
    labels = [
        f"{_number(path[0])}{path[1]}" if path[0] in crowded and len(path) > 1 else path[0]
        for _, path in ordered
        if path
    ]
    return list(dict.fromkeys(labels))
