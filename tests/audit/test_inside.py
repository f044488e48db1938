"""The rules inside one plan: on their cases, on the plans of the corpora, and on records made by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from policy_xwalk.audit import audit_plan
from policy_xwalk.audit.inside import RULES
from policy_xwalk.evaluation.audit import Case, findings_of, load_cases, meets
from policy_xwalk.extraction.pipeline import extract
from policy_xwalk.reading import read_document, read_document_bytes, read_framework
from policy_xwalk.records import Finding, Period, PlanRecords
from policy_xwalk.wording import Lang
from policy_xwalk.wording.audit import finding_text

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "gold" / "audit"
LANGS: tuple[Lang, ...] = ("zh", "en")
CASES = [case for case in load_cases(GOLD) if case.file.startswith("inside_")]


def _plan(text: str, issued: str = "2021-12-30") -> PlanRecords:
    return extract(
        read_document_bytes(text.encode(), "plan.txt"),
        plan="P",
        describe=lambda plan: replace(plan, id="P", issued=issued, period=Period(2021, 2025)),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_gives_what_it_should_and_nothing_else(case: Case) -> None:
    left = list(case.true)
    alarms: list[Finding] = []
    for finding in findings_of(case):
        answered = next((wanted for wanted in left if meets(finding, wanted)), None)
        if answered is None:
            alarms.append(finding)
        else:
            left.remove(answered)
    assert not alarms
    assert not left


def test_every_rule_has_a_case_in_which_it_speaks_and_one_in_which_it_keeps_silent() -> None:
    spoken = {wanted.rule for case in CASES for wanted in case.true}
    silent = {trap.rule for case in CASES for trap in case.false}
    codes = {rule.code for rule in RULES}
    assert spoken == codes
    assert silent == codes


@pytest.mark.parametrize("name", ["shanxi-2022-55.txt", "zhengning-2022-38.txt"])
def test_findings_on_the_corpora_are_those_that_were_read(name: str) -> None:
    entry = extract(read_document(ROOT / "corpora" / name))
    read = tomllib.loads((GOLD / "read_inside.toml").read_text("utf-8"))["read"]
    known = {item["fingerprint"]: item["rule"] for item in read if item["plan"] == entry.plan.id}
    assert {finding.fingerprint: finding.rule for finding in audit_plan(entry)} == known


def test_a_plan_known_as_facts_is_not_blamed_for_what_nobody_looked_up() -> None:
    entry = read_framework(ROOT / "corpora" / "national-2021-56.toml")
    findings = audit_plan(entry)
    assert {finding.rule for finding in findings} == {"PX104"}
    assert all(finding.hint and finding.severity == "info" for finding in findings)


def test_reports_and_plans_of_other_topics_give_no_false_alarm() -> None:
    real = ROOT.parent / "shared" / "real"
    if not real.is_dir():
        pytest.skip("the real documents are not here")
    read = tomllib.loads((GOLD / "read_inside.toml").read_text("utf-8"))["read"]
    for folder in ("artificial_intelligence", "education", "smart_manufacturing", "web_pages", "work_reports_2026"):
        for path in sorted((real / folder).iterdir()):
            found = {finding.rule for finding in audit_plan(extract(read_document(path)))}
            known = {item["rule"] for item in read if item["set"] == folder and item["plan"] == path.stem}
            assert found == known, path.name


TABLE = """某县“十四五”教育规划

一、发展目标

到2025年，学前教育毛入园率达到90%。

| 指标 | 2020年 | 2025年 | 属性 |
| --- | --- | --- | --- |
| 学前教育毛入园率（%） | 85 | 92 | 预期性 |
| 九年义务教育巩固率（%） | 95 | 97 | 约束性 |

二、主要任务

（一）扩大资源。新建幼儿园。

（二）提高质量。培训教师。
"""


def test_a_row_read_with_doubt_gives_a_hint_only() -> None:
    entry = _plan(TABLE)
    (sure,) = audit_plan(entry)
    assert (sure.rule, sure.severity, sure.hint) == ("PX101", "warning", False)
    doubtful = tuple(replace(row, doubts=("ocr",)) for row in entry.indicators)
    (hint,) = audit_plan(replace(entry, indicators=doubtful))
    assert (hint.rule, hint.severity, hint.hint) == ("PX101", "info", True)
    assert hint.fingerprint == sure.fingerprint


def test_a_finding_names_both_places_and_keeps_its_fingerprint_when_the_text_moves() -> None:
    (finding,) = audit_plan(_plan(TABLE))
    row, sentence = finding.evidence
    assert row.quote == "学前教育毛入园率（%）8592预期性"
    assert sentence.quote == "到2025年，学前教育毛入园率达到90%"
    (moved,) = audit_plan(_plan(TABLE.replace("一、发展目标\n", "一、发展目标\n\n目标明确。\n")))
    assert moved.fingerprint == finding.fingerprint
    assert moved.evidence[1].spans != finding.evidence[1].spans


def test_messages_have_no_gap_in_either_language() -> None:
    seen = set()
    for case in CASES:
        for finding in findings_of(case):
            for lang in LANGS:
                said = finding_text(finding, lang=lang)
                assert "{" not in said.message + said.suggestion
                assert "—" not in said.message.replace("—2025", "")
                assert not any(word in said.message + said.suggestion for word in ("遗漏", "违反"))
            seen.add(finding.rule)
    assert seen == {rule.code for rule in RULES}
