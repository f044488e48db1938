"""Links against gold links: pairs, abstention, relations, borderline and second readings."""

from __future__ import annotations

from typing import Any

from policy_xwalk.evaluation.links import LinkScore, link_figures, score_links
from policy_xwalk.evaluation.scores import Count, total

NAMES = {"u1": "覆盖率", "u2": "床位数", "u3": "护理员", "l1": "覆盖率", "l2": "床位", "l3": "托位数"}
SAME = {name: name for name in NAMES}


def link(upper: list[str], local: list[str], relation: str = "same", **more: Any) -> dict[str, Any]:
    return {"kind": "indicator", "upper": upper, "local": local, "relation": relation, "confidence": 0.9, **more}


GOLD = [
    link(["u1"], ["l1"]),
    link(["u2"], ["l2"], "weakened"),
    link(["u3"], [], "dropped"),
    link([], ["l3"], "added"),
]


def counts(score: LinkScore) -> Count:
    return total([unit for units in score.pairs.values() for unit in units])


def test_gold_scored_against_itself_is_perfect() -> None:
    score = score_links(GOLD, GOLD, SAME, NAMES)
    assert counts(score) == Count(right=4)
    assert score.gaps == {"dropped": [True], "added": [True]}
    assert score.errors == []
    assert {f.value for f in link_figures("x", [score]) if f.name.endswith(("f1", "recall", "indicator.relation"))} == {
        1
    }


def test_item_that_should_be_dropped_but_is_paired_is_wrong_twice_over() -> None:
    score = score_links(GOLD, [*GOLD[:2], link(["u3"], ["l3"])], SAME, NAMES)
    assert counts(score) == Count(right=2, wrong=1, missed=2)
    assert score.gaps == {"dropped": [False], "added": [False]}


def test_missed_pair_counts_once_and_its_two_gaps_are_wrong() -> None:
    found = [GOLD[0], link(["u2"], [], "dropped"), link([], ["l2"], "added"), *GOLD[2:]]
    assert counts(score_links(GOLD, found, SAME, NAMES)) == Count(right=3, wrong=2, missed=1)


def test_relation_is_judged_on_common_pairs_only() -> None:
    found = [link(["u1"], ["l1"], "weakened"), link(["u2"], [], "dropped")]
    assert score_links(GOLD, found, SAME, NAMES).relations["indicator"] == [False]


def test_verbatim_and_renamed_pairs_stand_apart() -> None:
    score = score_links(GOLD, GOLD[1:], SAME, NAMES)
    assert score.wording == {"verbatim": [Count(missed=1)], "renamed": [Count(right=1)]}


def test_link_with_several_items_gives_each_combination() -> None:
    gold = [link(["u1"], ["l1", "l2"], "changed")]
    assert counts(score_links(gold, [link(["u1"], ["l1"])], SAME, NAMES)) == Count(right=1, missed=1)


def test_borderline_link_is_scored_neither_way() -> None:
    gold = [GOLD[0], link(["u2"], ["l2"], borderline=True)]
    for found in ([GOLD[0]], [GOLD[0], GOLD[1]], [GOLD[0], link(["u2"], [], "dropped"), link([], ["l2"], "added")]):
        assert counts(score_links(gold, found, SAME, NAMES)) == Count(right=1)


def test_second_reading_has_full_credit() -> None:
    gold = [link(["u2"], [], "dropped", also=[{"local": ["l2"], "relation": "weakened"}])]
    assert counts(score_links(gold, [GOLD[1]], SAME, NAMES)) == Count(right=1)
    assert counts(score_links(gold, [link(["u2"], ["l1"])], SAME, NAMES)) == Count(wrong=1, missed=1)


def test_unknown_of_one_item_claims_nothing() -> None:
    gold = [link(["u3"], [], "dropped")]
    assert counts(score_links(gold, [link(["u3"], [], "unknown")], SAME, NAMES)) == Count(missed=1)
    assert counts(score_links([], [link(["u3"], [], "unknown")], SAME, NAMES)) == Count()


def test_unknown_of_two_items_pairs_them() -> None:
    score = score_links(GOLD[:1], [link(["u1"], ["l1"], "unknown")], SAME, NAMES)
    assert counts(score) == Count(right=1)
    assert score.relations["indicator"] == [False]


def test_ids_of_the_tool_are_translated_and_unknown_ones_left_out() -> None:
    found = [link(["x"], ["y"]), link(["u2"], ["stray"])]
    score = score_links(GOLD[:1], found, {"x": "u1", "y": "l1", "u2": "u2"}, NAMES)
    assert counts(score) == Count(right=1)


def test_confidence_stands_beside_right_or_wrong() -> None:
    score = score_links(GOLD, [GOLD[0], link(["u2"], ["l3"], confidence=0.4)], SAME, NAMES)
    assert score.sure == [(0.9, True), (0.4, False)]
