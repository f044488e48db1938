"""What ``policy-xwalk evaluate`` does: measure, print the table, hold the gate."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from policy_xwalk.evaluation import table
from policy_xwalk.evaluation.evaluate import Evaluation, evaluate
from policy_xwalk.evaluation.gate import (
    Floors,
    digests_of,
    failures,
    is_ceiling,
    lower,
    raised,
    read_floors,
    write_floors,
)
from policy_xwalk.evaluation.goldset import GoldSet, load_gold
from policy_xwalk.records import Link, PlanRecords, group
from policy_xwalk.wording import Lang
from policy_xwalk.wording.cli import say

REAL = "POLICY_XWALK_REAL"
"""Environment variable that names the folder of documents which are not in the repository."""


def run(
    folder: Path,
    *,
    lang: Lang,
    tell: Callable[[str], None],
    records: Sequence[Path] = (),
    every: bool = False,
    errors: bool = False,
    raise_floors: bool = False,
    lowered: str | None = None,
    reason: str = "",
) -> tuple[str, int]:
    """Measure and give the printed table and the exit code; ``tell`` gets what is not data."""
    gold = load_gold(folder)
    real = os.environ.get(REAL)
    given = _records(records) if records else None
    result = evaluate(gold, records=given, real=Path(real) if real else None)
    printed = table.all_figures(result) if every else table.as_text(table.rows(result, lang))
    if errors:
        printed += "\n" + "\n".join(result.errors)
    for name in result.not_run:
        tell(say("not_run", lang, name=name))
    if given is not None:
        return printed, 0
    return printed, _gate(gold, result, lang, tell, raise_floors=raise_floors, lowered=lowered, reason=reason)


def _records(paths: Sequence[Path]) -> tuple[list[PlanRecords], list[Link]]:
    from policy_xwalk.evaluation.foreign import read_foreign

    lines = [record for path in paths for record in read_foreign(path)]
    return group(lines), [record for record in lines if isinstance(record, Link)]


def _gate(
    gold: GoldSet,
    result: Evaluation,
    lang: Lang,
    tell: Callable[[str], None],
    *,
    raise_floors: bool,
    lowered: str | None,
    reason: str,
) -> int:
    floors: Floors = read_floors(gold.folder)
    digests = digests_of(gold)
    if lowered is not None:
        floors = lower(floors, lowered, result.figures, reason)
        write_floors(gold.folder, floors)
    if raise_floors:
        floors = raised(floors, result.figures, digests)
        write_floors(gold.folder, floors)
    failed = failures(floors, result.figures, digests)
    for name, floor, value in failed:
        if name.startswith("digest."):
            tell(say("digest_changed", lang, name=name.removeprefix("digest.")))
        else:
            tell(say("above" if is_ceiling(name) else "below", lang, name=name, floor=floor, value=f"{value:.3f}"))
    if floors.floors and not failed:
        tell(say("passed", lang, count=len(floors.floors)))
    return 1 if failed else 0
