"""Which plans are compared with which, and what kind of comparison that is.

Each plan is paired with its nearest upper plan present and with the nation's; across chains only where asked. Two
plans belong together when they have the same topic; of several candidates the one of the same period is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from policy_xwalk.errors import BadCorpus
from policy_xwalk.records import Comparison, Plan, Region
from policy_xwalk.regions import NATION, between, is_under, same_region

TOPIC_OVERLAP = 0.65
"""Share of common character pairs (Dice) of two topics from which on they are one.

智能制造发展 and 智能制造提质升级 have one core; 老龄事业和养老服务体系 and 养老服务体系 share 0.67; 城市社区服务 and
农村社区服务 share 0.60 and are two topics.
"""

# Words that every plan's title may bear; the topic is what is left.
_GENERIC = re.compile(
    r"高质量|现代化|中长期|新一代|高水平|一体化|体系|发展|建设|事业|产业|提质|升级|提升|促进|推进|推动|加快|加强|改革|创新|"
    r"行动|工程|工作|试点|示范|专项|重点|总体|整体|全面|实施|服务能力|水平|三年|五年|时期"
)


# Topics of the same words for other people or places are other topics.
_FACETS = (
    (re.compile(r"城"), re.compile(r"农村|乡")),
    (re.compile(r"老"), re.compile(r"儿童|青少年|未成年|婴幼儿|托育|残疾")),
    (re.compile(r"学前|基础教育|义务教育"), re.compile(r"职业|高等")),
)

Periods = Literal["same", "overlapping", "apart", "unknown"]


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison that a person asks for; plans by id or by file name."""

    upper: str
    local: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two plans to align: ``skipped`` names the regions between whose plan is absent; ``asked`` by a ``[[compare]]``.

    ``periods`` says how their years lie: what a plan for other years does not answer is no shortcoming of it.
    """

    upper: str
    local: str
    comparison: Comparison
    skipped: tuple[str, ...] = ()
    asked: bool = False
    periods: Periods = "unknown"


@lru_cache(maxsize=4096)
def topic_core(topic: str) -> str:
    """The topic without words that any topic may bear; the topic itself where nothing else is in it."""
    words = re.sub(r"[\s“”\"《》、，（）()]", "", topic)
    core = re.sub(r"^[和与及的]|[和与及的]$", "", _GENERIC.sub("", words))
    return core or words


def same_topic(a: str | None, b: str | None) -> bool:
    """Whether two topics are one: equal in their core, or sharing :data:`TOPIC_OVERLAP` of their character pairs.

    An unknown topic is the same as none.
    """
    if not a or not b:
        return False
    first, second = topic_core(a), topic_core(b)
    if first == second:
        return True
    for facets in _FACETS:
        kinds = [{n for n, facet in enumerate(facets) if facet.search(core)} for core in (first, second)]
        if kinds[0] and kinds[1] and not kinds[0] & kinds[1]:
            return False
    pairs_a, pairs_b = _character_pairs(first), _character_pairs(second)
    total = sum(pairs_a.values()) + sum(pairs_b.values())
    return total > 0 and 2 * sum((pairs_a & pairs_b).values()) / total >= TOPIC_OVERLAP


def _character_pairs(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1))


def region_of(plan: Plan) -> Region | None:
    """The plan's region; a plan of the nation has one even where its record names none."""
    return NATION if plan.region is None and plan.level == "nation" else plan.region


def relation_of(upper: Plan, local: Plan, present: Iterable[Plan] = ()) -> tuple[Comparison, tuple[str, ...]]:
    """What comparing the two plans means, with the regions between them whose plan is absent, highest first.

    ``direct`` where the local region stands right under the upper one in the table of regions (a district of 北京市
    or a county governed by its province right under the province); ``skip`` where regions stand between, named unless
    ``present`` holds a plan of theirs on the topic and for these years; ``version`` for two issues of one plan;
    ``cross`` for all others: other chains, one level in two places, two plans of one place for other years or topics,
    and plans whose region is unknown.
    """
    above, below = region_of(upper), region_of(local)
    if above is None or below is None:
        return "cross", ()
    if same_region(above, below):
        return ("version", ()) if _is_version(upper, local) else ("cross", ())
    if not is_under(below, above):
        return "cross", ()
    skipped = between(above, below)
    if not skipped:
        return "direct", ()
    at_hand = [
        region
        for plan in present
        if (region := region_of(plan)) and same_topic(plan.topic, local.topic) and periods_of(plan, local) != "apart"
    ]
    return "skip", tuple(r.name for r in skipped if not any(same_region(r, other) for other in at_hand))


def _is_version(a: Plan, b: Plan) -> bool:
    """Two issues of one plan: one topic and period, but another number, day or text."""
    another = a.doc_number != b.doc_number or a.issued != b.issued or a.source.sha256 != b.source.sha256
    return same_topic(a.topic, b.topic) and a.period == b.period and another


def choose_pairs(plans: Sequence[Plan], compares: Sequence[Compare] = ()) -> tuple[Pairing, ...]:
    """The pairs to align, in the order of the plans: for each its nearest upper plan, the nation's, its older version.

    Only plans with one topic are paired. Among upper plans those of the same period go first, then those whose
    period overlaps or is unknown, then the nearest in years; plans with years in common leave plans without any out,
    whatever their level. Whatever ``compares`` asks for is added; :func:`unknown_compares` tells what it cannot mean.
    """
    found: dict[tuple[str, str], Pairing] = {}
    places = _Places(plans)
    for local in plans:
        above = places.above(local)
        for upper in (*_uppers(local, above), *_older_version(local, places.beside(local))):
            found[upper.id, local.id] = _pairing(upper, local, above, asked=False)
    named = _names(plans)
    for compare in compares:
        upper_plan, local_plan = named.get(compare.upper), named.get(compare.local)
        if upper_plan is None or local_plan is None or upper_plan is local_plan:
            continue
        above = places.above(local_plan)
        found[upper_plan.id, local_plan.id] = _pairing(upper_plan, local_plan, above, asked=True)
    return tuple(found.values())


