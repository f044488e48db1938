"""``waivers.toml``: findings that a person has set aside, with who, when and why.

A waived finding stays in every output and bears its waiver; it only counts no more. The file holds tables::

    [[waiver]]
    fingerprint = "…"
    who = "…"
    when = 2026-11-21
    why = "…"
    rule = "PX201"      # for the reader only, as is plan
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from policy_xwalk.errors import PlanError
from policy_xwalk.records import Finding, Waiver

WAIVERS_FILE = "waivers.toml"
_LARGEST = 4_000_000
_FIELDS = ("fingerprint", "who", "when", "why")


def load_waivers(path: Path) -> dict[str, Waiver]:
    """Fingerprint to waiver.

    Raises :class:`~policy_xwalk.errors.PlanError` where :func:`read_waivers` does, and for the first wrong waiver.
    """
    waivers, errors = read_waivers(path)
    if errors:
        raise errors[0]
    return waivers


def read_waivers(path: Path) -> tuple[dict[str, Waiver], tuple[PlanError, ...]]:
    """Fingerprint to waiver, and an error for each waiver that does not say who, when and why: what is set aside
    without a reason is not set aside, and hinders no other.

    Raises :class:`~policy_xwalk.errors.PlanError` for a file that cannot be read or holds no such tables.
    """
    name = path.name
    try:
        if path.stat().st_size > _LARGEST:
            raise PlanError("waivers_too_large", file=name, limit=_LARGEST)
        tables = tomllib.loads(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise PlanError("waivers_not_toml", file=name, detail="UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PlanError("waivers_not_toml", file=name, detail=" ".join(str(error).split())) from error
    except OSError as error:
        raise PlanError("waivers_unreadable", file=str(path), found=error.strerror or type(error).__name__) from error
    entries = tables.get("waiver", [])
    if (
        not isinstance(entries, list)
        or any(not isinstance(entry, dict) for entry in entries)
        or set(tables) - {"waiver"}
    ):
        raise PlanError("waivers_not_tables", file=name)
    waivers: dict[str, Waiver] = {}
    errors: list[PlanError] = []
    for number, entry in enumerate(entries, start=1):
        try:
            stated = {key: _text(entry, key, number, name) for key in _FIELDS}
        except PlanError as error:
            errors.append(error)
            continue
        if stated["fingerprint"] in waivers:
            errors.append(PlanError("waiver_twice", file=name, number=number, found=stated["fingerprint"]))
            continue
        waivers[stated["fingerprint"]] = Waiver(stated["who"], stated["when"], stated["why"])
    return waivers, tuple(errors)


def _text(entry: Mapping[str, Any], key: str, number: int, file: str) -> str:
    value = entry.get(key)
    if key == "when" and isinstance(value, date):
        return value.isoformat()[:10]
    if not isinstance(value, str) or not value.strip():
        raise PlanError("waiver_incomplete", file=file, number=number, field=key)
    value = value.strip()
    if key == "when":
        try:
            date.fromisoformat(value[:10])
        except ValueError as error:
            raise PlanError("waiver_bad_day", file=file, number=number, found=value) from error
    return value


def apply_waivers(findings: Iterable[Finding], waivers: Mapping[str, Waiver]) -> tuple[Finding, ...]:
    """The same findings; those set aside say so."""
    return tuple(
        replace(finding, waiver=waivers[finding.fingerprint]) if finding.fingerprint in waivers else finding
        for finding in findings
    )


def unmatched(findings: Sequence[Finding], waivers: Mapping[str, Waiver]) -> tuple[str, ...]:
    """Fingerprints of waivers that no finding has: what they set aside is gone, or has changed."""
    present = {finding.fingerprint for finding in findings}
    return tuple(fingerprint for fingerprint in waivers if fingerprint not in present)
