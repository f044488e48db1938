"""Which cited title is the plan itself, and which the nation's plan of the same name."""

from __future__ import annotations

import pytest

from policy_xwalk.extraction.identity import read_identity
from policy_xwalk.language.flow import flow
from policy_xwalk.language.fold import fold

TITLE = "云南省“十四五”残疾人保障和发展规划"


def cited(basis: str, title: str = TITLE) -> list[tuple[str, str | None]]:
    """Title and level of what a plan with this sentence of basis cites."""
    text = f"{title}\n\n{basis}\n\n一、主要目标\n\n到2025年，残疾人保障水平显著提升。\n"
    return [(c.title, c.level) for c in read_identity(flow(fold(text), text).paragraphs).cites]


@pytest.mark.parametrize(
    "basis",
    [
        "根据《“十四五”残疾人保障和发展规划》，结合我省实际，制定本规划。",
        "为贯彻落实《“十四五”残疾人保障和发展规划》，编制本规划。",
        "按照国务院《“十四五”残疾人保障和发展规划》，制定本规划。",
    ],
)
def test_a_bare_title_as_basis_is_the_plan_of_the_nation(basis: str) -> None:
    assert cited(basis) == [("“十四五”残疾人保障和发展规划", "nation")]


@pytest.mark.parametrize(
    "basis",
    [
        "依据有关法律法规，编制《云南省“十四五”残疾人保障和发展规划》。",
        "根据省委、省政府部署，特制定《“十四五”残疾人保障和发展规划》。",
    ],
)
def test_the_plan_that_is_being_made_is_no_citation(basis: str) -> None:
    assert cited(basis) == []


def test_both_in_one_sentence() -> None:
    found = cited("依据《“十四五”残疾人保障和发展规划》，制定《云南省“十四五”残疾人保障和发展规划》。")
    assert found == [("“十四五”残疾人保障和发展规划", "nation")]


def test_the_plan_of_another_place_keeps_its_level() -> None:
    found = cited(
        "根据《云南省“十四五”残疾人保障和发展规划》《“十四五”残疾人保障和发展规划》，制定本规划。",
        "昆明市“十四五”残疾人保障和发展规划",
    )
    assert found == [
        ("云南省“十四五”残疾人保障和发展规划", "province"),
        ("“十四五”残疾人保障和发展规划", "nation"),
    ]
