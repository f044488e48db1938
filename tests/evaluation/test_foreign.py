"""Records of any origin are scored, and worse records get worse figures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from policy_xwalk.crosswalk import Crosswalk
from policy_xwalk.errors import BadRecord
from policy_xwalk.evaluation.command import run
from policy_xwalk.evaluation.foreign import completed, read_foreign
from policy_xwalk.evaluation.goldset import load_gold
from policy_xwalk.records import Indicator, Link, Plan, Target, Value, to_json

GOLD = Path(__file__).resolve().parents[2] / "gold"
README = (GOLD / "README.md").read_text("utf-8")


def figures(*records: Path) -> dict[str, float]:
    printed, code = run(GOLD, lang="en", tell=lambda line: None, records=records, every=True)
    assert code == 0
    return {line.split()[0]: float(line.split()[1]) for line in printed.splitlines()}


def write(path: Path, records: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")
    return path


def gold_as_records() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    gold = load_gold(GOLD)
    kinds = {"plan", "indicator", "target", "status", "action", "box"}
    records = [dict(r) for lines in gold.plans.values() for r in lines if r["record"] in kinds]
    return records, [dict(link) for links in gold.links.values() for link in links]


def test_gold_given_as_records_has_no_error(tmp_path: Path) -> None:
    records, links = gold_as_records()
    found = figures(write(tmp_path / "records.jsonl", records), write(tmp_path / "links.jsonl", links))
    counts = ("_as_target", "calibration_error")
    assert {name: value for name, value in found.items() if value != 1 and not name.endswith(counts)} == {}
    assert {value for name, value in found.items() if name.endswith(counts)} == {0}
    assert not [name for name in found if name.startswith(("cases.", "pairs.", "reports."))]


def test_damaged_records_get_lower_figures(tmp_path: Path, crosswalk: Crosswalk) -> None:
    whole = [json.loads(to_json(record)) for entry in crosswalk.records for record in entry]
    links = [json.loads(to_json(link)) for link in crosswalk.links]
    sound = figures(write(tmp_path / "records.jsonl", whole), write(tmp_path / "links.jsonl", links))

    actions = [r["id"] for r in whole if r["record"] == "action"]
    lost = set(actions[::4])
    damaged = []
    for place, record in enumerate(r for r in whole if r["id"] not in lost):
        kind = record["record"]
        if kind == "target" and record["value"] is not None and place % 3 == 0:
            record = {**record, "value": record["value"] + 1}
        elif kind == "target":
            record = {**record, "deadline": 1999}
        elif kind == "status":
            keys = ("as_of", "as_of_from")
            record = {**{k: v for k, v in record.items() if k not in keys}, "record": "target"}
        elif kind == "indicator" and record["target"]:
            record = {**record, "target": {**record["target"], "value": -1}}
        damaged.append(record)
    turned = [{**link, "relation": "weakened"} if link["relation"] == "same" else link for link in links]
    hurt = figures(write(tmp_path / "damaged.jsonl", damaged), write(tmp_path / "turned.jsonl", turned[::2]))

    for name in (
        "plans.target.precision",
        "plans.target.recall",
        "plans.target.deadline",
        "plans.status.recall",
        "plans.action.recall",
        "plans.indicator.row",
        "links.relation",
        "links.action.pairs.recall",
    ):
        assert hurt[name] < sound[name], name
    assert hurt["plans.status_as_target"] > sound["plans.status_as_target"]
    assert hurt["plans.indicator.recall"] == sound["plans.indicator.recall"]


def test_plan_that_was_not_given_is_missed_whole(tmp_path: Path) -> None:
    records, _ = gold_as_records()
    found = figures(write(tmp_path / "one.jsonl", [r for r in records if "140000" in r["id"]]))
    assert found["plans.140000-2022-55.target.recall"] == 1
    assert found["plans.621025-2022-38.target.recall"] == 0


def test_example_of_the_readme_runs_and_prints_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    section = README[README.index("## Scoring another tool") : README.index("## Adding gold")]
    blocks = dict(re.findall(r"```(\w+)\n(.*?)```", section, re.DOTALL))
    (tmp_path / "mine.csv").write_text(blocks["csv"], "utf-8")
    monkeypatch.chdir(tmp_path)
    exec(blocks["python"], {})
    assert blocks["bash"].split()[-3:] == ["--records", "mine.jsonl", "--all"]
    found = figures(Path("mine.jsonl"))
    for line in blocks["text"].splitlines():
        name, value = line.split()
        assert found[name] == float(value), name


def test_readme_counts_what_the_files_hold() -> None:
    gold = load_gold(GOLD)
    for name, word in (("quantities", "phrases"), ("sentences", "sentences"), ("tables", "tables")):
        assert f"| {len(gold.cases[name])} {word}" in README
    assert f"| {len(gold.cases['outlines'])} small documents" in README
    assert f"| {len(gold.cases['pairs'])} small comparisons" in README
    records = [r for case in gold.cases["sentences"] for r in case["expect"]]
    kinds = [r["record"] for r in records]
    assert f"{kinds.count('target')} targets, {kinds.count('status')} status" in README
    assert f"with {sum(len(case['expect']) for case in gold.cases['tables'])} rows" in README
    assert f"in {len({case['class'] for case in gold.cases['pairs']})} classes" in README
    kinds = [r["record"] for lines in gold.reports.values() for r in lines]
    assert f"{kinds.count('target')} targets, and {kinds.count('status')} status" in README
    assert f"| {kinds.count('link')} links" in README


def test_missing_fields_are_null_or_empty() -> None:
    target = completed({"record": "target", "id": "x", "plan": "p", "value": 80, "quote": "达到80%"})
    assert isinstance(target, Target)
    assert (target.value, target.unit, target.hedges, target.spans) == (80, None, (), ())
    row = completed({"record": "indicator", "id": "x", "plan": "p", "name": "率", "target": {"value": 80}})
    assert isinstance(row, Indicator)
    assert isinstance(row.target, Value)
    assert (row.target.value, row.target.unit, row.baseline, row.direction) == (80, None, None, "unknown")
    link = completed(
        {"record": "link", "id": "x", "kind": "target", "upper": ["a"], "local": [], "relation": "dropped"}
    )
    assert isinstance(link, Link)
    assert (link.upper, link.local, link.owed) == (("a",), (), "unknown")


def test_plan_that_is_only_named_gets_a_record_and_items_get_ids(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", [{"record": "target", "plan": "p", "value": 1, "quote": "1个"}] * 2)
    plan, *targets = read_foreign(path)
    assert isinstance(plan, Plan)
    assert plan.id == "p"
    assert [t.id for t in targets if isinstance(t, Target)] == ["p/1", "p/2"]


@pytest.mark.parametrize(
    "line", ['{"record": "goal"}', "{}", "[]", '"x"', '{"record": "target", "plan": "p", "value": "80"}']
)
def test_line_that_is_no_record_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"record": "plan", "id": "p"}\n' + line + "\n", "utf-8")
    with pytest.raises(BadRecord) as caught:
        read_foreign(path)
    assert (caught.value.params["file"], caught.value.params["line"]) == ("x.jsonl", 2)


def test_citation_and_licence_are_there() -> None:
    yaml = pytest.importorskip("yaml")
    cited = yaml.safe_load((GOLD.parent / "CITATION.cff").read_text("utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert {"message", "title", "authors", "version", "license", "abstract", "keywords"} <= set(cited)
    assert "https://creativecommons.org/licenses/by/4.0/" in (GOLD / "LICENSE").read_text("utf-8")
