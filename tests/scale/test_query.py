"""SQL over finished runs: the views, what they hold, and what no SQL may do."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from policy_xwalk.errors import PlanError
from policy_xwalk.scale.query import VIEWS, ask, shown, views
from policy_xwalk.scale.tables import TABLES
from tests.scale.folders import run_here

pytest.importorskip("duckdb", reason="duckdb is an extra")


@pytest.fixture(scope="module")
def small(plans: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results without Parquet pieces, as a small run writes them."""
    out = tmp_path_factory.mktemp("query") / "out"
    assert run_here(plans, out, "--workers", "1", "--outputs", "lines") == 0
    return out


def first(results: Path, sql: str) -> object:
    return ask(str(results), sql).rows[0][0]


def test_views_hold_every_record(small: Path) -> None:
    lines = {
        name: (small / f"{name}.jsonl").read_text("utf-8").splitlines() for name in ("records", "links", "findings")
    }
    kinds = [json.loads(line)["record"] for line in lines["records"]]
    assert first(small, "select count(*) from plans") == kinds.count("plan") == 7
    assert first(small, "select count(*) from items") == len(kinds) - 7
    for view, kind in (("indicators", "indicator"), ("targets", "target"), ("actions", "action"), ("boxes", "box")):
        assert first(small, f"select count(*) from {view}") == kinds.count(kind), view
    assert first(small, "select count(*) from links") == len(lines["links"])
    assert first(small, "select count(*) from findings") == len(lines["findings"])


def test_values_are_those_of_the_records(small: Path) -> None:
    rows = [json.loads(line) for line in (small / "records.jsonl").read_text("utf-8").splitlines()]
    known = {row["id"]: row for row in rows if row["record"] == "indicator"}
    found = ask(str(small), "select id, name, value, unit, baseline_value, attribute from indicators").rows
    assert len(found) == len(known) > 20
    for item, name, value, unit, baseline, attribute in found:
        row = known[str(item)]
        said = (row["name"], row["target"]["value"], row["target"]["unit"], row["baseline"]["value"], row["attribute"])
        assert said == (name, value, unit, baseline, attribute)


def test_every_view_and_column_listed_can_be_asked_for(small: Path) -> None:
    listed: dict[str, list[str]] = {}
    for view, column, _ in views().rows:
        listed.setdefault(str(view), []).append(str(column))
    assert set(listed) == {*TABLES, *VIEWS}
    for view, columns in listed.items():
        assert list(ask(str(small), f"select * from {view} limit 1").columns) == columns


def test_links_join_to_items_and_plans(small: Path) -> None:
    sql = """
        select p.region, u.name, u.value, l.relation, i.value
        from links l join items u on u.id = l.upper_item join items i on i.id = l.local_item
        join plans p on p.id = l.local_plan where l.kind = 'indicator' and l.relation = 'weakened'
    """
    for region, name, upper, relation, local in ask(str(small), sql).rows:
        assert region
        lower = "事故" in str(name)
        assert (float(str(local)) > float(str(upper))) is lower, (name, upper, local, relation)


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/passwd')",
        "select * from glob('/*')",
        "select * from '/etc/passwd'",
        "select * from read_parquet('https://example.org/x.parquet')",
        "select * from small",
        "select getenv('HOME')",
        "copy (select 1) to '{out}'",
        "attach '{out}' as other",
        "install httpfs",
        "set enable_external_access = true",
        "create table x as select 1",
        "delete from links",
        "export database '{out}'",
        "pragma database_list",
        "select 1; select 2",
        "",
    ],
)
@pytest.mark.parametrize("parquet", [False, True])
def test_sql_reads_the_views_and_nothing_else(
    small: Path, results: Path, tmp_path: Path, sql: str, parquet: bool
) -> None:
    written = tmp_path / "written"
    with pytest.raises(PlanError):
        ask(str(results if parquet else small), sql.replace("{out}", str(written)))
    assert not written.exists()


def test_both_forms_of_results_answer_alike(small: Path, results: Path) -> None:
    for sql in (
        "select * from plans order by id",
        "select * from items order by id, start",
        "select * from links order by id, upper_plan, local_plan",
        "select relation, count(*) from links group by all order by all",
        "select rule, severity, count(*) from findings group by all order by all",
    ):
        assert ask(str(small), sql) == ask(str(results), sql)


def test_answers_are_written_in_every_form(small: Path) -> None:
    answer = ask(str(small), "select name, value, null as nothing, ['a|b', '=1'] as list from indicators limit 2")
    rows = list(csv.reader(io.StringIO(shown(answer, "csv"))))
    assert rows[0] == ["name", "value", "nothing", "list"]
    assert json.loads(shown(answer, "jsonl").splitlines()[0])["list"] == ["a|b", "=1"]
    assert shown(answer, "md").splitlines()[1] == "| --- | --- | --- | --- |"
    assert "a\\|b" in shown(answer, "md")
    assert shown(answer, "table").splitlines()[0].split() == ["name", "value", "nothing", "list"]
    formula = ask(str(small), "select '=cmd()' as x")
    assert shown(formula, "csv").splitlines()[1] == "'=cmd()"


def test_no_results_is_said_in_one_line(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "policy_xwalk", "query", "select 1", "-o", str(tmp_path)]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "没有 run 的结果" in done.stderr
    assert len(done.stderr.splitlines()) == 1
