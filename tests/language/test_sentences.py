"""Sentences and clauses."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policy_xwalk.language.sentences import split_sentences


def test_brackets_and_titles_do_not_split() -> None:
    text = "落实《关于养老，托育的意见》（2022年，试行）。到2025年，覆盖率达到80%；床位达到50张。"
    sentences = split_sentences(text)
    assert [text[s.start : s.end] for s in sentences] == [
        "落实《关于养老，托育的意见》（2022年，试行）。",
        "到2025年，覆盖率达到80%；床位达到50张。",
    ]
    second = sentences[1]
    assert [text[c.start : c.end] for c in second.clauses] == ["到2025年", "覆盖率达到80%", "床位达到50张"]


@given(st.text(alphabet="，。；：！？（）“”《》建设80%\n ", max_size=80))
def test_sentences_and_their_clauses_stand_in_order(text: str) -> None:
    last = 0
    for sentence in split_sentences(text):
        assert last <= sentence.start < sentence.end <= len(text)
        last = sentence.end
        inner = sentence.start
        for index, clause in enumerate(sentence.clauses):
            assert inner <= clause.start < clause.end <= sentence.end
            assert sentence.clause_at(clause.start) == index
            inner = clause.end
