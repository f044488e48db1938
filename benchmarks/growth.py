"""How extraction and alignment grow with the length of a plan, the items of plans and the number of plans.

    python benchmarks/growth.py [--rounds 5] [--picture docs/images/growth.svg]

Beside them stand, on the same texts in the same run, jieba cutting words and rapidfuzz comparing every clause with
every other (WRatio). Times are processor times of one process; the steps take turns, everything kept of a text is
forgotten before each call, and the least of all rounds counts. Printed are the times, how many times the first they
are, and the spread of the rounds. Needs the ``dev`` extra.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import log2
from pathlib import Path
from time import process_time

from counting import forget, lengthened

from policy_xwalk.alignment import align
from policy_xwalk.extraction.pipeline import extract
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.records import PlanRecords

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
UPPER, LOCAL = "shanxi-2022-55.txt", "zhengning-2022-38.txt"


@dataclass(frozen=True)
class Curve:
    """One step at growing sizes: the seconds of every round at each size."""

    name: str
    sizes: Sequence[int]
    seconds: list[list[float]]

    @property
    def growth(self) -> list[float]:
        """How many times the first size's time each size takes, by the least of all rounds."""
        least = [min(rounds) for rounds in self.seconds]
        return [value / least[0] for value in least]


@dataclass(frozen=True)
class Panel:
    """Curves over one axis."""

    title: str
    curves: list[Curve]


def document(name: str, times: int) -> SourceDocument:
    """A plan of the corpora made so many times as long."""
    return SourceDocument(name, "", "txt", lengthened((CORPORA / name).read_text("utf-8"), times))


def measured(steps: dict[str, Callable[[int], Callable[[], object]]], sizes: Sequence[int], rounds: int) -> list[Curve]:
    """Every step at every size, taking turns."""
    calls = {name: [make(size) for size in sizes] for name, make in steps.items()}
    curves = {name: Curve(name, sizes, [[] for _ in sizes]) for name in steps}
    for counts in range(-1, rounds):
        for name, made in calls.items():
            for at, call in enumerate(made):
                forget()
                start = process_time()
                call()
                if counts >= 0:
                    curves[name].seconds[at].append(process_time() - start)
    return list(curves.values())


def by_length(rounds: int) -> Panel:
    """One plan, longer and longer."""
    import jieba

    jieba.setLogLevel(60)

    def extraction(times: int) -> Callable[[], object]:
        source = document(LOCAL, times)
        return lambda: extract(source)

    def words(times: int) -> Callable[[], object]:
        text = document(LOCAL, times).text
        return lambda: jieba.lcut(text)

    steps = {"提取 extract": extraction, "jieba": words}
    return Panel("正文长度（倍）  text length ×", measured(steps, (1, 2, 4, 8), rounds))


def clauses(records: PlanRecords) -> list[str]:
    """The texts of all items of a plan."""
    return [
        *(row.name for row in records.indicators),
        *(target.subject for target in records.targets),
        *(clause.text for action in records.actions for clause in action.clauses),
    ]


def brute_force(upper: PlanRecords, local: PlanRecords) -> object:
    """Every text of one plan compared with every text of the other."""
    from rapidfuzz.fuzz import WRatio
    from rapidfuzz.process import cdist

    return cdist(clauses(upper), clauses(local), scorer=WRatio)


def by_items(rounds: int) -> Panel:
    """Two plans aligned: the items of one of them, and of both, more and more."""
    sizes = (1, 2, 4)
    uppers = {times: extract(document(UPPER, times)) for times in sizes}
    locals_ = {times: extract(document(LOCAL, times)) for times in sizes}

    def one_side(times: int) -> Callable[[], object]:
        return lambda: align(uppers[1], locals_[times], comparison="cross")

    def both(times: int) -> Callable[[], object]:
        return lambda: align(uppers[times], locals_[times], comparison="cross")

    def brute(times: int) -> Callable[[], object]:
        return lambda: brute_force(uppers[times], locals_[times])

    steps = {"对应，一方增长 align, one side": one_side, "对应，双方增长 align, both sides": both}
    # Four times as many items take the brute force a quarter of a minute each time.
    compared = measured({"逐对比较 rapidfuzz WRatio, both": brute}, sizes[:2], min(rounds, 2))
    return Panel("条目数（倍）  items per plan ×", measured(steps, sizes, rounds) + compared)


