"""Findings on the plans of ``report_sample``, and a run of many plans made from them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec
from report_actions import SHANXI_ACTIONS, ZHENGNING_ACTIONS
from report_items import NATION, SHANXI, ZHENGNING
from report_sample import link, records

from policy_xwalk.record_parts import Evidence, Waiver
from policy_xwalk.records import Action, Finding, Indicator, Link, PlanRecords, Region, Target

Item = Indicator | Target | Action


def _finding(rule: str, severity: Any, items: Sequence[Item], params: dict[str, Any], **fields: Any) -> Finding:
    return Finding(
        rule=rule,
        severity=severity,
        plan=ZHENGNING,
        items=tuple(item.id for item in items),
        params=params,
        evidence=tuple(Evidence(item.plan, item.quote, item.spans) for item in items),
        fingerprint=hashlib.sha256(f"{rule}{params}".encode()).hexdigest()[:16],
        **fields,
    )


def findings() -> tuple[Finding, ...]:
    """One of each severity, a hint, and one that was set aside; not in the order in which they are shown."""
    zhengning = records()[0]
    upper, local = SHANXI_ACTIONS["elderly"], ZHENGNING_ACTIONS["elderly"]
    law, row = SHANXI_ACTIONS["law"], zhengning.indicators[3]
    waiver = Waiver("李四", "2026-10-08T09:00:00+08:00", "已在县级专项方案中安排")
    spoken = {"name": "特殊困难老年人月探访率", "upper": "100%", "local": "定期探访制度"}
    body = upper.text.replace(" ", "")
    evidence = (
        Evidence(SHANXI, f"特殊困难老年人：{body[:30]}", upper.spans),
        Evidence(ZHENGNING, "建立居家社区特殊困难老年人定期探访制度。", local.spans),
    )
    weakened = _finding("PX208", "error", (upper, local), spoken, against=SHANXI)
    return (
        _finding(
            "PX222",
            "warning",
            (law,),
            {"chapter": "专栏3", "count": 1, "names": law.title},
            against=SHANXI,
            waiver=waiver,
        ),
        _finding("PX104", "info", (row,), {"name": row.name}, hint=True),
        _finding("PX203", "warning", (law,), {"name": law.title, "upper": "60%"}, against=SHANXI),
        msgspec.structs.replace(weakened, evidence=evidence),
    )


def many_plans(count: int) -> tuple[list[PlanRecords], list[Link]]:
    """The nation's indicators against copies of the county plan in as many places."""
    zhengning, nation, _ = records()
    plans, made = [nation], []
    for number in range(count):
        plan_id = f"{number:06d}-2022-1"
        region = Region(f"14{number:04d}", f"第{number}县", ("山西省", f"第{number}县"))
        plan = msgspec.structs.replace(zhengning.plan, id=plan_id, region=region)
        rows = tuple(
            msgspec.structs.replace(row, id=f"{plan_id}/I-{place}", plan=plan_id)
            for place, row in enumerate(zhengning.indicators)
        )
        plans.append(PlanRecords(plan, indicators=rows))
        pairs = list(zip(nation.indicators, rows, strict=False))
        made += [
            link(NATION, plan_id, "skip", "indicator", [above.id], [below.id], "same") for above, below in pairs[:-1]
        ]
        made.append(link(NATION, plan_id, "skip", "indicator", [pairs[-1][0].id], [], "dropped"))
        made.append(link(NATION, plan_id, "skip", "indicator", [], [rows[-1].id], "added"))
    return plans, made
