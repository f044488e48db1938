"""A picture of who is compared with whom, as inline SVG: a column a level, a box a plan, a line a comparison.

Plans stand beside those that they lie under, so that a chain reads from left to right. Plans that are absent between
two compared ones are dashed boxes, and a skip-level line runs behind them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from policy_xwalk.reporting.matrix import MatrixColumn
from policy_xwalk.reporting.tables import KINDS, PairTable, Report
from policy_xwalk.wording.terms import term

_BOX, _TALL, _ACROSS, _DOWN, _TOP = 172, 58, 262, 82, 34
_LABELLED = 12
"""Lines of more comparisons than these carry no words; the legend below the picture tells them apart."""
_SINGLE = 8
"""Where a level has more plans than these, plans that are compared alike share a box."""
_ARRIVAL = {"direct": 0.0, "skip": 10.0, "version": 18.0, "cross": -12.0}

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A plan, plans that are compared alike, or an absent plan."""

    plans: tuple[str, ...]
    label: str
    note: str
    level: str
    path: tuple[str, ...]


def levels_picture(report: Report) -> str:
    """The plans by level, with lines for the comparisons: solid direct, dashed skip-level, dotted cross-chain."""
    lang, boxes = report.lang, _boxes(report)
    levels = list(dict.fromkeys(box.level for box in boxes))
    lanes = _lanes([box.path for box in boxes])
    places = [
        (1.0 + levels.index(box.level) * _ACROSS, _TOP + lane * _DOWN) for box, lane in zip(boxes, lanes, strict=True)
    ]
    place_of = {plan: place for box, place in zip(boxes, places, strict=True) for plan in box.plans}
    lines: dict[tuple[Place, Place, str], list[PairTable]] = {}
    for pair in report.pairs:
        lines.setdefault((place_of[pair.upper], place_of[pair.local], pair.comparison), []).append(pair)
    parts = [
        f'<text class="flow-head" x="{1 + number * _ACROSS + _BOX / 2:.0f}" y="18" text-anchor="middle">'
        f"{escape(term('level', level, lang) if level else '')}</text>"
        for number, level in enumerate(levels)
    ]
    parts += [_line(pairs, start, end, report, len(lines) <= _LABELLED) for (start, end, _), pairs in lines.items()]
    parts += [_drawn(box, place) for box, place in zip(boxes, places, strict=True)]
    width = max(1, len(levels)) * _ACROSS - (_ACROSS - _BOX) + 2
    height = _TOP + (max(lanes, default=0.0) + 1) * _DOWN - (_DOWN - _TALL) + 4
    name = escape(term("page", "levels", lang))
    return (
        f'<svg class="levels" viewBox="0 0 {width} {height:.0f}" width="{width}" role="img" aria-label="{name}">'
        + "".join(parts)
        + "</svg>"
    )


def _boxes(report: Report) -> list[Box]:
    lang, columns = report.lang, report.matrix.columns
    sizes = {plan.plan: plan.sizes for plan in report.plans}
    crowded = {level for level, count in Counter(column.level for column in columns).items() if count > _SINGLE}
    absent = Counter(column.level for column in columns if column.plan is None)
    groups: dict[tuple[object, ...], list[MatrixColumn]] = {}
    for column in columns:
        uppers = tuple((pair.upper, pair.comparison) for pair in report.pairs if pair.local == column.plan)
        is_upper = any(pair.upper == column.plan for pair in report.pairs)
        if column.plan is None:
            # Absent plans above plans that share a box share one too.
            alone = not crowded or column.level is None or absent[column.level] == 1
            uppers = ()
        else:
            alone = column.level not in crowded or is_upper
        key: tuple[object, ...] = (column.plan, column.path) if alone else (column.plan is None, column.level, uppers)
        groups.setdefault(key, []).append(column)
    boxes = []
    for members in groups.values():
        first = members[0]
        plans = tuple(column.plan for column in members if column.plan is not None)
        if len(members) > 1:
            label = term("page", "plan_count", lang).format(len(members))
            note = first.label + " … " + members[-1].label
            if first.plan is None:
                note = f"{term('explain', 'absent', lang)}{term('label', 'colon', lang)}{note}"
            path: tuple[str, ...] = first.path[:1] if len({column.path[:1] for column in members}) == 1 else ()
            boxes.append(Box(plans, label, note, first.level or "", (*path, label)))
        elif first.plan is None:
            boxes.append(Box((), first.label, term("explain", "absent", lang), first.level or "", first.path))
        else:
            counts = [
                f"{term('kind', kind, lang)} {sizes[first.plan][kind]}" for kind in KINDS if sizes[first.plan][kind]
            ]
            boxes.append(Box(plans, first.label, "  ".join(counts), first.level or "", first.path))
    return boxes


