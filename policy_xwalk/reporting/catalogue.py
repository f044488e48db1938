"""The plans of a run in their order, with short unambiguous names, and their items by id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from policy_xwalk.records import Indicator, Item, Level, Link, Plan, PlanRecords
from policy_xwalk.wording import Lang
from policy_xwalk.wording.terms import term

LEVELS: tuple[Level, ...] = ("nation", "province", "city", "county", "town")
_CODE_DIGITS = {"province": 2, "city": 4, "county": 6, "town": 6}
COMPARISON_ORDER = {"direct": 0, "skip": 1, "version": 2, "cross": 3}


def level_rank(level: Level | None) -> int:
    """Place of a level from the top; plans of unknown level come last."""
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def plan_order(plan: Plan) -> tuple[int, str, tuple[str, ...], str, str]:
    """Sort key: level, region code, region path, date, id."""
    region = plan.region
    code = (region.code if region else None) or "9"
    return level_rank(plan.level), code, region.path if region else (), plan.issued or "", plan.id


@dataclass(frozen=True, slots=True)
class AbsentPlan:
    """The plan of a level between two compared plans which the corpus does not hold."""

    name: str
    level: Level | None
    path: tuple[str, ...]
    order: tuple[int, str]


@dataclass(frozen=True)
class Catalogue:
    """Look-up over the records and links of one run."""

    records: tuple[PlanRecords, ...]
    links: tuple[Link, ...]
    lang: Lang

    @classmethod
    def of(cls, records: Sequence[PlanRecords], links: Sequence[Link], lang: Lang) -> Catalogue:
        """Put the plans in order; links keep theirs."""
        return cls(tuple(sorted(records, key=lambda entry: plan_order(entry.plan))), tuple(links), lang)

    @cached_property
    def plans(self) -> dict[str, Plan]:
        """Plans by id, in order."""
        return {entry.plan.id: entry.plan for entry in self.records}

    @cached_property
    def items(self) -> dict[str, Item]:
        """Indicators, targets and actions by id."""
        return {item.id: item for entry in self.records for item in items_of(entry)}

    @cached_property
    def places(self) -> dict[str, int]:
        """Position of each item in its plan: table rows first, then targets, then actions, as the document has them."""
        return {item.id: place for entry in self.records for place, item in enumerate(items_of(entry))}

    @cached_property
    def labels(self) -> dict[str, str]:
        """Short name of each plan: its region, with period, number or id where two plans share the region."""
        names = {plan.id: self._name(plan) for plan in self.plans.values()}
        for detail in (_period, _number, lambda plan: plan.id):
            count = Counter(names.values())
            for plan in self.plans.values():
                if count[names[plan.id]] > 1 and detail(plan):
                    names[plan.id] = f"{self._name(plan)}（{detail(plan)}）"
        return names

    def _name(self, plan: Plan) -> str:
        if plan.level == "nation":
            return term("label", "nation", self.lang)
        if plan.region is not None:
            return plan.region.name
        return plan.title or PurePosixPath(plan.source.file).stem or plan.id

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Compared plans: in the order of the local plan, nearest comparison first."""
        order = {plan: place for place, plan in enumerate(self.plans)}
        kinds = {(link.upper_plan, link.local_plan): link.comparison for link in self.links if self.knows(link)}
        return tuple(sorted(kinds, key=lambda pair: (order[pair[1]], COMPARISON_ORDER[kinds[pair]], -order[pair[0]])))

    def knows(self, link: Link) -> bool:
        """Whether both plans of the link are among the records."""
        return link.upper_plan in self.plans and link.local_plan in self.plans

    @cached_property
    def links_of(self) -> dict[tuple[str, str], tuple[Link, ...]]:
        """The links of each pair, in the order given."""
        found: dict[tuple[str, str], list[Link]] = {pair: [] for pair in self.pairs}
        for link in self.links:
            if (link.upper_plan, link.local_plan) in found:
                found[link.upper_plan, link.local_plan].append(link)
        return {pair: tuple(links) for pair, links in found.items()}

    @cached_property
    def main_upper(self) -> dict[str, str]:
        """For each local plan the upper plan that its column is marked against: the nearest of the best comparison."""
        uppers: dict[str, str] = {}
        for upper, local in self.pairs:
            uppers.setdefault(local, upper)
        return uppers

    @cached_property
    def absent(self) -> tuple[AbsentPlan, ...]:
        """Plans between compared ones that are not in the corpus, each once."""
        found: dict[tuple[str, ...], AbsentPlan] = {}
        present = {plan.region.path for plan in self.plans.values() if plan.region is not None}
        for link in self.links:
            region = self.plans[link.local_plan].region if link.local_plan in self.plans else None
            path = region.path if region else ()
            for name in link.skipped:
                above = path[: path.index(name) + 1] if name in path else (name,)
                if above not in found and above not in present:
                    level = LEVELS[len(above)] if name in path and len(above) < len(LEVELS) else None
                    found[above] = AbsentPlan(name, level, above, _absent_order(level, region.code if region else None))
        return tuple(sorted(found.values(), key=lambda plan: (plan.order, plan.name)))

    def resolve(self, ids: Iterable[str]) -> tuple[Item, ...]:
        """The items of a link that are among the records."""
        return tuple(self.items[identifier] for identifier in ids if identifier in self.items)


def items_of(entry: PlanRecords) -> Iterator[Item]:
    """What a plan commits to: table rows, targets, actions."""
    yield from entry.indicators
    yield from entry.targets
    yield from entry.actions


def indicators_of(items: Iterable[Item]) -> list[Indicator]:
    """The table rows among the items."""
    return [item for item in items if isinstance(item, Indicator)]


def _period(plan: Plan) -> str:
    return f"{plan.period.start}–{plan.period.end}" if plan.period else ""


def _number(plan: Plan) -> str:
    return plan.doc_number or plan.title or ""


def _absent_order(level: Level | None, code: str | None) -> tuple[int, str]:
    digits = _CODE_DIGITS.get(level or "", 0)
    return level_rank(level), (code[:digits].ljust(6, "0") if code and digits else "9")
