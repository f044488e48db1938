"""What the commands say about many plans: what was left out, what was kept, what is grave, how things stand."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from policy_xwalk.cli import main
from tests.scale.folders import STREAMED, outputs, run_here


def test_a_large_run_says_what_it_left_out_and_how_to_get_it(
    plans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run_here(plans, out, "--workers", "1", *STREAMED) == 0
    said = capsys.readouterr().err
    assert "index.html" in said
    assert "--outputs page,workbook" in said
    assert "20 步为本次所做，0 步沿用上次结果" in said
    assert not (out / "index.html").exists()
    assert {"records.jsonl", "links.jsonl", "findings.jsonl", "matrix.csv"} <= set(outputs(out))
    assert run_here(plans, out, "--workers", "1", "--limit", "2", "--outputs", "page,lines") == 0
    said = capsys.readouterr().err
    assert "0 步为本次所做，20 步沿用上次结果" in said
    assert (out / "index.html").stat().st_size > 100_000
    assert str(out / "index.html") in said
    # A small run in the same place leaves no pieces that say something else.
    assert run_here(plans, out, "--workers", "1", "--outputs", "lines") == 0
    assert not (out / "parquet").exists()


def test_english_says_the_same(plans: Path, results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "status", str(plans), "-o", str(results), "--all"]) == 0
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 7
    assert all(line.startswith("done\t") for line in said.out.splitlines())
    assert "7 plans, 6 comparisons" in said.err
    assert main(["--lang", "en", "query", "select count(*) as n from plans", "-o", str(results)]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[0] == "n"
    assert said.out.splitlines()[2] == "7"


def test_grave_findings_end_a_run_with_exit_code_1(
    plans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run_here(plans, out, "--workers", "1", "--fail-on", "info", *STREAMED) == 1
    assert "退出码为 1" in capsys.readouterr().err
    assert (out / "findings.jsonl").stat().st_size > 0
    assert run_here(plans, out, "--workers", "1", "--select", "PX3", "--fail-on", "error", *STREAMED) == 0


def test_plans_in_an_archive_are_steps_of_their_own(
    plans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "plans", tmp_path / "out"
    folder.mkdir()

    def pack(*more: tuple[str, bytes]) -> None:
        with zipfile.ZipFile(folder / "各县规划.zip", "w") as archive:
            for path in sorted(plans.glob("*.txt")):
                archive.write(path, path.name)
            for name, data in more:
                archive.writestr(name, data)

    pack()
    assert run_here(folder, out, "--workers", "1", *STREAMED) == 0
    capsys.readouterr()
    pack(("坏文件.pdf", b"%PDF-1.4 and no more"))
    assert run_here(folder, out, "--workers", "1", *STREAMED) == 0
    said = capsys.readouterr().err
    # The archive is opened again, its new file is read; the plans in it are known.
    assert "2 步为本次所做" in said
    assert "坏文件.pdf" in said
    assert main(["status", str(folder), "-o", str(out)]) == 0
    assert [line.split("\t")[:2] for line in capsys.readouterr().out.splitlines()] == [
        ["未能使用", "各县规划.zip/坏文件.pdf"]
    ]
