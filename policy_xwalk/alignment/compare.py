"""What changed between two figures: relation, flags, differences and the reasons for them.

Each rule votes: stronger, weaker, or *unordered* (different, but not to be ranked). All votes one way give that
relation, votes both ways or an unordered one give ``changed``, none gives ``same`` (CONTRACT.md, ``link``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal, get_args

from policy_xwalk.alignment.commitments import Commitment, Deadline, value_measure
from policy_xwalk.alignment.differing import deadline_words, difference, value_difference
from policy_xwalk.alignment.facets import reach
from policy_xwalk.alignment.features import plain, same_words
from policy_xwalk.alignment.measures import compatible, order, rescaled
from policy_xwalk.records import Comparison, Difference, Flag, Indicator, Level, Relation, Target

Vote = Literal["stronger", "weaker", "unordered"]

_RANK: dict[Level | None, int] = {"nation": 0, "province": 1, "city": 2, "county": 3, "town": 4}
_AT_LEAST, _AT_MOST = {">=", ">"}, {"<=", "<"}
_PERIODIC = {"cumulative", "annual", "annual_average"}
_RELATIVE = re.compile(
    r"高于|低于|快于|慢于|优于|不低于|不高于|同步|同(?:等|比例)|持平|基本一致|平均水平|接近|超过|下达|任务|要求|完成"
)
_HEDGE = re.compile(r"基本|大致|大体|总体|原则上|力争|努力|争取|左右|逐步")
_JOINT = re.compile(r"、|，|以及|和|与|及(?!时)")
_FLAG_RANK: dict[Flag, int] = {flag: rank for rank, flag in enumerate(get_args(Flag))}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the comparison of two plans needs to know of the plans."""

    comparison: Comparison
    upper_level: Level | None
    local_level: Level | None
    same_territory: bool

    @property
    def descends(self) -> bool:
        """True where the local plan is for a part of the upper plan's kind of territory."""
        if self.same_territory or self.comparison == "version":
            return False
        upper, local = _RANK.get(self.upper_level), _RANK.get(self.local_level)
        return self.comparison in ("direct", "skip") if upper is None or local is None else local > upper


@dataclass(slots=True)
class Findings:
    """What the rules found, gathered while they run."""

    votes: list[Vote] = field(default_factory=list)
    flags: set[Flag] = field(default_factory=set)
    differences: list[Difference] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    unconfirmed: bool = False

    def vote(self, vote: Vote | None, reason: str, *flags: Flag) -> None:
        """Note a reason with its flags and, where it bears on the relation, its vote."""
        if vote is not None:
            self.votes.append(vote)
        if reason not in self.reasons:
            self.reasons.append(reason)
        self.flags.update(flags)

    def take(self, other: Findings) -> None:
        """Add what was found for another part of the same link."""
        self.votes.extend(other.votes)
        self.flags |= other.flags
        self.differences.extend(other.differences)
        self.unconfirmed |= other.unconfirmed
        self.reasons.extend(reason for reason in other.reasons if reason not in self.reasons)

    @property
    def relation(self) -> Relation:
        """The relation that the votes give together."""
        return relation_of(self.votes)


def relation_of(votes: Iterable[Vote]) -> Relation:
    """All one way gives that relation, nothing gives ``same``, anything else ``changed``."""
    kinds = set(votes)
    if not kinds:
        return "same"
    if kinds == {"stronger"}:
        return "strengthened"
    if kinds == {"weaker"}:
        return "weakened"
    return "changed"


