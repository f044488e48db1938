"""Fit the curves of ``policy_xwalk/data/confidence.json`` to the gold links and the hand-made pairs.

    python scripts/fit_confidence.py            # print the calibration error, each half held out from the other
    python scripts/fit_confidence.py --write    # and write the curves fitted to all

Each sort of link has one logistic curve, rising with its evidence. Three observations that were never made (a wrong
link at the least evidence and one in the middle, a right one at the most) keep a sort from being certain of which few
links were seen and all were right.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp
from pathlib import Path
from typing import Any

from policy_xwalk.alignment import align
from policy_xwalk.alignment.certainty import sort_of
from policy_xwalk.evaluation.links import pairs_of
from policy_xwalk.evaluation.pairs import items_of, plan_of
from policy_xwalk.evaluation.plans import score_plan
from policy_xwalk.evaluation.scores import calibration_error
from policy_xwalk.records import Link, to_builtins
from policy_xwalk.run import run_folder

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "policy_xwalk" / "data" / "confidence.json"
Seen = tuple[str, float, bool]
"""Sort, evidence and whether the link is right."""
Curves = dict[str, tuple[float, float]]


def rows(path: Path) -> list[Mapping[str, Any]]:
    """The records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def judged(gold: Sequence[Mapping[str, Any]], found: Iterable[Link], ids: Mapping[str, str]) -> Iterator[Seen]:
    """The links of a run with their truth; what the gold leaves open or does not know is left out."""
    known, open_items = set(), set()
    for row in gold:
        known |= pairs_of(row)
        for other in row.get("also") or ():
            known |= pairs_of({**row, "local": other.get("local", row["local"])})
        if row.get("borderline"):
            open_items |= {item for pair in pairs_of(row) for item in pair if item}
    for link in found:
        upper, local = ([ids[i] for i in side if i in ids] for side in (link.upper, link.local))
        if link.relation == "unknown" or len(upper) < len(link.upper) or len(local) < len(link.local):
            continue
        if open_items.intersection((*upper, *local)):
            continue
        sort = sort_of(link.kind, paired=bool(upper and local), in_words="topic_found" in link.reasons)
        yield sort, float(link.features["evidence"]), bool(pairs_of({"upper": upper, "local": local}) & known)


def from_plans() -> Iterator[Seen]:
    """Links of the plans in ``corpora``."""
    walk = run_folder(ROOT / "corpora").crosswalk
    ids: dict[str, str] = {}
    for entry in walk.records:
        gold = ROOT / "gold" / "plans" / f"{entry.plan.id}.jsonl"
        if gold.exists():
            ids.update(score_plan(rows(gold), [to_builtins(record) for record in entry]).to_gold)
        else:
            ids.update({item.id: f"{entry.plan.id}/I{item.no}" for item in entry.indicators})
            ids.update({action.id: f"{entry.plan.id}/A{n}" for n, action in enumerate(entry.actions, 1)})
    for path in sorted((ROOT / "gold" / "links").glob("*.jsonl")):
        gold_links = rows(path)
        plans = gold_links[0]["upper_plan"], gold_links[0]["local_plan"]
        yield from judged(gold_links, (k for k in walk.links if (k.upper_plan, k.local_plan) == plans), ids)


def from_cases(parity: int) -> Iterator[Seen]:
    """Links of the hand-made pairs with odd (1) or even (0) numbers."""
    for case in rows(ROOT / "gold" / "cases" / "pairs.jsonl"):
        if case.get("borderline") or int(case["id"][1:]) % 2 != parity:
            continue
        sides = {side: plan_of(case, side) for side in ("upper", "local")}
        ids = {side: [item.id for item in items_of(entry)] for side, entry in sides.items()}
        gold = [{**link, **{side: [ids[side][n] for n in link[side]] for side in sides}} for link in case["expect"]]
        found = align(sides["upper"], sides["local"], comparison=case.get("comparison", "direct"))
        yield from judged(gold, found, {name: name for names in ids.values() for name in names})


def fit(seen: Sequence[Seen]) -> Curves:
    """A logistic curve for each sort by Newton's method, with a slope of at least zero."""
    import numpy as np

    curves: Curves = {}
    for sort in sorted({name for name, _, _ in seen}):
        # The invented observations come first.
        points = [
            (0.0, 0.0),
            (0.5, 0.0),
            (1.0, 1.0),
            *((evidence, float(right)) for name, evidence, right in seen if name == sort),
        ]
        x, y = (np.asarray(column) for column in zip(*points, strict=True))
        design = np.stack([np.ones_like(x), x], axis=1)
        ridge = np.diag([0.0, 0.05])
        beta = np.zeros(2)
        for _ in range(100):
            p = 1.0 / (1.0 + np.exp(-design @ beta))
            gradient = design.T @ (y - p) - ridge @ beta
            beta = beta + 0.5 * np.linalg.solve((design.T * (p * (1.0 - p))) @ design + ridge, gradient)
        if beta[1] < 0.0:
            share = float(y.mean())
            beta = np.asarray([np.log(share / (1.0 - share)), 0.0])
        curves[sort] = round(float(beta[0]), 3), round(float(beta[1]), 3)
    return curves


def error(curves: Curves, seen: Sequence[Seen]) -> float:
    """Expected calibration error of the curves on links they were not fitted to."""
    sure = [
        round(min(0.99, 1.0 / (1.0 + exp(-(curves[sort][0] + curves[sort][1] * evidence)))), 3)
        for sort, evidence, _ in seen
    ]
    return calibration_error(sure, [right for _, _, right in seen])


def main() -> int:
    """Fit, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the curves fitted to all links")
    arguments = parser.parse_args()
    plans, odd, even = list(from_plans()), list(from_cases(1)), list(from_cases(0))
    print(f"links: plans {len(plans)}, odd cases {len(odd)}, even cases {len(even)}")
    for name, known, unseen in (("even cases", [*plans, *odd], even), ("odd cases", [*plans, *even], odd)):
        print(f"held out: {name}: calibration error {error(fit(known), unseen):.3f}")
    everything = [*plans, *odd, *even]
    curves = fit(everything)
    print(f"all: calibration error {error(curves, everything):.3f}")
    for sort, (intercept, slope) in curves.items():
        print(f"  {sort:12} intercept {intercept:7.3f} slope {slope:7.3f}")
    if arguments.write:
        table = {
            "made_by": "scripts/fit_confidence.py",
            "curves": {sort: {"intercept": a, "slope": b} for sort, (a, b) in curves.items()},
        }
        DATA.write_text(json.dumps(table, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
