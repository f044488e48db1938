"""Fuzz every reader with Atheris (coverage-guided): a reader may raise PlanError and nothing else.

    pip install atheris
    python scripts/fuzz_readers.py [--seconds 180] [--seed 1] [--found DIR]

Starts from the files and parts that tests/reading/test_reading_hostile.py changes at random. An input that makes a
reader raise anything but PlanError, or work for more than 20 seconds, is written to ``--found`` (tests/data/hostile)
once per place in the code; there the test ``test_what_fuzzing_found_stays_mended`` reads it for good. Exit code 1 when
something was found. Files that LibreOffice would have to convert are passed over. Linux only; needs the ``dev`` extra.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import os
import pkgutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "reading")]

with atheris.instrument_imports(include=["policy_xwalk.reading"]):
    import policy_xwalk.reading

    # The readers are imported when they are needed; here all at once, so that what they do is seen.
    for module in pkgutil.iter_modules(policy_xwalk.reading.__path__):
        importlib.import_module(f"policy_xwalk.reading.{module.name}")

    from test_reading_hostile import PARTS, SMALL

    from policy_xwalk.errors import PlanError
    from policy_xwalk.reading import ReadLimits, read_document_bytes
    from policy_xwalk.reading.archive import archive_members
    from policy_xwalk.reading.detect import detect_format
    from policy_xwalk.reading.framework import is_framework_bytes, read_framework_bytes

SECONDS_A_FILE = 20
LIMITS = ReadLimits(pages=500, ocr_pages=0)
CONVERTED = {"doc", "rtf", "wordml", "xls", "ods", "fods"}

Wrap = Callable[[bytes], bytes]
WAYS: list[tuple[str, Wrap, bytes]] = [
    *((name, bytes, data) for name, data in sorted(SMALL.items())),
    *((name, wrap, part) for name, (wrap, part) in sorted(PARTS.items())),
]
"""Name of the file, how it is made from the bytes that are changed, and the bytes to start from."""


def read(name: str, data: bytes) -> None:
    """Read a file in every way there is."""
    ways: list[Callable[[], object]] = [
        lambda: read_document_bytes(data, name, limits=LIMITS),
        lambda: read_framework_bytes(data, name) if is_framework_bytes(data, name) else None,
        lambda: list(archive_members(data, name, LIMITS)),
    ]
    for way in ways:
        try:
            way()
        except PlanError as error:
            if "\n" in str(error):
                raise AssertionError("a message of several lines") from error


class Fuzzer:
    """Reads what Atheris makes up and keeps the first file that trips at each place."""

    def __init__(self, found: Path, seconds: float) -> None:
        self._found = found
        self._end = time.monotonic() + seconds
        self._places: set[str] = set()
        self._runs = 0

    def once(self, data: bytes) -> None:
        """The first byte chooses the kind of file, the others are its content."""
        if time.monotonic() > self._end:
            print(f"{self._runs} files, {len(self._places)} found", flush=True)
            # The fuzzer's own way out does not come back to Python.
            os._exit(1 if self._places else 0)
        self._runs += 1
        if not data:
            return
        name, wrap, _ = WAYS[data[0] % len(WAYS)]
        try:
            file = wrap(data[1:])
        except Exception:  # what cannot be packed is no file
            return
        if detect_format(file, name) in CONVERTED:
            return
        signal.alarm(SECONDS_A_FILE)
        try:
            read(name, file)
        except Exception as error:
            self._keep(name, file, error)
        finally:
            signal.alarm(0)

    def _keep(self, name: str, file: bytes, error: Exception) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__} {Path(last.filename).name}:{last.lineno}"
        if place in self._places:
            return
        self._places.add(place)
        digest = hashlib.sha256(file).hexdigest()[:8]
        path = self._found / f"{Path(name).stem}-{digest}{Path(name).suffix}"
        path.write_bytes(file)
        print(f"{place} at {path}", flush=True)
        traceback.print_exception(error, limit=-6)


def too_slow(*_: object) -> None:
    """The alarm of a file that takes too long."""
    raise TimeoutError(f"over {SECONDS_A_FILE} s")


def main() -> None:
    """Fuzz for the given time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=180)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--found", type=Path, default=ROOT / "tests" / "data" / "hostile")
    options = parser.parse_args()
    options.found.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGALRM, too_slow)
    fuzzer = Fuzzer(options.found, options.seconds)
    with tempfile.TemporaryDirectory() as folder:
        for number, (_, _, content) in enumerate(WAYS):
            (Path(folder) / str(number)).write_bytes(bytes([number]) + content)
        flags = [f"-seed={options.seed}", "-max_len=30000", "-rss_limit_mb=4000", "-verbosity=0"]
        atheris.Setup([sys.argv[0], *flags, folder], fuzzer.once)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
