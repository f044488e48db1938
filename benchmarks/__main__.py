"""All benchmarks, one after the other.

    python benchmarks [--plans 300] [--quick]

Each compares in one run: speed with jieba, growth with jieba and rapidfuzz, PDF with pdfplumber on every page, matching
with rapidfuzz, TF-IDF and the published tools that are installed, and a run over made plans with known truth. Ratios
travel between machines, seconds do not; let nothing else work meanwhile. Needs the ``dev`` and ``scale`` extras.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Run them all and give 1 if one of them failed."""
    parser = argparse.ArgumentParser(
        prog="benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--plans", type=int, default=300, help="plans of the run over made plans")
    parser.add_argument("--quick", action="store_true", help="one round of each, small sizes: to see that all work")
    given = parser.parse_args()
    quick = given.quick
    programs: dict[str, list[str]] = {
        "speed.py": ["--rounds", "1"] if quick else [],
        "growth.py": ["--rounds", "1"] if quick else ["--picture", str(HERE.parent / "docs" / "images" / "growth.svg")],
        "pdf.py": ["--rounds", "1", "--pages", "20", "--tables", "2", "--long", "50"] if quick else [],
        "peers.py": [],
        "scale.py": ["--plans", "20" if quick else str(given.plans)],
    }
    failed = 0
    for program, options in programs.items():
        print(f"\n== {program} {' '.join(options)}".rstrip(), flush=True)
        failed += subprocess.run([sys.executable, HERE / program, *options], check=False).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
