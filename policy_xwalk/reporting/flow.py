"""A picture of the flow between two plans or two levels, as inline SVG: what became of the items of each kind.

Colours come from the classes of the page, so that the pictures follow its light and dark schemes; every band carries
its count in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from policy_xwalk.records import ItemKind
from policy_xwalk.reporting.tables import KINDS, PairRow, PairTable, Passage
from policy_xwalk.wording import Lang
from policy_xwalk.wording.terms import MARKS, OUTCOMES, Outcome, term

_WIDTH, _BAR, _GAP, _LABEL = 1120, 12, 12, 18
_LEFT, _MIDDLE, _RIGHT = 200, 554, 908
_TALL = 300


def pair_flow(pair: PairTable, lang: Lang) -> str:
    """The flow of one comparison."""
    return flow_picture((pair,), pair.upper_label, pair.local_label, pair.label, lang)


def flow_picture(pairs: Sequence[PairTable], upper_label: str, local_label: str, name: str, lang: Lang) -> str:
    """Bands from the kinds of upper items over the relations to the kinds of local items.

    An item counts once for each relation it stands in and for each comparison. What ends in the middle has no
    counterpart below; what begins there has none above.
    """
    into = _counts(pairs, "upper")
    out = _counts(pairs, "local")
    distinct = {side: _distinct(pairs, side) for side in ("upper", "local")}
    outcomes = [result for result in OUTCOMES if any(row.outcome == result for pair in pairs for row in pair.rows)]
    total = max(sum(into.values()), sum(out.values()), 1)
    unit = min(14.0, _TALL / total)
    left = _stack([(kind, sum(into.get((kind, result), 0) for result in outcomes)) for kind in KINDS], unit)
    right = _stack([(kind, sum(out.get((kind, result), 0) for result in outcomes)) for kind in KINDS], unit)
    sizes = {
        result: (
            sum(into.get((kind, result), 0) for kind in KINDS),
            sum(out.get((kind, result), 0) for kind in KINDS),
        )
        for result in outcomes
    }
    middle = _stack([(result, max(sizes[result])) for result in outcomes], unit)
    height = max(_bottom(stack, unit) for stack in (left, middle, right)) + 10
    parts = [
        f'<text class="flow-head" x="{_LEFT + _BAR}" y="18" text-anchor="end">{escape(upper_label)}</text>',
        f'<text class="flow-head" x="{_RIGHT}" y="18">{escape(local_label)}</text>',
    ]
    parts += _bands(into, left, middle, unit, outcomes, _LEFT + _BAR, _MIDDLE, True, lang)
    parts += _bands(out, right, middle, unit, outcomes, _MIDDLE + _BAR, _RIGHT, False, lang)
    for key, (top, size) in left.items():
        parts.append(_bar(_LEFT, top, size * unit))
        parts.append(_text(_LEFT - 8, top, size * unit, _kind_label(key, size, distinct["upper"], lang), "end"))
    for key, (top, size) in right.items():
        parts.append(_bar(_RIGHT, top, size * unit))
        parts.append(
            _text(_RIGHT + _BAR + 8, top, size * unit, _kind_label(key, size, distinct["local"], lang), "start")
        )
    for result in outcomes:
        top, size = middle[result]
        parts.append(_bar(_MIDDLE, top, size * unit, f"band-{result} solid"))
        label = f"{MARKS[result]} {term('relation', result, lang)} {_in_and_out(*sizes[result])}"
        parts.append(_text(_MIDDLE + _BAR + 6, top, size * unit, label, "start", "flow-mid"))
    summary = [f"{term('relation', result, lang)} {sum(pair.count(result) for pair in pairs)}" for result in outcomes]
    name = f"{name}{term('label', 'colon', lang)}{term('label', 'comma', lang).join(summary)}"
    return (
        f'<svg class="flow" viewBox="0 0 {_WIDTH} {height:.0f}" role="img" aria-label="{escape(name)}">'
        + "".join(parts)
        + "</svg>"
    )


_Stack = dict[str, tuple[float, int]]


def _counts(pairs: Sequence[PairTable], side: str) -> dict[tuple[ItemKind, Outcome], int]:
    """Distinct items of each kind in each relation."""
    found: dict[tuple[ItemKind, Outcome], set[tuple[int, str]]] = {}
    for pair in pairs:
        for row in pair.rows:
            for passage in _passages(row, side):
                found.setdefault((passage.kind, row.outcome), set()).add((pair.number, passage.item))
    return {key: len(items) for key, items in found.items()}


def _distinct(pairs: Sequence[PairTable], side: str) -> dict[str, int]:
    """Distinct items of each kind."""
    items = {
        (passage.kind, pair.number, passage.item)
        for pair in pairs
        for row in pair.rows
        for passage in _passages(row, side)
    }
    return {kind: sum(1 for found, *_ in items if found == kind) for kind in KINDS}


def _passages(row: PairRow, side: str) -> tuple[Passage, ...]:
    return row.upper if side == "upper" else row.local


def _stack(sizes: Sequence[tuple[str, int]], unit: float) -> _Stack:
    """Top and size of each block, one below the other; a block is never lower than its label."""
    stack: _Stack = {}
    top = 34.0
    for key, size in sizes:
        if size:
            stack[key] = (top, size)
            top += max(size * unit, _LABEL) + _GAP
    return stack


def _bottom(stack: _Stack, unit: float) -> float:
    return max((top + max(size * unit, _LABEL) for top, size in stack.values()), default=0.0)


def _bands(
    counts: dict[tuple[ItemKind, Outcome], int],
    kinds: _Stack,
    middle: _Stack,
    unit: float,
    outcomes: Sequence[Outcome],
    x: float,
    to_x: float,
    inward: bool,
    lang: Lang,
) -> list[str]:
    used_kind: dict[str, float] = {}
    used_outcome: dict[str, float] = {}
    bands = []
    for kind in KINDS:
        for result in outcomes:
            size = counts.get((kind, result), 0)
            if not size:
                continue
            kind_y = kinds[kind][0] + used_kind.get(kind, 0.0)
            outcome_y = middle[result][0] + used_outcome.get(result, 0.0)
            used_kind[kind] = used_kind.get(kind, 0.0) + size * unit
            used_outcome[result] = used_outcome.get(result, 0.0) + size * unit
            start, end = (kind_y, outcome_y) if inward else (outcome_y, kind_y)
            names = (term("kind_name", kind, lang), term("relation", result, lang))
            title = " → ".join(names if inward else names[::-1])
            title += term("label", "colon", lang) + term("page", "items", lang).format(size)
            bands.append(_band(x, start, to_x, end, size * unit, f"band-{result}", title))
    return bands


def _band(x: float, y: float, to_x: float, to_y: float, thick: float, kind: str, title: str) -> str:
    half = (x + to_x) / 2
    low, to_low = y + thick, to_y + thick
    path = (
        f"M{x:.1f} {y:.1f}C{half:.1f} {y:.1f} {half:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"
        f"L{to_x:.1f} {to_low:.1f}C{half:.1f} {to_low:.1f} {half:.1f} {low:.1f} {x:.1f} {low:.1f}Z"
    )
    return f'<path class="band {kind}" d="{path}"><title>{escape(title)}</title></path>'


def _bar(x: float, y: float, height: float, kind: str = "bar") -> str:
    return f'<rect class="{kind}" x="{x:.0f}" y="{y:.1f}" width="{_BAR}" height="{height:.1f}"/>'


def _text(x: float, y: float, height: float, text: str, anchor: str, kind: str = "flow-text") -> str:
    middle = y + max(height, _LABEL) / 2 + 4.5 if height > _LABEL else y + height / 2 + 4.5
    return f'<text class="{kind}" x="{x:.0f}" y="{middle:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _kind_label(kind: str, size: int, distinct: dict[str, int], lang: Lang) -> str:
    """Kind and number of items; where some stand in several relations, how often they were counted too."""
    label = f"{term('kind_name', kind, lang)} {distinct[kind]}"
    return label if size == distinct[kind] else label + term("page", "times", lang).format(size)


def _in_and_out(upper: int, local: int) -> str:
    if upper and local:
        return str(upper) if upper == local else f"{upper} → {local}"
    return str(upper or local)
