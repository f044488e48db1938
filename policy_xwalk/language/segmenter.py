"""Words of Chinese text: jieba's dictionary and algorithm, run by rjieba, with the terms of plans added.

rjieba is a port of jieba to Rust and gives the same cuts; known exceptions are runs of ASCII with ``-`` or ``_``
(2026-02-11, PM_2.5), which jieba takes apart and rjieba keeps or cuts elsewhere.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rjieba


@lru_cache(maxsize=1)
def user_words() -> tuple[str, ...]:
    """Terms of plan language that the general dictionary takes apart, one a line in ``data/user_words.txt``."""
    lines = files("policy_xwalk").joinpath("data/user_words.txt").read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=1)
def _jieba() -> rjieba.Jieba:
    import rjieba

    segmenter = rjieba.Jieba()
    for word in user_words():
        segmenter.add_word(word, None, None)
    return segmenter


def segment(text: str) -> list[str]:
    """The words of a text in order; joined they give the text again."""
    return list(_jieba().cut(text))
