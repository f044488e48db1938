"""Ids of a run do not depend on who read which file first, and a renamed plan is as if read under its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_xwalk.corpus import CorpusEntry
from policy_xwalk.run import read_entry
from policy_xwalk.scale.ids import renamed, settle_ids


@pytest.mark.parametrize(
    ("found", "stated", "settled"),
    [
        (["a", "b"], [False, False], ["a", "b"]),
        (["a", "a", "a"], [False] * 3, ["a", "a-2", "a-3"]),
        (["a", "a", "a-2"], [False] * 3, ["a", "a-3", "a-2"]),
        (["a", "a"], [False, True], ["a-2", "a"]),
        ([], [], []),
    ],
)
def test_ids_are_unique_and_the_first_keeps_its_own(found: list[str], stated: list[bool], settled: list[str]) -> None:
    assert settle_ids(found, stated) == settled


def test_many_plans_of_one_id_are_settled_in_no_time() -> None:
    settled = settle_ids(["规划"] * 20_000, [False] * 20_000)
    assert len(set(settled)) == 20_000


@pytest.mark.parametrize("name", ["shanxi-2022-55.txt", "zhengning-2022-38.txt", "national-2021-56.toml"])
def test_renamed_records_are_those_of_a_plan_read_under_that_id(corpora: Path, name: str) -> None:
    data = (corpora / name).read_bytes()
    natural, _ = read_entry(CorpusEntry(corpora / name, name), data)
    stated, _ = read_entry(CorpusEntry(corpora / name, name, id="other-1"), data)
    moved = renamed(natural, "other-1")
    assert tuple(moved)[1:] == tuple(stated)[1:]
    assert moved.plan.id == stated.plan.id == "other-1"
