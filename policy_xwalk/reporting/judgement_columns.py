"""The columns of the workbook in which people decide, for the one who writes them and the one who reads them back.

A sheet that can be judged has, somewhere in its header row, the columns of :func:`judge_columns`:

- 人工判定, a list of :func:`choices`;
- 对应序号, in pair sheets: the 序号 of the row of the same sheet that answers this one;
- 说明;
- 条目更正, in pair sheets: corrections of the row's items (本级目标值：30平方米);
- hidden, :data:`SUBJECT`: in each row :attr:`~policy_xwalk.reporting.tables.PairRow.subject`, of a finding
  :func:`finding_subject`.

The fill-in cells are written empty; what was decided before stands in a column of its own (已有判定,
:attr:`PairRow.judgement`), so that nobody is taken for the author of another's verdict. Two more places: the cell
right of 判定人 (:func:`who_label`) on the first sheet, empty, for the name; and a sheet of empty rows with the columns
of :func:`correction_columns`.

The reader (:mod:`policy_xwalk.judgements.workbook`) finds columns by these titles, in either language and in any
order, so a sheet may be sorted, filtered, and have columns moved or added.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from policy_xwalk.judgements.seen import Shown, show_finding, show_link
from policy_xwalk.records import Finding, Item, Link, Relation, Verdict
from policy_xwalk.wording import Lang
from policy_xwalk.wording.judge import CHOICE_HELP, CHOICES, COLUMNS

SUBJECT = "policy-xwalk:subject"
"""Header of the hidden column; the same in every language."""

RowKind = Literal["pair", "gap", "finding"]
"""A link with both sides, a link with one side (未见对应, 新增), a finding."""
About = Literal["link", "upper", "local"]
_LONGEST_CELL = 32_000


@dataclass(frozen=True, slots=True)
class JudgementColumn:
    """A column to fill in: ``width`` counts half-width characters; ``key`` is its code."""

    key: str
    title: str
    width: int
    hidden: bool = False
    choices: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What a value of the drop-down list means; ``about`` tells a verdict on the row from one on its items."""

    verdict: Verdict
    relation: Relation | None = None
    about: About = "link"


_MEANING: Mapping[str, Choice] = {
    "accept": Choice("accept"),
    "reject": Choice("reject"),
    "answered": Choice("reject"),
    "change:same": Choice("change", "same"),
    "change:strengthened": Choice("change", "strengthened"),
    "change:weakened": Choice("change", "weakened"),
    "change:changed": Choice("change", "changed"),
    "change:unknown": Choice("change", "unknown"),
    "upper_item": Choice("reject", about="upper"),
    "local_item": Choice("reject", about="local"),
    "true": Choice("accept"),
    "false": Choice("reject"),
}
_RELATIONS = tuple(code for code in CHOICES if code.startswith("change:"))
_OFFERED: Mapping[RowKind, tuple[str, ...]] = {
    "pair": ("accept", "reject", *_RELATIONS, "upper_item", "local_item"),
    "gap": ("accept", "answered", *_RELATIONS, "upper_item", "local_item"),
    "finding": ("true", "false"),
}


def judge_columns(kind: Literal["pair", "finding"], lang: Lang) -> tuple[JudgementColumn, ...]:
    """The columns to add to a pair sheet or to the sheet of findings, in their order."""
    verdict = JudgementColumn("verdict", COLUMNS["verdict"][lang], 13, choices=True)
    counterpart = JudgementColumn("counterpart", COLUMNS["counterpart"][lang], 9)
    why = JudgementColumn("why", COLUMNS["why"][lang], 24)
    fix = JudgementColumn("fix", COLUMNS["fix"][lang], 18)
    subject = JudgementColumn("subject", SUBJECT, 10, hidden=True)
    return (verdict, counterpart, why, fix, subject) if kind == "pair" else (verdict, why, subject)


def decided_title(lang: Lang) -> str:
    """Title of the column that shows what was decided before (the text of ``PairRow.judgement``)."""
    return COLUMNS["decided"][lang]


def who_label(lang: Lang) -> str:
    """The label on the first sheet to the right of which the person writes her name."""
    return COLUMNS["who"][lang]


def correction_columns(lang: Lang) -> tuple[JudgementColumn, ...]:
    """Columns of a sheet of empty rows for corrections of items by their id: item, field, right text, reason."""
    widths = {"item": 26, "field": 12, "value": 30, "why": 30}
    return tuple(JudgementColumn(key, COLUMNS[key][lang], width) for key, width in widths.items())


def row_kind(*, upper: bool, local: bool) -> RowKind:
    """Which choices a row of a pair sheet has, by whether each side has an item."""
    return "pair" if upper and local else "gap"


def choices(kind: RowKind, lang: Lang) -> list[str]:
    """The values of the drop-down list, together under Excel's 255 characters."""
    return [CHOICES[code][lang] for code in _OFFERED[kind]]


def choice_help(lang: Lang) -> tuple[str, str, str]:
    """Title and message shown beside the cell, and the message for a value that is not in the list."""
    title, message, wrong = (CHOICE_HELP[code][lang] for code in ("title", "message", "wrong"))
    return title, message, wrong


def choice_of(text: str, kind: RowKind) -> Choice | None:
    """What a value in the column means, in either language, None for one that is not offered.

    Blanks, marks that cannot be seen, full-width forms and a closing stop make no other word; 一致 is 应为一致.
    """
    wanted = _plain(text)
    for code in _OFFERED[kind]:
        offered = [_plain(words) for words in (*CHOICES[code].values(), code)]
        if wanted in (*offered, *(words.removeprefix(lead) for words in offered for lead in _LEADS)):
            return _MEANING[code]
    return None


_LEADS = ("应为", "shouldbe:", "change:")


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    seen = "".join(sign for sign in folded if not sign.isspace() and unicodedata.category(sign) not in ("Cf", "Cc"))
    return seen.rstrip("。.,，;；!")


def link_subject(link: Link, upper: Sequence[Item], local: Sequence[Item]) -> str:
    """The text of the hidden cell of a link's row."""
    return _cell(show_link(link, upper, local))


def finding_subject(finding: Finding) -> str:
    """The text of the hidden cell of a finding's row."""
    return _cell(show_finding(finding))


def read_subject(text: str) -> Shown | None:
    """What a hidden cell holds; None where it is not as it was written."""
    try:
        return msgspec.json.decode(text.strip().encode("utf-8", "surrogatepass"), type=Shown)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _cell(shown: Shown) -> str:
    text = msgspec.json.encode(shown).decode()
    if len(text) <= _LONGEST_CELL:
        return text
    # A group of hundreds of items: the digest covers them, and the run knows them by the link's id.
    return msgspec.json.encode(msgspec.structs.replace(shown, upper=(), local=(), digests=())).decode()
