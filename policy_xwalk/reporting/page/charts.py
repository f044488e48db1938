"""Bars of what became of upper items, as inline SVG.

Every part carries its sign and its number, so that nothing rests on colour; every row names its denominator. What
rests on an unconfirmed fact is hatched. Colours come from the classes of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from policy_xwalk.reporting.display import parenthesis
from policy_xwalk.reporting.page.fates import SHOWN, Fate
from policy_xwalk.wording import Lang
from policy_xwalk.wording.terms import MARKS, term

_WIDTH, _LEFT, _RIGHT, _ROW, _BAR = 1000, 268, 92, 38, 24
_LABEL = 36
"""Half-width characters of a label that fit on the left."""
HATCH = (
    '<svg class="defs" width="0" height="0" aria-hidden="true"><defs>'
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="hatch-line" d="M0 0V6"/></pattern></defs></svg>'
)
"""The pattern of what is unconfirmed; stands once in the page."""


def fate_bars(rows: Sequence[Fate], lang: Lang, name: str, *, shares: bool) -> str:
    """A bar a row: of equal length where ``shares``, else as long as the row has items."""
    most = max((row.total for row in rows), default=1)
    height = len(rows) * _ROW + 4
    parts = []
    for number, row in enumerate(rows):
        top = number * _ROW + 4
        scale = (_WIDTH - _LEFT - _RIGHT) / (row.total if shares else most)
        parts.append(
            f'<text class="bar-label" x="{_LEFT - 12}" y="{top + 17}" text-anchor="end">'
            f"<title>{escape(row.label)}</title>{escape(_cut(row.label))}</text>"
        )
        x = float(_LEFT)
        for outcome in SHOWN:
            count = row.counts.get(outcome, 0)
            if not count:
                continue
            wide = count * scale
            title = f"{row.label}{term('label', 'colon', lang)}{term('relation', outcome, lang)} {count} / {row.total}"
            hatched = row.unconfirmed.get(outcome, 0)
            if hatched:
                title += f"{term('label', 'comma', lang)}{term('explain', 'unconfirmed', lang)} {hatched}"
            part = (
                f'<rect class="seg seg-{outcome}" x="{x:.1f}" y="{top}" width="{max(wide - 1, 1):.1f}" '
                f'height="{_BAR}"/>'
            )
            if hatched:
                part += (
                    f'<rect class="hatched" x="{x:.1f}" y="{top + _BAR - 6}" width="{max(hatched * scale - 1, 1):.1f}" '
                    'height="6" fill="url(#hatch)"/>'
                )
            text = _within(wide, count, outcome)
            if text:
                part += (
                    f'<text class="seg-text seg-ink-{outcome}" x="{x + wide / 2:.1f}" y="{top + 16}" '
                    f'text-anchor="middle">{text}</text>'
                )
            parts.append(f"<g><title>{escape(title)}</title>{part}</g>")
            x += wide
        total = term("page", "of_items", lang).format(row.total)
        parts.append(f'<text class="bar-total" x="{x + 8:.1f}" y="{top + 17}">{escape(total)}</text>')
    said = term("label", "semicolon", lang).join(_said(row, lang) for row in rows)
    return (
        f'<svg class="bars" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{escape(name + term("label", "colon", lang) + said)}">' + "".join(parts) + "</svg>"
    )


def _within(wide: float, count: int, outcome: str) -> str:
    if wide >= 46:
        return f"{MARKS[outcome]} {count}"  # type: ignore[index]
    return str(count) if wide >= 9 * len(str(count)) + 5 else ""


def _said(row: Fate, lang: Lang) -> str:
    counts = [
        f"{term('relation', outcome, lang)} {row.counts[outcome]}" for outcome in SHOWN if row.counts.get(outcome)
    ]
    return f"{row.label} {row.total}{parenthesis(term('label', 'comma', lang).join(counts), lang)}"


def _cut(text: str) -> str:
    used = 0
    for place, character in enumerate(text):
        used += 1 if character.isascii() else 2
        if used > _LABEL:
            return text[: place - 1] + "…"
    return text
