"""Rules between levels on figures: what became of the rows and prose targets of the upper plan.

They read the links; what they add is when to speak. A row of the table is asked of every level below it (a figure in
prose only where the upper plan says so): a prose target of which that is unknown weighs one step less. What the upper
plan keeps for itself, what a territory's total is broken down to, and what a person has judged sound are no findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policy_xwalk.alignment.commitments import Commitment, value_measure
from policy_xwalk.alignment.differing import deadline_words
from policy_xwalk.alignment.measures import compatible, is_total, order
from policy_xwalk.audit.later import later_in_words
from policy_xwalk.audit.rule import Draft, Pair, Severity, passage
from policy_xwalk.audit.spoken import refers_to_upper, speaks_of
from policy_xwalk.audit.weighing import (
    alike,
    doubtful,
    grade,
    is_amount,
    is_binding,
    is_own,
    name_of,
    sound,
    value_of,
)
from policy_xwalk.records import Action, Evidence, Indicator, Item, Link, Target


def _answered(pair: Pair) -> Iterator[tuple[Link, Item, Item]]:
    """Links of figures with both sides, the upper item and the local one (the first of several)."""
    for link in pair.links:
        if link.kind == "action" or not link.upper or not link.local or link.relation == "unknown" or sound(link):
            continue
        upper, local = pair.items[link.upper[0]], pair.items[link.local[0]]
        if not is_own(upper, pair, link):
            yield link, upper, local


def _draft(pair: Pair, link: Link, upper: Item, local: Item, base: Severity, **params: str) -> Draft:
    given = {"name": name_of(upper), "upper": value_of(upper), "local": value_of(local), "local_name": name_of(local)}
    return Draft(
        evidence=(passage(upper), *(passage(pair.items[i]) for i in link.local)),
        items=(*link.upper, *link.local),
        params={**given, **params},
        hint=doubtful(pair, link),
        severity=grade(upper, link, base),
    )


def _once(drafts: Iterator[Draft]) -> Iterator[Draft]:
    """The upper plan may state one figure twice; one finding for each local item and pair of values."""
    seen: set[tuple[object, ...]] = set()
    for draft in drafts:
        key = (draft.evidence[1:], draft.params.get("upper"), draft.params.get("case"))
        if key not in seen:
            seen.add(key)
            yield draft


def value_weakened(pair: Pair) -> Iterator[Draft]:
    """The local value is worse than the upper one by the direction of the indicator."""
    return _once(_weakened(pair))


def _weakened(pair: Pair) -> Iterator[Draft]:
    for link, upper, local in _answered(pair):
        if not any(reason.startswith("value_") and reason.endswith("_worse") for reason in link.reasons):
            continue
        if isinstance(local, Action) or is_amount(upper) or not alike(upper, local):
            continue
        if _on_the_way(pair, upper, local):
            continue
        base: Severity = "error" if is_binding(upper) else "warning"
        yield _draft(pair, link, upper, local, base)


def attribute_loosened(pair: Pair) -> Iterator[Draft]:
    """A binding row of the upper table is only anticipatory in the local one."""
    for link, upper, local in _answered(pair):
        if "attribute_looser" in link.flags and isinstance(upper, Indicator) and isinstance(local, Indicator):
            yield _draft(pair, link, upper, local, "error")


def deadline_later(pair: Pair) -> Iterator[Draft]:
    """The local plan reaches the same goal later."""
    told: list[str] = []
    for link, upper, local in _answered(pair):
        if "deadline_later" not in link.flags or isinstance(local, Action) or is_amount(upper):
            continue
        first, second = pair.figures[upper.id], pair.figures[local.id]
        if first.milestone or second.milestone:
            continue  # a value on the way to a later one answers another date
        if _year(first) is None or _year(second) is None or _year(first) == _year(second):
            continue
        if _kept_up(first) or _kept_up(second) or _of_one_year(pair) or not alike(upper, local):
            continue
        if _VISION.search(f"{local.section or ''}{local.quote}") or _in_time(pair, upper):
            continue
        due = {
            "upper_due": deadline_words(first) or f"{_year(first)}年",
            "local_due": deadline_words(second) or f"{_year(second)}年",
        }
        told.append(_bare(local.quote))
        yield _draft(pair, link, upper, local, "warning", **due)
    for link, draft in later_in_words(pair):
        quote = _bare(draft.evidence[1].quote)
        if not sound(link) and not any(quote in words or words in quote for words in told):
            severity: Severity = "warning" if link.owed == "yes" else "info"
            yield replace(draft, hint=doubtful(pair, link), severity=severity)


_VISION = re.compile(r"展望|远景")


def _in_time(pair: Pair, upper: Item) -> bool:
    """Another figure of the local plan answers the same upper one by its year: the later one goes beyond it."""
    due = _year(pair.figures[upper.id])
    return any(
        not figure.milestone and due is not None and (year := _year(figure)) is not None and year <= due
        for figure in _answers(pair, upper)
    )


def _on_the_way(pair: Pair, upper: Item, local: Item) -> bool:
    """A figure of the prose for an earlier year, where a row of the local table answers for the upper one's year."""
    first, second = _year(pair.figures[upper.id]), _year(pair.figures[local.id])
    if isinstance(local, Indicator) or first is None or second is None or second >= first:
        return False
    return any(isinstance(figure.item, Indicator) and _year(figure) == first for figure in _answers(pair, upper))


