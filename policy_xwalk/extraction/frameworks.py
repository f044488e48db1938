"""A plan known only as facts: what its own fields let one conclude about it."""

from __future__ import annotations

from msgspec.structs import replace

from policy_xwalk.extraction.identity import topic_of
from policy_xwalk.records import Plan, PlanRecords
from policy_xwalk.regions import resolve


def settle(framework: PlanRecords) -> PlanRecords:
    """Fill in the topic from the title and the code of the region from its name; both are listed as inferred."""
    plan = framework.plan
    region = plan.region
    inferred = list(plan.inferred)
    if region is not None and region.code is None:
        found = resolve(region.name, within=region.path)
        if found is not None and found.code is not None:
            region = found
            inferred.append("region")
    topic = plan.topic
    if topic is None and plan.title is not None:
        topic = topic_of(plan.title, region)
        if topic is not None:
            inferred.append("topic")
    settled: Plan = replace(plan, region=region, topic=topic, inferred=tuple(dict.fromkeys(inferred)))
    return replace(framework, plan=settled)
