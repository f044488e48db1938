"""Plain text and Markdown: the text is the decoded file, line ends untouched; marks of Markdown become hints."""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import pairwise

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.detect import text_flavour
from policy_xwalk.reading.document import Cell, LineHint, SourceDocument, SourceTable
from policy_xwalk.reading.encoding import decode
from policy_xwalk.reading.limits import DEFAULT_LIMITS, ReadLimits

_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+\S")
_FENCE = re.compile(r"[ ]{0,3}(```|~~~)")
_RULE_CELL = re.compile(r"[ \t]*:?-{2,}:?[ \t]*")

Line = tuple[int, int]


def read_text(data: bytes, file: str, limits: ReadLimits = DEFAULT_LIMITS) -> SourceDocument:
    """Read TXT or Markdown; raises :class:`UnreadableFile` where the bytes are no text (see :func:`decode`)."""
    decoded = decode(data, file)
    text = decoded.text
    if len(text) > limits.text_characters:
        raise UnreadableFile("text_too_long", file=file, limit=limits.text_characters)
    lines = _lines(text)
    longest = max((end - start for start, end in lines), default=0)
    if longest > limits.line_characters:
        raise UnreadableFile("line_too_long", file=file, size=longest, limit=limits.line_characters)
    if not text.strip():
        raise UnreadableFile("empty_file", file=file)
    flavour = text_flavour(text, file)
    tables, hints = _markdown(text, lines) if flavour == "md" else ((), ())
    return SourceDocument(
        file=file,
        sha256=sha256(data).hexdigest(),
        format=flavour,
        text=text,
        tables=tables,
        hints=hints,
        encoding=decoded.encoding,
        warnings=decoded.warnings,
    )


def _lines(text: str) -> list[Line]:
    """Every line without its end; ``\\n``, ``\\r\\n`` and ``\\r`` end lines."""
    lines: list[Line] = []
    start = 0
    for match in re.finditer(r"\r\n|\n|\r", text):
        lines.append((start, match.start()))
        start = match.end()
    lines.append((start, len(text)))
    return lines


def _markdown(text: str, lines: list[Line]) -> tuple[tuple[SourceTable, ...], tuple[LineHint, ...]]:
    hints: list[LineHint] = []
    tables: list[SourceTable] = []
    fence = ""
    index = 0
    while index < len(lines):
        start, end = lines[index]
        if match := _FENCE.match(text, start, end):
            fence = "" if fence == match[1] else fence or match[1]
        elif not fence and (match := _HEADING.match(text, start, end)):
            hints.append(LineHint(start, end, heading=len(match[1])))
        elif not fence and (table := _pipe_table(text, lines, index, len(tables) + 1)) is not None:
            tables.append(table)
            index += table.rows
        index += 1
    return tuple(tables), tuple(hints)


def _pipe_table(text: str, lines: list[Line], index: int, number: int) -> SourceTable | None:
    """A pipe table whose header is line ``index``: header, rule of dashes, rows; the rule is no row."""
    if index + 1 >= len(lines):
        return None
    header = _pipe_cells(text, *lines[index])
    rule = _pipe_cells(text, *lines[index + 1])
    if len(header) < 2 or len(rule) != len(header):
        return None
    if not all(_RULE_CELL.fullmatch(text, start, end) for start, end in rule):
        return None
    rows = [header]
    last = lines[index + 1][1]
    for start, end in lines[index + 2 :]:
        cells = _pipe_cells(text, start, end)
        if len(cells) < 2:
            break
        rows.append(cells[: len(header)])
        last = end
    cells_of_table = tuple(
        Cell(row, column, _trimmed(text, start, end))
        for row, cells in enumerate(rows)
        for column, (start, end) in enumerate(cells)
    )
    return SourceTable(number, lines[index][0], last, len(rows), len(header), cells_of_table)


def _pipe_cells(text: str, start: int, end: int) -> list[Line]:
    bars = [at for at in range(start, end) if text[at] == "|" and (at == start or text[at - 1] != "\\")]
    if not bars:
        return []
    edges = [start - 1, *bars, end]
    cells = [(left + 1, right) for left, right in pairwise(edges)]
    if cells and not text[cells[0][0] : cells[0][1]].strip():
        cells = cells[1:]
    if cells and not text[cells[-1][0] : cells[-1][1]].strip() and text[start:end].rstrip().endswith("|"):
        cells = cells[:-1]
    return cells


def _trimmed(text: str, start: int, end: int) -> tuple[Line, ...]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return ((start, end),) if start < end else ()