def _answers(pair: Pair, upper: Item) -> Iterator[Commitment]:
    """Every local figure that is linked with an upper one."""
    for link in pair.links:
        if upper.id in link.upper:
            yield from (pair.figures[i] for i in link.local if i in pair.figures)


def _kept_up(figure: Commitment) -> bool:
    """Growth, a ceiling or words without a figure are kept up year by year, not reached by a day."""
    return figure.growth or figure.measure is None or figure.direction == "lower_is_better"


def _of_one_year(pair: Pair) -> bool:
    """One of the plans is for a single year: its goals are for that year, whatever the other's are for."""
    periods = (pair.upper.plan.period, pair.local.plan.period)
    return any(period is not None and period.start == period.end for period in periods)


def _bare(quote: str) -> str:
    return re.sub(r"\W", "", quote)


def _year(figure: Commitment) -> int | None:
    return figure.deadline[0] if figure.deadline else figure.plan_end


def hedged(pair: Pair) -> Iterator[Draft]:
    """At no better value, a word that loosens (基本, 力争, 左右) stands in the local plan only."""
    for link, upper, local in _answered(pair):
        if isinstance(local, Action) or is_amount(upper):
            continue
        if "hedged" not in link.flags and not _cell_hedged(upper, local):
            continue
        if any(reason.startswith("value_") and reason != "value_same" for reason in link.reasons):
            continue
        if not _HEDGE.search(f"{local.quote}{value_of(local)}") or not alike(upper, local):
            continue  # the word that loosens must be there to be shown
        draft = _draft(pair, link, upper, local, "warning")
        if value_of(upper) == value_of(local):
            # The loosening word stands beside the value.
            draft = replace(draft, params={**draft.params, "upper": upper.quote, "local": local.quote})
        yield draft


_HEDGE = re.compile(
    r"力争|争取|努力|基本(?!公共|养老|医疗|生活|农田|建设)|左右|原则上|一般|约|大致|总体|鼓励|探索|有条件|逐步|预计"
)


def _cell_hedged(upper: Item, local: Item) -> bool:
    """A word that loosens is printed in the local cell only (力争95)."""
    if not isinstance(upper, Indicator) or not isinstance(local, Indicator):
        return False
    return bool(_HEDGE.search(value_of(local))) and not _HEDGE.search(value_of(upper))


def number_lost(pair: Pair) -> Iterator[Draft]:
    """The local plan speaks of it and gives no number."""
    return _once(_unnumbered(pair))


def _unnumbered(pair: Pair) -> Iterator[Draft]:
    for link, upper, local in _answered(pair):
        if "unquantified" not in link.flags or is_amount(upper) or _refers_upwards(local):
            continue
        if pair.figures[upper.id].milestone:
            continue  # the last value of a series speaks for all
        if isinstance(upper, Target) and upper.kind == "growth" and upper.unit not in ("%", "‰"):
            continue  # 再提高20元: a step of the upper level's own budget
        quote = next(((d.local_quote, d.local_spans) for d in link.differences if d.local_quote), None)
        draft = _draft(pair, link, upper, local, "warning")
        if isinstance(local, Action) and quote is not None:
            if refers_to_upper(quote[0]) or not speaks_of(pair.figures[upper.id], quote[0]):
                continue
            shown = Evidence(pair.local.plan.id, *quote)
            params = {**draft.params, "local": quote[0], "case": "spoken"}
            draft = replace(draft, evidence=(passage(upper), shown), params=params)
        yield draft


