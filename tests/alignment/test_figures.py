"""Figures of topics other than the two plans of the corpus: who answers whom, and what changed."""

from __future__ import annotations

import pytest

from policy_xwalk.alignment import align
from policy_xwalk.records import Indicator

from .cases import CASES, Case
from .plans import answers, prose, records, row, task

ALL = [(topic, number, case) for topic, cases in CASES.items() for number, case in enumerate(cases)]


def _ids(entry: tuple[str, int, Case]) -> str:
    topic, number, (upper, local, relation, _) = entry
    names = [item.name if isinstance(item, Indicator) else item.subject for item in (upper, local)]
    return f"{topic}{number}-{names[0]}-{names[1]}-{relation}"


def test_there_are_more_than_sixty_pairs() -> None:
    assert len(ALL) >= 60


@pytest.mark.parametrize("entry", ALL, ids=_ids)
def test_pair_alone_is_joined_or_left_apart(entry: tuple[str, int, Case]) -> None:
    _, _, (upper, local, relation, flags) = entry
    links = align(records("某省", [upper], "province"), records("某县", [local], "county"), comparison="direct")
    if relation is None:
        assert {link.relation for link in links} == {"dropped", "added"}
        return
    assert len(links) == 1
    assert (links[0].relation, links[0].reasons) == (relation, links[0].reasons)
    assert set(flags) <= set(links[0].flags)


@pytest.mark.parametrize("topic", CASES)
def test_pairs_find_each_other_among_the_items_of_their_topic(topic: str) -> None:
    wanted = [case for case in CASES[topic] if case[2] is not None]
    apart = [case for case in CASES[topic] if case[2] is None]
    seen: set[str] = set()
    chosen = []
    for case in wanted:
        name = case[0].name if isinstance(case[0], Indicator) else case[0].subject
        if name not in seen:
            seen.add(name)
            chosen.append(case)
    upper = [case[0] for case in chosen]
    local = [case[1] for case in chosen]
    links = align(records("某省", upper, "province"), records("某县", local, "county"), comparison="direct")
    pairs = {(u, v) for link in links for u in link.upper for v in link.local}
    assert {(first.id, second.id) for first, second, *_ in chosen} <= pairs
    for first, second, *_ in apart:
        crowded = align(
            records("某省", [*upper, first], "province"),
            records("某县", [*local, second], "county"),
            comparison="direct",
        )
        assert not any(first.id in link.upper and second.id in link.local for link in crowded)


def test_row_of_the_table_is_answered_by_prose_and_the_reverse() -> None:
    first = row("农村生活垃圾无害化处理率", "100%")
    second = prose("农村生活垃圾无害化处理率", "100%")
    for upper, local, reason in ((first, second, "prose_answers_row"), (second, first, "row_answers_prose")):
        (link,) = align(records("省", [upper], "province"), records("县", [local], "county"), comparison="direct")
        assert link.relation == "same"
        assert link.kind == ("indicator" if upper is first else "target")
        assert reason in link.reasons


def test_vanished_number_whose_topic_stays_is_weakened_and_quotes_the_passage() -> None:
    upper = prose("乡镇社会工作服务站覆盖率", "100%", "乡镇社会工作服务站覆盖率达到100%")
    spoken = task("健全基层服务网络", "优化便民服务设施布局。推进乡镇社会工作服务站规范化建设，配强工作力量。")
    other = task("加强森林防火", "完善森林防火监测体系，配备专业扑救队伍。")
    links = align(records("省", [upper], "province"), records("县", [other, spoken], "county"), comparison="direct")
    (link,) = answers(links, upper)
    assert (link.relation, link.local) == ("weakened", (spoken.id,))
    assert "unquantified" in link.flags
    assert link.differences[0].local_quote == "推进乡镇社会工作服务站规范化建设"
    assert link.predicate == "skos:relatedMatch"


def test_number_is_looked_for_in_the_table_before_words_answer_it() -> None:
    upper = prose("乡镇社会工作服务站覆盖率", "100%")
    spoken = task("健全基层服务网络", "推进乡镇社会工作服务站规范化建设。")
    kept = row("乡镇社会工作服务站覆盖率", "100%")
    links = align(records("省", [upper], "province"), records("县", [kept, spoken], "county"), comparison="direct")
    (link,) = answers(links, upper)
    assert (link.relation, link.local) == ("same", (kept.id,))


def test_milestone_that_is_not_kept_is_dropped_while_the_last_value_stays() -> None:
    early = prose("每万人拥有公共图书馆面积", "120平方米", deadline=2023, kind="level")
    late = prose("每万人拥有公共图书馆面积", "150平方米", deadline=2025, kind="level")
    local = prose("每万人拥有公共图书馆面积", "150平方米", deadline=2025, kind="level")
    links = align(records("省", [early, late], "province"), records("县", [local], "county"), comparison="direct")
    assert answers(links, late)[0].relation == "same"
    assert answers(links, early)[0].relation == "dropped"
    assert "milestone_not_found" in answers(links, early)[0].reasons


def test_one_figure_spread_over_city_and_country_is_split() -> None:
    upper = prose("家庭医生签约服务覆盖率", "75%", scope="城乡")
    city = prose("家庭医生签约服务覆盖率", "75%", scope="城市")
    country = prose("家庭医生签约服务覆盖率", "75%", scope="农村")
    links = align(records("省", [upper], "province"), records("县", [city, country], "county"), comparison="direct")
    (link,) = links
    assert set(link.local) == {city.id, country.id}
    assert (link.relation, "split" in link.flags) == ("same", True)


def test_city_and_country_figures_folded_into_one_are_merged() -> None:
    city = prose("家庭医生签约服务覆盖率", "75%", scope="城市")
    country = prose("家庭医生签约服务覆盖率", "75%", scope="农村")
    local = prose("家庭医生签约服务覆盖率", "75%", scope="城乡")
    links = align(records("省", [city, country], "province"), records("县", [local], "county"), comparison="direct")
    (link,) = links
    assert set(link.upper) == {city.id, country.id}
    assert (link.local, link.relation) == ((local.id,), "same")
    assert "merged" in link.flags


def test_table_row_does_not_answer_a_second_row() -> None:
    upper = [row("养老机构床位数", "5000张"), row("养老机构护理型床位数", "3000张")]
    local = row("养老机构床位数", "500张")
    links = align(records("省", upper, "province"), records("县", [local], "county"), comparison="direct")
    assert answers(links, upper[0])[0].local == (local.id,)
    assert answers(links, upper[1])[0].relation == "dropped"


def test_totals_of_two_territories_of_one_level_are_not_ranked() -> None:
    first, second = row("城镇新增就业人数", "230万人"), row("城镇新增就业人数", "200万人")
    (link,) = align(records("甲省", [first], "province"), records("乙省", [second], "province"), comparison="cross")
    assert (link.relation, link.flags) == ("changed", ())
    assert "territory_totals" in link.reasons


def test_versions_of_one_plan_rank_their_totals() -> None:
    first, second = row("城镇新增就业人数", "230万人"), row("城镇新增就业人数", "200万人")
    (link,) = align(records("省", [first], "province"), records("省改", [second], "province"), comparison="version")
    assert link.relation == "weakened"


def test_lower_and_upper_bound_of_one_value_cannot_be_ordered() -> None:
    first, second = row("常住人口规模", "≥80%"), row("常住人口规模", "≤80%")
    (link,) = align(records("省", [first], "province"), records("县", [second], "county"), comparison="direct")
    assert link.relation == "changed"
    assert "comparator_opposed" in link.reasons