def _lanes(paths: Sequence[tuple[str, ...]]) -> list[float]:
    """Rows of the boxes: a plan without plans below it takes a row of its own, the others stand amid those below."""
    first = {path: number for number, path in reversed(list(enumerate(paths)))}
    below: dict[int | None, list[int]] = {}
    for number, path in enumerate(paths):
        shorter = (path[:length] for length in range(len(path) - 1, -1, -1))
        below.setdefault(next((first[above] for above in shorter if above in first), None), []).append(number)
    lanes = [0.0] * len(paths)
    free = 0

    def place(number: int) -> None:
        nonlocal free
        children = below.get(number, [])
        for child in children:
            place(child)
        if children:
            lanes[number] = (lanes[children[0]] + lanes[children[-1]]) / 2
        else:
            lanes[number] = float(free)
            free += 1

    for root in below.get(None, []):
        place(root)
    return lanes


def _line(pairs: Sequence[PairTable], start: Place, end: Place, report: Report, labelled: bool) -> str:
    """Down the chain a line falls first and then runs along the lane of the local plan; a cross line falls last."""
    lang, pair = report.lang, pairs[0]
    x, y = start[0] + _BOX, start[1] + _TALL / 2
    to_x, to_y = end[0], end[1] + _TALL / 2 + _ARRIVAL[pair.comparison]
    fall = _ACROSS - _BOX
    if to_x <= x:
        # Plans of one level, or a reference below: around the right-hand side.
        to_x = end[0] + _BOX
        path = f"M{x:.0f} {y:.0f}C{x + fall:.0f} {y:.0f} {to_x + fall:.0f} {to_y:.0f} {to_x:.0f} {to_y:.0f}"
        label = (max(x, to_x) + fall * 0.7, (y + to_y) / 2)
    elif pair.comparison == "cross":
        turn = to_x - fall
        path = f"M{x:.0f} {y:.0f}H{turn:.0f}{_curve(turn, y, to_x, to_y)}"
        label = ((x + turn) / 2, y - 7) if turn - x > 40 else ((x + to_x) / 2, (y + to_y) / 2 - 7)
    else:
        turn = x + fall
        path = f"M{x:.0f} {y:.0f}{_curve(x, y, turn, to_y)}H{to_x:.0f}"
        label = (to_x - fall / 2, to_y + 16) if to_x - x > fall + 1 else ((x + to_x) / 2, (y + to_y) / 2 - 7)
    title = escape("\n".join(f"{one.label}{term('label', 'colon', lang)}{one.comparison_label}" for one in pairs[:20]))
    drawn = f'<path class="line line-{pair.comparison}" d="{path}"><title>{title}</title></path>'
    if not labelled:
        return drawn
    words = escape(term("comparison", pair.comparison, lang) + (f" ×{len(pairs)}" if len(pairs) > 1 else ""))
    return (
        f'{drawn}<text class="flow-mid line-label" x="{label[0]:.0f}" y="{label[1]:.0f}" text-anchor="middle">'
        f"{words}</text>"
    )


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    half = (x + to_x) / 2
    return f"C{half:.0f} {y:.0f} {half:.0f} {to_y:.0f} {to_x:.0f} {to_y:.0f}"


def _drawn(box: Box, place: Place) -> str:
    x, y = place
    kind = "box" if box.plans else "box box-absent"
    middle = x + _BOX / 2
    label, note = escape(_cut(box.label, 11)), escape(_cut(box.note, 26))
    return (
        f'<g><title>{escape(box.label)}</title><rect class="{kind}" x="{x:.0f}" y="{y:.0f}" width="{_BOX}" '
        f'height="{_TALL}" rx="4"/>'
        f'<text class="box-name" x="{middle:.0f}" y="{y + 25:.0f}" text-anchor="middle">{label}</text>'
        f'<text class="box-note" x="{middle:.0f}" y="{y + 44:.0f}" text-anchor="middle">{note}</text></g>'
    )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
