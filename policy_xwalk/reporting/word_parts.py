"""What the parts of the report share: the writer, the numbers of headings and tables, and where lists are cut."""

from __future__ import annotations

from dataclasses import dataclass

from policy_xwalk.reporting.dossier import Dossier
from policy_xwalk.reporting.word_blocks import Writer
from policy_xwalk.wording import Lang
from policy_xwalk.wording.documents import phrase

WORKBOOK = "crosswalk.xlsx"
QUOTE = 160
"""Characters of a passage that a finding shows."""
CELL = 80
"""Characters of a passage in a table."""
_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 to 99 as headings are numbered: 一, 十, 十二, 三十."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


class Numbering:
    """Numbers of headings, as GB/T 9704 has them (一、（一）1.), and of tables."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._counts = [0, 0, 0]
        self._tables = 0

    def heading(self, title: str, level: int) -> str:
        """The title with the next number of its level."""
        self._counts[level - 1] += 1
        for below in range(level, 3):
            self._counts[below] = 0
        number = self._counts[level - 1]
        if self._lang == "en":
            return ".".join(str(count) for count in self._counts[:level]) + f" {title}"
        if level == 3:
            return f"{number}. {title}"
        return f"{chinese_number(number)}、{title}" if level == 1 else f"（{chinese_number(number)}）{title}"

    def table(self) -> int:
        """The next table's number."""
        self._tables += 1
        return self._tables


@dataclass(frozen=True, slots=True)
class ReportParts:
    """The report being written."""

    dossier: Dossier
    writer: Writer
    numbers: Numbering

    @property
    def lang(self) -> Lang:
        """Language of all words."""
        return self.dossier.lang

    def say(self, code: str, **params: object) -> str:
        """The report's words for a code."""
        return phrase(f"report_{code}", self.lang, **params)

    def heading(self, title: str, level: int) -> None:
        """The next heading of a level."""
        self.writer.heading(self.numbers.heading(title, level), level)

    def caption(self, code: str) -> int:
        """The next table's caption; gives its number."""
        number = self.numbers.table()
        self.writer.caption(self.say(f"table_{code}", n=number))
        return number

    def rest(self, shown: int, total: int, sheet: str) -> None:
        """Where a list that was cut goes on; nothing for one that is whole."""
        if total > shown:
            self.writer.text(self.say("rest", shown=shown, n=total, file=WORKBOOK, sheet=sheet))
