"""What people decided, where plans or results stand behind a URL: a copy to read and to add to, put back when added to.

A run follows ``judgements.jsonl`` beside the plans and among the results, and reads the workbook that it will replace;
behind a URL it must do so too, or what a person filled in there would be overwritten.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from policy_xwalk.judgements.collect import KEPT, NOTE, WORKBOOK
from policy_xwalk.judgements.store import JUDGEMENTS_FILE
from policy_xwalk.scale.remote import RemoteFolder, is_url


@contextmanager
def judged_here(place: str, *, workbook: bool) -> Iterator[Path]:
    """The folder at a path, or a copy of what people decided in the one behind a URL; ``workbook``: of the last run's
    workbook and the earlier ones that were put aside, too.

    What is new or longer afterwards is put there. Raises :class:`~policy_xwalk.errors.Unreachable`.
    """
    if not is_url(place):
        yield Path(place)
        return
    there = RemoteFolder(place)
    with tempfile.TemporaryDirectory(prefix="policy-xwalk-") as made:
        folder = Path(made)
        there.fetch(JUDGEMENTS_FILE, folder / JUDGEMENTS_FILE)
        if workbook and there.fetch(WORKBOOK, folder / WORKBOOK):
            there.fetch(NOTE, folder / NOTE)
            number = 1
            while there.fetch(KEPT.format(number), folder / KEPT.format(number)):
                number += 1
        before = _sizes(folder)
        yield folder
        for name, size in _sizes(folder).items():
            if size != before.get(name):
                there.put(name, folder / name)


def _sizes(folder: Path) -> dict[str, int]:
    """Judgements are only ever added to, and a workbook that was put aside has a new name: a size tells enough."""
    return {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if path.is_file()}
