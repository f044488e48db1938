"""Folding: one plain character for each character of the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_xwalk.language.fold import fold

GLYPH = "\U001001b0"


@given(st.text(max_size=300))
def test_folding_keeps_the_length_of_any_text(text: str) -> None:
    assert len(fold(text).text) == len(text)


@given(st.text(alphabet=f"１２３.．％，,。.《»（)＋{GLYPH}\n 　国國第一章“\"'、；;：:", max_size=120))
def test_folding_keeps_the_length_of_marks_and_glyphs(text: str) -> None:
    assert len(fold(text).text) == len(text)


@pytest.mark.parametrize(
    ("source", "folded"),
    [
        ("２５％以上", "25%以上"),
        (f"２５{GLYPH}４平方米", "25.4平方米"),
        (f"１{GLYPH}强化引领", "1.强化引领"),
        ("«规划»发布.建设", "《规划》发布。建设"),
        ("完善服务,健全体系.", "完善服务，健全体系。"),
        ("2.5万人", "2.5万人"),
        ("1.强化引领", "1.强化引领"),
        ("(一)总体要求", "（一）总体要求"),
        ("到2025年:", "到2025年："),
        ("1,234.5万元", "1,234.5万元"),
        ("⻓江⽣态", "长江生态"),
        ("5%～6%", "5%~6%"),
    ],
)
def test_dirty_characters(source: str, folded: str) -> None:
    assert fold(source).text == folded


def test_unknown_glyphs_are_kept_and_reported() -> None:
    result = fold(f"保障{GLYPH}水平{GLYPH}")
    assert GLYPH in result.text
    assert [(g.glyph, g.count, g.offsets) for g in result.glyphs] == [(GLYPH, 2, (2, 5))]


def test_traditional_text_is_simplified_and_its_glosses_marked() -> None:
    source = (
        "國家發(fā)展規劃實施與區域協調發展戰略,農業農村現代化建設與鄉鎮服務體系,縣級國務機構構建經濟發展環境問題" * 2
    )
    result = fold(source)
    assert result.traditional
    assert result.text.startswith("国家发")
    assert "fā" in source[slice(*result.glosses[0])]
