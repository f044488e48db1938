"""Rules on the plans of a run together: which links of the chain are there, and who stands under whom."""

from __future__ import annotations

from collections.abc import Iterator

from policy_xwalk.audit.papers import cites, evidence, topic_of
from policy_xwalk.audit.rule import Draft, Field, Rule
from policy_xwalk.audit.totals import parts_below_total
from policy_xwalk.extraction.citations import organ_level
from policy_xwalk.pairing import Pairing, region_of, same_topic
from policy_xwalk.records import Citation, Level, Plan, Region
from policy_xwalk.regions import ancestors, is_under, leading_region, level_of, same_region

_DEPTH: dict[Level, int] = {"nation": 0, "province": 1, "city": 2, "county": 3, "town": 4}


def _plans(field: Field) -> dict[str, Plan]:
    return {entry.plan.id: entry.plan for entry in field.plans}


def _named(pairing: Pairing, plans: dict[str, Plan]) -> tuple[Plan, Plan]:
    return plans[pairing.upper], plans[pairing.local]


def compared_across_chains(field: Field) -> Iterator[Draft]:
    """A comparison of two plans that are not of one chain: for reference, and never a finding on either."""
    plans = _plans(field)
    for pairing in field.pairings:
        upper, local = _named(pairing, plans)
        if pairing.comparison == "cross" and not _upside_down(upper, local):
            yield Draft(
                evidence=(),
                params={
                    "upper_title": upper.title or upper.id,
                    "local_title": local.title or local.id,
                    "upper_place": _place(upper),
                    "local_place": _place(local),
                },
                plan=local.id,
                against=upper.id,
            )


def levels_missing(field: Field) -> Iterator[Draft]:
    """Plans of the levels between two compared ones are not in the corpus."""
    plans = _plans(field)
    of_local: dict[str, list[Pairing]] = {}
    for pairing in field.pairings:
        of_local.setdefault(pairing.local, []).append(pairing)
    for pairing in field.pairings:
        if pairing.comparison != "skip" or not pairing.skipped:
            continue
        if any(_nearer(other, pairing, plans) for other in of_local[pairing.local]):
            continue
        upper, local = _named(pairing, plans)
        known = [
            absent.region.name for absent in field.absent if absent.region and absent.region.name in pairing.skipped
        ]
        yield Draft(
            evidence=(),
            params={
                "case": "known" if len(known) == len(pairing.skipped) else None,
                "upper_title": upper.title or upper.id,
                "local_title": local.title or local.id,
                "levels": "、".join(pairing.skipped),
            },
            plan=local.id,
            against=upper.id,
        )


def _nearer(other: Pairing, pairing: Pairing, plans: dict[str, Plan]) -> bool:
    """Another upper plan of the same local one stands nearer: what is missing is told of that one."""
    if other.upper == pairing.upper or other.comparison not in ("direct", "skip"):
        return False
    nearer, further = region_of(plans[other.upper]), region_of(plans[pairing.upper])
    return nearer is not None and further is not None and is_under(nearer, further)


def cited_plan_absent(field: Field) -> Iterator[Draft]:
    """The plan names the plan of the next level up on its own topic, and the corpus does not hold it."""
    by_region: dict[str, list[Plan]] = {}
    for entry in field.plans:
        by_region.setdefault(_key(region_of(entry.plan)), []).append(entry.plan)
    for entry in field.plans:
        plan = entry.plan
        region = region_of(plan)
        above = ancestors(region) if region is not None else ()
        if not above:
            continue
        direct = level_of(above[-1])
        for citation in plan.cites:
            if citation.level is None or citation.level != direct or not _same_plan(citation, plan):
                continue
            if not any(cites(citation, other) for other in by_region.get(_key(above[-1]), ())):
                yield Draft(
                    evidence=(evidence(plan, citation),),
                    params={"title": citation.title, "level": direct, "place": above[-1].name},
                    key=f"{citation.title}\x1f{direct}",
                    plan=plan.id,
                )


def _same_plan(citation: Citation, plan: Plan) -> bool:
    """The cited document is a plan on the topic of this one, not an outline for everything or an opinion."""
    topic = topic_of(citation)
    return topic is not None and plan.topic is not None and same_topic(topic, plan.topic)


def _key(region: Region | None) -> str:
    """One word for a region: its code, or its path where it has none."""
    return "" if region is None else region.code or "/".join(region.path) or region.name


def cites_another_place(field: Field) -> Iterator[Draft]:
    """A plan names as its basis the plan of a place under which it does not stand."""
    for entry in field.plans:
        plan = entry.plan
        own = region_of(plan)
        if own is None or own.code is None:
            continue
        for citation in plan.cites:
            _, region, _ = leading_region(citation.title.lstrip("《“"))
            if region is None or region.code is None or same_region(region, own):
                continue
            if is_under(own, region) or is_under(region, own) or not _same_plan(citation, plan):
                continue
            yield Draft(
                evidence=(evidence(plan, citation),),
                params={"title": citation.title, "place": "".join(region.path), "own": "".join(own.path)},
                key=citation.title,
                plan=plan.id,
            )


def hierarchy_contradicts(field: Field) -> Iterator[Draft]:
    """Levels that cannot be: a county's plan set above a city's, or a plan of one level issued by a body of another."""
    plans = _plans(field)
    for pairing in field.pairings:
        upper, local = _named(pairing, plans)
        if pairing.asked and _upside_down(upper, local):
            yield Draft(
                evidence=(),
                params={
                    "case": "pair",
                    "upper_title": upper.title or upper.id,
                    "local_title": local.title or local.id,
                    "upper_level": upper.level,
                    "local_level": local.level,
                },
                plan=local.id,
                against=upper.id,
            )
    for plan in plans.values():
        if plan.issuer is None or plan.level is None or {"issuer", "level"} <= set(plan.inferred):
            continue
        level = organ_level(plan.issuer)
        if level is not None and level != plan.level:
            yield Draft(
                evidence=(),
                params={"issuer": plan.issuer, "level": plan.level, "local_level": level},
                key="issuer",
                plan=plan.id,
                hint="level" in plan.inferred or "issuer" in plan.inferred,
            )


def _upside_down(upper: Plan, local: Plan) -> bool:
    """The plan asked for as the upper one is of a lower level, in one chain or another."""
    return upper.level is not None and local.level is not None and _DEPTH[upper.level] > _DEPTH[local.level]


def _place(plan: Plan) -> str:
    region = region_of(plan)
    return "".join(region.path) or region.name if region is not None else "—"


RULES: tuple[Rule[Field], ...] = (
    Rule("PX241", "parts-below-total", "warning", parts_below_total),
    Rule("PX301", "compared-across-chains", "info", compared_across_chains),
    Rule("PX302", "levels-missing", "info", levels_missing),
    Rule("PX303", "cited-plan-absent", "warning", cited_plan_absent),
    Rule("PX304", "cites-another-place", "warning", cites_another_place),
    Rule("PX305", "hierarchy-contradicts", "warning", hierarchy_contradicts),
)
