"""``waivers.toml`` and the ``[audit]`` table of ``corpus.toml``."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_xwalk.audit.waivers import load_waivers, unmatched
from policy_xwalk.corpus import load_corpus
from policy_xwalk.errors import PlanError
from policy_xwalk.records import Waiver

GOOD = '[[waiver]]\nfingerprint = "PX201-abc"\nwho = "张三"\nwhen = 2026-11-21\nwhy = "已另文下达"\nrule = "PX201"\n'


def write(folder: Path, text: str, name: str = "waivers.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_waiver_says_who_when_and_why(tmp_path: Path) -> None:
    waivers = load_waivers(write(tmp_path, GOOD))
    assert waivers == {"PX201-abc": Waiver("张三", "2026-11-21", "已另文下达")}
    assert unmatched((), waivers) == ("PX201-abc",)


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        (GOOD.replace('who = "张三"\n', ""), "waiver_incomplete", "who"),
        (GOOD.replace('"已另文下达"', '" "'), "waiver_incomplete", "why"),
        (GOOD.replace("when = 2026-11-21\n", ""), "waiver_incomplete", "when"),
        (GOOD.replace("2026-11-21", '"昨天"'), "waiver_bad_day", None),
        (GOOD + GOOD, "waiver_twice", None),
        ("[waiver]\nwho = 1\n", "waivers_not_tables", None),
        ("[[waivers]]\n", "waivers_not_tables", None),
        ("waiver = [1", "waivers_not_toml", None),
    ],
)
def test_a_wrong_waivers_file_says_what_is_wrong(tmp_path: Path, text: str, code: str, field: str | None) -> None:
    with pytest.raises(PlanError) as caught:
        load_waivers(write(tmp_path, text))
    assert caught.value.code == code
    assert "waivers.toml" in str(caught.value)
    if field:
        assert field in str(caught.value)


def test_a_wrong_waiver_of_a_corpus_is_told_and_the_others_hold(tmp_path: Path) -> None:
    write(tmp_path, "规划正文", "plan.txt")
    other = GOOD.replace("PX201-abc", "PX202-def")
    write(tmp_path, GOOD.replace('who = "张三"\n', "") + other + other)
    corpus = load_corpus(tmp_path)
    assert list(corpus.audit.waivers) == ["PX202-def"]
    assert [error.code for error in corpus.errors] == ["waiver_incomplete", "waiver_twice"]


def test_the_audit_table_of_a_corpus(tmp_path: Path) -> None:
    write(tmp_path, "规划正文", "plan.txt")
    write(tmp_path, GOOD, "set-aside.toml")
    rules = '[audit]\nselect = ["PX2", "levels-missing"]\nignore = ["PX222"]\n'
    table = f'{rules}fail-on = "warning"\nwaivers = "set-aside.toml"\n'
    write(tmp_path, table + '[[plan]]\nfile = "plan.txt"\n', "corpus.toml")
    corpus = load_corpus(tmp_path)
    assert corpus.errors == ()
    assert corpus.audit.options.select == ("PX2", "levels-missing")
    assert corpus.audit.options.ignore == ("PX222",)
    assert corpus.audit.fail_on == "warning"
    assert set(corpus.audit.waivers) == {"PX201-abc"}


def test_a_waivers_file_counts_without_being_named_and_is_no_plan(tmp_path: Path) -> None:
    write(tmp_path, "规划正文", "plan.txt")
    write(tmp_path, GOOD)
    corpus = load_corpus(tmp_path)
    assert [entry.file for entry in corpus.entries] == ["plan.txt"]
    assert set(corpus.audit.waivers) == {"PX201-abc"}


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("[[audit]]\n", "corpus_audit_not_a_table"),
        ("[audit]\nselects = []\n", "corpus_audit_field"),
        ("[audit]\nselect = 3\n", "corpus_audit_value"),
        ('[audit]\nselect = ["PX9"]\n', "corpus_audit_rule"),
        ('[audit]\nfail-on = "never"\n', "corpus_audit_value"),
        ('[audit]\nwaivers = "../waivers.toml"\n', "corpus_audit_value"),
        ('[audit]\nwaivers = "nowhere.toml"\n', "waivers_unreadable"),
    ],
)
def test_a_mistake_in_the_audit_table_is_told_and_ends_nothing(tmp_path: Path, table: str, code: str) -> None:
    write(tmp_path, "规划正文", "plan.txt")
    write(tmp_path, table + '[[plan]]\nfile = "plan.txt"\n', "corpus.toml")
    corpus = load_corpus(tmp_path)
    assert [error.code for error in corpus.errors] == [code]
    assert "？" not in str(corpus.errors[0]) or "是否" in str(corpus.errors[0])
    assert len(corpus.entries) == 1
