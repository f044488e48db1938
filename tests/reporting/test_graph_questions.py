"""Questions to a cross-walk: on plans written for the purpose, and on the corpora by the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from policy_xwalk.cli import main
from policy_xwalk.crosswalk import build, extract
from policy_xwalk.graph.questions import Questions
from policy_xwalk.reading import read_document_bytes
from policy_xwalk.records import PlanRecords

ROOT = Path(__file__).resolve().parents[2]


def _plan(place: str, office: str, number: str, beds: str, rate: str, extra: str = "") -> PlanRecords:
    text = f"""{place}“十四五”养老服务发展规划

{office}〔2021〕{number}号

一、发展目标
到2025年，每千名老年人拥有养老床位{beds}张，护理型床位占比达到{rate}%。

二、主要任务
（一）健全居家养老服务网络
发展家庭养老床位，建设社区食堂，为老年人提供助餐、助浴服务。
（二）加强护理人员培训
依托职业院校开展护理人员培训，完善技能等级认定制度。
{extra}"""
    return extract(read_document_bytes(text.encode(), f"{number}.txt"))


@pytest.fixture(scope="module")
def questions() -> Questions:
    plans = [
        _plan("河北省", "冀政办发", "11", "40", "55"),
        _plan("河北省石家庄市", "石政办发", "12", "42", "55"),
        _plan(
            "河北省石家庄市正定县",
            "正政办发",
            "13",
            "42",
            "60",
            "（三）发展林下中药材种植\n建设林下种植示范基地，推广黄芩、柴胡种植。\n",
        ),
    ]
    walk = build(plans)
    assert [plan.level for plan in walk.plans] == ["province", "city", "county"]
    return Questions(walk.records, walk.links)


def test_what_became_of_a_provincial_target(questions: Questions) -> None:
    rows = questions.became("养老床位")
    of_forty = [row for row in rows if "40" in str(row["upper_value"])]
    calls = {(row["upper_value"], row["local_value"], row["relation"]) for row in of_forty}
    assert calls == {("40张", "42张", "strengthened")}
    assert all(row["upper_quote"] and row["local_quote"] for row in rows)


def test_a_chain_shows_the_value_at_each_level(questions: Questions) -> None:
    rows = questions.chains("护理型床位")
    assert [(row["step"], row["value"]) for row in rows] == [(1, "55%"), (2, "55%"), (3, "60%")]
    assert [row["relation"] for row in rows] == [None, "same", "strengthened"]


def test_only_what_nothing_above_speaks_of_is_an_addition(questions: Questions) -> None:
    assert [row["local_name"] for row in questions.additions()] == ["发展林下中药材种植"]
    assert questions.additions(plan="nosuch") == []


def test_sections_count_what_did_not_stay_the_same(questions: Questions) -> None:
    rows = questions.sections()
    assert [row["share"] for row in rows] == sorted((row["share"] for row in rows), reverse=True)
    for row in rows:
        parts = ("same", "strengthened", "weakened", "changed", "dropped")
        assert row["judged"] == sum(int(row[name] or 0) for name in parts)
    assert any("健全居家养老服务网络" in str(row["section"]) for row in rows)


def test_a_name_is_found_in_any_width_and_by_id(questions: Questions) -> None:
    item = questions.find("护理型床位")[0]
    assert questions.find(item.id) == [item]
    assert questions.find("  ") == []


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("graph") / "out"
    assert main(["run", str(ROOT / "corpora"), "-o", str(out)]) == 0
    return out


def test_results_cut_short_are_told_with_what_to_do(
    results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "records.jsonl").write_bytes((results / "records.jsonl").read_bytes())
    links = (results / "links.jsonl").read_bytes()
    (tmp_path / "links.jsonl").write_bytes(links[: len(links) // 2])
    for command in (["graph", "sections"], ["survey"], ["revision"]):
        assert main([*command, str(tmp_path)]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert "links.jsonl" in line
        assert "policy-xwalk run" in line


def test_the_command_answers_in_every_form(results: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    name = "农村社区综合服务设施覆盖率"
    assert main(["graph", "became", str(results), name, "--format", "jsonl"]) == 0
    lines = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert {line["local_plan"] for line in lines} >= {"正宁县“十四五”城乡社区服务体系建设规划"}
    assert main(["graph", "became", str(results), name, "--format", "csv"]) == 0
    table = capfdbinary.readouterr().out
    assert table.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert [row["link"] for row in rows] == [line["link"] for line in lines]
    assert main(["graph", "became", str(results), name]) == 0
    assert "上下衔接" in capfdbinary.readouterr().out.decode()


@pytest.mark.parametrize("question", ["additions", "chains", "sections"])
def test_each_question_has_a_command(question: str, results: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "graph", question, str(results), "--format", "jsonl"]) == 0
    assert capfd.readouterr().out.count("\n") > 0


def test_a_folder_without_results_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", "sections", str(tmp_path)]) == 2
    assert "records.jsonl" in capfd.readouterr().err


def test_nothing_found_is_said(results: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", "became", str(results), "没有这个指标"]) == 0
    assert "没有这个指标" in capfd.readouterr().err
