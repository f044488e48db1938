"""Names of rows in running text: which lines before and after the values belong to which row.

Three habits of text extraction occur. The number stands first and all that follows is the row's. The cells are
centred, so that a name of several lines has as many lines above its values as below them. Or the name ends where
the values begin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from policy_xwalk.extraction.tail import Tail, Token

Lines = tuple[tuple[Token, ...], ...]
_GROUP = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、)）．.]")
_TITLE = re.compile(r"[^\d（）()%，。：≥≤<>]{2,12}(?<![的和与及占、率])")
_PART = re.compile(r"(?:其中|#|[-—–]{1,2})[：:]?")


@dataclass(frozen=True, slots=True)
class TornRow:
    """A row as cut from the text: lines before its own, its number, its own words, and the tail of values."""

    before: Lines
    number_token: Token | None
    number: int | None
    own: tuple[Token, ...]
    tail: Tail
    tail_line: int

    @classmethod
    def of(cls, gap: Sequence[Token], tail: Tail, expected: int, tokens: Sequence[Token]) -> TornRow:
        """Find number and name among the tokens between the row above and the values."""
        at = _number_at(gap, expected)
        line = tokens[tail.start].line
        if at is not None:
            token = gap[at]
            match = re.match(r"\d{1,3}[.、．]?", token.text)
            assert match is not None
            own = list(gap[at + 1 :])
            if match.end() < len(token.text):
                token, rest = token.split(match.end())
                own.insert(0, rest)
            return cls(_by_line(gap[:at]), token, int(match[0].rstrip(".、．")), tuple(own), tail, line)
        part = next((i for i, t in enumerate(gap) if t.first and _PART.match(t.text)), None)
        if part is not None:
            return cls(_by_line(gap[:part]), None, None, tuple(gap[part:]), tail, line)
        own_at = next((i for i, t in enumerate(gap) if t.line == line), len(gap))
        return cls(_by_line(gap[:own_at]), None, None, tuple(gap[own_at:]), tail, line)


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row whose name is settled."""

    name: tuple[Token, ...]
    number: Token | None
    category: str | None
    tail: Tail
    problem: str | None


def _number_at(gap: Sequence[Token], expected: int) -> int | None:
    for wanted in (expected, 1):
        found = [i for i, t in enumerate(gap) if t.is_number(wanted)]
        if found:
            return found[-1] if wanted == 1 else found[0]
    # A row above was lost: the numbers go on all the same.
    later = [i for i, t in enumerate(gap) for step in (1, 2, 3) if _is_marked(t) and t.is_number(expected + step)]
    return later[0] if later else None


def _is_marked(token: Token) -> bool:
    """A number on its own, or with a dot before a name."""
    return token.is_integer or re.match(r"\d{1,3}[.、．]\D", token.text) is not None


def _by_line(tokens: Sequence[Token]) -> Lines:
    return tuple(tuple(group) for _, group in groupby(tokens, key=lambda t: t.line))


def _text(line: Sequence[Token]) -> str:
    return "".join(t.text for t in line)


def name_rows(rows: Sequence[TornRow], rest: Sequence[Token], *, has_category: bool) -> list[NamedRow]:
    """Settle the names; ``rest`` are the tokens after the last row, which may end its name."""
    groups: list[str | None] = []
    bare: list[TornRow] = []
    current: str | None = None
    after = tuple(takewhile(lambda line: not _GROUP.match(_text(line)), _by_line(rest)))
    for row in rows:
        marked = [line for line in row.before if _GROUP.match(_text(line)) and len(_text(line)) <= 24]
        if marked:
            current = _GROUP.sub("", _text(marked[-1]), count=1)
        bare.append(replace(row, before=tuple(line for line in row.before if line not in marked)))
        groups.append(current)
    numbered = sum(r.number is not None for r in bare) * 10 >= len(bare) * 6
    if not any(groups) and not (numbered and has_category):
        bare, groups = _short_lines_as_groups(bare, torn=has_category)
        has_category = has_category and not any(groups)
    stray = [r for r in bare if r.before and (r.own or r.number is None)]
    headless = [r for r in bare if r.number is not None and not r.own]
    if numbered and not headless and (below := _lines_below(bare, after)) is not None:
        return _numbered_centred(bare, below, groups, after)
    if numbered and not headless and has_category:
        return _with_groups(bare)
    if numbered and not headless and not stray:
        return [NamedRow(r.own, r.number_token, g, r.tail, r.tail.problem) for r, g in zip(bare, groups, strict=True)]
    titles = all(len(r.before) == 1 and len(_text(r.before[0])) <= 6 for r in stray)
    if not (numbered and not headless and titles) and (centred := _centred(bare, groups, after)) is not None:
        return centred
    if not numbered and has_category:
        bare, groups = _first_words_as_groups(bare)
    settled: list[NamedRow] = []
    title: str | None = None
    for row, group in zip(bare, groups, strict=True):
        named = _name_ends_at_values(row, group or title, numbered)
        title = named.category
        settled.append(named)
    return settled


