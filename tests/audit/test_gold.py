"""The rules on their cases, and what is published of them."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from string import Formatter

import pytest

from policy_xwalk.audit import RULES
from policy_xwalk.evaluation.audit import Tally, cases_in, evaluate_audit, findings_of, load_cases, load_read, score
from policy_xwalk.run import run_folder
from policy_xwalk.wording.audit import RULE_WORDS, finding_text

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "gold" / "audit"


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return evaluate_audit(GOLD)


def test_every_rule_has_true_and_false_cases(tallies: dict[str, Tally]) -> None:
    lacking = [code for code, tally in tallies.items() if not tally.true or not tally.traps]
    assert lacking == []


def test_rules_make_the_findings_of_their_cases_and_no_others(tallies: dict[str, Tally]) -> None:
    assert [line for tally in tallies.values() for line in tally.wrong] == []
    assert [line for tally in tallies.values() for line in tally.missed] == []


def test_the_published_figures_are_those_measured(tallies: dict[str, Tally]) -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "audit_precision.py"))
    assert (GOLD / "precision.json").read_text("utf-8") == script["precision_json"](tallies)


def test_the_docs_page_is_printed_from_the_list() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "rules_page.py"))
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == script["page"]()


def test_the_first_run_of_the_heldout_set_is_told_as_it_was() -> None:
    first = json.loads((GOLD / "heldout_first_run.json").read_text("utf-8"))
    sums = {key: sum(row[key] for row in first["rules"].values()) for key in ("asked", "found", "false_alarms")}
    assert sums == {"asked": 76, "found": 63, "false_alarms": 23}
    assert "first run: precision 0.73, recall 0.83" in (ROOT / "docs" / "rules.md").read_text("utf-8")
    cases = list(cases_in(GOLD / first["set"]))
    assert (len(cases), sum(len(case.plans) for case in cases)) == (first["cases"], first["plans"])
    assert sum(len(case.true) for case in cases) == 76


def test_what_may_be_found_or_not_counts_for_nothing() -> None:
    forest = next(case for case in cases_in(GOLD / "heldout.toml.txt") if case.either)
    tallies: dict[str, Tally] = {}
    score(forest, findings_of(forest), tallies)
    codes = {wanted.rule for wanted in forest.either}
    assert [line for code in codes & set(tallies) for line in tallies[code].wrong] == []


def test_every_finding_on_the_corpora_has_been_read(corpora: Path) -> None:
    read = {entry["fingerprint"]: entry["verdict"] for entry in load_read(GOLD) if entry["set"] == "corpora"}
    findings = run_folder(corpora).findings
    assert {f"{finding.rule} {finding.fingerprint}" for finding in findings if finding.fingerprint not in read} == set()
    assert "wrong" not in read.values()


def test_every_rule_has_its_texts_in_both_languages() -> None:
    assert set(RULE_WORDS) == {rule.code for rule in RULES}
    for code, words in RULE_WORDS.items():
        texts = [
            words["title"],
            words["message"],
            words["suggestion"],
            words["explain"],
            *words.get("cases", {}).values(),
        ]
        for text in texts:
            assert text["zh"], code
            assert text["en"], code
            assert "遗漏" not in text["zh"], code
            assert "违反" not in text["zh"], code


def test_messages_are_filled_from_the_params_of_findings() -> None:
    seen = set()
    for case in load_cases(GOLD):
        items = {
            i.id: i for entry in case.plans for part in (entry.indicators, entry.targets, entry.actions) for i in part
        }
        for finding in findings_of(case):
            seen.add(finding.rule)
            for lang in ("zh", "en"):
                text = finding_text(finding, items, lang)
                assert text.title
                assert text.suggestion
                words = RULE_WORDS[finding.rule]
                message = words.get("cases", {}).get(str(finding.params.get("case")), words["message"])[lang]
                wanted = {name for _, name, _, _ in Formatter().parse(message + words["suggestion"][lang]) if name}
                assert wanted <= {*finding.params, *(["name"] if finding.items else [])}
    assert seen == {rule.code for rule in RULES}
