"""The filled rows of a workbook: which sheets people judge in, which columns say what, and what stands in them.

The workbook comes from a stranger's machine: its size is bounded, it is read without formulas, and nothing in it is
carried out.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from policy_xwalk.errors import PlanError, UnreadableFile
from policy_xwalk.judgements.seen import Shown
from policy_xwalk.reading.files import read_bytes
from policy_xwalk.reading.package import guard_workbook
from policy_xwalk.reporting.judgement_columns import SUBJECT, read_subject
from policy_xwalk.wording.judge import COLUMNS
from policy_xwalk.wording.terms import COLUMNS as ALL_COLUMNS

FILLED = ("verdict", "counterpart", "why", "fix")
"""Columns that people fill in where rows are judged."""
_MAX_ROWS = 1_048_576
"""Rows of all sheets in which people judge: as many as one sheet of Excel holds."""
_MAX_COLUMNS = 300
_HEADER_WITHIN = 60
_LONGEST = 4_000
_TITLES: Mapping[str, str] = {
    **{words: key for key, texts in COLUMNS.items() for words in texts.values()},
    **dict.fromkeys(ALL_COLUMNS["row"].values(), "no"),
    SUBJECT: "subject",
}


@dataclass(slots=True)
class Row:
    """A row that has something filled in, or that says what another one may name; ``number`` is Excel's."""

    number: int
    cells: dict[str, str]
    shown: Shown | None


@dataclass(slots=True)
class SheetRows:
    """The rows of one sheet.

    ``kind``: ``rows`` are judged, ``fixes`` correct items, ``orphans`` were filled in where the hidden column that
    says what they are about is gone.
    """

    title: str
    kind: Literal["rows", "fixes", "orphans"]
    rows: list[Row]


def load_sheets(path: Path) -> tuple[list[SheetRows], str | None]:
    """The sheets of a workbook in which people judge, and the name on the first sheet that has one.

    Raises :class:`~policy_xwalk.errors.PlanError` where the file is no workbook, or one that must not be opened.
    """
    from openpyxl import load_workbook

    data = read_bytes(path)
    sheets: list[SheetRows] = []
    who: str | None = None
    left = iter(range(_MAX_ROWS))
    try:
        guard_workbook(data, path.name)
        with warnings.catch_warnings():
            # openpyxl warns of drop-down lists in a newer notation, which it leaves out; nobody reads them here.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            for worksheet in book.worksheets:
                found, named = _sheet(worksheet, left)
                who = who or named
                if found is not None and (found.rows or found.kind != "orphans"):
                    sheets.append(found)
            book.close()
    except PlanError as error:
        if error.code != "unreadable_file":
            raise
        raise UnreadableFile("judge_unreadable", file=path.name, found=error.params["found"]) from error
    except StopIteration as error:
        raise UnreadableFile("judge_too_many_rows", file=path.name, limit=_MAX_ROWS) from error
    except Exception as error:  # openpyxl raises whatever a broken part makes it trip over
        raise UnreadableFile("judge_unreadable", file=path.name, found=f"xlsx: {type(error).__name__}") from error
    return sheets, who


def _sheet(worksheet: Any, left: Iterator[int]) -> tuple[SheetRows | None, str | None]:
    """The filled rows of a sheet in which people judge; of any other the name beside 判定人.

    Raises ``StopIteration`` where ``left`` says that no more rows are read.
    """
    worksheet.reset_dimensions()
    places: dict[str, int] = {}
    found: SheetRows | None = None
    who: str | None = None
    for number, values in enumerate(worksheet.iter_rows(max_col=_MAX_COLUMNS, values_only=True), start=1):
        if found is None:
            if number > _HEADER_WITHIN:
                break
            texts = [_text(value) for value in values]
            places = {_TITLES[text]: place for place, text in reversed(list(enumerate(texts))) if text in _TITLES}
            if (kind := _kind_of(places)) is not None:
                found = SheetRows(str(worksheet.title), kind, [])
            elif who is None:
                who = _name(texts)
            continue
        next(left)
        cells = {key: text for key, place in places.items() if place < len(values) and (text := _text(values[place]))}
        filled = any(key in cells for key in FILLED)
        if found.kind == "fixes":
            if cells:
                found.rows.append(Row(number, cells, None))
        elif "subject" in cells or ("verdict" in cells if found.kind == "orphans" else filled):
            shown = read_subject(cells["subject"]) if "subject" in cells else None
            found.rows.append(Row(number, cells, shown))
    return found, who


def _kind_of(places: Mapping[str, int]) -> Literal["rows", "fixes", "orphans"] | None:
    """What a sheet with such a header is for; None where the row is no header."""
    if "subject" in places:
        return "rows"
    if {"item", "field", "value"} <= places.keys():
        return "fixes"
    return "orphans" if {"verdict", "why"} <= places.keys() else None


def _text(value: object) -> str:
    """What a cell says: 37.0 is 37, blanks around and beyond measure are left out."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        value = int(value)
    text = str(value).strip()
    return text if text.startswith("{") else text[:_LONGEST]


def _name(texts: Sequence[str]) -> str | None:
    """Name in the first filled cell right of 判定人, in one line; behind a colon in the same cell where it is there."""
    for place, text in enumerate(texts):
        label, _, behind = text.replace("：", ":").partition(":")
        if label.strip() in COLUMNS["who"].values():
            named = behind.strip() or next((other for other in texts[place + 1 :] if other), "")
            return " ".join(named.split())[:100] or None
    return None
