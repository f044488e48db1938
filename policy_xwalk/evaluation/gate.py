"""The gate: floors that no figure may fall below, and digests that say what they were measured on.

``floors.toml`` beside the gold holds both. A figure below its floor, or inputs or annotations that changed without a
new measurement, fail. Floors only rise by themselves; lowering one needs its name and a reason, which is kept.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policy_xwalk.errors import PlanError
from policy_xwalk.evaluation.goldset import GoldSet, annotation_files, digest, input_files
from policy_xwalk.evaluation.scores import Figure

FLOORS_FILE = "floors.toml"
#: Figures of which less is better; their floor is a ceiling.
_CEILINGS = ("_as_target", "traps_taken", "calibration_error")
#: Figures that the gate holds; the others are printed only.
_HELD = (
    ".precision",
    ".recall",
    ".f1",
    ".relation",
    ".identity",
    ".row",
    ".comparator",
    ".unit",
    ".deadline",
    ".kind",
    ".modality",
    ".departments",
    *_CEILINGS,
)


@dataclass(slots=True)
class Floors:
    """Floors by figure, the digests they belong to, and every floor that was ever lowered."""

    floors: dict[str, float] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    lowered: list[dict[str, Any]] = field(default_factory=list)


def is_ceiling(name: str) -> bool:
    """Whether the figure is one of which less is better."""
    return name.endswith(_CEILINGS)


def read_floors(folder: Path) -> Floors:
    """The floors of a gold folder; empty where it has none yet."""
    path = folder / FLOORS_FILE
    if not path.exists():
        return Floors()
    data = tomllib.loads(path.read_text("utf-8"))
    return Floors(dict(data.get("floors", {})), dict(data.get("digests", {})), list(data.get("lowered", [])))


def digests_of(gold: GoldSet) -> dict[str, str]:
    """What the figures are measured on."""
    return {
        "inputs": digest(input_files(gold), gold.corpora),
        "annotations": digest(annotation_files(gold), gold.folder),
    }


def failures(floors: Floors, figures: Sequence[Figure], digests: Mapping[str, str]) -> list[tuple[str, float, float]]:
    """What fails: name, floor and value; a digest that changed is named with two NaN-free zeros."""
    failed = [(f"digest.{name}", 0.0, 0.0) for name, value in floors.digests.items() if digests.get(name) != value]
    by_name = {figure.name: figure.value for figure in figures}
    for name, floor in floors.floors.items():
        if name not in by_name:
            continue
        value = by_name[name]
        if (value > floor + 1e-9) if is_ceiling(name) else (value < floor - 1e-9):
            failed.append((name, floor, value))
    return failed


def raised(floors: Floors, figures: Sequence[Figure], digests: Mapping[str, str]) -> Floors:
    """Floors at today's figures where these are better, with today's digests."""
    new = dict(floors.floors)
    for figure in figures:
        if figure.size and figure.name.endswith(_HELD):
            value = floor_value(figure)
            old = new.get(figure.name)
            if old is None or ((value < old) if is_ceiling(figure.name) else (value > old)):
                new[figure.name] = value
    return Floors(new, dict(digests), floors.lowered)


def floor_value(figure: Figure) -> float:
    """The figure to three digits, rounded to its worse side, so that it passes its own floor."""
    scaled = figure.value * 1000
    return (-(-scaled // 1) if is_ceiling(figure.name) else scaled // 1) / 1000


def lower(floors: Floors, name: str, figures: Sequence[Figure], reason: str) -> Floors:
    """Let one floor down to today's figure and keep why; raises where the name is unknown or the reason empty."""
    figure = next((f for f in figures if f.name == name), None)
    if figure is None or name not in floors.floors or not reason.strip():
        raise PlanError("floor_unknown", found=name)
    new = {**floors.floors, name: floor_value(figure)}
    kept = {"name": name, "from": floors.floors[name], "to": new[name], "reason": reason.strip()}
    return Floors(new, floors.digests, [*floors.lowered, kept])


def write_floors(folder: Path, floors: Floors) -> None:
    """Write ``floors.toml``, sorted, so that a change shows as one line."""
    lines = [
        "# Floors of the gate: `policy-xwalk evaluate gold --raise` raises them, `--lower NAME --reason …` lets one",
        "# down and keeps the reason.",
        "",
        "[digests]",
        *(f'{name} = "{value}"' for name, value in sorted(floors.digests.items())),
        "",
        "[floors]",
        *(f'"{name}" = {value}' for name, value in sorted(floors.floors.items())),
    ]
    for entry in floors.lowered:
        lines += ["", "[[lowered]]", *(f"{key} = {_toml(value)}" for key, value in entry.items())]
    (folder / FLOORS_FILE).write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


def _toml(value: object) -> str:
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
    return str(value)
