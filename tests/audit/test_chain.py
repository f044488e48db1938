"""Rules on all plans of a run: what the chain lacks, and totals broken down, also for very many plans."""

from __future__ import annotations

from msgspec.structs import replace

from policy_xwalk.audit import AuditOptions, audit_corpus
from policy_xwalk.audit.totals import ROUNDING
from policy_xwalk.corpus import AbsentPlan
from policy_xwalk.language.quantities import parse_value
from policy_xwalk.pairing import choose_pairs
from policy_xwalk.records import Citation, Finding, Indicator, Level, Period, Plan, PlanRecords, Region, Source
from policy_xwalk.regions import NATION, by_code, children, level_of


def plan(region: Region, *rows: Indicator, cites: tuple[Citation, ...] = ()) -> PlanRecords:
    own = Plan(
        id=region.code or region.name,
        title=f"{region.name}“十四五”林业发展规划",
        issuer=None,
        doc_number=None,
        issued=None,
        level=level_of(region),
        region=region,
        period=Period(2021, 2025),
        topic="林业",
        cites=cites,
        covers=("indicator", "target", "action"),
        inferred=(),
        source=Source(f"{region.code}.txt", "", "txt", None),
    )
    return PlanRecords(own, tuple(replace(row, id=f"{own.id}/{row.id}", plan=own.id) for row in rows))


def row(name: str, value: str, unit: str) -> Indicator:
    target = parse_value(value, unit, 2025)
    return Indicator("I-1", "", 1, name, None, None, target, "预期性", "higher_is_better", None, f"{name}{value}", ())


def found(plans: list[PlanRecords], rule: str, absent: tuple[AbsentPlan, ...] = ()) -> tuple[Finding, ...]:
    pairings = choose_pairs([entry.plan for entry in plans])
    return audit_corpus(plans, pairings, absent, AuditOptions(select=(rule,)))


def region(code: str) -> Region:
    place = by_code(code)
    assert place is not None
    return place


def test_children_are_the_places_right_under_a_region() -> None:
    assert len(children(NATION)) == 31
    assert [place.name for place in children(region("150300"))] == ["海勃湾区", "海南区", "乌达区"]
    # Counties that their province governs stand beside its cities; a municipality has districts and no cities.
    assert {"武汉市", "仙桃市"} <= {place.name for place in children(region("420000"))}
    assert {level_of(place) for place in children(region("110000"))} <= {"city", "county"}


def test_totals_are_summed_only_where_every_place_has_a_plan_and_a_figure() -> None:
    city = region("150300")
    whole = plan(city, row("新增造林面积", "6000", "亩"))
    parts = [plan(place, row("新增造林面积", "1900", "亩")) for place in children(city)]
    (short,) = found([whole, *parts], "PX241")
    assert short.plan == "150300"
    assert short.params["sum"] == "5700亩"
    assert len(short.items) == 4
    assert found([whole, *parts[:2]], "PX241") == ()
    silent = plan(children(city)[2], row("森林覆盖率", "20", "%"))
    assert found([whole, *parts[:2], silent], "PX241") == ()
    close = [plan(place, row("新增造林面积", f"{2000 * (1 - ROUNDING / 2)}", "亩")) for place in children(city)]
    assert found([whole, *close], "PX241") == ()
    rates = [plan(place, row("森林覆盖率", "20", "%")) for place in children(city)]
    assert found([plan(city, row("森林覆盖率", "25", "%")), *rates], "PX241") == ()


def test_a_cited_plan_of_the_next_level_is_missed_once_it_is_not_there() -> None:
    level: Level = "city"
    cited = Citation("吕梁市“十四五”林业发展规划", level, None, None)
    county = plan(region("141121"), cites=(cited,))
    assert [finding.params["place"] for finding in found([county], "PX303")] == ["吕梁市"]
    assert found([county, plan(region("141100"))], "PX303") == ()
    outline = Citation("吕梁市国民经济和社会发展第十四个五年规划", level, None, None)
    assert found([plan(region("141121"), cites=(outline,))], "PX303") == ()


def test_a_missing_level_is_told_of_the_nearest_upper_plan_only() -> None:
    county, province, nation = plan(region("141121")), plan(region("140000")), plan(NATION)
    missing = found([nation, province, county], "PX302")
    assert [(finding.against, finding.params["levels"]) for finding in missing] == [("140000", "吕梁市")]
    known = AbsentPlan("吕梁市林业规划", region=region("141100"))
    assert found([nation, province, county], "PX302", (known,))[0].params["case"] == "known"
    assert found([nation, province, plan(region("141100")), county], "PX302") == ()


def test_every_county_of_the_country_is_looked_at_in_one_go() -> None:
    provinces = children(NATION)
    cities = [city for province in provinces for city in children(province)]
    counties = [county for city in cities for county in children(city)]
    plans = [plan(NATION), *map(plan, provinces), *map(plan, counties)]
    findings = found(plans, "PX302")
    assert len(plans) > 2500
    assert len(findings) > 2000
    assert len({finding.fingerprint for finding in findings}) == len(findings)
