"""Tables of indicators in running text: cells torn by line breaks, or rows with single blanks between the cells.

Neither rules nor tabs tell the cells here; what tells them is the header (which columns follow the name), the
grammar of values, the attribute words and the running number. Where these leave two readings, the cell stays empty
and the row says so (``problem``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from policy_xwalk.extraction.row_names import NamedRow, TornRow, name_rows
from policy_xwalk.extraction.table_model import Column, IndicatorTable, Range, TableRow, TextCell, join_pieces
from policy_xwalk.extraction.table_words import ATTRIBUTE, columns_of_tokens, header_tokens, is_dash, is_unit, is_value
from policy_xwalk.extraction.tail import Tail, TailReader, Token, tokenize
from policy_xwalk.language.flow import Line, split_lines
from policy_xwalk.language.fold import CJK, Folded

_PAGE = re.compile(r"[-—–·]+\s*\d{1,4}\s*[-—–·]+|第\s*\d+\s*页.*|[（(]?\s*续\s*表?\s*\d*\s*[)）]?|\d+/\d+")
_STOP = re.compile(
    r"第[一二三四五六七八九十百]+[章节篇]|专\s*栏|附\s*[件表录]|[（(]?注[\d：:.、]|备\s*注[：:]|说\s*明[：:]|数据来源"
    r"|#{1,6} |[*※①].{0,12}(?:数据|指标|口径)|表\s*\d"
)
_MAX_GAP_LINES = 9
_MAX_HEADER_LINES = 14
#: No table of indicators is longer; without an end, lines under each of many headings would be read again and again.
_MOST_LINES = 3000
#: A heading of a narrow column, torn inside a word, is no longer than this.
_MAX_TORN = 12


@dataclass(frozen=True, slots=True)
class _Header:
    columns: tuple[Column, ...]
    first: int
    after: int
    halves: int = 1
    """How often the headings stand side by side."""


def torn_tables(folded: Folded, taken: Sequence[Range], first_number: int) -> list[IndicatorTable]:
    """The indicator tables in the text outside ``taken``; they come without caption and notes."""
    lines = _free_lines(split_lines(folded.text), taken)
    tables: list[IndicatorTable] = []
    index = 0
    while index < len(lines):
        header = _header_at(lines, index)
        if header is None:
            index += 1
            continue
        table, last = _read_table(folded.text, lines, header, first_number + len(tables), taken)
        if table is None:
            index = last
            continue
        tables.append(table)
        index = max(last, header.after)
    return tables


def _free_lines(lines: Sequence[Line], taken: Sequence[Range]) -> list[Line]:
    ordered = sorted(taken)
    starts = [a for a, _ in ordered]
    free = []
    for line in lines:
        at = bisect_right(starts, line.start) - 1
        if at < 0 or line.start >= ordered[at][1]:
            free.append(line)
    return free


def _line_words(text: str) -> Sequence[tuple[str, str]] | None:
    """Header words of a line; a single unknown word among four known ones is a column of its own."""
    squeezed = "".join(text.split())
    if len(squeezed) > 80:
        return None
    if (tokens := header_tokens(squeezed)) is not None:
        return tokens
    words: list[tuple[str, str]] = []
    unknown = 0
    parts = text.split()
    if len(parts) == 1:
        return None
    for part in parts:
        tokens = header_tokens(part)
        if tokens is None:
            if not re.fullmatch(f"[{CJK}]{{2,6}}", part):
                return None
            unknown += 1
        words.extend(tokens if tokens is not None else [("other", part)])
    return words if unknown == 1 and len(words) >= 5 else None


def _next_words(lines: Sequence[Line], at: int) -> tuple[list[tuple[str, str]] | None, int]:
    """Header words of the line at ``at``, or of it and the next where a break tore a word (序 / 号 指标)."""
    if at >= len(lines):
        return None, at
    words = _line_words(lines[at].text)
    text = "".join(lines[at].text.split())
    if words is not None and (text != "序" or at + 1 == len(lines) or not lines[at + 1].text.startswith("号")):
        return _merged(words), at + 1
    for end in range(at + 1, min(at + 3, len(lines))):
        if len(text) > _MAX_TORN:
            break
        text += "".join(lines[end].text.split())
        if (words := header_tokens(text)) is not None and len(text) <= 2 * _MAX_TORN:
            return _merged(words), end + 1
    return None, at


def _names(words: Sequence[tuple[str, str]]) -> bool:
    return any(kind == "name" for kind, _ in words)


def _merged(words: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """指标 | 属性 in a row that has a name already are one heading, torn by a line break or a blank."""
    merged: list[tuple[str, str]] = []
    for kind, text in words:
        last = merged[-1] if merged else None
        torn = last is not None and last == ("name", "指标") and kind in ("attribute", "category")
        if torn and not text.startswith("指标") and _names(merged[:-1]):
            merged[-1] = (kind, f"指标{text}")
        elif (
            last is not None and last[0] == "name" and text in ("名称", "内容", "项目") and last[1] in ("指标", "项目")
        ):
            merged[-1] = ("name", last[1] + text)
        else:
            merged.append((kind, text))
    return merged


def _header_at(lines: Sequence[Line], index: int) -> _Header | None:
    words: list[tuple[str, str]] = []
    at = index
    while at < len(lines) and at - index < _MAX_HEADER_LINES:
        more, after = _next_words(lines, at)
        if more is None:
            break
        if at > index and _names(more) and _names(words):
            # A second name begins another table, unless the next line makes it 指标属性, 指标单位 …
            following, end = _next_words(lines, after) if more[-1] == ("name", "指标") else ([], after)
            joined, after = _merged([*words, *more, *(following or [])]), end
            if _names(joined[len(words) :]):
                break
            words = joined
        else:
            words = _merged([*words, *more])
        at = after
    if not words:
        return None
    if at > index + 1 and _is_caption(lines[index].text) and _header_at(lines, index + 1) is not None:
        return None
    halves = next((n for n in (2, 3) if len(words) % n == 0 and words == words[: len(words) // n] * n), 1)
    words = _with_name(words[: len(words) // halves])
    kinds = {k for k, _ in words}
    if "name" not in kinds or not kinds & {"year", "span", "role", "rate", "plain"}:
        return None
    columns = columns_of_tokens(words)
    roles = [c.role for c in columns]
    values = [c for c in columns if c.role == "value"]
    if roles.count("name") != 1 or not values or all(c.kind == "baseline" for c in values):
        return None
    if not (len(values) > 1 or {"no", "attribute", "unit"} & set(roles)):
        return None
    if min(i for i, r in enumerate(roles) if r == "value") < roles.index("name"):
        return None
    return _Header(columns, index, at, halves)


def _is_caption(text: str) -> bool:
    """A line with one word for a name (主要指标) may be the caption; it is if the header is complete without it."""
    tokens = header_tokens("".join(text.split()))
    return tokens is not None and [kind for kind, _ in tokens] == ["name"]


def _with_name(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Without blanks 指标 and 单位 read as 指标单位; where no other word names the rows, they are two columns."""
    if any(kind == "name" for kind, _ in words):
        return words
    for index, (kind, text) in enumerate(words):
        if kind in ("unit", "attribute", "category") and text.startswith("指标") and len(text) > 2:
            return [*words[:index], ("name", "指标"), (kind, text[2:]), *words[index + 1 :]]
    return words


