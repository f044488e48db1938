"""Numerals in digits and in characters."""

from __future__ import annotations

import pytest
from cn2an import an2cn
from hypothesis import given
from hypothesis import strategies as st

from policy_xwalk.language.numerals import parse_arabic, parse_chinese, plain_number


@given(st.integers(min_value=0, max_value=10**15))
def test_a_whole_number_written_in_characters_is_read_back(value: int) -> None:
    assert parse_chinese(an2cn(value)) == value


@given(st.decimals(min_value=0, max_value=99999, places=2, allow_nan=False, allow_infinity=False))
def test_a_decimal_written_in_characters_is_read_back(value: object) -> None:
    assert parse_chinese(an2cn(str(value))) == pytest.approx(float(str(value)))


@given(st.integers(min_value=0, max_value=10**12))
def test_thousands_separators_change_nothing(value: int) -> None:
    assert parse_arabic(f"{value:,}") == parse_arabic(str(value)) == value


@given(st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False, allow_infinity=False))
def test_decimals_are_free_of_binary_noise(value: object) -> None:
    assert str(plain_number(float(str(value)) * 10 / 10)) in {str(float(str(value))), str(int(float(str(value))))}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两", 2),
        ("两千", 2000),
        ("三千五百万", 35_000_000),
        ("二〇三五", 2035),
        ("二零二五", 2025),
        ("十五", 15),
        ("一百零八", 108),
        ("一万二千", 12000),
    ],
)
def test_numerals_of_plans(text: str, value: int) -> None:
    assert parse_chinese(text) == value


@pytest.mark.parametrize("text", ["几", "若干", "多", "百十来"])
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert parse_chinese(text) is None
