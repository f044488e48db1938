"""Plans and results behind URLs: the same bytes, and every step kept there."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_xwalk.cli import main
from tests.scale.folders import STREAMED, outputs, run_here

fsspec = pytest.importorskip("fsspec", reason="fsspec is an extra")


def test_plans_and_results_in_memory_give_the_same_bytes(plans: Path, results: Path) -> None:
    files = fsspec.filesystem("memory")
    for path in plans.iterdir():
        files.pipe_file(f"/folder/plans/{path.name}", path.read_bytes())
    assert run_here("memory://folder/plans", "memory://folder/out", *STREAMED) == 0
    found = {name.removeprefix("/folder/out/"): files.cat_file(name) for name in files.find("/folder/out")}
    assert {name: data for name, data in found.items() if not name.startswith(".work/")} == outputs(results)
    kept = {name: files.info(name)["created"] for name in files.find("/folder/out/.work") if "/plan/" in name}
    assert len(kept) == 7
    # Results within the folder of plans are no plans, and what is kept is not made again.
    assert run_here("memory://folder", "memory://folder/out", *STREAMED) == 0
    assert main(["status", "memory://folder/plans", "-o", "memory://folder/out"]) == 0
    files.rm("/folder", recursive=True)


def test_url_without_its_library_is_said(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_here(plans, "nosuch://bucket/out") == 2
    assert "nosuch" in capsys.readouterr().err


def test_unknown_output_is_said(plans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_here(plans, tmp_path / "out", "--outputs", "lines,picture") == 2
    assert "picture" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