def _refers_upwards(item: Item) -> bool:
    """完成国家下达目标 takes the upper figure over without repeating it."""
    words = item.quote if isinstance(item, Action) else f"{value_of(item)}{item.quote}"
    return not isinstance(item, Action) and refers_to_upper(words)


def scope_narrowed(pair: Pair) -> Iterator[Draft]:
    """The local figure holds for less than the upper one (城乡 → 城市), and nothing else covers the rest."""
    uses: dict[str, int] = {}
    for link in pair.links:
        for upper_id in link.upper:
            uses[upper_id] = uses.get(upper_id, 0) + len(link.local)
    others = [name_of(item) for part in (pair.local.indicators, pair.local.targets) for item in part]
    for link, upper, local in _answered(pair):
        if "scope_narrower" not in link.flags or isinstance(local, Action) or uses[upper.id] > 1 or is_amount(upper):
            continue
        if isinstance(upper, Target) and re.search(r"\d%|增长", name_of(upper)):
            continue  # a subject that holds another figure was not read cleanly
        if _KINDS_OF_PLACE.sub("", name_of(upper)) == _KINDS_OF_PLACE.sub("", name_of(local)):
            continue
        if "scope_named_locally" in link.reasons and _covered_elsewhere(name_of(local), others):
            continue
        lost = _lost_members(name_of(upper), name_of(local))
        if lost and any(_mostly_in(member, other) for member in lost for other in others if other != name_of(local)):
            continue
        yield _draft(pair, link, upper, local, "warning")


#: 乡镇（街道）, 县（市、区）: a place that has none of the kind in brackets leaves it out.
_KINDS_OF_PLACE = re.compile(r"（(?:[、和及]|各类|街道|镇|乡|社区|村|市|区|县|州|盟|旗|苏木|嘎查|园区)+）")


def _lost_members(upper: str, local: str) -> list[str]:
    parts = [part for part in re.split(r"[、，]|以及|和|与|及", upper) if len(part) > 1]
    return [part for part in parts if part not in local] if len(parts) > 1 else []


def _mostly_in(member: str, name: str) -> bool:
    pairs = {member[i : i + 2] for i in range(len(member) - 1)}
    return bool(pairs) and sum(pair in name for pair in pairs) >= 0.6 * len(pairs)


def _covered_elsewhere(name: str, others: list[str]) -> bool:
    """The same figure for the other settlements stands in another row (城市…率 beside 农村…率)."""
    swaps = (("城市", "农村"), ("城镇", "农村"), ("城镇", "乡村"), ("农村", "城市"), ("乡村", "城镇"), ("农村", "城镇"))
    return any(one in name and name.replace(one, other) in others for one, other in swaps)


def measure_changed(pair: Pair) -> Iterator[Draft]:
    """Unit or basis differ, so that the two values cannot be compared."""
    for link, upper, local in _answered(pair):
        case = next((r for r in ("measure_differs", "basis_differs") if r in link.reasons), None)
        if case is None or isinstance(local, Action) or not isinstance(upper, Indicator):
            continue
        yield _draft(pair, link, upper, local, "warning", case="unit" if case == "measure_differs" else "basis")


def below_upper_baseline(pair: Pair) -> Iterator[Draft]:
    """The local target is worse than where the whole upper territory started from."""
    for link, upper, local in _answered(pair):
        if (
            not isinstance(upper, Indicator)
            or isinstance(local, Action)
            or len(link.upper) != 1
            or len(link.local) != 1
        ):
            continue
        start = value_measure(upper.baseline, upper.name)
        if start is None or is_total(start, upper.name):
            continue
        first, second = pair.figures[upper.id], pair.figures[local.id]
        if second.measure is None or first.growth or second.growth or second.milestone:
            continue
        if _on_the_way(pair, upper, local):
            continue
        if not compatible(start, second.measure) or first.direction == "unknown":
            continue
        worse = "lower" if first.direction == "higher_is_better" else "higher"
        if order(start, second.measure) != worse:
            continue
        if first.measure is not None and order(start, first.measure) == worse:
            continue  # the upper plan itself lets the figure fall
        assert upper.baseline is not None
        yield _draft(pair, link, upper, local, "warning", baseline=upper.baseline.raw)
