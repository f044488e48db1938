"""Measure the rules of the audit on gold/audit and write what is published: gold/audit/precision.json.

python scripts/audit_precision.py           measure, write, and list what went wrong
python scripts/audit_precision.py --check   exit 1 where the file says something else
python scripts/audit_precision.py --heldout list what goes wrong on the held-out set today; writes nothing
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from policy_xwalk.evaluation.audit import Tally, cases_in, evaluate_audit, findings_of, score

FOLDER = Path(__file__).resolve().parents[1] / "gold" / "audit"
FILE = FOLDER / "precision.json"
HELDOUT = FOLDER / "heldout.toml.txt"


def precision_json(tallies: dict[str, Tally]) -> str:
    """The published figures, a rule a line."""
    rows = [f"  {json.dumps(code)}: {json.dumps(tally.row())}" for code, tally in sorted(tallies.items())]
    return "{\n" + ",\n".join(rows) + "\n}\n"


def heldout_tallies() -> dict[str, Tally]:
    """The rules as they are now on the held-out set; its first run stands in heldout_first_run.json for good."""
    tallies: dict[str, Tally] = {}
    for case in cases_in(HELDOUT):
        score(case, findings_of(case), tallies)
    return tallies


def main(arguments: list[str]) -> int:
    heldout = "--heldout" in arguments
    tallies = heldout_tallies() if heldout else evaluate_audit(FOLDER)
    for code, tally in sorted(tallies.items()):
        for kind, lines in (("false alarm", tally.wrong), ("missed", tally.missed)):
            for line in lines:
                print(f"{code} {kind}: {line}", file=sys.stderr)
    if heldout:
        found, asked = (sum(getattr(tally, part) for tally in tallies.values()) for part in ("found", "true"))
        print(f"found {found} of {asked}, {sum(tally.alarms for tally in tallies.values())} false alarms")
        return 0
    text = precision_json(tallies)
    if "--check" in arguments:
        if not FILE.is_file() or FILE.read_text("utf-8") != text:
            print(f"{FILE.name} is stale: run python scripts/audit_precision.py", file=sys.stderr)
            return 1
        return 0
    FILE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
