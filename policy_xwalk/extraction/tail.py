"""The tail of a table row in running text: the cells after the name, read by the grammar of their columns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from policy_xwalk.extraction.table_model import Column, Range
from policy_xwalk.extraction.table_words import ATTRIBUTE, MEASURED, UNIT, is_dash, is_unit, is_value
from policy_xwalk.language.flow import Line
from policy_xwalk.language.fold import CJK

_UNIT_BEHIND = re.compile(rf"(?<=[{CJK}）])(?:{UNIT})$")
_ATTRIBUTE_INSIDE = re.compile(r"(?:预期性|约束性)(?=\d|$)")
_GLUED_NUMBER = r"(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?"
_GLUED_PIECE = (
    rf"(?:(?:≥|≤|>|<|=|~)?{_GLUED_NUMBER}(?:{UNIT})?(?:以上|以下|以内|左右)?|[〔\[]{_GLUED_NUMBER}[〕\]]|[-—–]{{1,4}})"
)
# Atomic, so that a long run of digits cannot be cut in exponentially many ways.
_GLUED = re.compile(rf"(?<=[{CJK}）)%‰])(?:(?>{_GLUED_PIECE})++|\d{{1,9}}\.\d{{2,9}}(?:\.\d{{1,9}})+)$")
_GLUED_ONLY = re.compile(rf"(?>{_GLUED_PIECE}){{2,}}+")
_PIECE = re.compile(_GLUED_PIECE)


# How the name of a public body ends.
_BODY = re.compile(r"(?:局|委|办|厅|院|会|部|中心|政府|公司|银行|部门|单位)[、，]?$")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a line between blanks; ``first`` if its line begins with it."""

    text: str
    start: int
    end: int
    line: int
    first: bool
    glued: bool = False
    """Values that run together and can be cut in more than one way."""

    @property
    def ranges(self) -> tuple[Range, ...]:
        return ((self.start, self.end),)

    @property
    def is_integer(self) -> bool:
        return re.fullmatch(r"\d{1,3}[.、．]?", self.text) is not None

    def is_number(self, expected: int) -> bool:
        """Whether this begins a line and is, or begins with, the running number that is due."""
        if (
            not self.first
            or (match := re.match(r"(\d{1,3})([.、．]?)", self.text)) is None
            or int(match[1]) != expected
        ):
            return False
        rest = self.text[match.end() :]
        if match[2] and rest[:1].isdigit():
            # 1.3岁以下婴幼儿托位数: a number, then a name that begins with a measure.
            measured = MEASURED.match(rest) is not None
            return measured and (self.text.endswith(("以下", "以上", "以内")) or not is_value(self.text))
        if rest[:1].isdigit() or rest[:1] in ("%", "‰", "."):
            return False
        return not rest or bool(match[2]) or not MEASURED.match(self.text)

    def split(self, at: int) -> tuple[Token, Token]:
        """Cut the token in two."""
        left = replace(self, text=self.text[:at], end=self.start + at)
        return left, replace(self, text=self.text[at:], start=self.start + at, first=False)


def tokenize(lines: Sequence[Line], values: int, *, units: bool = False) -> list[Token]:
    """The pieces of the lines; attributes and values that stick to a name are cut off where that is certain.

    ``units`` says that a column of units stands between name and values, which sticks to them as well.
    """
    tokens: list[Token] = []
    for number, line in enumerate(lines):
        for match in re.finditer(r"[^\s|]+", line.text):
            start = line.start + match.start()
            token = Token(match[0], start, start + len(match[0]), number, match.start() == 0)
            for piece in _cut_attributes(token):
                cut = list(_cut_values(piece, values))
                if units and len(cut) > 1 and (unit := _UNIT_BEHIND.search(cut[0].text)):
                    cut[:1] = cut[0].split(unit.start())
                tokens.extend(cut)
    return tokens


def _cut_attributes(token: Token) -> Iterator[Token]:
    if ATTRIBUTE.fullmatch(token.text):
        yield token
        return
    while match := _ATTRIBUTE_INSIDE.search(token.text):
        if match.start():
            head, token = token.split(match.start())
            yield head
        if len(token.text) == 3:
            break
        attribute, rest = token.split(3)
        yield attribute
        # What follows an attribute is the next row.
        token = replace(rest, first=True)
    yield token


def _cut_values(token: Token, values: int) -> Iterator[Token]:
    if is_value(token.text) or is_unit(token.text) or (match := _GLUED.search(token.text)) is None:
        yield from _cut_pure_values(token, values)
        return
    head, tail = token.split(match.start())
    yield head
    yield from _partition(tail, values)


def _cut_pure_values(token: Token, values: int) -> Iterator[Token]:
    """Values that stick together without a name before them (60%80%)."""
    if not is_value(token.text) and _GLUED_ONLY.fullmatch(token.text):
        yield from _partition(token, values)
    else:
        yield token