def _read_table(
    text: str, lines: Sequence[Line], header: _Header, number: int, taken: Sequence[Range]
) -> tuple[IndicatorTable | None, int]:
    body, after = _body_lines(lines, header, taken)
    if not body:
        return None, max(header.after, after)
    if header.halves > 1:
        body = _one_below_another(body, header)
    columns = _attribute_in_notes(header.columns, body)
    name_at = next(i for i, c in enumerate(columns) if c.role == "name")
    slots = columns[name_at + 1 :]
    tokens = tokenize(body, sum(c.role == "value" for c in slots), units=any(c.role == "unit" for c in slots))
    reader = TailReader(slots, tokens)
    torn = _rows(tokens, reader)
    if len(torn) < (1 if "attribute" in {c.role for c in columns} else 2):
        return None, header.after
    rest = [t for t in tokens[torn[-1].tail.end :] if t.line <= tokens[torn[-1].tail.end - 1].line + 3]
    named = name_rows(torn, rest, has_category=any(c.role == "category" for c in columns))
    if _is_shifted(named):
        named = [replace(row, problem="columns_unclear") for row in named]
    rows = tuple(_table_row(row, index, columns, name_at) for index, row in enumerate(named, 1))
    end = max(b for row in rows for _, b in row.ranges)
    last = bisect_left([line.start for line in lines], end)
    return IndicatorTable(number, lines[header.first].start, end, columns, rows), min(last, after)


def _attribute_in_notes(columns: tuple[Column, ...], body: Sequence[Line]) -> tuple[Column, ...]:
    """Where no column is headed 属性, the attributes that the rows print stand under 备注 (or another open heading)."""
    if any(c.role == "attribute" for c in columns):
        return columns
    printed = sum(any(ATTRIBUTE.fullmatch(word) for word in line.text.split()) for line in body[:40])
    open_columns = [i for i, c in enumerate(columns) if c.role in ("note", "other")]
    if printed < 2 or not open_columns:
        return columns
    at = open_columns[-1]
    return (*columns[:at], replace(columns[at], role="attribute"), *columns[at + 1 :])


def _one_below_another(body: Sequence[Line], header: _Header) -> list[Line]:
    """The lines of a table printed as halves side by side, cut where the next half begins: left halves first."""
    numbered = any(c.role == "no" for c in header.columns)
    parts: list[list[Line]] = [[] for _ in range(header.halves)]
    for line in body:
        words = list(re.finditer(r"\S+", line.text))
        cuts = [0]
        for before, word, after in zip(words, words[1:], words[2:], strict=False):
            begins = word if not numbered or re.fullmatch(r"\d{1,3}[.、]?", word[0]) else None
            names = (after if numbered else word)[0]
            ends = is_value(before[0]) or ATTRIBUTE.fullmatch(before[0]) is not None
            if begins and ends and re.search(f"[{CJK}]", names) and not is_value(names) and not is_unit(names):
                cuts.append(word.start())
        for part, (a, b) in zip(parts, pairwise([*cuts, len(line.text)]), strict=False):
            text = line.text[a:b].rstrip()
            part.append(replace(line, text=text, start=line.start + a, end=line.start + a + len(text)))
    return [line for part in parts for line in part]


