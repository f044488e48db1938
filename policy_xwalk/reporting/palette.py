"""Calm colours for the eight outcomes and for the gravity of findings; each goes with a sign or a word, never alone."""

from __future__ import annotations

from dataclasses import dataclass

from policy_xwalk.wording.terms import Outcome


@dataclass(frozen=True, slots=True)
class Shade:
    """Fill and ink on white paper, and on a dark screen; the contrast of each pair is at least 4.5 : 1 (WCAG AA)."""

    fill: str
    ink: str
    dark_fill: str
    dark_ink: str


PALETTE: dict[Outcome, Shade] = {
    "same": Shade("#E9F1EA", "#2F5D3A", "#1F3326", "#A9D3B3"),
    "strengthened": Shade("#DDEAF6", "#1C4E80", "#1B3048", "#A6CBF0"),
    "weakened": Shade("#FBE4D5", "#8A3A0F", "#43281A", "#F3B995"),
    "changed": Shade("#FBF1CF", "#695000", "#3A3216", "#E6CF82"),
    "dropped": Shade("#EFDFEF", "#6A2C6A", "#38233A", "#DDB3DF"),
    "elaborated": Shade("#DDF0EE", "#175C56", "#17332F", "#96D4CB"),
    "added": Shade("#E3E6F7", "#34408F", "#262B4B", "#B7C0F2"),
    "unknown": Shade("#EDEDED", "#545454", "#2C2E31", "#B9BDC2"),
}

#: How grave a finding is; each goes with its name in words.
SEVERITIES: dict[str, Shade] = {
    "error": Shade("#F8DDD9", "#8C1D18", "#45201D", "#F4ABA3"),
    "warning": Shade("#FBF1CF", "#695000", "#3A3216", "#E6CF82"),
    "info": Shade("#E4EAF1", "#2F4A68", "#233041", "#AEC6E0"),
}
