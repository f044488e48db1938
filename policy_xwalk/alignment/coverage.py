"""What a plan is completely known for: only there may a missing item be called dropped or added."""

from __future__ import annotations

from policy_xwalk.alignment.features import plain_title
from policy_xwalk.records import Action, Box, ItemKind, PlanRecords

_ALIKE_BOX = 0.72


class Coverage:
    """Answers whether a plan would hold an item of a kind if it had one."""

    def __init__(self, records: PlanRecords) -> None:
        self._covers = set(records.plan.covers)
        self._framework = records.plan.form == "framework"
        self._boxes = [box for box in records.boxes if box.items_known]

    def covers(self, kind: ItemKind) -> bool:
        """True where every item of the kind is known."""
        return kind in self._covers

    def covers_action(self, action: Action, boxes: tuple[Box, ...]) -> bool:
        """True where actions are known altogether, or at least the items of the box that answers this action's box."""
        if "action" in self._covers:
            return True
        if not self._framework:
            return False
        own = [box for box in boxes if action.number.startswith(f"{box.number}/")]
        names = [box.title for box in own] or ([action.parent] if action.parent else [])
        return any(_same_box(name, box.title) for name in names for box in self._boxes)


def _same_box(first: str, second: str) -> bool:
    from rapidfuzz import fuzz

    one, other = plain_title(first), plain_title(second)
    short, long = sorted((one, other), key=len)
    return (len(short) > 5 and short in long) or fuzz.ratio(one, other) / 100 >= _ALIKE_BOX
