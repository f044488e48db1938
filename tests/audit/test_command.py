"""``policy-xwalk audit`` and ``policy-xwalk rules`` as a person meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from policy_xwalk.records import Finding, from_json

UPPER = """山西省“十四五”养老服务体系规划

一、主要目标

表1 主要指标
序号 指标 2020年 2025年 属性
1 养老机构护理型床位占比（%） 45 ≥60 约束性
2 老年大学覆盖率（%） 50 80 预期性

二、重点任务

（一）发展社区养老服务

为高龄、失能老年人提供助餐服务。
"""
LOCAL = (
    UPPER.replace("山西省", "太原市").replace("45 ≥60", "40 ≥50").replace("2 老年大学覆盖率（%） 50 80 预期性\n", "")
)


def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "policy_xwalk", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "upper.txt").write_text(UPPER, "utf-8")
    (folder / "local.txt").write_text(LOCAL, "utf-8")
    return folder


def test_one_plan_against_its_upper_plan(folder: Path) -> None:
    done = call(
        "audit", folder / "local.txt", "--against", folder / "upper.txt", "--select", "PX2", "--fail-on", "error"
    )
    assert done.returncode == 1
    findings = [from_json(line) for line in done.stdout.splitlines()]
    assert all(isinstance(finding, Finding) for finding in findings)
    assert {f.rule for f in findings if isinstance(f, Finding)} == {"PX202", "PX204"}
    assert {f.plan for f in findings if isinstance(f, Finding)} == {"local"}
    assert "重点核实 1" in done.stderr


def test_a_folder_in_words_with_waivers(folder: Path, tmp_path: Path) -> None:
    printed = call("audit", folder, "--select", "PX2")
    assert printed.returncode == 0
    grave = next(json.loads(line) for line in printed.stdout.splitlines() if json.loads(line)["severity"] == "error")
    waivers = tmp_path / "waivers.toml"
    rows = [(grave["fingerprint"], "已另文下达"), ("PX299-gone", "旧")]
    waivers.write_text(
        "".join(
            f'[[waiver]]\nfingerprint = "{f}"\nwho = "张三"\nwhen = 2026-11-21\nwhy = "{why}"\n' for f, why in rows
        ),
        "utf-8",
    )
    out = tmp_path / "findings.txt"
    done = call(
        "audit", folder, "--select", "PX2", "--waivers", waivers, "--format", "text", "-o", out, "--fail-on", "error"
    )
    assert done.returncode == 0, done.stderr
    text = out.read_text("utf-8")
    assert "张三" in text
    assert grave["fingerprint"] in text
    assert "护理型床位占比" in text
    assert "PX299-gone" in done.stderr
    assert "1 条已搁置" in done.stderr


def test_the_table_of_the_corpus_file_decides_when_the_call_does_not(folder: Path) -> None:
    listing = folder / "corpus.toml"
    plans = '[[plan]]\nfile = "upper.txt"\n[[plan]]\nfile = "local.txt"\n'
    listing.write_text(f'[audit]\nselect = ["PX204"]\nfail-on = "error"\n{plans}', "utf-8")
    try:
        done = call("audit", folder)
        assert done.returncode == 1
        assert {json.loads(line)["rule"] for line in done.stdout.splitlines()} == {"PX204"}
        assert call("audit", folder, "--select", "PX202").returncode == 0
    finally:
        listing.unlink()


def test_a_wrong_call_says_what_to_do(folder: Path) -> None:
    for arguments, words in (
        (("audit", folder, "--select", "PX9"), "PX9"),
        (("audit", folder / "local.txt", folder / "upper.txt"), "--against"),
        (("audit", folder, "--waivers", folder / "none.toml"), "none.toml"),
        (("rules", "PX999"), "PX999"),
    ):
        done = call(*arguments)
        assert done.returncode == 2
        assert words in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert done.stdout == ""


def test_rules_are_listed_and_explained() -> None:
    listed = call("rules").stdout
    assert "PX204" in listed
    assert "value-weakened" in listed
    one = call("rules", "value-weakened").stdout
    assert "约束性" in one
    rows = json.loads(call("rules", "--format", "json").stdout)
    assert {"code", "name", "severity", "scope", "title", "explain", "message", "suggestion"} == set(rows[0])
    assert call("--lang", "en", "rules", "PX204", "--format", "md").stdout.startswith("### PX204")