def _pairing(upper: Plan, local: Plan, present: Iterable[Plan], *, asked: bool) -> Pairing:
    comparison, skipped = relation_of(upper, local, present)
    return Pairing(upper.id, local.id, comparison, skipped, asked, periods_of(upper, local))


def periods_of(upper: Plan, local: Plan) -> Periods:
    """How the years of two plans lie."""
    if upper.period is None or local.period is None:
        return "unknown"
    if upper.period == local.period:
        return "same"
    overlap = upper.period.start <= local.period.end and local.period.start <= upper.period.end
    return "overlapping" if overlap else "apart"


def unknown_compares(plans: Sequence[Plan], compares: Sequence[Compare], *, file: str) -> tuple[BadCorpus, ...]:
    """An error for each ``[[compare]]`` that names no plan of the run, or one plan twice."""
    errors = []
    named = _names(plans)
    for number, compare in enumerate(compares, start=1):
        for key, name in (("upper", compare.upper), ("local", compare.local)):
            if name not in named:
                errors.append(BadCorpus("corpus_compare_unknown", file=file, number=number, field=key, found=name))
        if compare.upper == compare.local:
            errors.append(BadCorpus("corpus_compare_same", file=file, number=number, found=compare.upper))
    return tuple(errors)


def _names(plans: Sequence[Plan]) -> dict[str, Plan]:
    """The plans by what a person may call them: the id, else the file."""
    named: dict[str, Plan] = {}
    for plan in plans:
        named.setdefault(plan.id, plan)
    for plan in plans:
        named.setdefault(plan.source.file.replace("\\", "/"), plan)
    return named


class _Places:
    """The plans by region, so that the few that may belong to a plan are found without looking at all of them."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        self._plans = plans
        self._codes: dict[str | None, list[int]] = {}
        self._paths: dict[tuple[str, ...], list[int]] = {}
        self._same: dict[tuple[str, tuple[str, ...]], list[int]] = {}
        for place, plan in enumerate(plans):
            region = region_of(plan)
            if region is not None:
                self._codes.setdefault(region.code, []).append(place)
                self._paths.setdefault(region.path, []).append(place)
                self._same.setdefault((region.name, region.path), []).append(place)

    def above(self, local: Plan) -> list[Plan]:
        """Every plan whose region may hold the local one, in order: by the stems of its code, or by its path."""
        region = region_of(local)
        if region is None:
            return []
        code = region.code or ""
        codes = {NATION.code, *(code[:end].ljust(6, "0") for end in (2, 4) if code)}
        found = {place for known in codes for place in self._codes.get(known, ())}
        for end in range(1, len(region.path)):
            found.update(self._paths.get(region.path[:end], ()))
        return [self._plans[place] for place in sorted(found)]

    def beside(self, local: Plan) -> list[Plan]:
        """Every plan of the same region, in order."""
        region = region_of(local)
        if region is None:
            return []
        found = {*self._same[region.name, region.path], *(self._codes[region.code] if region.code else ())}
        return [self._plans[place] for place in sorted(found)]


def _uppers(local: Plan, plans: Sequence[Plan]) -> list[Plan]:
    """The nearest upper plan and the nation's, each the best of its region."""
    region = region_of(local)
    if region is None:
        return []
    above = [
        plan
        for plan in plans
        if (upper := region_of(plan)) is not None and is_under(region, upper) and same_topic(plan.topic, local.topic)
    ]
    of_the_time = [plan for plan in above if _period_rank(plan, local) < 2] or above
    chosen: list[Plan] = []
    for group in (of_the_time, [plan for plan in above if region_of(plan) == NATION]):
        if not group:
            continue
        depth = max(_depth(plan) for plan in group)
        best = min((plan for plan in group if _depth(plan) == depth), key=lambda plan: _preference(plan, local))
        if best not in chosen:
            chosen.append(best)
    return chosen


def _depth(plan: Plan) -> int:
    region = region_of(plan)
    return len(region.path) if region is not None else 0


def _period_rank(upper: Plan, local: Plan) -> int:
    """0 for the same period, 1 for one that overlaps or is unknown, 2 for other years."""
    return {"same": 0, "overlapping": 1, "unknown": 1, "apart": 2}[periods_of(upper, local)]


def _preference(upper: Plan, local: Plan) -> tuple[int, int, int, str]:
    """Smaller is better: period, distance in years, later of two issues, id."""
    years = abs(_year(upper) - _year(local)) if _year(upper) and _year(local) else 9999
    issued = -int(re.sub(r"\D", "", upper.issued or "") or 0)
    return _period_rank(upper, local), years, issued, upper.id


def _year(plan: Plan) -> int:
    return plan.period.start if plan.period else int(plan.issued[:4]) if plan.issued else 0


def _older_version(local: Plan, plans: Sequence[Plan]) -> list[Plan]:
    """The issue of the same plan right before this one."""
    older = [
        plan
        for plan in plans
        if plan is not local and _order(plan) < _order(local) and relation_of(plan, local)[0] == "version"
    ]
    return [max(older, key=_order)] if older else []


def _order(plan: Plan) -> tuple[str, str]:
    return plan.issued or "", plan.id
