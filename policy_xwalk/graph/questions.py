"""Questions that a cross-walk answers: rows of plain values, each with the ids and quotes it rests on.

What is compared across chains (横向比较) answers none of them but :func:`became`, which says so in each row.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from policy_xwalk.records import Action, Indicator, Item, Link, Plan, PlanRecords, Target

Row = dict[str, str | int | float | bool | None]

_CHANGED = ("strengthened", "weakened", "changed", "dropped")


@dataclass(frozen=True)
class Questions:
    """The records and links of a run, looked up once for all questions. Links to unknown plans are left out."""

    records: Sequence[PlanRecords]
    links: Sequence[Link]

    @cached_property
    def plans(self) -> dict[str, Plan]:
        """Plans by id."""
        return {entry.plan.id: entry.plan for entry in self.records}

    @cached_property
    def items(self) -> dict[str, Item]:
        """Indicators, targets and actions by id, in the order of plans and passages."""
        return {i.id: i for entry in self.records for i in entry.items}

    @cached_property
    def _links_up(self) -> dict[str, list[Link]]:
        return self._by_item("local")

    @cached_property
    def _links_down(self) -> dict[str, list[Link]]:
        return self._by_item("upper")

    def _by_item(self, side: str) -> dict[str, list[Link]]:
        found: dict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            if link.upper_plan in self.plans and link.local_plan in self.plans:
                for item in getattr(link, side):
                    found[item].append(link)
        return found

    def find(self, name: str) -> list[Item]:
        """Items by id, or whose name holds the given words; full- and half-width letters are one."""
        if name in self.items:
            return [self.items[name]]
        wanted = _plain(name)
        return [item for item in self.items.values() if wanted and wanted in _plain(item_name(item))]

    def became(self, name: str) -> list[Row]:
        """What became of an upper item everywhere: a row for each comparison in which it stands as the upper side."""
        rows = []
        for item in self.find(name):
            for link in self._links_down.get(item.id, ()):
                answers: list[Item | None] = [self.items[i] for i in link.local if i in self.items]
                rows += [
                    {**self._side("upper", item), **self._call(link), **self._answer(a, link)}
                    for a in answers or [None]
                ]
        return rows

    def additions(self, plan: str | None = None) -> list[Row]:
        """Items of local plans that have no basis in any compared plan above: neither answered by nor elaborated from.

        An item is left out as well where an upper plan does not cover its kind, for then nobody can know.
        """
        rows = []
        for item in self.items.values():
            if plan is not None and item.plan != plan:
                continue
            links = [link for link in self._links_up.get(item.id, ()) if link.comparison in ("direct", "skip")]
            if links and all(link.relation == "added" and not link.basis for link in links):
                uppers = "；".join(dict.fromkeys(self._label(link.upper_plan) for link in links))
                confidence = min(link.confidence for link in links)
                rows.append({**self._side("local", item), "compared_with": uppers, "confidence": confidence})
        return rows

    def chains(self, name: str | None = None) -> list[Row]:
        """Each commitment from the highest plan that has it down to the lowest: a row a step, numbered by chain.

        Where a plan is compared both with its nearest upper plan and with the nation's, only the nearest step counts.
        """
        wanted = {item.id for item in self.find(name)} if name is not None else None
        rows: list[Row] = []
        number = 0
        for item in self.items.values():
            if self._answers_above(item.id):
                continue
            for path in self._paths(item.id, ()):
                if len(path) < 2 or (wanted is not None and not wanted & {i for i, _ in path}):
                    continue
                number += 1
                for step, (identifier, link) in enumerate(path, 1):
                    call = self._call(link) if link else dict.fromkeys(self._call_names)
                    rows.append({"chain": number, "step": step, **self._side("", self.items[identifier]), **call})
        return rows

    def sections(self) -> list[Row]:
        """How much changed in each chapter of each upper plan, most changed first.

        ``share`` is the part of the judged commitments that did not stay the same; what could not be compared
        (``unknown``) is counted beside it and not in it.
        """
        counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for link in self.links:
            if link.comparison not in ("direct", "skip") or link.upper_plan not in self.plans:
                continue
            for identifier in link.upper:
                if identifier in self.items:
                    counts[link.upper_plan, self._chapter(self.items[identifier])][link.relation] += 1
        rows: list[Row] = []
        for (plan, chapter), found in counts.items():
            judged = found.total() - found["unknown"]
            changed = sum(found[relation] for relation in _CHANGED)
            share = round(changed / judged, 4) if judged else None
            names = ("same", *_CHANGED, "unknown")
            rows.append(
                {"plan": self._label(plan), "plan_id": plan, "section": chapter, "share": share, "judged": judged}
                | {name: found[name] for name in names}
            )
        # Sorting is stable: chapters of one share keep the order of the plan.
        return sorted(rows, key=lambda row: -float(row["share"] or 0))

    def _answers_above(self, identifier: str) -> bool:
        return any(link.upper and link.comparison in ("direct", "skip") for link in self._links_up.get(identifier, ()))

    def _paths(
        self, identifier: str, above: tuple[str, ...], link: Link | None = None
    ) -> Iterator[list[tuple[str, Link | None]]]:
        below = [
            (local, down)
            for down in self._links_down.get(identifier, ())
            for local in down.local
            if local in self.items and local not in above and self._nearest(local, down)
        ]
        if not below:
            yield [(identifier, link)]
        for local, down in below:
            for path in self._paths(local, (*above, identifier), down):
                yield [(identifier, link), *path]

    def _nearest(self, local: str, link: Link) -> bool:
        """Whether no comparison of the local item with a lower plan stands between."""
        if link.comparison not in ("direct", "skip"):
            return False
        others = [
            other
            for other in self._links_up.get(local, ())
            if other.upper and other.comparison in ("direct", "skip") and other.upper_plan != link.upper_plan
        ]
        return all(self._depth(other.upper_plan) <= self._depth(link.upper_plan) for other in others)

    def _depth(self, plan: str) -> int:
        """How deep in the chain of regions a plan stands; the nation's at 0."""
        known = self.plans[plan]
        return len(known.region.path) if known.region is not None and known.level != "nation" else 0

    def _side(self, name: str, item: Item) -> Row:
        prefix = f"{name}_" if name else ""
        values: Row = {
            "plan": self._label(item.plan),
            "item": item.id,
            "name": item_name(item),
            "value": item_value(item),
            "section": item.section,
            "quote": item.quote,
        }
        return {prefix + key: value for key, value in values.items()}

    def _answer(self, item: Item | None, link: Link) -> Row:
        if item is not None:
            return self._side("local", item)
        names = ("item", "name", "value", "section", "quote")
        return {"local_plan": self._label(link.local_plan), **{f"local_{name}": None for name in names}}

    _call_names = ("relation", "flags", "comparison", "confidence", "unconfirmed", "link")

    def _call(self, link: Link) -> Row:
        values = (
            link.relation,
            " ".join(link.flags),
            link.comparison,
            link.confidence,
            link.unconfirmed,
            link.id,
        )
        return dict(zip(self._call_names, values, strict=True))

    def _label(self, plan: str) -> str:
        known = self.plans[plan]
        return known.title or (known.region.name if known.region else plan)

    @cached_property
    def _headings(self) -> dict[tuple[str, str], str]:
        """Titles of actions and boxes by plan and printed number."""
        found: dict[tuple[str, str], str] = {}
        for entry in self.records:
            for action in entry.actions:
                found.setdefault((entry.plan.id, action.number), action.title)
            for box in entry.boxes:
                found.setdefault((entry.plan.id, box.number), box.title)
        return found

    def _chapter(self, item: Item) -> str:
        """The outermost heading that carries work above an item, with its number; else its printed place."""
        path = item.number if isinstance(item, Action) else item.section or ""
        parts = [part for part in path.split("/") if part]
        if isinstance(item, Action) and item.parent and not item.section:
            return item.parent
        for depth in range(1, len(parts) + 1):
            place = "/".join(parts[:depth])
            if title := self._headings.get((item.plan, place)):
                return f"{''.join(parts[:depth])} {title}"
        return "".join(parts[:2])


def item_name(item: Item) -> str:
    """What an item is called: the name of the row, the subject of the target, the title of the action."""
    return item.name if isinstance(item, Indicator) else item.subject if isinstance(item, Target) else item.title


def item_value(item: Item) -> str | None:
    """The value as printed: target of a row, raw text of a target; None for an action."""
    if isinstance(item, Indicator):
        return item.target.raw if item.target else None
    return item.raw if isinstance(item, Target) else None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
