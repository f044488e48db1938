"""The page of a run too large to show item by item."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from policy_xwalk.cli import main
from tests.survey.test_survey import text_of


def test_a_large_run_writes_an_overview_and_a_small_one_takes_it_away(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    for name, place, number, values in (
        ("a", "河北省", "1", ("35→36.5", "42→44", "73→73.5")),
        ("b", "石家庄市", "12", ("40→41", "42→43", None)),
        ("c", "唐山市", "13", ("33→36.5", "42→45", None)),
    ):
        (plans / f"{name}.txt").write_text(text_of(place, number, values), "utf-8")
    out = tmp_path / "out"
    assert main(["run", str(plans), "-o", str(out), "--limit", "2", "--workers", "1"]) == 0
    assert "overview.html" in capfd.readouterr().err
    page = LexborHTMLParser((out / "overview.html").read_text("utf-8"))
    heads = [head.text(strip=True) for head in page.css("#survey table.heat thead")[0].css("th")]
    assert heads[2:] == ["石家庄市", "唐山市"]
    assert main(["run", str(plans), "-o", str(out), "--workers", "1"]) == 0
    assert not (out / "overview.html").exists()
    assert (out / "index.html").exists()
    capfd.readouterr()
    assert main(["run", str(plans), "-o", str(out), "--limit", "2", "--workers", "1"]) == 0
    assert "index.html" in next(line for line in capfd.readouterr().err.splitlines() if "以前运行" in line)
