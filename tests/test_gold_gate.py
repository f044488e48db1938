"""The gate: no figure below its floor, nothing measured on changed inputs, and the READMEs show what was measured."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policy_xwalk.evaluation.command import REAL
from policy_xwalk.evaluation.evaluate import Evaluation, evaluate
from policy_xwalk.evaluation.gate import digests_of, failures, read_floors
from policy_xwalk.evaluation.goldset import GoldSet, load_gold

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def gold() -> GoldSet:
    return load_gold(ROOT / "gold")


@pytest.fixture(scope="module")
def measured(gold: GoldSet) -> Evaluation:
    named = os.environ.get(REAL)
    beside = ROOT.parent / "shared" / "real"
    return evaluate(gold, real=Path(named) if named else beside)


def test_no_figure_fell_below_its_floor(gold: GoldSet, measured: Evaluation) -> None:
    floors = read_floors(gold.folder)
    assert floors.floors
    assert failures(floors, measured.figures, digests_of(gold)) == []


def test_every_lowered_floor_has_a_reason(gold: GoldSet) -> None:
    for entry in read_floors(gold.folder).lowered:
        assert entry["reason"]


def test_naive_baselines_stand_beside_the_links(measured: Evaluation) -> None:
    for name, beside in measured.baselines.items():
        ours = measured.by_name[f"{name}.pairs.f1"].value
        assert all(ours > naive for naive in beside.values()), (name, ours, beside)