def _partition(tail: Token, values: int) -> Iterator[Token]:
    for count in (values, 1):
        ways = _partitions(tail.text, count)
        if len(ways) == 1:
            rest = tail
            for length in ways[0][:-1]:
                piece, rest = rest.split(length)
                yield piece
            yield rest
            return
        if ways:
            break
    yield replace(tail, glued=True)


@lru_cache(maxsize=1024)
def _partitions(text: str, count: int) -> tuple[tuple[int, ...], ...]:
    """All ways to cut a text into that many values, at most three of them."""
    if len(text) > 60:
        return ()
    if count == 1:
        return ((len(text),),) if _PIECE.fullmatch(text) else ()
    ways: list[tuple[int, ...]] = []
    for length in range(1, len(text)):
        if _PIECE.fullmatch(text[:length]) and not _cuts_dash(text, length):
            ways.extend((length, *rest) for rest in _partitions(text[length:], count - 1))
            if len(ways) > 2:
                break
    return tuple(ways[:3])


def _cuts_dash(text: str, at: int) -> bool:
    """A run of dashes is one dash, and a unit is not cut where the next word begins with a unit too."""
    return text[at - 1] in "-—–" and text[at] in "-—–"


@dataclass(frozen=True, slots=True)
class Tail:
    """The cells of one row after its name: tokens ``start`` to ``end``, one tuple of tokens a column."""

    start: int
    end: int
    cells: tuple[tuple[Token, ...], ...]
    cost: int
    certain: tuple[bool, ...]
    problem: str | None = None


_MISSING_VALUE, _GLUED_COST, _WORDS_COST = 10, 8, 3
_State = tuple[int, tuple[tuple[int, int] | None, ...], int]