def _short_lines_as_groups(rows: Sequence[TornRow], *, torn: bool) -> tuple[list[TornRow], list[str | None]]:
    """Lines of their own that end long before the column does are headings: a name only breaks where its cell is full.

    The row below has to be whole without the line. Where most rows have such a line, or none is short enough, nothing
    is taken for a heading. In a narrow column of groups the heading itself may be ``torn`` over lines.
    """
    lines = [line for row in rows for line in (*row.before, row.own) if line]
    width = max((len(_text(line)) for line in lines), default=0)
    bare: list[TornRow] = []
    groups: list[str | None] = []
    current: str | None = None
    for row in rows:
        count = 1
        while torn and count < len(row.before) and len(_text(row.before[count])) <= 4:
            count += 1
        title = "".join(_text(line) for line in row.before[:count])
        whole = len(_text(row.own)) >= 4 or (len(row.before) > count and len(_text(row.before[count])) >= 4)
        if title and whole and len(title) <= 12 and len(title) * 10 <= width * 6 and _TITLE.fullmatch(title):
            current = title
            row = replace(row, before=row.before[count:])
        bare.append(row)
        groups.append(current)
    found = sum(len(a.before) != len(b.before) for a, b in zip(rows, bare, strict=True))
    if not found or found * 10 > len(rows) * 7 or groups[0] is None:
        return list(rows), [None] * len(rows)
    return bare, groups


def _lines_below(rows: Sequence[TornRow], rest: Lines) -> list[int] | None:
    """How many lines below its values belong to each row, where the number begins the name and cells are centred.

    A centred name has as many lines above its values as below them. That holds if every row finds its lines; a
    table whose names end at the values fails at the first name of two lines.
    """
    below: list[int] = []
    for index, row in enumerate(rows):
        head = [row.number_token, *row.own] if row.number_token is not None else list(row.own)
        above = len({t.line for t in head} - {row.tail_line})
        gap = rows[index + 1].before if index + 1 < len(rows) else rest
        if above > len(gap):
            return None
        below.append(above)
    return below if any(below) else None


def _numbered_centred(
    rows: Sequence[TornRow], below: Sequence[int], groups: Sequence[str | None], rest: Lines
) -> list[NamedRow]:
    named: list[NamedRow] = []
    title: str | None = None
    taken = 0
    for index, (row, count, group) in enumerate(zip(rows, below, groups, strict=True)):
        gap = rows[index + 1].before if index + 1 < len(rows) else rest
        if left := row.before[taken:]:
            title = "".join(_text(line) for line in left)
        taken = count
        name = (*row.own, *(t for line in gap[:count] for t in line))
        named.append(NamedRow(name, row.number_token, group or title, row.tail, row.tail.problem))
    return named


def _with_groups(rows: Sequence[TornRow]) -> list[NamedRow]:
    """In a table with a column of groups, what stands before the number is the group's name, in one piece or torn."""
    named: list[NamedRow] = []
    group: str | None = None
    for row in rows:
        if row.before:
            group = "".join(_text(line) for line in row.before)
        named.append(NamedRow(row.own, row.number_token, group, row.tail, row.tail.problem))
    return named


def _centred(rows: Sequence[TornRow], groups: Sequence[str | None], rest: Lines) -> list[NamedRow] | None:
    """Names with as many lines above the values as below; None unless that divides every gap without remainder."""
    named: list[NamedRow] = []
    below: Lines = ()
    for index, (row, group) in enumerate(zip(rows, groups, strict=True)):
        above = row.before[len(below) :]
        gap = rows[index + 1].before if index + 1 < len(rows) else rest
        if len(above) > len(gap) or (not above and not row.own):
            return None
        below = gap[: len(above)]
        name = tuple(t for line in (*above, row.own, *below) for t in line)
        named.append(NamedRow(name, row.number_token, group, row.tail, row.tail.problem))
    return named if any(r.before for r in rows) else None


def _first_words_as_groups(rows: Sequence[TornRow]) -> tuple[list[TornRow], list[str | None]]:
    """Without numbers, a line of two words begins with the group and goes on with the name."""
    bare: list[TornRow] = []
    groups: list[str | None] = []
    group: str | None = None
    for row in rows:
        if len(row.own) >= 2 and row.own[0].first and len(row.own[0].text) <= 8:
            group = row.own[0].text
            row = replace(row, own=row.own[1:])
        bare.append(row)
        groups.append(group)
    return bare, groups


def _name_ends_at_values(row: TornRow, group: str | None, numbered: bool) -> NamedRow:
    before = tuple(t for line in row.before for t in line)
    if not numbered or not row.own:
        return NamedRow((*before, *row.own), row.number_token, group, row.tail, row.tail.problem)
    if not before:
        return NamedRow(row.own, row.number_token, group, row.tail, row.tail.problem)
    # Words between two rows that neither habit explains: a group without a column, or the end of another name.
    short = len(_text(before)) <= 8 and len(row.before) == 1
    return NamedRow(
        row.own,
        row.number_token,
        _text(before) if short else group,
        row.tail,
        row.tail.problem or ("words_left" if not short else None),
    )
