"""Reads one file under limits of memory and processor time; run by the hostile tests in a process of its own."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

MEMORY = 2_000_000_000
SECONDS = 60


def main(path: Path, memory: int = MEMORY) -> int:
    """Print what became of the file; 0 for a document or one clear error, anything else for a fault of the program."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    from policy_xwalk.errors import PlanError
    from policy_xwalk.reading import is_framework, read_document, read_framework

    try:
        if is_framework(path):
            print("framework", len(read_framework(path).indicators))
        else:
            print("document", len(read_document(path).text))
    except PlanError as error:
        message = str(error)
        print("error", error.code, "one-line" if message and "\n" not in message else "broken-message")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *map(int, sys.argv[2:])))