class TailReader:
    """Reads tails by the columns that follow the name (unit, values, attribute, departments)."""

    def __init__(self, slots: Sequence[Column], tokens: Sequence[Token]) -> None:
        self.slots = slots
        self.tokens = tokens
        self.values = [i for i, s in enumerate(slots) if s.role == "value"]
        self.has_attribute = any(s.role == "attribute" for s in slots)
        self.needs_number = len(self.values) == 1 and not self.has_attribute
        self.attributes = [i for i, t in enumerate(tokens) if ATTRIBUTE.fullmatch(t.text)]

    def stop_after(self, position: int) -> int:
        """Where the search for the tail that follows ``position`` must end."""
        at = bisect_left(self.attributes, position)
        following = self.attributes[at : at + 2]
        if not self.has_attribute or not following:
            return len(self.tokens)
        after = following[1] if len(following) > 1 else len(self.tokens)
        return after if self.slots[0].role == "attribute" or self._attribute_first() else self._line_end(following[0])

    def _attribute_first(self) -> bool:
        at = next(i for i, s in enumerate(self.slots) if s.role == "attribute")
        return any(i > at for i in self.values)

    def _line_end(self, index: int) -> int:
        """After the texts (departments, notes) that stand behind the attribute on its line."""
        end = self._attribute_end(index, len(self.tokens))
        if any(s.role in ("departments", "note", "other") for s in self.slots):
            while end < len(self.tokens) and not self.tokens[end].first:
                end += 1
            while end < len(self.tokens) and (
                self.tokens[end - 1].text.endswith(("、", "，")) or self._is_body_below(end)
            ):
                end += 1
        return end

    def _attribute_end(self, at: int, stop: int) -> int:
        """After an attribute whose last character may stand on the next line (预期 / 性)."""
        torn = at + 1 < stop and self.tokens[at].text[-1] in "期束" and self.tokens[at + 1].text in ("性", "性指标")
        return at + 2 if torn else at + 1

    def _is_body_below(self, at: int) -> bool:
        """Whether a line names a department and stands below an attribute that has a line of its own."""
        token, before = self.tokens[at], self.tokens[at - 1]
        return token.first and before.first and _BODY.search(token.text) is not None and len(token.text) <= 60

    def read(self, start: int, stop: int) -> Tail | None:
        """The cheapest reading of a tail that begins at ``start``; None where no value stands there."""
        memo: dict[tuple[int, int], _State] = {}
        cost, spans, end = self._best(0, start, stop, memo)
        filled = [i for i in self.values if spans[i] is not None]
        if not filled or (spans[0] is None and self.slots[0].role == "value" and self.tokens[start].is_integer):
            return None
        if not self.has_attribute and len(filled) < len(self.values) and len(filled) < 2:
            return None
        attributed = any(s is not None and c.role == "attribute" for s, c in zip(spans, self.slots, strict=True))
        if self.has_attribute and not attributed:
            # Without the attribute nothing holds words or gaps in place.
            read = [self._joined(*span) for i in filled if (span := spans[i]) is not None]
            if len(filled) < len(self.values) or not all(is_value(text) for text in read):
                return None
        cells = tuple(() if s is None else tuple(self.tokens[s[0] : s[1]]) for s in spans)
        return self._judged(Tail(start, end, cells, cost, tuple(True for _ in spans)), filled)

    def _judged(self, tail: Tail, filled: Sequence[int]) -> Tail:
        if any(t.glued for cell in tail.cells for t in cell):
            return replace(
                tail, problem="cells_run_together", certain=tuple(i not in self.values for i in range(len(tail.cells)))
            )
        if len(filled) == len(self.values):
            return tail
        # An empty cell leaves no trace in running text. A bound (≥ …) can only be a target, and that is the last
        # value; any other number may stand in either column.
        cells = list(tail.cells)
        certain = [i not in self.values for i in range(len(cells))]
        only = cells[filled[0]]
        if len(filled) == 1 and only[0].text[0] in "≥≤><" and not self.slots[self.values[-1]].basis:
            cells[filled[0]], cells[self.values[-1]] = (), only
            certain[self.values[-1]] = True
        return replace(tail, cells=tuple(cells), certain=tuple(certain), problem="cell_missing")

    def _best(self, slot: int, at: int, stop: int, memo: dict[tuple[int, int], _State]) -> _State:
        if slot == len(self.slots):
            return 0, (), at
        if (slot, at) in memo:
            return memo[slot, at]
        best: _State | None = None
        for end, cost in self._options(slot, at, stop):
            rest_cost, spans, final = self._best(slot + 1, end, stop, memo)
            if best is None or cost + rest_cost < best[0]:
                best = cost + rest_cost, ((at, end) if end > at else None, *spans), final
        assert best is not None
        memo[slot, at] = best
        return best

    def _options(self, slot: int, at: int, stop: int) -> Iterator[tuple[int, int]]:
        """Ends and costs of what may stand in a column at a token; an empty cell is always among them."""
        role = self.slots[slot].role
        if role == "value":
            yield from self._value_options(slot, at, stop)
            yield at, _MISSING_VALUE
        elif role == "unit":
            for count in (2, 1):
                if at + count <= stop and is_unit(self._joined(at, at + count).strip("（）")):
                    yield at + count, 0
            if at < stop and is_dash(self.tokens[at].text):
                yield at + 1, 1
            yield at, 4
        elif role == "attribute":
            if at < stop and ATTRIBUTE.fullmatch(self.tokens[at].text):
                yield self._attribute_end(at, stop), 0
            elif at < stop and is_dash(self.tokens[at].text):
                yield at + 1, 1
            yield at, 6
        else:
            yield from self._text_options(slot, at, stop)

    def _value_options(self, slot: int, at: int, stop: int) -> Iterator[tuple[int, int]]:
        if at < stop and self.tokens[at].glued:
            yield at + 1, _GLUED_COST
            return
        for count in range(min(6, stop - at), 0, -1):
            if self._joinable(at, at + count) and is_value(self._joined(at, at + count)):
                yield at + count, self._break_cost(at, at + count)
        if not any(s.role == "attribute" for s in self.slots[slot + 1 :]):
            return
        # Words in the place of a number, held by the attribute that follows them.
        for end in range(at + 1, min(stop, at + 4) + 1):
            words = self.tokens[at:end]
            text = "".join(t.text for t in words)
            if len(text) > 40 or any(
                t.glued or ATTRIBUTE.fullmatch(t.text) or (t.is_integer and t.first) for t in words
            ):
                break
            if re.search(f"[{CJK}]", text):
                yield end, _WORDS_COST + sum(2 for t in words if is_value(t.text))

    def _break_cost(self, at: int, end: int) -> int:
        """A unit on the next line is the value's (25.4 / 平方米); a single character rather ends a name (比 / 例)."""
        last = self.tokens[end - 1]
        alone = end - at > 1 and last.first and last.line != self.tokens[end - 2].line
        return 1 if alone and (len(last.text) == 1 or any(s.role == "unit" for s in self.slots)) else 0

    def _text_options(self, slot: int, at: int, stop: int) -> Iterator[tuple[int, int]]:
        end = at
        if 0 < at < stop and not self.tokens[at].first:
            end = at + 1
            if not any(s.role not in ("value", "unit", "attribute") for s in self.slots[slot + 1 :]):
                while end < stop and (not self.tokens[end].first or self.tokens[end - 1].text.endswith(("、", "，"))):
                    end += 1
            yield end, 0
        elif 0 < at < stop and self.slots[slot].role == "departments" and self._is_body_below(at):
            end = at + 1
            while end < stop and self.tokens[end - 1].text.endswith(("、", "，")):
                end += 1
            yield end, 0
        yield at, 1

    def _joined(self, at: int, end: int) -> str:
        return "".join(t.text for t in self.tokens[at:end])

    def _joinable(self, at: int, end: int) -> bool:
        """Whether tokens may be one value: two numbers never are, nor a dash with what follows it."""
        for left, right in zip(self.tokens[at : end - 1], self.tokens[at + 1 : end], strict=True):
            if is_dash(left.text) or left.glued or right.glued or is_dash(right.text):
                return False
            if left.text[-1].isdigit() and right.text[0].isdigit():
                return False
            if re.search(r"\d", left.text) and re.search(r"\d", right.text) and left.text[-1] not in "-—–~至":
                return False
        return True
