"""Counts and figures on numbers that a hand can check."""

from __future__ import annotations

import pytest

from policy_xwalk.evaluation.scores import Count, accuracy, calibration_error, figures, interval, total


def test_precision_recall_and_f1_of_three_right_one_wrong_two_missed() -> None:
    count = Count(right=3, wrong=1, missed=2)
    assert count.precision == 3 / 4
    assert count.recall == 3 / 5
    assert count.f1 == pytest.approx(2 * (3 / 4) * (3 / 5) / (3 / 4 + 3 / 5))


def test_nothing_found_where_nothing_was_to_be_found_is_perfect() -> None:
    assert (Count().precision, Count().recall, Count().f1) == (1, 1, 1)


def test_nothing_found_where_something_was_to_be_found_is_worthless() -> None:
    assert (Count(missed=2).precision, Count(missed=2).recall, Count(missed=2).f1) == (0, 0, 0)


def test_counts_add_up() -> None:
    assert total([Count(1, 2, 3), Count(4, 5, 6)]) == Count(5, 7, 9)


def test_figures_are_named_and_sized_by_what_was_to_be_found() -> None:
    found = figures("x", [Count(right=1), Count(wrong=1), Count(missed=1)])
    assert [(f.name, f.value, f.size) for f in found] == [
        ("x.precision", 0.5, 2),
        ("x.recall", 0.5, 2),
        ("x.f1", 0.5, 2),
    ]


def test_interval_holds_the_value_and_is_the_same_in_every_run() -> None:
    units = [Count(right=1)] * 8 + [Count(missed=1)] * 2
    low, high = interval(units, lambda count: count.recall)
    assert 0 <= low < 0.8 < high <= 1
    assert (low, high) == interval(units, lambda count: count.recall)


def test_interval_of_units_that_are_all_right_has_no_width() -> None:
    assert interval([Count(right=1)] * 5, lambda count: count.recall) == (1, 1)


def test_accuracy_is_the_share_of_true() -> None:
    figure = accuracy("x", [True, True, True, False])
    assert (figure.value, figure.size) == (0.75, 4)


def test_calibration_error_weighs_the_gap_of_each_bin_by_its_size() -> None:
    # Two at 0.95 of which one is right: gap 0.45; two at 0.55, both right: gap 0.45.
    assert calibration_error([0.95, 0.95, 0.55, 0.55], [True, False, True, True]) == pytest.approx(0.45)
    # 0.9 with nine of ten right has none.
    assert calibration_error([0.9] * 10, [True] * 9 + [False]) == pytest.approx(0)
    assert calibration_error([1.0], [True]) == 0
    assert calibration_error([], []) == 0
