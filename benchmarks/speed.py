"""How long the main steps take beside jieba's segmentation of the same text, in one run.

    python benchmarks/speed.py [--rounds 7]

The steps take turns, and everything that is kept of a text is forgotten before each call, so that every call does all
of its work. Preparing a plan finds what its comparison with any other needs; a prepared plan is one of which that is
known already. A made pair is one county plan of ``synthetic.py`` and its upper plan, which has met another, as in a run
of one against thousands.
Prints processor times (median, and least to most), the ratio of medians to jieba and that of the least times; ratios
travel between machines, seconds do not. Needs the ``dev`` extra.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from counting import forget
from synthetic import make

from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.records import PlanRecords

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


Step = tuple[str, Callable[[], object], Callable[[], object]]
"""Name, what is timed, and what is done before it each time."""


def taking_turns(steps: Sequence[Step], rounds: int) -> dict[str, list[float]]:
    """Processor seconds of each step in each of several rounds, after one round that is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name, _, _ in steps}
    for counts in range(-1, rounds):
        for name, call, before in steps:
            before()
            start = process_time()
            call()
            if counts >= 0:
                seconds[name].append(process_time() - start)
    return seconds


def made_plans() -> tuple[PlanRecords, SourceDocument, PlanRecords]:
    """A made upper plan, the document of a county plan, and another county plan."""
    from policy_xwalk.extraction.pipeline import extract
    from policy_xwalk.reading import read_document

    with tempfile.TemporaryDirectory() as folder:
        plans = Path(folder) / "plans"
        make(plans, 2, 1, 7, 15_000)
        documents = [read_document(path) for path in sorted(plans.glob("*.txt"))]
    found = sorted(
        ((extract(document), document) for document in documents),
        key=lambda entry: (entry[0].plan.level != "nation", entry[0].plan.id),
    )
    (upper, _), (_, document), (other, _) = found
    return upper, document, other


def main() -> None:
    """Print one line a step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds

    import jieba

    from policy_xwalk.alignment import align, prepare
    from policy_xwalk.extraction.pipeline import extract
    from policy_xwalk.language.segmenter import segment
    from policy_xwalk.reading import read_document

    jieba.setLogLevel(60)
    documents = [read_document(CORPORA / name) for name in PLANS]
    upper, local = (extract(document) for document in documents)
    made_upper, made_document, other = made_plans()
    made_local = extract(made_document)
    characters = sum(len(document.text) for document in documents)

    def anew(*prepared: PlanRecords) -> Callable[[], object]:
        return lambda: (forget(), *map(prepare, prepared))

    def again() -> object:
        return align(upper, local, comparison="cross")

    def met() -> None:
        """The upper plan has met another county before."""
        forget()
        align(made_upper, other, comparison="skip")

    steps: list[Step] = [
        ("jieba, words only", lambda: [jieba.lcut(document.text) for document in documents], anew()),
        ("rjieba, words only", lambda: [segment(document.text) for document in documents], anew()),
        ("read both files", lambda: [read_document(CORPORA / name) for name in PLANS], anew()),
        ("extract both plans", lambda: [extract(document) for document in documents], anew()),
        ("extract the longer one", lambda: extract(documents[1]), anew()),
        ("prepare both plans", lambda: (prepare(upper), prepare(local)), anew()),
        ("align, none prepared", again, anew()),
        ("align, upper prepared", again, anew(upper)),
        ("align, both prepared", again, again),
        ("extract a made plan", lambda: extract(made_document), anew()),
        ("align a made pair", lambda: align(made_upper, made_local, comparison="skip"), met),
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
