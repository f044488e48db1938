"""Which record is which."""

from __future__ import annotations

from typing import Any

from policy_xwalk.evaluation.matching import (
    figure_likeness,
    heading_likeness,
    overlap,
    pair_up,
    plain,
    row_likeness,
    same_number,
)


def target(start: int, end: int, value: float | None = 90, **more: Any) -> dict[str, Any]:
    return {"value": value, "spans": [{"page": None, "start": start, "end": end}], "subject": "覆盖率", **more}


def test_names_compare_without_width_blanks_and_marks() -> None:
    assert plain("“ＰＭ2.5” 浓度_（年均）") == plain("PM25浓度年均")
    assert plain(None) == ""


def test_overlap_is_the_share_of_the_shorter_passage() -> None:
    assert overlap(target(0, 10), target(8, 12)) == 0.5
    assert overlap(target(0, 10), target(2, 4)) == 1
    assert overlap(target(0, 10), target(10, 12)) == 0


def test_quotes_decide_where_a_side_has_no_spans() -> None:
    assert overlap({"quote": "达到90%"}, {"quote": "覆盖率达到90%。", "spans": [{"start": 0, "end": 9}]}) == 1
    assert overlap({"quote": "达到90%"}, {"quote": "达到80%"}) == 0
    assert overlap({"quote": ""}, {"quote": "达到80%"}) == 0


def test_numbers_are_the_same_with_their_upper_value() -> None:
    assert same_number({"value": 5, "value_high": 6}, {"value": 5, "value_high": 6})
    assert not same_number({"value": 5, "value_high": 6}, {"value": 5})
    assert not same_number({"value": 5}, {"value": 5.5})


def test_goals_in_words_match_goals_in_words_only() -> None:
    words = {"value": None, "qualitative": "同步"}
    assert same_number(words, {"value": None, "qualitative": "与经济增长同步"})
    assert not same_number(words, {"value": None})


def test_same_number_elsewhere_is_another_target() -> None:
    assert figure_likeness(target(0, 10), target(20, 30)) == 0
    assert figure_likeness(target(0, 10), target(5, 15, value=80)) == 0


def test_of_two_numbers_in_one_passage_the_nearer_subject_wins() -> None:
    gold = [target(0, 20, subject="城市覆盖率"), target(0, 20, subject="农村普及率")]
    found = [target(0, 20, subject="农村普及率"), target(0, 20, subject="城市覆盖率")]
    assert pair_up(gold, found, figure_likeness) == [(0, 1), (1, 0)]


def test_each_record_matches_at_most_one() -> None:
    assert pair_up([target(0, 10)], [target(0, 10), target(0, 10)], figure_likeness) == [(0, 0)]
    assert pair_up([], [target(0, 10)], figure_likeness) == []


def test_rows_match_by_name() -> None:
    assert row_likeness({"name": "森林覆盖率（%）"}, {"name": "森林覆盖率 (%)"}) == 1
    assert row_likeness({"name": "森林覆盖率"}, {"name": "绿化覆盖率"}) == 0


def test_headings_match_by_number_and_title() -> None:
    gold = {"number": "三/（一）", "title": "优化布局"}
    assert heading_likeness(gold, {"number": "三/(一)", "title": "优化布局"}) == 1
    assert heading_likeness(gold, {"number": "三/（二）", "title": "优化布局"}) == 0
    assert heading_likeness({**gold, "number": None}, {"number": "九", "title": "优化布局"}) == 1


def test_untitled_items_match_by_their_first_words() -> None:
    gold = {"number": "1", "title": "建立台账", "untitled": True}
    assert heading_likeness(gold, {"number": "1", "title": "建立台账，实行销号"}) == 1
    assert heading_likeness({**gold, "untitled": False}, {"number": "1", "title": "建立台账，实行销号"}) == 0
