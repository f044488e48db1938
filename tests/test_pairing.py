"""Which plans are compared, and what the comparison is called."""

from __future__ import annotations

import pytest

from policy_xwalk.corpus import Compare, choose_pairs, relation_of, same_topic, unknown_compares
from policy_xwalk.records import Period, Plan, Source
from policy_xwalk.regions import level_of, resolve

COMMUNITY = "城乡社区服务体系建设"


def plan(
    name: str,
    *within: str,
    topic: str | None = COMMUNITY,
    years: tuple[int, int] | None = (2021, 2025),
    issued: str | None = None,
    suffix: str = "",
) -> Plan:
    region = resolve(name, within=within)
    return Plan(
        id=name + suffix,
        title=None,
        issuer=None,
        doc_number=None,
        issued=issued,
        level=level_of(region) if region else None,
        region=region,
        period=Period(*years) if years else None,
        topic=topic,
        cites=(),
        covers=(),
        inferred=(),
        source=Source(f"{name}{suffix}.txt", name + suffix, "txt", None),
    )


def pairs(*plans: Plan, compares: tuple[Compare, ...] = ()) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(p.upper, p.local, p.comparison, p.skipped) for p in choose_pairs(plans, compares)]


def test_corpus_of_the_repository_has_all_three_comparisons() -> None:
    found = pairs(plan("全国"), plan("山西省"), plan("正宁县"), compares=(Compare("山西省", "正宁县"),))
    assert found == [
        ("全国", "山西省", "direct", ()),
        ("全国", "正宁县", "skip", ("甘肃省", "庆阳市")),
        ("山西省", "正宁县", "cross", ()),
    ]


def test_nearest_upper_plan_and_the_nation() -> None:
    found = pairs(plan("全国"), plan("甘肃省"), plan("庆阳市"), plan("正宁县"))
    assert ("庆阳市", "正宁县", "direct", ()) in found
    assert ("全国", "正宁县", "skip", ()) in found
    assert not any(p[:2] == ("甘肃省", "正宁县") for p in found)


def test_only_absent_plans_between_are_named() -> None:
    found = pairs(plan("全国"), plan("庆阳市"), plan("正宁县"))
    assert ("全国", "正宁县", "skip", ("甘肃省",)) in found
    other_topic = pairs(plan("全国"), plan("庆阳市", topic="养老服务体系"), plan("正宁县"))
    assert ("全国", "正宁县", "skip", ("甘肃省", "庆阳市")) in other_topic


@pytest.mark.parametrize(
    ("upper", "local", "expected"),
    [
        ("北京市", "北京市朝阳区", ("direct", ())),
        ("湖北省", "仙桃市", ("direct", ())),
        ("全国", "北京市朝阳区", ("skip", ("北京市",))),
        ("甘肃省", "正宁县", ("skip", ("庆阳市",))),
        ("正宁县", "甘肃省", ("cross", ())),
        ("山西省", "甘肃省", ("cross", ())),
        ("正宁县", "正宁县山河镇", ("direct", ())),
    ],
)
def test_relation_of_any_two(upper: str, local: str, expected: tuple[str, tuple[str, ...]]) -> None:
    assert relation_of(plan(upper), plan(local)) == expected


def test_other_topic_or_unknown_topic_is_not_paired_unless_asked() -> None:
    nation, county = plan("全国"), plan("正宁县", topic=None)
    assert pairs(nation, plan("正宁县", topic="职业教育")) == []
    assert pairs(nation, county) == []
    assert pairs(nation, county, compares=(Compare("全国.txt", "正宁县"),))[0][2] == "skip"


def test_same_period_goes_before_the_nearest_year() -> None:
    old, new = plan("甘肃省", years=(2016, 2020), suffix="-13"), plan("甘肃省", suffix="-14")
    assert pairs(old, new, plan("庆阳市")) == [("甘肃省-14", "庆阳市", "direct", ())]
    assert pairs(old, plan("甘肃省", years=(2011, 2015), suffix="-12"), plan("庆阳市"))[-1][0] == "甘肃省-13"


def test_plan_of_other_years_does_not_hide_a_higher_one_of_the_same_years() -> None:
    city = plan("庆阳市", years=(2016, 2020))
    found = pairs(plan("甘肃省"), city, plan("正宁县"))
    assert ("甘肃省", "正宁县", "skip", ("庆阳市",)) in found
    assert not any(p[:2] == ("庆阳市", "正宁县") for p in found)


def test_years_apart_are_marked() -> None:
    (pairing,) = choose_pairs([plan("全国", years=(2025, 2025)), plan("甘肃省", years=(2026, 2026))])
    assert pairing.periods == "apart"


def test_two_issues_of_one_plan_are_versions_in_order_of_issue() -> None:
    draft = plan("正宁县", issued="2022-01-10", suffix="-a")
    final = plan("正宁县", issued="2022-05-26", suffix="-b")
    assert pairs(final, draft) == [("正宁县-a", "正宁县-b", "version", ())]


def test_unknown_region_is_never_put_under_another() -> None:
    assert relation_of(plan("全国"), plan("无此县")) == ("cross", ())
    assert pairs(plan("全国"), plan("无此县")) == []


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("智能制造发展", "智能制造提质升级", True),
        ("老龄事业和养老服务体系", "养老服务体系建设", True),
        ("新一代人工智能发展", "人工智能产业创新发展", True),
        ("教育事业发展", "教育发展", True),
        ("教育事业发展", "职业教育发展", False),
        ("城市社区综合服务设施建设", "农村社区综合服务设施建设", False),
        ("城乡社区服务体系建设", "城乡社区治理", False),
        ("数字经济发展", "数字政府建设", False),
        ("", "", False),
    ],
)
def test_topics(a: str, b: str, same: bool) -> None:
    assert same_topic(a, b) is same
    assert same_topic(b, a) is same


def test_compare_that_names_no_plan_is_an_error() -> None:
    (error,) = unknown_compares([plan("全国")], [Compare("全国", "庆阳市")], file="corpus.toml")
    assert (error.code, error.params["found"]) == ("corpus_compare_unknown", "庆阳市")