def by_plans(rounds: int) -> Panel:
    """More and more local plans, each extracted and compared with one upper plan."""
    upper = extract(document(UPPER, 1))
    text = document(LOCAL, 1).text

    def plans(count: int) -> Callable[[], object]:
        # Each is another plan: what is kept of one is of no use for the next.
        sources = [SourceDocument(LOCAL, "", "txt", text.replace("社区", f"社区{n}号")) for n in range(count)]
        return lambda: [align(upper, extract(source), comparison="cross") for source in sources]

    return Panel("规划数  plans", measured({"提取并对应 extract and align": plans}, (1, 2, 4, 8, 16), rounds))


def table(panels: Sequence[Panel]) -> str:
    """The figures as text."""
    lines = []
    for panel in panels:
        lines.append(panel.title)
        for curve in panel.curves:
            for size, rounds, growth in zip(curve.sizes, curve.seconds, curve.growth, strict=True):
                spread = f"{min(rounds) * 1000:8.1f}-{max(rounds) * 1000:.1f} ms"
                lines.append(f"  {curve.name:34} {size:3} {spread:24} x{growth:.2f}")
    return "\n".join(lines)


_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _ROOM = 300, 250, 46, 40, 84
_COLOURS = ("#1f5a94", "#b3541e", "#4d7c3a")


def picture(panels: Sequence[Panel]) -> str:
    """The curves as an SVG: both axes in doublings, the dashed line is growth in proportion."""
    width = len(panels) * (_WIDTH + _LEFT) + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_HEIGHT + _BOTTOM + _ROOM}" '
        f'viewBox="0 0 {width} {_HEIGHT + _BOTTOM + _ROOM}" font-family="Noto Sans CJK SC, sans-serif" font-size="12">',
        f'<rect width="{width}" height="{_HEIGHT + _BOTTOM + _ROOM}" fill="#fff"/>',
    ]
    for at, panel in enumerate(panels):
        parts += _panel(panel, _LEFT + at * (_WIDTH + _LEFT), 14)
    return "\n".join([*parts, "</svg>", ""])


def _panel(panel: Panel, left: int, top: int) -> list[str]:
    across = max(log2(size) for curve in panel.curves for size in curve.sizes)
    up = max(across, *(log2(max(1.0, growth)) for curve in panel.curves for growth in curve.growth))
    wide, high = _WIDTH - 20, _HEIGHT - 20

    def place(size: float, growth: float) -> tuple[float, float]:
        return left + log2(size) / across * wide, top + high - log2(max(1.0, growth)) / up * high

    def text(x: float, y: float, words: str, anchor: str = "middle", colour: str = "#333") -> str:
        return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'

    parts = [f'<path d="M{left},{top}V{top + high}H{left + wide}" fill="none" stroke="#888"/>']
    for step in range(int(up) + 1):
        x, y = place(1, 2**step)
        parts += [f'<path d="M{x:.1f},{y:.1f}h{wide}" stroke="#e4e4e4"/>', text(x - 6, y + 4, f"{2**step}×", "end")]
    for step in range(int(across) + 1):
        x, y = place(2**step, 1)
        parts.append(text(x, y + 16, str(2**step)))
    parts.append(text(left + wide / 2, top + high + 34, panel.title))
    (x, y), (x2, y2) = place(1, 1), place(2**across, 2**across)
    parts.append(f'<path d="M{x:.1f},{y:.1f}L{x2:.1f},{y2:.1f}" stroke="#888" stroke-dasharray="5 4"/>')
    for curve, colour in zip(panel.curves, _COLOURS, strict=False):
        points = [place(size, growth) for size, growth in zip(curve.sizes, curve.growth, strict=True)]
        line = "L".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        row = top + high + 56 + 17 * panel.curves.index(curve)
        parts.append(text(left, row, f"— {curve.name}: ×{curve.growth[-1]:.1f}", "start", colour))
    return parts


def main() -> None:
    """Print the figures and draw the picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--picture", type=Path)
    arguments = parser.parse_args()
    panels = [make(arguments.rounds) for make in (by_length, by_items, by_plans)]
    print(table(panels))
    if arguments.picture is not None:
        arguments.picture.write_text(picture(panels), "utf-8")


if __name__ == "__main__":
    main()
