"""Names of relations, flags and comparisons: complete, and in cautious words."""

from __future__ import annotations

from typing import get_args

import pytest

from policy_xwalk import records
from policy_xwalk.wording import terms


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("flag", records.Flag),
        ("comparison", records.Comparison),
        ("comparison_label", records.Comparison),
        ("comparison_legend", records.Comparison),
        ("relation", records.Relation),
        ("relation", terms.Outcome),
        ("relation_legend", terms.Outcome),
        ("kind", records.ItemKind),
        ("kind_name", records.ItemKind),
        ("level", records.Level),
        ("attribute", records.Attribute),
        ("modality", records.Modality),
        ("role", records.DepartmentRole),
    ],
)
def test_every_code_has_words_in_both_languages(table: str, codes: object) -> None:
    assert set(get_args(codes)) <= set(terms.TABLES[table])


def test_every_entry_has_both_languages_and_no_accusation() -> None:
    for words in terms.TABLES.values():
        for entry in words.values():
            assert entry["zh"]
            assert entry["en"]
            assert not any(word in entry["zh"] for word in ("遗漏", "违反", "违规"))


def test_signs_are_told_apart_and_stand_in_gb2312() -> None:
    signs = list(terms.MARKS.values())
    assert len(set(signs)) == len(terms.OUTCOMES)
    assert all(sign.encode("gb2312") for sign in signs)


def test_code_without_words_is_shown_as_it_is() -> None:
    assert terms.term("flag", "brand_new") == "brand_new"
