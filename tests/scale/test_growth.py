"""Ten times the plans, at most ten and a half times the work: counted, not timed."""

from __future__ import annotations

import pytest

from policy_xwalk import pairing
from policy_xwalk.records import Period, Plan, Region, Source
from tests.scale.folders import synthetic


def plan(number: int, region: Region | None) -> Plan:
    level = "nation" if region is None else "county"
    source = Source(f"{number}.txt", str(number), "txt", None)
    return Plan(
        str(number), None, None, None, None, level, region, Period(2021, 2025), "养老服务体系建设", (), (), (), source
    )


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often two plans were looked at together."""
    count = [0]
    under, topic = pairing.is_under, pairing.same_topic

    def counted_under(lower: Region, upper: Region) -> bool:
        count[0] += 1
        return under(lower, upper)

    def counted_topic(one: str | None, other: str | None) -> bool:
        count[0] += 1
        return topic(one, other)

    monkeypatch.setattr(pairing, "is_under", counted_under)
    monkeypatch.setattr(pairing, "same_topic", counted_topic)
    return count


def test_choosing_pairs_does_not_try_all_of_them(looked_at: list[int]) -> None:
    regions = [Region(place.code, place.name, place.path) for place in synthetic.places()]
    work = []
    for size in (300, 3_000):
        looked_at[0] = 0
        plans = [plan(0, None), *(plan(number, region) for number, region in enumerate(regions[:size], 1))]
        pairs = pairing.choose_pairs(plans)
        assert len(pairs) == size
        work.append(looked_at[0])
    assert work[1] <= 10.5 * work[0]
