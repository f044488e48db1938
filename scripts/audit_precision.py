"""Measure the rules of the audit on gold/audit and write what is published: gold/audit/precision.json.

python scripts/audit_precision.py           measure, write, and list what went wrong
python scripts/audit_precision.py --check   exit 1 where the file says something else
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from policy_xwalk.evaluation.audit import Tally, evaluate_audit

FOLDER = Path(__file__).resolve().parents[1] / "gold" / "audit"
FILE = FOLDER / "precision.json"


def precision_json(tallies: dict[str, Tally]) -> str:
    """The published figures, a rule a line."""
    rows = [f"  {json.dumps(code)}: {json.dumps(tally.row())}" for code, tally in sorted(tallies.items())]
    return "{\n" + ",\n".join(rows) + "\n}\n"


def main(arguments: list[str]) -> int:
    tallies = evaluate_audit(FOLDER)
    for code, tally in sorted(tallies.items()):
        for kind, lines in (("false alarm", tally.wrong), ("missed", tally.missed)):
            for line in lines:
                print(f"{code} {kind}: {line}", file=sys.stderr)
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
