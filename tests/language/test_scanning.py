"""Looking for a pattern from anchors finds what looking everywhere finds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from policy_xwalk.language.scanning import matches_from

NUMBER = re.compile(r"(?<![A-Z\d.])\d+(?:\.\d+)?(?:%|个)?")


@given(st.text(alphabet="0123456789.A%个，养", max_size=40))
def test_matches_from_anchors_are_all_matches(text: str) -> None:
    found = [m.span() for m in matches_from(re.compile(r"\d+"), NUMBER, text)]
    assert found == [m.span() for m in NUMBER.finditer(text)]
