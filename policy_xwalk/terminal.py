"""What the commands write to the terminal: data to standard output or a file, messages and bars to standard error."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from policy_xwalk.errors import PlanError
from policy_xwalk.wording import Lang
from policy_xwalk.wording.cli import say

if TYPE_CHECKING:
    from policy_xwalk.records import AnyRecord
    from policy_xwalk.run import Progress


_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def print_records(records: Sequence[AnyRecord], output: Path | None) -> None:
    """Records as JSON Lines to a file or to standard output."""
    from policy_xwalk.records import to_json
    from policy_xwalk.reporting.output import write_lines

    if output is None:
        write_out("".join(to_json(record) + "\n" for record in records).encode())
        return
    try:
        write_lines(output, records)
    except OSError as error:
        raise PlanError("cannot_write", file=str(output), found=error.strerror or str(error)) from error


def deliver(text: str, output: Path | None) -> None:
    """Text to a file or to standard output."""
    from policy_xwalk.reporting.output import replace_file

    if output is None:
        write_out(text.encode())
        return
    try:
        replace_file(output, lambda part: part.write_text(text, "utf-8", newline="\n"))
    except OSError as error:
        raise PlanError("cannot_write", file=str(output), found=error.strerror or str(error)) from error


def write_out(data: bytes) -> None:
    """Bytes to standard output: UTF-8 whatever the terminal's encoding, line ends untouched."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def tell(line: str) -> None:
    """One line to standard error; marks that would steer the terminal, from a stranger's file, stand as �."""
    sys.stderr.write(_STEERING.sub("\ufffd", line) + "\n")


@contextmanager
def progress_bars(lang: Lang) -> Iterator[Progress]:
    """Bars on standard error where that is a terminal; nothing otherwise."""
    from policy_xwalk.run import Progress

    if not sys.stderr.isatty():
        yield Progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    from policy_xwalk.scale.pace import Pace, clock

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[left]}"),
        TextColumn("{task.fields[name]}", markup=False),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        current = [bars.add_task("", total=None, visible=False, name="", left="")]
        pace = [Pace(monotonic())]

        def start(stage: str, total: int) -> None:
            current[0] = bars.add_task(say(f"stage_{stage}", lang), total=total, name="", left="")
            pace[0] = Pace(monotonic())

        def step(name: str) -> None:
            bars.update(current[0], advance=1, name=name[-40:])

        def work(done: int, total: int) -> None:
            pace[0].mark(monotonic(), done)
            bars.update(current[0], left=clock(pace[0].left(total)))

        yield Progress(start, step, work)
