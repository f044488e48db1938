"""What must stand in a text before a pattern can match: no match is missed by looking for it first."""

from __future__ import annotations

import pytest

from policy_xwalk.alignment.facets import _ROWS, _SIGNS, Facets, _round_brackets, _values, facets_of
from policy_xwalk.alignment.features import synonyms
from policy_xwalk.alignment.passages import passages_of
from policy_xwalk.alignment.signs import letters_of, signs_of
from policy_xwalk.records import PlanRecords


@pytest.mark.parametrize(
    ("pattern", "signs"),
    [
        ("幼儿园|学前(?:教育|三年)", ("幼儿园", "学前")),
        ("(?:国内|地区)生产总值(?:GDP)?", ("生产总值",)),
        (r"\d+岁及?以上(?!人口)", ("以上",)),
        (r"村（居）|村\(居\)", ("村（居）", "村(居)")),
        ("老百姓|百姓", ("百姓",)),
        ("（[^（）]{0,12}）", ("）",)),
        ("每个?村", ("村",)),
        ("(?:总|合计)?(?:达到|实现){1,2}", ("达到", "实现")),
        ("养老(?:服务)*|[城乡]", ()),
        ("", ()),
    ],
)
def test_signs_of_a_pattern(pattern: str, signs: tuple[str, ...]) -> None:
    assert signs_of(pattern) == signs


def test_what_a_pattern_matches_holds_a_sign(shanxi: PlanRecords, zhengning: PlanRecords) -> None:
    texts = [action.text for plan in (shanxi, zhengning) for action in plan.actions]
    patterns = [synonym.pattern for synonym in synonyms()]
    patterns += [pattern for rows in _ROWS.values() for _, pattern in rows]
    for pattern in patterns:
        signs = signs_of(pattern.pattern)
        for match in (match for text in texts for match in pattern.finditer(text)):
            assert not signs or any(sign in match[0] for sign in signs), pattern.pattern


def test_facets_are_those_that_looking_for_each_would_find(shanxi: PlanRecords, zhengning: PlanRecords) -> None:
    for plan in (shanxi, zhengning):
        texts = [passage.text for passage in passages_of(plan.actions)]
        for text in [*texts, *(action.title for action in plan.actions), *(item.subject for item in plan.targets)]:
            spelt = _round_brackets(text)
            named = [(name, _values(spelt, _ROWS[name])) for name, sign in _SIGNS.items() if sign.search(spelt)]
            assert facets_of(text) == Facets(tuple((name, values) for name, values in named if values))


@pytest.mark.parametrize("times", [1, 100])
def test_letters_of_a_text(times: int) -> None:
    text = "养老床位𠮷，（2025年）\ud800" * times
    assert letters_of(text) == set(text)
    assert letters_of("") == set()


def test_signs_are_words_and_no_parts_of_a_pattern() -> None:
    for synonym in synonyms():
        assert not set("".join(synonym.signs)) & set("[]{}?*|\\^$")
