"""Many local plans beside one upper plan, on plans written for the purpose; two versions of one plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_xwalk.cli import main
from policy_xwalk.crosswalk import Crosswalk, build, extract
from policy_xwalk.reading import read_document_bytes
from policy_xwalk.records import PlanRecords
from policy_xwalk.survey import Distribution, Survey, revisions, surveys

ROWS = ("森林覆盖率（%）", "湿地保护率（%）", "草原综合植被盖度（%）")


def text_of(place: str, number: str, values: tuple[str | None, ...], issued: str = "2021年12月3日") -> str:
    rows = "\n".join(
        f"{no} {name} {base} {value} 预期性"
        for no, (name, (base, value)) in enumerate(
            ((name, value.split("→")) for name, value in zip(ROWS, values, strict=True) if value), 1
        )
    )
    return f"""{place}人民政府办公室关于印发{place}“十四五”林业草原保护发展规划的通知

{place[:1]}政办发〔2021〕{number}号

{place}人民政府办公室
{issued}

{place}“十四五”林业草原保护发展规划

一、主要目标
到2025年，全面完成下列指标。

专栏1 主要指标
序号 指标 2020年 2025年 属性
{rows}

二、主要任务
（一）加强森林资源保护
全面推行林长制，严格执行林地用途管制，开展森林督查。
"""


def plan_of(place: str, number: str, *values: str | None) -> PlanRecords:
    return extract(read_document_bytes(text_of(place, number, values).encode(), f"{number}.txt"))


@pytest.fixture(scope="module")
def walk() -> Crosswalk:
    return build(
        [
            plan_of("河北省", "1", "35→36.5", "42→44", "73→73.5"),
            plan_of("石家庄市", "12", "40→41", "42→43", None),
            plan_of("唐山市", "13", "33→36.5", "42→45", None),
            plan_of("承德市", "18", "59→60.5", "42→44", "73→73.5"),
        ]
    )


@pytest.fixture(scope="module")
def survey(walk: Crosswalk) -> Survey:
    made = surveys(walk.records, walk.links)
    assert len(made) == 1
    return made[0]


def test_plans_stand_by_region_code(survey: Survey) -> None:
    assert [plan.region.name for plan in survey.plans if plan.region] == ["石家庄市", "唐山市", "承德市"]


def test_fates_are_counted(survey: Survey) -> None:
    forest, wetland, grass = survey.of_kind("indicator")
    assert [cell.relation for cell in forest.cells if cell] == ["strengthened", "same", "strengthened"]
    assert (wetland.count("weakened"), wetland.count("same", "strengthened")) == (1, 2)
    assert [row.name for row in survey.most("dropped", kind="indicator")] == [grass.name]
    assert grass.count("dropped") == 2


def test_values_and_rises_spread(survey: Survey) -> None:
    forest = survey.of_kind("indicator")[0]
    assert forest.values == Distribution(3, 36.5, 38.75, 41, 50.75, 60.5)
    assert forest.rises == Distribution(3, 1, 1.25, 1.5, 2.5, 3.5)
    assert forest.incomparable == 0


def test_completeness_counts_what_is_asked_and_ranks_nothing(survey: Survey) -> None:
    found = [entry.found["indicator"] for entry in survey.completeness]
    assert found == [2, 2, 3]
    assert [entry.judged["indicator"] for entry in survey.completeness] == [3, 3, 3]
    assert [entry.plan for entry in survey.completeness] == [plan.id for plan in survey.plans]


def test_one_local_plan_is_no_survey(walk: Crosswalk) -> None:
    assert surveys(walk.records[:2], walk.links) == ()


def test_levels_are_not_thrown_together(walk: Crosswalk) -> None:
    county = plan_of("河北省石家庄市正定县", "9", "20→25", None, None)
    more = build([*walk.records, county])
    for made in surveys(more.records, more.links):
        assert len({plan.level for plan in made.plans}) == 1


@given(st.lists(st.integers(-1000, 1000), min_size=1))
def test_a_spread_is_ordered_and_holds_every_value(values: list[int]) -> None:
    spread = Distribution.of(values)
    assert spread is not None
    five = [spread.minimum, spread.lower_quartile, spread.median, spread.upper_quartile, spread.maximum]
    assert five == sorted(five)
    assert (spread.count, spread.minimum, spread.maximum) == (len(values), min(values), max(values))


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("survey")
    corpus = folder / "plans"
    corpus.mkdir()
    for name, place, number, values, issued in (
        ("a", "河北省", "1", ("35→36.5", "42→44", "73→73.5"), "2021年9月3日"),
        ("b", "石家庄市", "12", ("40→41", "42→43", None), "2021年12月3日"),
        ("c", "唐山市", "13", ("33→36.5", "42→45", None), "2021年12月3日"),
        ("d", "唐山市", "29", ("33→36", "42→45", None), "2023年4月8日"),
    ):
        (corpus / f"{name}.txt").write_text(text_of(place, number, values, issued), "utf-8")
    assert main(["run", str(corpus), "-o", str(folder / "out")]) == 0
    return folder / "out"


@pytest.mark.parametrize("table", ["matrix", "items", "values", "completeness"])
def test_every_table_has_a_command(table: str, results: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", str(results), "--table", table, "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert len({tuple(row) for row in rows}) == 1
    assert main(["--lang", "en", "survey", str(results), "--table", table, "--rank"]) == 0
    assert capfd.readouterr().out.count("\n") >= len(rows)


def test_the_limits_stand_beside_the_measure(results: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", str(results), "--table", "completeness"]) == 0
    assert "不宜据此排名" in capfd.readouterr().err


def test_a_revision_shows_what_it_changed(results: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["revision", str(results), "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    changed = [row for row in rows if row["kind"] == "indicator"]
    assert [(row["older_value"], row["newer_value"], row["relation"]) for row in changed] == [
        ("36.5", "36", "weakened")
    ]


def test_no_versions_no_revision(walk: Crosswalk) -> None:
    assert revisions(walk.records, walk.links) == []
