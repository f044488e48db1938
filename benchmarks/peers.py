"""Who answers whom, or nobody: policy-xwalk beside the published tools that align two lists of provisions.

    pip install regulatory-crosswalk governdiff
    python benchmarks/peers.py [GOLD]

Every tool gets the same items: the names of indicators, the subjects of targets and the titles of actions of the
gold links between plans, and the items of the pair cases. F1 counts abstention: an item that the gold leaves without
a counterpart is right when the tool leaves it so. A peer runs where it is installed, and the table says where it is
not; what was called of it:

- regulatory-crosswalk 1.0.1: ``align_corpora(source, target, top_k=1)`` over data frames with ``id`` and ``text``;
  its answer is the first candidate unless its type is *No Match* (cosine below 0.08). It parts words at blanks, so it
  is also given our words parted by blanks.
- governdiff 0.6.0: ``governdiff.document.parse_text`` on a text with a paragraph an item, then
  ``governdiff.alignment.align_documents`` (similarity of at least 0.52), which is what its ``diff`` does first.

*as shipped* is the tool's own threshold; *best* is the threshold that gives the highest F1 on the very cases scored,
one for each column, which favours the peer. policy-xwalk reads its items from the documents themselves and has one
set of thresholds; the naive baselines are those of ``policy-xwalk evaluate``, at their best threshold.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from policy_xwalk.evaluation.baselines import BASELINES, Task
from policy_xwalk.evaluation.evaluate import evaluate, framework_ids, frameworks
from policy_xwalk.evaluation.goldset import GoldSet, load_gold
from policy_xwalk.evaluation.links import KINDS
from policy_xwalk.evaluation.scores import Count, total

GOLD = Path(__file__).resolve().parents[1] / "gold"
THRESHOLDS = [round(0.02 * step, 2) for step in range(1, 50)]

Pair = tuple[str, str]
#: Upper and local names, and the least likeness (None: the tool's own), to pairs of their places.
Matcher = Callable[[Sequence[str], Sequence[str], float | None], Iterable[tuple[int, int]]]


def regulatory_crosswalk(
    upper: Sequence[str], local: Sequence[str], threshold: float | None
) -> Iterable[tuple[int, int]]:
    """The first candidate of each upper item."""
    import pandas
    from regulatory_crosswalk import align_corpora

    frames = [pandas.DataFrame({"id": range(len(names)), "text": list(names)}) for names in (upper, local)]
    try:
        found = align_corpora(*frames, top_k=1)
    except ValueError:  # scikit-learn: no word of two letters in any text
        return
    for row in found.to_dict("records"):
        score, kind = row["cosine_similarity"], row["tentative_alignment_type"]
        if kind != "No Match" if threshold is None else score >= threshold:
            yield int(row["source_id"]), int(row["target_id"])


def regulatory_crosswalk_words(
    upper: Sequence[str], local: Sequence[str], threshold: float | None
) -> Iterable[tuple[int, int]]:
    """The same on words parted by blanks."""
    from policy_xwalk.language.segmenter import segment

    parted = [[" ".join(segment(name)) for name in names] for names in (upper, local)]
    return regulatory_crosswalk(*parted, threshold)


def governdiff(upper: Sequence[str], local: Sequence[str], threshold: float | None) -> Iterable[tuple[int, int]]:
    """Clause alignment of two documents of a paragraph an item; splits and merges give each combination."""
    from governdiff.alignment import align_documents
    from governdiff.document import parse_text

    documents, places = [], []
    for names in (upper, local):
        documents.append(parse_text("\n\n".join(names) + "\n"))
        waiting: defaultdict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(names):
            waiting[name.strip()].append(place)
        places.append({id(b): waiting[b.text].pop(0) for b in documents[-1].blocks if waiting[b.text]})
    limits = {} if threshold is None else {"threshold": threshold, "group_threshold": threshold}
    for group in align_documents(*documents, **limits):
        for old in group.old_blocks:
            for new in group.new_blocks:
                if id(old) in places[0] and id(new) in places[1]:
                    yield places[0][id(old)], places[1][id(new)]


#: What a row is called, the distribution it needs, and how it matches.
PEERS: tuple[tuple[str, str, Matcher], ...] = (
    ("regulatory-crosswalk", "regulatory-crosswalk", regulatory_crosswalk),
    ("regulatory-crosswalk, words parted", "regulatory-crosswalk", regulatory_crosswalk_words),
    ("governdiff", "governdiff", governdiff),
)


def tasks_of(gold: GoldSet) -> dict[str, list[Task]]:
    """The comparisons of each column, with the names that a matcher sees."""
    names: dict[str, str] = {}
    for lines in gold.plans.values():
        names |= {r["id"]: r.get("name") or r.get("subject") or r.get("title") or "" for r in lines if "id" in r}
    for entry in frameworks(gold):
        names |= dict(framework_ids(entry).values())
    tasks: dict[str, list[Task]] = {}
    for kind in KINDS:
        made = [Task(lines, names, kind) for lines in gold.links.values()]
        tasks[f"links.{kind}"] = [task for task in made if task.expected]
    for kind in KINDS:
        cases = [c for c in gold.cases.get("pairs", ()) if c["kind"] == kind and not c.get("borderline")]
        tasks[f"pairs.{kind}"] = [case_task(case) for case in cases]
    return tasks


def case_task(case: Mapping[str, Any]) -> Task:
    """One pair case; its items are named by side and place."""
    names = {
        f"{side}/{place}": item.get("name") or item.get("title") or item["text"]
        for side in ("upper", "local")
        for place, item in enumerate(case[side])
    }
    links = [
        {**link, "kind": case["kind"], **{side: [f"{side}/{i}" for i in link[side]] for side in ("upper", "local")}}
        for link in case["expect"]
    ]
    return Task(links, names, case["kind"])


def count(task: Task, matcher: Matcher, threshold: float | None) -> Count:
    """Counts of one comparison; an item in no pair is paired with nothing."""
    found: set[tuple[str | None, str | None]] = set()
    if task.upper and task.local:
        names = [[task.names[item] for item in side] for side in (task.upper, task.local)]
        found |= {(task.upper[i], task.local[j]) for i, j in matcher(*names, threshold)}
    found |= {(u, None) for u in task.upper if u not in {pair[0] for pair in found}}
    found |= {(None, v) for v in task.local if v not in {pair[1] for pair in found}}
    right = len(found & task.expected)
    return Count(right, len(found - task.expected - task.neutral), len(task.expected) - right)


def f1(tasks: Sequence[Task], matcher: Matcher, threshold: float | None) -> float:
    """F1 over all comparisons of a column."""
    return total([count(task, matcher, threshold) for task in tasks]).f1


def main() -> None:
    """Print one Markdown table: a row a tool, a column a kind of items."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD)
    gold = load_gold(parser.parse_args().gold)
    tasks = {column: made for column, made in tasks_of(gold).items() if made}
    ours = evaluate(gold)
    print("| F1, abstention counted | " + " | ".join(tasks) + " |")
    print("| --- | " + " | ".join("---:" for _ in tasks) + " |")
    print_row("policy-xwalk", [ours.by_name[f"{column}.pairs.f1"].value for column in tasks])
    for name in BASELINES:
        print_row(f"{name}, best", [ours.baselines[column][name] for column in tasks])
    absent = []
    for title, package, matcher in PEERS:
        try:
            release = version(package)
        except PackageNotFoundError:
            absent.append(package)
            continue
        print_row(f"{title}, {release}, as shipped", [f1(made, matcher, None) for made in tasks.values()])
        best = [max(f1(made, matcher, threshold) for threshold in THRESHOLDS) for made in tasks.values()]
        print_row(f"{title}, {release}, best", best)
    print(
        "| items to be paired or left | "
        + " | ".join(str(sum(len(t.expected) for t in m)) for m in tasks.values())
        + " |"
    )
    for package in sorted(set(absent)):
        print(f"\n{package} is not installed and was not run: pip install {package}")


def print_row(title: str, values: Sequence[float]) -> None:
    """One row of figures."""
    print(f"| {title} | " + " | ".join(f"{value:.3f}" for value in values) + " |")


if __name__ == "__main__":
    main()
