"""The same input gives the same bytes, whatever the order of Python's hashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_SCRIPT = """
import hashlib, pathlib, sys
from report_findings import findings
from report_sample import links, records
from policy_xwalk.reporting.output import write_all
from policy_xwalk.reporting.tables import RunInfo
info = RunInfo(findings=findings())
for path in sorted(write_all(pathlib.Path(sys.argv[1]), records(), links(), info=info)):
    print(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
"""


def test_every_output_is_the_same_under_any_hash_seed(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    outputs = set()
    for seed in ("0", "1", "4242"):
        paths = os.pathsep.join([str(Path(__file__).parent), str(root)])
        run = subprocess.run(
            [sys.executable, "-c", _SCRIPT, str(tmp_path / seed)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        outputs.add(run.stdout)
    assert len(outputs) == 1
    written = outputs.pop()
    for name in ("crosswalk.xlsx", "report.docx", "report.md", "links.csv", "findings.csv", "tasks.csv"):
        assert name in written
