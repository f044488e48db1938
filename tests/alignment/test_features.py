"""Likeness of texts: counted at once for many, it is what counting one by one gives."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz
from sklearn.feature_extraction.text import CountVectorizer

from policy_xwalk.alignment import align, prepare
from policy_xwalk.alignment.carrying import FOUND, carried_share, carries
from policy_xwalk.alignment.features import Weights, forget_plain, make_plain, plain
from policy_xwalk.alignment.grams import GramTable, code_of
from policy_xwalk.alignment.letters import in_any_order, in_order, pairs_in_any_order
from policy_xwalk.records import PlanRecords, to_builtins

WORDS = st.text(alphabet="养老床位社区覆盖率建设，、的（）𠮷", max_size=12)
TEXTS = st.lists(WORDS, min_size=1, max_size=8)


@given(TEXTS)
def test_grams_are_counted_as_a_vectorizer_counts_them(texts: list[str]) -> None:
    table = GramTable(texts)
    counted = {
        (text, int(table.codes[column])): int(times)
        for text, row in table.row.items()
        for r, column, times in zip(*table.counts, strict=True)
        if r == row
    }
    wanted: dict[tuple[str, int], int] = {}
    for text in texts:
        if text:
            vectorizer = CountVectorizer(analyzer="char", ngram_range=(1, 3), lowercase=False)
            counts = vectorizer.fit_transform([text]).toarray()[0]
            wanted |= {
                (text, code_of(gram)): int(counts[at]) for gram, at in vectorizer.vocabulary_.items() if counts[at]
            }
    assert counted == wanted


@given(TEXTS, TEXTS, st.sampled_from([0.05, 0.1, 0.5]))
def test_traces_are_the_pairs_whose_cosine_is_high_enough(first: list[str], second: list[str], least: float) -> None:
    weights = Weights(GramTable(first), GramTable(second))
    cosine = np.zeros((len(first), len(second)))
    rows, columns, values = weights.traces(first, second, least)
    cosine[rows, columns] = values
    exact = weights.cosine(first, second)
    assert np.allclose(cosine, np.where(exact >= least, exact, 0.0), atol=1e-12) or np.isclose(exact, least).any()
    assert [*zip(rows.tolist(), columns.tolist(), strict=True)] == sorted(
        zip(rows.tolist(), columns.tolist(), strict=True)
    )


def test_a_text_is_like_itself_and_unlike_others() -> None:
    first, second = ["养老机构护理型床位占比", "森林覆盖率"], ["养老机构护理型床位占比", "城镇新增就业"]
    cosine = Weights(GramTable(first), GramTable(second)).cosine(first, second)
    assert cosine[0, 0] == pytest.approx(1.0)
    assert cosine[0, 1] == 0.0


@given(TEXTS, TEXTS)
def test_few_texts_are_as_alike_as_they_are_among_many(first: list[str], second: list[str]) -> None:
    others = [chr(0x4E00 + n) * 3 for n in range(700)]
    weights = Weights(GramTable([*first, *others]), GramTable([*second, *others]))
    few, many = weights.cosine(first, second), weights.cosine([*first, *others], [*second, *others])
    assert np.array_equal(few, many[: len(first), : len(second)])


def test_cover_takes_several_clauses_as_one_sentence() -> None:
    topics, texts = ["养老服务设施"], ["新建养老服务站", "新建养老服务站，完善服务设施", "种树"]
    weights = Weights(GramTable([*topics, *texts], searched=[*topics, *texts]))
    cover = weights.cover(weights.pairs(topics), weights.pairs(texts))[0]
    assert 0.0 < cover[0] < 1.0
    assert cover[1] == pytest.approx(1.0)
    assert cover[2] == 0.0


@given(WORDS, WORDS, st.sampled_from([FOUND, 0.85, 0.9]))
def test_whether_a_clause_is_carried_is_known_from_how_much_of_it_is(first: str, second: str, wanted: float) -> None:
    assert carries(second, first, wanted) == (carried_share(first, second) >= wanted)


@given(WORDS, WORDS)
def test_shared_characters(first: str, second: str) -> None:
    assert in_any_order(first, second) == (Counter(first) & Counter(second)).total()
    assert in_order(first, second) <= in_any_order(first, second)
    places = np.asarray([0, 1, 1]), np.asarray([1, 0, 1])
    expected = [in_any_order(first, second), in_any_order(second, first), in_any_order(second, second)]
    assert pairs_in_any_order([first, second], [first, second], *places).tolist() == expected
    if first + second:
        assert fuzz.ratio(first, second) == pytest.approx(200 * in_order(first, second) / len(first + second))


def test_neutral_forms_of_many_texts_are_those_of_each(shanxi: PlanRecords, zhengning: PlanRecords) -> None:
    texts = [clause.text for plan in (shanxi, zhengning) for action in plan.actions for clause in action.clauses]
    texts += [action.text for plan in (shanxi, zhengning) for action in plan.actions]
    forget_plain()
    one_by_one = [plain(text) for text in texts]
    forget_plain()
    make_plain(texts)
    assert [plain(text) for text in texts] == one_by_one


def test_a_bracket_left_open_in_one_text_is_not_closed_in_the_next() -> None:
    forget_plain()
    make_plain(["建成（含改造", "扩建）设施"])
    assert [plain("建成（含改造"), plain("扩建）设施")] == ["建成（含改造", "扩建）设施"]


def test_a_prepared_plan_gives_the_same_links(shanxi: PlanRecords, zhengning: PlanRecords) -> None:
    first = align(shanxi, zhengning, comparison="cross")
    assert prepare(shanxi).records is shanxi
    assert [passage.place for passage in prepare(shanxi).passages] == [*range(len(prepare(shanxi).passages))]
    assert [to_builtins(link) for link in align(shanxi, zhengning, comparison="cross")] == [
        to_builtins(link) for link in first
    ]