def _is_shifted(rows: Sequence[NamedRow]) -> bool:
    """Whether most names end in a value: the header has one column less than the rows, so no column is certain."""
    ends = [row.name[-1] for row in rows if len(row.name) > 1]
    return len(rows) > 1 and sum(is_value(t.text) and not is_unit(t.text) for t in ends) * 2 > len(rows)


def _body_lines(lines: Sequence[Line], header: _Header, taken: Sequence[Range]) -> tuple[list[Line], int]:
    """The lines that may belong to the table; page numbers and the header printed again are left out."""
    body: list[Line] = []
    at = header.after
    boundaries = sorted(a for a, _ in taken)
    limit = next((a for a in boundaries if a > lines[header.first].start), None)
    while at < len(lines) and len(body) < _MOST_LINES:
        line = lines[at]
        # PM2 / 5: a name broken at its point looks like the end of a sentence.
        ended = "。" in re.sub(r"(?<=[A-Za-z]\d)。$", "", line.text)
        if _STOP.match(line.text) or ended or (limit is not None and line.start > limit):
            break
        again = _header_at(lines, at)
        if again is not None:
            if [c.header for c in again.columns] != [c.header for c in header.columns]:
                break
            at = again.after
            continue
        if not _PAGE.fullmatch(line.text):
            body.append(line)
        at += 1
    return body, at


def _rows(tokens: Sequence[Token], reader: TailReader) -> list[TornRow]:
    """Cut the tokens into rows: what stands before the tail of values is name, number and group."""
    rows: list[TornRow] = []
    position = 0
    expected = 1
    while position < len(tokens):
        found = _next_tail(tokens, reader, position, expected)
        if found is None:
            break
        row = TornRow.of(tokens[position : found.start], found, expected, tokens)
        if row.number is None and reader.needs_number:
            break
        expected = (row.number or expected - 1) + 1
        rows.append(row)
        position = found.end
    return rows


def _next_tail(tokens: Sequence[Token], reader: TailReader, position: int, expected: int) -> Tail | None:
    best: Tail | None = None
    limit_line = tokens[position].line + _MAX_GAP_LINES
    stop = reader.stop_after(position)
    for start in range(position + 1, stop):
        if tokens[start].line > limit_line:
            break
        if best is not None and tokens[start - 1].is_number(expected + 1) and start > best.end:
            # The next row has begun: a worse reading of this row is better than swallowing it.
            break
        if not any(not t.is_integer for t in tokens[position:start]):
            continue
        tail = reader.read(start, stop)
        if tail is None:
            continue
        if tokens[start].is_number(expected) and not any(t.is_number(expected) for t in tokens[position:start]):
            tail = replace(tail, cost=tail.cost + 12)
        if start - 1 > position and is_dash(tokens[start - 1].text) and not tokens[start - 1].first:
            # A dash before the tail is an empty cell of the tail, not the end of a name.
            tail = replace(tail, cost=tail.cost + 4)
        if best is None or tail.cost < best.cost:
            best = tail
        if tail.cost == 0:
            break
    return best


def _table_row(row: NamedRow, index: int, columns: Sequence[Column], name_at: int) -> TableRow:
    cells = [TextCell() for _ in columns]
    used = [r for token in row.name for r in token.ranges]
    cells[name_at] = TextCell(_joined(row.name), tuple(used))
    for i, column in enumerate(columns[:name_at]):
        if column.role == "no" and row.number is not None:
            cells[i] = TextCell(row.number.text, row.number.ranges)
    if row.number is not None:
        used.extend(row.number.ranges)
    if not any(c.role == "no" for c in columns) and row.number is not None:
        cells[name_at] = TextCell(f"{row.number.text.rstrip('.、．')}.{cells[name_at].text}", cells[name_at].ranges)
    for offset, pieces in enumerate(row.tail.cells):
        ranges = tuple(r for token in pieces for r in token.ranges)
        used.extend(ranges)
        is_value_column = columns[name_at + 1 + offset].role == "value"
        unsure = row.problem == "columns_unclear" or (row.tail.problem and not row.tail.certain[offset])
        keep = not (is_value_column and unsure)
        if pieces and keep:
            cells[name_at + 1 + offset] = TextCell(_joined(pieces), ranges)
    return TableRow(tuple(cells), tuple(sorted(set(used))), index, row.category, row.problem)


def _joined(tokens: Sequence[Token]) -> str:
    """The text of a cell: the pieces of a line with their blanks, the lines without."""
    text = join_pieces([" ".join(t.text for t in line) for _, line in groupby(tokens, key=lambda t: t.line)])
    return re.sub(r"(?<=[A-Za-z]\d)。(?=\d)", ".", text)
