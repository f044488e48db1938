"""The gate: what fails it, and how floors rise and fall."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_xwalk.errors import PlanError
from policy_xwalk.evaluation.gate import Floors, failures, floor_value, lower, raised, read_floors, write_floors
from policy_xwalk.evaluation.scores import Figure


def figure(name: str, value: float, size: int = 10) -> Figure:
    return Figure(name, value, value, value, size)


FLOORS = Floors({"a.f1": 0.9, "a.status_as_target": 1}, {"inputs": "1", "annotations": "2"})
DIGESTS = {"inputs": "1", "annotations": "2"}


def names(figures: list[Figure], digests: dict[str, str] = DIGESTS) -> list[str]:
    return [name for name, _, _ in failures(FLOORS, figures, digests)]


def test_figures_at_their_floors_pass() -> None:
    assert names([figure("a.f1", 0.9), figure("a.status_as_target", 1)]) == []


def test_figure_below_its_floor_fails_with_both_values() -> None:
    assert failures(FLOORS, [figure("a.f1", 0.899)], DIGESTS) == [("a.f1", 0.9, 0.899)]


def test_figure_of_which_less_is_better_fails_above() -> None:
    assert names([figure("a.status_as_target", 2)]) == ["a.status_as_target"]
    assert names([figure("a.status_as_target", 0)]) == []


@pytest.mark.parametrize("name", ["inputs", "annotations"])
def test_changed_digest_fails(name: str) -> None:
    assert names([], {**DIGESTS, name: "changed"}) == [f"digest.{name}"]


def test_part_that_did_not_run_does_not_fail() -> None:
    assert names([]) == []


def test_raising_takes_better_figures_and_leaves_worse_ones() -> None:
    figures = [figure("a.f1", 0.8), figure("b.f1", 0.75), figure("a.status_as_target", 3), figure("b.traps_taken", 2)]
    new = raised(FLOORS, figures, {"inputs": "9", "annotations": "9"})
    assert new.floors == {"a.f1": 0.9, "b.f1": 0.75, "a.status_as_target": 1, "b.traps_taken": 2}
    assert new.digests == {"inputs": "9", "annotations": "9"}
    better = raised(FLOORS, [figure("a.f1", 0.95), figure("a.status_as_target", 0)], DIGESTS)
    assert better.floors == {"a.f1": 0.95, "a.status_as_target": 0}


def test_figure_on_no_case_sets_no_floor() -> None:
    assert raised(Floors(), [figure("a.f1", 1.0, size=0)], {}).floors == {}


def test_figure_passes_the_floor_made_of_it() -> None:
    for made in (figure("a.f1", 2 / 3), figure("a.calibration_error", 2 / 3), figure("a.f1", 0.29)):
        assert failures(Floors({made.name: floor_value(made)}), [made], {}) == []
    assert floor_value(figure("a.f1", 2 / 3)) == 0.666
    assert floor_value(figure("a.calibration_error", 2 / 3)) == 0.667


def test_lowering_needs_a_known_name_and_a_reason_and_keeps_it() -> None:
    figures = [figure("a.f1", 0.85)]
    low = lower(FLOORS, "a.f1", figures, " a harder case was added ")
    assert low.floors["a.f1"] == 0.85
    assert low.lowered == [{"name": "a.f1", "from": 0.9, "to": 0.85, "reason": "a harder case was added"}]
    assert FLOORS.floors["a.f1"] == 0.9
    for name, reason in (("a.f1", "  "), ("b.f1", "why"), ("a.status_as_target", "why")):
        with pytest.raises(PlanError) as caught:
            lower(FLOORS, name, figures, reason)
        assert caught.value.code == "floor_unknown"


def test_floors_come_back_from_the_file(tmp_path: Path) -> None:
    assert read_floors(tmp_path) == Floors()
    reason = 'a "quoted"\nreason \\ with marks'
    kept = lower(FLOORS, "a.f1", [figure("a.f1", 0.85)], reason)
    write_floors(tmp_path, kept)
    back = read_floors(tmp_path)
    assert (back.floors, back.digests) == (kept.floors, kept.digests)
    assert back.lowered == [{**kept.lowered[0], "reason": reason.replace("\n", " ")}]
    before = (tmp_path / "floors.toml").read_bytes()
    write_floors(tmp_path, back)
    assert (tmp_path / "floors.toml").read_bytes() == before