def order_flags(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Flags in the order of the contract, each once."""
    return tuple(sorted(set(flags), key=_FLAG_RANK.__getitem__)) if flags else ()


def compare(upper: Commitment, local: Commitment, setting: Setting) -> Findings:
    """Compare two figures that answer each other."""
    found = Findings()
    for rule in RULES:
        rule(upper, local, setting, found)
    return found


def name_differs(upper: Commitment, local: Commitment, _: Setting, found: Findings) -> None:
    """The names are the same, or the same but for what plans vary freely, or others."""
    if upper.kind != local.kind:
        found.reasons.append("prose_answers_row" if upper.kind == "indicator" else "row_answers_prose")
    if same_words(upper.name, local.name):
        found.reasons.append("name_same")
        return
    found.reasons.append("name_alike")
    if upper.kind == local.kind == "indicator":
        found.flags.add("renamed")
        found.differences.append(difference("name", upper.item, upper.name, local.item, local.name))


def value_differs(upper: Commitment, local: Commitment, setting: Setting, found: Findings) -> None:
    """The figures in common units, by direction; a territory's total is only broken down."""
    first, second = upper.measure, local.measure
    if first is None or second is None:
        _without_figure(upper, local, found)
        return
    if not compatible(first, second) or upper.growth != local.growth:
        found.vote("unordered", "measure_differs")
        found.differences.append(value_difference(upper, local))
        return
    if upper.basis in _PERIODIC and local.basis in _PERIODIC and upper.basis != local.basis:
        found.vote("unordered", "basis_differs")
        found.differences.append(value_difference(upper, local))
        return
    if rescaled(first, second):
        found.flags.add("rescaled")
    placed = order(first, second)
    if placed == "equal":
        found.reasons.append("value_same")
        return
    found.differences.append(value_difference(upper, local))
    if upper.total and local.total and setting.comparison != "version" and not setting.same_territory:
        if setting.descends:
            found.vote("unordered", "apportioned", "apportioned")
        else:
            found.vote("unordered", "territory_totals")
        return
    if placed == "unordered":
        found.vote("unordered", "value_unordered")
        return
    direction = upper.direction if upper.direction != "unknown" else local.direction
    if direction == "unknown" or (
        "unknown" not in (upper.direction, local.direction) and upper.direction != local.direction
    ):
        found.vote("unordered", "value_direction_unknown")
        return
    better = (placed == "higher") == (direction == "higher_is_better")
    found.vote("stronger" if better else "weaker", f"value_{placed}_{'better' if better else 'worse'}")


def _without_figure(upper: Commitment, local: Commitment, found: Findings) -> None:
    if upper.measure is not None and local.measure is None:
        found.vote("weaker", "number_only_in_words", "unquantified")
    elif upper.measure is None and local.measure is not None:
        # 增长和经济同步 made 7% cannot be ranked; words that name no measure at all are made firmer by any number.
        found.vote("unordered" if _RELATIVE.search(_words(upper)) else "stronger", "number_only_local", "quantified")
    else:
        first, second = _wording(upper), _wording(local)
        if first == second:
            found.reasons.append("wording_same")
            return
        if _HEDGE.sub("", first) == _HEDGE.sub("", second):
            hedged = len(_HEDGE.findall(second)) - len(_HEDGE.findall(first))
            if hedged:
                found.vote(*(("weaker", "hedged", "hedged") if hedged > 0 else ("stronger", "firmed", "firmed")))
        else:
            found.vote("unordered", "wording_differs")
    found.differences.append(value_difference(upper, local))


def _words(side: Commitment) -> str:
    return f"{side.qualitative or ''}{side.subject}"


def _wording(side: Commitment) -> str:
    return re.sub(r"[和与同跟保持，]", "", plain(side.qualitative or ""))


def comparator_differs(upper: Commitment, local: Commitment, _: Setting, found: Findings) -> None:
    """``=`` against ``>=`` at one value is no change; ``>=`` against ``<=`` cannot be ordered."""
    if upper.measure is None or local.measure is None or upper.comparator == local.comparator:
        return
    bounds = (upper.comparator, local.comparator)
    if None in bounds or "~" in bounds or "range" in bounds:
        if "value_same" in found.reasons and "~" in bounds:
            found.flags.add("comparator_differs")
        return
    if (bounds[0] in _AT_LEAST and bounds[1] in _AT_MOST) or (bounds[0] in _AT_MOST and bounds[1] in _AT_LEAST):
        found.vote("unordered", "comparator_opposed", "comparator_differs")
        return
    found.flags.add("comparator_differs")
    if "value_same" in found.reasons:
        found.reasons.append("comparator_differs")


def wording_loosened(upper: Commitment, local: Commitment, _: Setting, found: Findings) -> None:
    """左右, 基本, 一般, 力争 … on one side only."""
    if (upper.measure is None) != (local.measure is None):
        # The word loosened a number that the other side does not have.
        return
    upper_soft, local_soft = _softness(upper), _softness(local)
    if local_soft > upper_soft:
        found.vote("weaker", "hedged", "hedged")
    elif upper_soft > local_soft:
        found.vote("stronger", "firmed", "firmed")


def _softness(side: Commitment) -> int:
    """0 for what is said firmly, 1 for what a word loosens (any is as good as another), 2 for what is encouraged."""
    if side.modality == 0:
        return 2
    return int(bool(side.hedges) or side.comparator == "~" or side.modality < 2)


def deadline_moved(upper: Commitment, local: Commitment, _: Setting, found: Findings) -> None:
    """An earlier deadline is stronger. No deadline means the end of the period, where both plans have the same one."""
    first, second = _effective(upper, local), _effective(local, upper)
    if first is None or second is None or first == second:
        return
    if upper.kind == local.kind == "indicator" and first[0] == second[0]:
        return
    earlier = second < first
    reason = "deadline_earlier" if earlier else "deadline_later"
    found.vote("stronger" if earlier else "weaker", reason, "deadline_earlier" if earlier else "deadline_later")
    upper_words, local_words = deadline_words(upper), deadline_words(local)
    op: Literal["dropped", "added", "changed"] = (
        "changed" if upper_words and local_words else "dropped" if upper_words else "added"
    )
    found.differences.append(difference("deadline", upper.item, upper_words, local.item, local_words, op))


def _effective(side: Commitment, other: Commitment) -> Deadline | None:
    if side.deadline is not None:
        return side.deadline
    if isinstance(side.item, Target) and side.item.kind == "standard":
        return None
    if side.plan_end is None or side.plan_end != other.plan_end or other.deadline is None:
        return None
    return (side.plan_end, 12)


def scope_moved(upper: Commitment, local: Commitment, _: Setting, found: Findings) -> None:
    """城市 → 城乡 reaches further; more members in an enumeration reach further."""
    reached = reach(upper.facets, local.facets)
    if reached in ("equal", "open"):
        reached = _enumerated(upper.topic, local.topic) or reached
    if reached == "wider":
        found.vote("stronger", "scope_wider", "scope_wider")
    elif reached == "narrower":
        found.vote("weaker", "scope_narrower", "scope_narrower")
    elif reached == "open" and upper.kind == local.kind and not upper.facets.get("settlement"):
        if local.facets.get("settlement") in (frozenset({"city"}), frozenset({"country"})):
            found.vote("unordered", "scope_named_locally", "scope_narrower")
        return
    else:
        return
    found.differences.append(difference("scope", upper.item, upper.name, local.item, local.name))


def _enumerated(upper: str, local: str) -> Literal["wider", "narrower"] | None:
    if _JOINT.search(upper) is None and _JOINT.search(local) is None:
        return None
    first, second = _members(upper), _members(local)
    if len(first) == len(second) or not first or not second or _same_member(upper, local, 75):
        return None
    few, many = (first, second) if len(first) < len(second) else (second, first)
    if all(any(_same_member(one, other) for other in many) for one in few):
        return "wider" if many is second else "narrower"
    return None


def _members(text: str) -> list[str]:
    # What stands before 的 describes (专业水平高、服务能力强的…); it names no further members.
    named = text.rsplit("的", 1)[-1]
    return [part for part in _JOINT.split(named if len(named) > 3 else text) if len(part) > 1]


def _same_member(first: str, second: str, wanted: int = 0) -> bool:
    from rapidfuzz import fuzz

    short, long = sorted((first, second), key=len)
    return len(short) > 2 and ((not wanted and short in long) or fuzz.ratio(first, second) >= (wanted or 75))


def attribute_moved(upper: Commitment, local: Commitment, _: Setting, found: Findings) -> None:
    """预期性 made 约束性 is firmer."""
    if not isinstance(upper.item, Indicator) or not isinstance(local.item, Indicator):
        return
    first, second = upper.item.attribute, local.item.attribute
    if first is None or second is None or first == second:
        return
    firmer = second == "约束性"
    flag: Flag = "attribute_firmer" if firmer else "attribute_looser"
    found.vote("stronger" if firmer else "weaker", flag, flag)
    found.differences.append(difference("attribute", upper.item, first, local.item, second))


def baseline_moved(upper: Commitment, local: Commitment, _: Setting, found: Findings) -> None:
    """Other starting values are noted and change no relation."""
    if not isinstance(upper.item, Indicator) or not isinstance(local.item, Indicator):
        return
    if upper.item.baseline is None or local.item.baseline is None:
        return
    first = value_measure(upper.item.baseline, upper.name)
    second = value_measure(local.item.baseline, local.name)
    if first is None or second is None or not compatible(first, second) or order(first, second) == "equal":
        return
    found.vote(None, "baseline_differs", "baseline_differs")
    found.differences.append(
        difference("baseline", upper.item, upper.item.baseline.raw, local.item, local.item.baseline.raw)
    )


def rests_on_unconfirmed(upper: Commitment, local: Commitment, _: Setting, found: Findings) -> None:
    """A relation that rests on a fact which no document at hand confirms says so."""
    if unconfirmed(upper.item) or unconfirmed(local.item):
        found.unconfirmed = True
        found.reasons.append("unconfirmed")


def unconfirmed(item: Indicator | Target) -> bool:
    """True where the value or the name of a framework's item waits to be confirmed."""
    if not isinstance(item, Indicator):
        return False
    value = item.target
    if item.unconfirmed and ("target" in item.unconfirmed or "name" in item.unconfirmed):
        return True
    return value is not None and value.unconfirmed is True


Rule = Callable[[Commitment, Commitment, Setting, Findings], None]
RULES: tuple[Rule, ...] = (
    name_differs,
    value_differs,
    comparator_differs,
    wording_loosened,
    deadline_moved,
    scope_moved,
    attribute_moved,
    baseline_moved,
    rests_on_unconfirmed,
)
