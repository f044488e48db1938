"""A folder of gold as it stands on the disk: plans, links, cases, reports, and digests of all of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from policy_xwalk.errors import PlanError
from policy_xwalk.evaluation.matching import Json


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Everything a gold folder holds; each part may be missing."""

    folder: Path
    corpora: Path
    plans: dict[str, list[Json]] = field(default_factory=dict)
    links: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    cases: dict[str, list[Json]] = field(default_factory=dict)
    reports: dict[str, list[Json]] = field(default_factory=dict)


def load_gold(folder: Path, corpora: Path | None = None) -> GoldSet:
    """Read a gold folder; ``corpora`` holds the plans it annotates (by default the folder of that name beside it).

    Raises :class:`~policy_xwalk.errors.PlanError` for a folder that holds no gold, or a line that is no JSON.
    """
    if not folder.is_dir():
        raise PlanError("gold_not_found", file=str(folder))
    plans = {path.stem: read_lines(path) for path in sorted((folder / "plans").glob("*.jsonl"))}
    links = {}
    for path in sorted((folder / "links").glob("*.jsonl")):
        upper, _, local = path.stem.partition("--")
        links[upper, local] = read_lines(path)
    cases = {path.stem: read_lines(path) for path in sorted((folder / "cases").glob("*.jsonl"))}
    reports = {path.stem: read_lines(path) for path in sorted((folder / "reports").glob("*.jsonl"))}
    if not (plans or cases or reports):
        raise PlanError("gold_not_found", file=str(folder))
    return GoldSet(folder, corpora or folder.parent / "corpora", plans, links, cases, reports)


def read_lines(path: Path) -> list[Json]:
    """The objects of a JSON Lines file."""
    lines = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.strip():
            try:
                lines.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise PlanError("bad_record", file=path.name, line=number, expected="JSON", found=str(error)) from error
    return lines


def digest(paths: Iterable[Path], root: Path) -> str:
    """One SHA-256 over names and contents of files, with line ends as ``\\n``."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.relative_to(root).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).digest())
    return total.hexdigest()


def annotation_files(gold: GoldSet) -> list[Path]:
    """The files whose content is the gold."""
    return [path for part in ("plans", "links", "cases", "reports") for path in (gold.folder / part).glob("*.jsonl")]


def input_files(gold: GoldSet) -> list[Path]:
    """The files the tool is run on."""
    return [path for path in gold.corpora.iterdir() if path.suffix in (".txt", ".toml")]
