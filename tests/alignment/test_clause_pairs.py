"""Pairs of clauses: those found by shared words are those that every pair looked at one by one would give."""

from __future__ import annotations

import numpy as np
from rapidfuzz import fuzz

from policy_xwalk.alignment.carrying import core, share_of
from policy_xwalk.alignment.clause_pairs import NEAR, TRACE, ClausePairs
from policy_xwalk.alignment.features import Weights
from policy_xwalk.alignment.prepared import prepare
from policy_xwalk.alignment.sentences import Sentences
from policy_xwalk.records import PlanRecords


def pairs_of(upper: PlanRecords, local: PlanRecords) -> ClausePairs:
    first, second = prepare(upper), prepare(local)
    return ClausePairs.of(Weights(first.grams, second.grams), first.passages, second.passages)


def test_pairs_are_those_of_all_clauses_with_all(shanxi: PlanRecords, zhengning: PlanRecords) -> None:
    pairs = pairs_of(shanxi, zhengning)
    first, second = prepare(shanxi), prepare(zhengning)
    texts = [clause.plain for clause in pairs.upper], [clause.plain for clause in pairs.local]
    cosine = Weights(first.grams, second.grams).cosine(*texts)
    edits = np.asarray([[fuzz.ratio(one, other) / 100 for other in texts[1]] for one in texts[0]])
    exact = 0.65 * cosine + 0.35 * edits
    rows, columns = np.nonzero((exact >= NEAR) & (cosine >= TRACE))
    assert [*zip(pairs.rows.tolist(), pairs.columns.tolist(), strict=True)] == [
        *zip(rows.tolist(), columns.tolist(), strict=True)
    ]
    assert np.allclose(pairs.values, exact[rows, columns], atol=1e-6)
    # What shares hardly a word is hardly ever alike letter by letter (到2024年底, 到2022年底).
    assert np.count_nonzero(exact >= NEAR) - len(rows) <= 0.02 * len(rows)


def test_the_most_alike_clause_comes_first_and_the_earlier_among_equals(
    shanxi: PlanRecords, zhengning: PlanRecords
) -> None:
    pairs = pairs_of(shanxi, zhengning)
    alike = {
        (r, c): v for r, c, v in zip(pairs.rows.tolist(), pairs.columns.tolist(), pairs.values.tolist(), strict=True)
    }
    for place in range(len(pairs.upper)):
        near = pairs.near_upper[place]
        assert near == sorted(near, key=lambda entry: (-entry[1], entry[0]))
        assert dict(near) == {column: value for (row, column), value in alike.items() if row == place}
    for place in range(len(pairs.local)):
        near = pairs.near_local[place]
        assert near == sorted(near, key=lambda entry: (-entry[1], entry[0]))
        assert dict(near) == {row: value for (row, column), value in alike.items() if column == place}


def test_a_clause_is_related_to_all_that_are_near(shanxi: PlanRecords, zhengning: PlanRecords) -> None:
    pairs = pairs_of(shanxi, zhengning)
    for place in range(len(pairs.upper)):
        related = pairs.related(place)
        assert related == sorted(set(related))
        assert {column for column, _ in pairs.near_upper[place]} <= set(related)


def test_every_clause_stands_in_its_own_sentence(shanxi: PlanRecords) -> None:
    passages = prepare(shanxi).passages
    sentences = Sentences(passages)
    for clause in passages:
        sentence = sentences.around(clause)
        assert [*sentence.clauses] == [
            other for other in passages if (other.action, other.sentence) == (clause.action, clause.sentence)
        ]
        assert share_of(core(clause.plain), sentence.core) == 1.0
        assert sentence.carries(clause, 0.99) == (len(sentence.clauses) > 1)


def test_plans_without_clauses_have_no_pairs(shanxi: PlanRecords) -> None:
    bare = PlanRecords(shanxi.plan, shanxi.indicators, shanxi.targets, shanxi.status, (), ())
    for upper, local in ((bare, shanxi), (shanxi, bare), (bare, bare)):
        pairs = pairs_of(upper, local)
        assert len(pairs.rows) == 0
        assert all(not pairs.near_upper[place] for place in range(len(pairs.upper)))
