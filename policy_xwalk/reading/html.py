"""Web pages: the article with its headings and tables, without what surrounds it on the page."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.builder import TextBuilder
from policy_xwalk.reading.document import ReadingWarning, SourceDocument
from policy_xwalk.reading.encoding import decode
from policy_xwalk.reading.html_article import find_article, is_widget_line
from policy_xwalk.reading.html_tables import data_grid
from policy_xwalk.reading.limits import DEFAULT_LIMITS, ReadLimits
from policy_xwalk.reading.unseen import hidden_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w-]{3,20})", re.IGNORECASE)

_BLOCK_NAMES = (
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6"
    " header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SUPERSCRIPTS = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
# Elements that nest where they are not closed; the others close each other or are empty.
_NESTING_TAG = re.compile(
    r"<(/?)(?:div|span|font|table|ul|ol|dl|section|article|center|blockquote|b|i|u|em|strong|small|big|a|form|main|header"
    r"|footer|nav|aside|svg|g|math)\b",
    re.IGNORECASE,
)
_CJK_BREAK = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f])[ \t\r\n\f]*\n[ \t\r\n\f]*(?=[\u2e80-\u9fff\uff00-\uffef])"
)


def read_html(data: bytes, file: str, limits: ReadLimits = DEFAULT_LIMITS) -> SourceDocument:
    """Read a web page: its article as lines, data tables as tables, layout tables as text, ``h1``…``h6`` as hints.

    The declared charset is believed only if the bytes agree (a page that says gb2312 is read as GB18030, one that
    says gb2312 and is UTF-8 as UTF-8, with a warning). Text in the article that the page hides is left out (warning
    ``hidden_text``), unless it is nearly all there is (``hidden_text_read``). Raises :class:`UnreadableFile`.
    """
    from selectolax.lexbor import LexborHTMLParser

    match = _XML_ENCODING.search(data[:1024]) or _CHARSET.search(data[:8192])
    decoded = decode(data, file, match[1].decode("ascii") if match else None)
    _refuse_abuse(decoded.text, file, limits)
    tree = LexborHTMLParser(decoded.text)
    title_node = tree.css_first("head > title")
    title = " ".join(title_node.text().split()) if title_node is not None else ""
    article = find_article(tree)
    builder = TextBuilder(file, limits)
    for heading in article.above:
        builder.line(heading, heading=1)
    if article.node is not None:
        _Writer(builder).write(article.node)
    text = builder.text()
    if not text.strip():
        raise UnreadableFile("no_text", file=file, format="html")
    warnings = [*decoded.warnings, *hidden_text(article.hidden)]
    if not article.certain:
        warnings.append(ReadingWarning("no_article"))
    warnings += [replace(warning, code="hidden_text_read") for warning in hidden_text(article.unveiled)]
    return SourceDocument(
        file=file,
        sha256=sha256(data).hexdigest(),
        format="html",
        text=text,
        tables=builder.closed_tables(),
        hints=tuple(builder.hints),
        encoding=decoded.encoding,
        warnings=tuple(warnings),
        title=title or None,
    )


def _refuse_abuse(text: str, file: str, limits: ReadLimits) -> None:
    """Refuse what no page is, before parsing: the parser's time grows with the square of the depth.

    Pictures written into the page make long lines, so the bound on lines is five times that of a text.
    """
    longest = max(map(len, text.splitlines()), default=0)
    if longest > 5 * limits.line_characters:
        raise UnreadableFile("line_too_long", file=file, size=longest, limit=5 * limits.line_characters)
    depth = deepest = 0
    for match in _NESTING_TAG.finditer(text):
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    if deepest > limits.depth:
        raise UnreadableFile("nested_too_deep", file=file, size=deepest, limit=limits.depth)


class _Writer:
    """Walks the tree without recursion (a hostile page nests deeper than Python's stack) and writes lines."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._pieces: list[str] = []
        self._heading: int | None = None

    def write(self, root: LexborNode) -> None:
        stack: list[tuple[LexborNode, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            tag = node.tag
            if leaving:
                self._flush()
                if tag in _HEADINGS:
                    self._heading = None
                continue
            if tag == "-text":
                self._pieces.append(node.text_content or "")
                continue
            if tag == "br":
                self._flush()
                continue
            if tag == "sup":
                self._pieces.append(superscript(node.text()))
                continue
            if tag == "table":
                self._flush()
                if (grid := data_grid(node, _cell_lines)) is not None:
                    cells, rows, columns = grid
                    self._builder.framed_table(cells, rows, columns)
                    continue
            if tag in _BLOCKS:
                self._flush()
                self._heading = _HEADINGS.get(tag, self._heading)
                stack.append((node, True))
            stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))
        self._flush()

    def _flush(self) -> None:
        if not self._pieces:
            return
        line = collapse("".join(self._pieces))
        self._pieces.clear()
        if line.strip() and not is_widget_line(line):
            self._builder.line(line, heading=self._heading)


def superscript(text: str) -> str:
    """Raised figures as Unicode has them, so that 60.6 with a footnote mark 1 does not become 60.61."""
    return text.translate(_SUPERSCRIPTS)


def collapse(text: str) -> str:
    """White space as a browser shows it; a line break between Chinese characters is no blank."""
    joined = _CJK_BREAK.sub("", text)
    return re.sub(r"[ \t\r\n\f]+", " ", joined).strip(" ")


def _cell_lines(cell: LexborNode) -> list[str]:
    """Lines of one cell: its paragraphs and breaks."""
    lines: list[str] = []
    pieces: list[str] = []

    def flush() -> None:
        line = collapse("".join(pieces))
        pieces.clear()
        if line.strip():
            lines.append(line)

    stack: list[tuple[LexborNode, bool]] = [(cell, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag
        if tag == "-text":
            pieces.append(node.text_content or "")
        elif tag == "sup":
            pieces.append(superscript(node.text()))
        elif leaving or tag == "br":
            flush()
        else:
            if tag in _BLOCKS:
                flush()
                stack.append((node, True))
            stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))
    flush()
    return lines
