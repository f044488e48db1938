"""The plans of the corpus as the extractor reads them, put side by side."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from policy_xwalk.alignment import align
from policy_xwalk.alignment.facets import conflict, facets_of
from policy_xwalk.extraction.pipeline import extract
from policy_xwalk.reading import read_document
from policy_xwalk.records import Indicator, Link, PlanRecords

CORPORA = Path(__file__).resolve().parents[2] / "corpora"


@lru_cache
def _plan(file: str) -> PlanRecords:
    return extract(read_document(CORPORA / file))


@lru_cache
def _links() -> tuple[Link, ...]:
    return align(_plan("shanxi-2022-55.txt"), _plan("zhengning-2022-38.txt"), comparison="cross")


def _titles(link: Link) -> tuple[set[str], set[str]]:
    items = {
        item.id: item.name if isinstance(item, Indicator) else getattr(item, "title", getattr(item, "subject", ""))
        for plan in (_plan("shanxi-2022-55.txt"), _plan("zhengning-2022-38.txt"))
        for item in (*plan.indicators, *plan.targets, *plan.actions)
    }
    return {items[i] for i in link.upper}, {items[i] for i in link.local}


def test_seven_rows_are_the_same_and_three_have_no_counterpart() -> None:
    upper = _plan("shanxi-2022-55.txt").indicators
    first = [next(link for link in _links() if item.id in link.upper) for item in upper]
    assert [link.relation for link in first] == ["same"] * 7 + ["dropped"] * 3
    assert [link.flags for link in first[:7]].count(("renamed",)) == 1
    assert sum("baseline_differs" in link.flags for link in first) == 2


def test_no_scope_trap_is_taken() -> None:
    for link in _links():
        if link.kind == "indicator":
            upper, local = _titles(link)
            assert all(conflict(facets_of(one), facets_of(other)) is None for one in upper for other in local)


def test_box_item_that_changed_its_box_is_moved() -> None:
    link = next(link for link in _links() if "社区固本强基行动" in _titles(link)[0])
    assert link.relation == "same"
    assert "moved" in link.flags


def test_number_kept_only_as_words_is_weakened_and_unquantified() -> None:
    link = next(link for link in _links() if "特殊困难老年人月探访率" in _titles(link)[0])
    assert (link.relation, link.flags) == ("weakened", ("unquantified",))
    assert link.differences[0].local_quote.startswith("建立居家社区特殊困难老年人")


def test_what_only_one_plan_has_is_dropped_or_added() -> None:
    relations = {title: link.relation for link in _links() for side in _titles(link) for title in side}
    assert relations["“双百双培双带动”跟踪指导行动"] == "dropped"
    assert relations["社区人道服务行动计划"] == "added"
    assert relations["城市社区养老服务设施覆盖率"] == "added"


def test_differences_are_slices_of_their_source() -> None:
    for file, side in (("shanxi-2022-55.txt", "upper"), ("zhengning-2022-38.txt", "local")):
        text = read_document(CORPORA / file).text
        checked = 0
        for link in _links():
            for difference in link.differences:
                spans = getattr(difference, f"{side}_spans")
                if spans:
                    quote = "".join("".join(text[span.start : span.end] for span in spans).split())
                    assert quote == getattr(difference, f"{side}_quote")
                    checked += 1
        assert checked > 50


def test_plan_against_itself_is_the_same() -> None:
    plan = _plan("shanxi-2022-55.txt")
    for link in align(plan, plan, comparison="version"):
        assert link.relation == "same", link
