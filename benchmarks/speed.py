"""How long the main steps take beside jieba's segmentation of the same text, in one run.

    python benchmarks/speed.py [--rounds 7]

Prints medians and the ratio to jieba; ratios travel between machines, seconds do not. Needs the ``dev`` extra.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
PLANS = ("shanxi-2022-55.txt", "zhengning-2022-38.txt")


def timed(call: Callable[[], object], rounds: int) -> list[float]:
    """Seconds of each of several calls, after one that is not counted."""
    call()
    seconds = []
    for _ in range(rounds):
        start = perf_counter()
        call()
        seconds.append(perf_counter() - start)
    return seconds


def main() -> None:
    """Print one line a step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds

    import jieba

    from policy_xwalk.alignment import align
    from policy_xwalk.extraction.pipeline import extract
    from policy_xwalk.language.segmenter import segment
    from policy_xwalk.reading import read_document

    jieba.setLogLevel(60)
    documents = [read_document(CORPORA / name) for name in PLANS]
    upper, local = (extract(document) for document in documents)
    characters = sum(len(document.text) for document in documents)
    steps: list[tuple[str, Callable[[], object]]] = [
        ("jieba, words only", lambda: [jieba.lcut(document.text) for document in documents]),
        ("rjieba, words only", lambda: [segment(document.text) for document in documents]),
        ("read both files", lambda: [read_document(CORPORA / name) for name in PLANS]),
        ("extract both plans", lambda: [extract(document) for document in documents]),
        ("align the two", lambda: align(upper, local, comparison="cross")),
    ]
    print(f"{len(PLANS)} plans, {characters} characters, {rounds} rounds: median (min-max) ms, ratio to jieba")
    base: float | None = None
    for name, call in steps:
        seconds = timed(call, rounds)
        base = base or median(seconds)
        spread = f"({min(seconds) * 1000:.1f}-{max(seconds) * 1000:.1f})"
        print(f"{name:22} {median(seconds) * 1000:8.1f} {spread:16} {median(seconds) / base:6.2f}")
    for name, arguments in (
        ("bare interpreter", ["-c", "pass"]),
        ("import policy_xwalk", ["-c", "import policy_xwalk"]),
        ("policy-xwalk --help", ["-m", "policy_xwalk", "--help"]),
    ):
        seconds = timed(
            lambda a=arguments: subprocess.run([sys.executable, *a], capture_output=True, check=True), rounds
        )  # type: ignore[misc]
        print(f"{name:22} {median(seconds) * 1000:8.1f} ({min(seconds) * 1000:.1f}-{max(seconds) * 1000:.1f})")
    if sys.platform != "win32":
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
        print(f"{'peak memory, all this':22} {peak:8.0f} MB (jieba's own dictionary included)")


if __name__ == "__main__":
    main()
