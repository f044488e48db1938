"""The segmenter cuts as jieba does, with the project's words."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import jieba
import pytest

from policy_xwalk.language.fold import fold
from policy_xwalk.language.segmenter import segment, user_words

ROOT = Path(__file__).resolve().parents[2]
#: Runs of ASCII with - or _ (2026-02-11, PM_2.5) are cut elsewhere by the two: the known exception.
_ASCII_RUN = re.compile(r"[A-Za-z0-9.]+(?:[-_][A-Za-z0-9.]*)+|[-_]+")


@pytest.fixture(scope="module")
def reference() -> jieba.Tokenizer:
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    for word in user_words():
        tokenizer.add_word(word)
    return tokenizer


@pytest.mark.parametrize("path", sorted((ROOT / "corpora").glob("*.txt")), ids=lambda p: p.stem)
def test_the_port_cuts_the_corpora_as_jieba_does(path: Path, reference: jieba.Tokenizer) -> None:
    text = _ASCII_RUN.sub("", fold(path.read_text("utf-8-sig")).text)
    for line in text.splitlines():
        assert segment(line) == reference.lcut(line)


def test_words_joined_are_the_text() -> None:
    text = "推进“五社联动”，2026-02-11 发布 PM_2.5 数据。"
    assert "".join(segment(text)) == text


@pytest.mark.parametrize("word", ["五社联动", "综合服务设施"])
def test_terms_of_plans_stay_whole(word: str) -> None:
    assert word in user_words()
    assert word in segment(f"推进{word}建设")
