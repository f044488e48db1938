"""The remaining time is that of the work left, at the pace of late."""

from __future__ import annotations

import pytest

from policy_xwalk.scale.pace import Pace, clock


def test_remaining_time_is_by_work_and_not_by_number() -> None:
    pace = Pace(0.0)
    assert pace.left(100) is None
    pace.mark(0.5, 1)
    assert pace.left(100) is None, "too early to tell"
    pace.mark(2.0, 20)
    assert pace.left(100) == pytest.approx(8.0)


def test_pace_is_that_of_late() -> None:
    pace = Pace(0.0)
    for second in range(1, 101):
        pace.mark(float(second), second * 10)
    for second in range(1, 101):
        pace.mark(100.0 + second, 1000 + second)
    assert pace.left(2100) == pytest.approx(1000.0)


def test_clock_shows_hours_minutes_and_seconds() -> None:
    assert [clock(None), clock(0), clock(75.4), clock(3 * 3600 + 61)] == ["-:--:--", "0:00:00", "0:01:15", "3:01:01"]
