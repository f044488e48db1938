"""What a revision changed: two versions of one plan, row by row."""

from __future__ import annotations

from collections.abc import Sequence

from policy_xwalk.records import Item, Link, PlanRecords

Row = dict[str, str | float | None]


def revisions(records: Sequence[PlanRecords], links: Sequence[Link]) -> list[Row]:
    """A row for each item that differs between two versions of one plan; what stayed the same is left out.

    ``older`` and ``newer`` are the two plans; ``change`` is the relation, or a difference of an action's text.
    """
    from policy_xwalk.graph.questions import item_name, item_value

    items: dict[str, Item] = {item.id: item for entry in records for item in entry.items}

    def joined(identifiers: Sequence[str], what: str) -> str | None:
        found = [items[i] for i in identifiers if i in items]
        if what == "name":
            return "；".join(item_name(item) for item in found) or None
        if what == "value":
            return "；".join(value for item in found if (value := item_value(item))) or None
        return " … ".join(item.quote for item in found) or None

    rows: list[Row] = []
    for link in links:
        if link.comparison != "version" or (link.relation == "same" and not link.differences):
            continue
        row: Row = {"older": link.upper_plan, "newer": link.local_plan, "kind": link.kind, "relation": link.relation}
        for side, identifiers in (("older", link.upper), ("newer", link.local)):
            row |= {f"{side}_{what}": joined(identifiers, what) for what in ("name", "value", "quote")}
        row["differences"] = "；".join(f"{d.upper_quote} → {d.local_quote}" for d in link.differences) or None
        row["confidence"] = link.confidence
        row["link"] = link.id
        rows.append(row)
    return rows
