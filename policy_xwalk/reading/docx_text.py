"""Text of a paragraph of a Word document: what is read of its runs, and what is hidden in it."""

from __future__ import annotations

from typing import Any

from policy_xwalk.reading.docx_numbering import W
from policy_xwalk.reading.docx_styles import Styles
from policy_xwalk.reading.html import superscript

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FORMULA_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# Taken out of the text by the author (deleted, moved away), or not text at all.
_SKIPPED = {f"{W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "sdtPr", "tblPr")}
_MARKS = {f"{W}tab": "\t", f"{W}noBreakHyphen": "-", f"{W}br": "\n", f"{W}cr": "\n"}


class ParagraphText:
    """Reads paragraphs; what is hidden in them gathers in :attr:`hidden` and is left out."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.hidden: list[str] = []

    def read(self, paragraph: Any) -> str:
        """Text of a paragraph without text boxes, deleted text, hidden text and field codes."""
        properties = paragraph.find(f"{W}pPr")
        pieces: list[str] = []
        stack: list[Any] = list(reversed(paragraph))
        while stack:
            node = stack.pop()
            tag = node.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == f"{W}r":
                hidden = self._styles.hides(node.find(f"{W}rPr"), properties) or _is_white(node)
                (self.hidden if hidden else pieces).append(_run(node))
            elif tag == _FORMULA_TEXT:
                pieces.append(node.text or "")
            elif tag == f"{MC}AlternateContent":
                choice = node.find(f"{MC}Choice")
                stack.extend(reversed(choice if choice is not None else node))
            elif tag not in {f"{W}p", f"{W}tbl", f"{W}txbxContent"}:
                stack.extend(reversed(node))
        return "".join(pieces)


def _is_white(run: Any) -> bool:
    """Whether a run is white on white paper.

    In tables, text boxes and on coloured pages, the ground may come from a style or a shape: there white is seen.
    """
    colour = run.find(f"{W}rPr/{W}color")
    if colour is None or str(colour.get(f"{W}val", "")).upper() != "FFFFFF":
        return False
    if run.find(f"{W}rPr/{W}shd") is not None or run.find(f"{W}rPr/{W}highlight") is not None:
        return False
    for outer in run.iterancestors():
        if outer.tag in {f"{W}tc", f"{W}txbxContent"} or outer.find(f"{W}pPr/{W}shd") is not None:
            return False
        if outer.tag == f"{W}document":
            return outer.find(f"{W}background") is None
    return True


def _run(run: Any) -> str:
    properties = run.find(f"{W}rPr")
    pieces: list[str] = []
    for child in run:
        if child.tag == f"{W}t":
            pieces.append(child.text or "")
        elif child.tag == f"{W}ruby":
            # Pinyin over the characters is no text of the plan's.
            pieces.extend(_run(inner) for inner in child.findall(f"{W}rubyBase/{W}r"))
        elif child.tag == f"{W}sym":
            pieces.append(_symbol(child.get(f"{W}char")))
        elif child.tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
            pieces.append(f"（注{child.get(f'{W}id', '')}）")
        elif child.tag in _MARKS and child.get(f"{W}type") not in {"page", "column"}:
            pieces.append(_MARKS[child.tag])
    text = "".join(pieces)
    raised = properties.find(f"{W}vertAlign") if properties is not None else None
    return superscript(text) if raised is not None and raised.get(f"{W}val") == "superscript" else text


def _symbol(code: str | None) -> str:
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 <= number <= 0xFFFD and not 0xD800 <= number <= 0xDFFF else ""
