"""How long the main steps take beside jieba's segmentation of the same text, in one run.

    python benchmarks/speed.py [--rounds 7]

The steps take turns, and everything that is kept of a text is forgotten before each call, so that every call does all
of its work; "prepared" aligns plans whose own features are known, as in a run where one upper plan meets thousands.
Prints processor times (median, and least to most), the ratio of medians to jieba and that of the least times; ratios
travel between machines, seconds do not. Needs the ``dev`` extra.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from counting import forget

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


def taking_turns(steps: Sequence[tuple[str, Callable[[], object], bool]], rounds: int) -> dict[str, list[float]]:
    """Processor seconds of each step in each of several rounds, after one round that is not counted.

    A step marked True starts with nothing kept of any text.
    """
    seconds: dict[str, list[float]] = {name: [] for name, _, _ in steps}
    for counts in range(-1, rounds):
        for name, call, anew in steps:
            if anew:
                forget()
            else:
                call()
            start = process_time()
            call()
            if counts >= 0:
                seconds[name].append(process_time() - start)
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
    steps: list[tuple[str, Callable[[], object], bool]] = [
        ("jieba, words only", lambda: [jieba.lcut(document.text) for document in documents], True),
        ("rjieba, words only", lambda: [segment(document.text) for document in documents], True),
        ("read both files", lambda: [read_document(CORPORA / name) for name in PLANS], True),
        ("extract both plans", lambda: [extract(document) for document in documents], True),
        ("extract the longer one", lambda: extract(documents[1]), True),
        ("align the two", lambda: align(upper, local, comparison="cross"), True),
        ("align, both prepared", lambda: align(upper, local, comparison="cross"), False),
    ]
    print(f"{len(PLANS)} plans, {characters} characters, {rounds} rounds: median (min-max) ms, ratios to jieba")
    measured = taking_turns(steps, rounds)
    base = measured[steps[0][0]]
    for name, seconds in measured.items():
        spread = f"({min(seconds) * 1000:.1f}-{max(seconds) * 1000:.1f})"
        ratios = f"{median(seconds) / median(base):6.2f} {min(seconds) / min(base):6.2f}"
        print(f"{name:22} {median(seconds) * 1000:8.1f} {spread:16} {ratios}")
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
