"""The folder of gold: what is read, what is refused, what its digest sees, and how it is split."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from policy_xwalk.errors import PlanError
from policy_xwalk.evaluation.gate import digests_of
from policy_xwalk.evaluation.goldset import annotation_files, digest, load_gold

GOLD = Path(__file__).resolve().parents[2] / "gold"
CASES = ("quantities", "sentences", "tables", "outlines", "pairs")


def small(folder: Path, text: str = '{"id": "Q1"}\n') -> Path:
    (folder / "gold" / "cases").mkdir(parents=True)
    (folder / "gold" / "cases" / "quantities.jsonl").write_text(text, "utf-8", newline="")
    (folder / "corpora").mkdir()
    (folder / "corpora" / "a.txt").write_text("规划", "utf-8")
    return folder / "gold"


def test_gold_of_the_repository_is_read_whole() -> None:
    gold = load_gold(GOLD)
    assert set(gold.cases) == set(CASES)
    assert ("140000-2022-55", "621025-2022-38") in gold.links
    assert set(gold.plans) == {"140000-2022-55", "621025-2022-38"}
    assert gold.corpora.is_dir()


def test_folder_without_gold_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "absent"):
        with pytest.raises(PlanError) as caught:
            load_gold(folder)
        assert caught.value.code == "gold_not_found"


def test_line_that_is_no_json_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlanError) as caught:
        load_gold(small(tmp_path, '{"id": "Q1"}\n\n{"id"\n'))
    assert caught.value.params["line"] == 3
    assert caught.value.params["file"] == "quantities.jsonl"


def test_digest_sees_content_and_names_but_not_line_ends(tmp_path: Path) -> None:
    folder = small(tmp_path)
    gold = load_gold(folder)
    before = digests_of(gold)
    file = folder / "cases" / "quantities.jsonl"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert digests_of(gold) == before
    file.write_text('{"id": "Q2"}\n', "utf-8")
    assert digests_of(gold)["annotations"] != before["annotations"]
    assert digests_of(gold)["inputs"] == before["inputs"]
    (folder.parent / "corpora" / "a.txt").write_text("规划二", "utf-8")
    assert digests_of(gold)["inputs"] != before["inputs"]
    now = digest(annotation_files(gold), folder)
    file.rename(file.with_name("sentences.jsonl"))
    assert digest(annotation_files(gold), folder) != now


def test_every_case_stands_on_one_side_of_the_split_with_its_topic() -> None:
    split = tomllib.loads((GOLD / "splits.toml").read_text("utf-8"))["cases"]
    topics = {side: {t for family in split[side]["topics"].values() for t in family} for side in split}
    assert not topics["development"] & topics["test"]
    gold = load_gold(GOLD)
    for name in CASES:
        sides = {side: split[side]["ids"][name] for side in split}
        listed = [case for side in sides.values() for case in side]
        assert sorted(listed) == sorted(case["id"] for case in gold.cases[name])
        for case in gold.cases[name]:
            side = "development" if case["id"] in sides["development"] else "test"
            assert case.get("topic") is None or case["topic"] in topics[side]


def test_each_plan_is_scored_without_itself() -> None:
    split = tomllib.loads((GOLD / "splits.toml").read_text("utf-8"))["plans"]
    assert sorted(entry["score"] for entry in split) == sorted(load_gold(GOLD).plans)
    assert all(entry["score"] not in entry["learn"] for entry in split)


def test_no_annotation_waits_to_be_checked() -> None:
    for path in annotation_files(load_gold(GOLD)):
        assert not [line for line in path.read_text("utf-8").splitlines() if json.loads(line).get("check")]
