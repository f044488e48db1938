"""The made corpus: the same bytes for the same seed, plans that differ, and a run that finds the truth."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from tests.scale.folders import synthetic


def test_same_arguments_give_the_same_bytes() -> None:
    first, second = (list(synthetic.corpus(20, 2, 7, 3_000)) for _ in range(2))
    assert first == second
    assert [file for file, _, _ in first] != [file for file, _, _ in synthetic.corpus(20, 3, 7, 3_000)]
    assert first[5][1] != next(text for file, text, _ in synthetic.corpus(20, 2, 8, 3_000) if file == first[5][0])
    assert len({text for _, text, _ in first}) == 22


def test_plans_are_as_long_as_asked_and_every_fate_occurs() -> None:
    made = list(synthetic.corpus(30, 1, 7, 15_000))
    assert all(14_500 < len(text) < 17_500 for _, text, _ in made)
    fates = Counter(str(row["relation"]) for _, _, truth in made for row in truth)
    assert set(fates) == {"same", "strengthened", "weakened", "changed", "dropped", "added"}


def test_a_run_finds_the_truth(plans: Path, results: Path) -> None:
    import synthetic_check

    lines = list(synthetic_check.check(plans, results))
    assert [line.split()[0] for line in lines[:3]] == ["indicator", "target", "action"]
    shares = [float(line.split("rightly none ")[1].split("%")[0]) for line in lines[:3]]
    assert shares[0] >= 99
    assert min(shares) >= 90, lines
    assert "item not found 0.00%" in lines[0]


def test_matrix_has_a_row_a_plan_with_its_values(plans: Path, results: Path) -> None:
    import csv

    rows = list(csv.DictReader((results / "matrix.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == 6
    truth = [json.loads(line) for line in synthetic.truth_file(plans).read_text("utf-8").splitlines()]
    known = {(row["file"], row["upper"]): row for row in truth if row["kind"] == "indicator" and row["upper"]}
    names = {row["上级规划"] for row in rows}
    assert len(names) == 1
    by_code = {row["区划代码"]: row for row in rows}
    signs = {"same": "＝", "strengthened": "↑", "weakened": "↓", "dropped": "○"}
    for (file, name), row in known.items():
        cell = by_code[file[:6]][name]
        assert signs[row["relation"]] in cell, (file, name, cell)
