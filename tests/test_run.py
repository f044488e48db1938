"""The main job on the corpora in the repository, and on folders as people have them."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import networkx as nx
import openpyxl
import pytest

from policy_xwalk.crosswalk import Crosswalk
from policy_xwalk.records import AnyRecord, Link, Plan, PlanRecords, from_json, group
from policy_xwalk.reporting.output import FILES
from policy_xwalk.run import run_folder


def run(folder: Path, out: Path, seed: str = "0") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "policy_xwalk", "run", str(folder), "-o", str(out)]
    return subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}, check=False)


@pytest.fixture(scope="module")
def out(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "out"
    done = run(corpora, folder)
    assert done.returncode == 0, done.stderr.decode()
    assert str(folder / "index.html") in done.stderr.decode()
    return folder


def read_lines(path: Path) -> list[AnyRecord]:
    return [from_json(line) for line in path.read_bytes().splitlines()]


def test_run_writes_every_file_of_the_contract(out: Path) -> None:
    assert set(FILES) <= {path.name for path in out.iterdir()}
    assert not [path.name for path in out.iterdir() if ".part" in path.name]


def test_run_gives_the_same_bytes_under_any_hash_seed(corpora: Path, out: Path, tmp_path: Path) -> None:
    assert run(corpora, tmp_path / "again", seed="4711").returncode == 0
    for path in sorted(path for path in out.iterdir() if path.is_file()):
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name


def test_records_and_links_validate_and_refer_to_each_other(out: Path) -> None:
    records, links = read_lines(out / "records.jsonl"), read_lines(out / "links.jsonl")
    ids = [record.id for record in records if not isinstance(record, Link)]  # type: ignore[union-attr]
    assert len(ids) == len(set(ids))
    for link in links:
        assert isinstance(link, Link)
        assert {*link.upper, *link.local, *link.basis} <= set(ids)


def test_every_span_gives_its_quote(crosswalk: Crosswalk, corpora: Path) -> None:
    for entry in crosswalk.records:
        if entry.plan.form == "framework":
            continue
        text = (corpora / entry.plan.source.file).read_bytes().decode("utf-8")
        for record in entry:
            passages = [record, *getattr(record, "cites", ()), *getattr(record, "clauses", ())]
            for passage in passages:
                if hasattr(passage, "quote") and passage.spans:
                    assert passage.quote == "".join("".join(text[s.start : s.end].split()) for s in passage.spans)


def test_every_difference_quotes_its_spans(crosswalk: Crosswalk, corpora: Path) -> None:
    files = {entry.plan.id: entry.plan.source.file for entry in crosswalk.records if entry.plan.form == "text"}
    texts = {plan: (corpora / name).read_bytes().decode("utf-8") for plan, name in files.items()}
    checked = 0
    for link in crosswalk.links:
        for difference in link.differences:
            for plan, quote, spans in (
                (link.upper_plan, difference.upper_quote, difference.upper_spans),
                (link.local_plan, difference.local_quote, difference.local_spans),
            ):
                if spans:
                    assert quote == "".join("".join(texts[plan][s.start : s.end].split()) for s in spans)
                    checked += 1
    assert checked > 50


def test_every_item_of_both_plans_stands_in_a_link(crosswalk: Crosswalk) -> None:
    entries = {entry.plan.id: entry for entry in crosswalk.records}
    pairs = {(link.upper_plan, link.local_plan) for link in crosswalk.links}
    assert len(pairs) == 3
    for upper, local in pairs:
        links = [link for link in crosswalk.links if (link.upper_plan, link.local_plan) == (upper, local)]
        for plan, side in ((upper, "upper"), (local, "local")):
            linked = {item for link in links for item in getattr(link, side)}
            entry = entries[plan]
            assert linked >= {item.id for item in (*entry.indicators, *entry.targets, *entry.actions)}


def test_comparisons_are_called_what_they_are(crosswalk: Crosswalk) -> None:
    found = {(link.upper_plan, link.local_plan): (link.comparison, link.skipped) for link in crosswalk.links}
    assert found == {
        ("000000-2021-56", "140000-2022-55"): ("direct", ()),
        ("000000-2021-56", "621025-2022-38"): ("skip", ("甘肃省", "庆阳市")),
        ("140000-2022-55", "621025-2022-38"): ("cross", ()),
    }


def test_the_seven_national_indicators_are_found_in_both_plans(crosswalk: Crosswalk) -> None:
    nation = next(entry for entry in crosswalk.records if entry.plan.level == "nation")
    for local in ("140000-2022-55", "621025-2022-38"):
        for row in nation.indicators:
            links = [link for link in crosswalk.links if link.local_plan == local and row.id in link.upper]
            assert any(link.relation == "same" and link.unconfirmed for link in links), row.name


def test_what_a_framework_does_not_cover_is_unknown(crosswalk: Crosswalk) -> None:
    for link in crosswalk.links:
        if link.upper_plan == "000000-2021-56" and link.kind == "target":
            assert link.relation == "unknown"


def test_a_relation_that_rests_on_unconfirmed_facts_says_so(crosswalk: Crosswalk) -> None:
    confirmed = [
        link
        for link in crosswalk.links
        if link.upper_plan == "000000-2021-56" and link.kind == "indicator" and link.upper and not link.unconfirmed
    ]
    assert confirmed == []


def test_workbook_opens_and_holds_no_formula(out: Path) -> None:
    book = openpyxl.load_workbook(out / "crosswalk.xlsx")
    assert len(book.sheetnames) >= 5
    for sheet in book:
        for row in sheet.iter_rows():
            assert not [cell.coordinate for cell in row if cell.data_type == "f"]


def test_matrix_opens_in_a_spreadsheet(out: Path) -> None:
    data = (out / "matrix.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == 1 + 7 + 3 + 1


@pytest.mark.parametrize("reader", ["graphml", "gexf", "json"])
def test_graph_files_read_back_alike(out: Path, reader: str) -> None:
    if reader == "json":
        graph = nx.node_link_graph(json.loads((out / "graph.json").read_text("utf-8")), edges="edges")
    else:
        graph = getattr(nx, f"read_{reader}")(out / f"graph.{reader}")
    links = read_lines(out / "links.jsonl")
    items = sum(1 for record in read_lines(out / "records.jsonl") if not isinstance(record, Plan))
    assert graph.number_of_nodes() > items / 2
    assert graph.number_of_edges() >= len(
        [link for link in links if isinstance(link, Link) and link.upper and link.local]
    )


def test_parquet_holds_the_same_items(out: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra")
    rows = parquet.read_table(out / "targets.parquet").to_pylist()
    targets = [record for entry in group(read_lines(out / "records.jsonl")) for record in entry.targets]
    assert [row["id"] for row in rows] == [target.id for target in targets]
    assert [row["value"] for row in rows] == [target.value for target in targets]


def test_a_folder_without_corpus_file_is_read_from_its_plans(corpora: Path, tmp_path: Path) -> None:
    for name in ("national-2021-56.toml", "shanxi-2022-55.txt", "zhengning-2022-38.txt"):
        shutil.copy(corpora / name, tmp_path / name)
    result = run_folder(tmp_path)
    assert not result.failures
    comparisons = {link.comparison for link in result.crosswalk.links}
    assert comparisons == {"direct", "skip"}, "across chains only where somebody asks"


def test_bad_files_are_listed_and_the_rest_is_done(corpora: Path, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    shutil.copytree(corpora, folder)
    (folder / "corpus.toml").unlink()
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    (folder / "empty.docx").write_bytes(b"")
    done = run(folder, tmp_path / "out")
    said = done.stderr.decode()
    assert done.returncode == 0
    assert "broken.pdf" in said
    assert "empty.docx" in said
    plans = [record for record in read_lines(tmp_path / "out" / "records.jsonl") if isinstance(record, Plan)]
    assert len(plans) == 3


def test_an_archive_of_plans_is_read_like_a_folder(corpora: Path, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    with zipfile.ZipFile(folder / "各级规划.zip", "w") as archive:
        for name in ("national-2021-56.toml", "shanxi-2022-55.txt", "zhengning-2022-38.txt"):
            archive.write(corpora / name, f"城乡社区/{name}")
        archive.writestr("城乡社区/坏文件.pdf", b"%PDF-1.4 and no more")
        archive.writestr("README.md", "not a plan")
    result = run_folder(folder)
    assert [entry.plan.level for entry in result.crosswalk.records] == ["nation", "province", "county"]
    assert result.crosswalk.records[1].plan.source.file == "各级规划.zip/城乡社区/shanxi-2022-55.txt"
    assert [failure.file for failure in result.failures] == ["各级规划.zip/城乡社区/坏文件.pdf"]
    assert {link.comparison for link in result.crosswalk.links} == {"direct", "skip"}


def test_a_folder_with_nothing_usable_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 10)
    done = run(folder, tmp_path / "out")
    assert done.returncode == 2
    assert not (tmp_path / "out").exists()


def test_results_inside_the_folder_are_not_read_as_plans(corpora: Path, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    shutil.copytree(corpora, folder)
    (folder / "corpus.toml").unlink()
    first = run(folder, folder / "out")
    second = run(folder, folder / "out")
    assert first.returncode == second.returncode == 0
    assert first.stderr == second.stderr


def test_ids_stay_when_the_file_is_read_again_elsewhere(zhengning: PlanRecords, corpora: Path, tmp_path: Path) -> None:
    shutil.copy(corpora / "zhengning-2022-38.txt", tmp_path / "other name.txt")
    again = run_folder(tmp_path).crosswalk.records[0]
    assert [r.id for r in again] == [r.id for r in zhengning]  # type: ignore[union-attr]
