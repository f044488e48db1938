"""Paragraph styles of a Word document as far as they say something: heading level, list, contents, title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from policy_xwalk.reading.docx_numbering import W

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What the styles and properties of one paragraph say."""

    heading: int | None = None
    list_id: str | None = None
    list_level: int = 0
    contents: bool = False
    title: bool = False


class Styles:
    """Styles by id, with what they inherit."""

    def __init__(self, root: Any | None) -> None:
        self._nodes: dict[str, Any] = {}
        self._default: str | None = None
        self._hidden: dict[tuple[str | None, str | None], bool] = {}
        for style in root.iter(f"{W}style") if root is not None else ():
            identifier = style.get(f"{W}styleId", "")
            self._nodes.setdefault(identifier, style)
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
                self._default = identifier

    def look(self, properties: Any | None) -> ParagraphLook:
        """What a paragraph with these properties (``w:pPr``) looks like; its own properties outrank its style's."""
        style = _value(properties, "pStyle") or self._default
        chain = self._chain(style)
        names = [name for node in chain if (name := _value(node, "name"))]
        sources = [properties, *(node.find(f"{W}pPr") for node in chain)]
        heading = next((int(match[1]) for name in names if (match := _HEADING_NAME.match(name.strip()))), None)
        outline = next((value for source in sources if (value := _value(source, "outlineLvl")) is not None), None)
        if outline is not None and outline.isdigit():
            heading = int(outline) + 1 if int(outline) < 9 else None
        list_id, level = self._list(sources)
        return ParagraphLook(
            heading=heading,
            list_id=list_id,
            list_level=level,
            contents=any(_CONTENTS_NAME.match(name.strip()) for name in names[:1]),
            title=any(name.strip().lower() in {"title", "标题"} for name in names[:1]),
        )

    def hides(self, run: Any | None, paragraph: Any | None) -> bool:
        """Whether a run with these properties (``w:rPr``) in such a paragraph (``w:pPr``) is hidden text.

        Its own word outranks that of its character style, this that of the style of the paragraph.
        """
        if (own := _switch(run, "vanish")) is not None:
            return own
        names = (_value(run, "rStyle"), _value(paragraph, "pStyle") or self._default)
        if names not in self._hidden:
            styles = [node for name in names for node in self._chain(name)]
            said = (_switch(node.find(f"{W}rPr"), "vanish") for node in styles)
            self._hidden[names] = next((hidden for hidden in said if hidden is not None), False)
        return self._hidden[names]

    def _chain(self, identifier: str | None) -> list[Any]:
        chain: list[Any] = []
        while identifier in self._nodes and len(chain) < 20:
            node = self._nodes[identifier]
            if node in chain:
                break
            chain.append(node)
            identifier = _value(node, "basedOn")
        return chain

    @staticmethod
    def _list(sources: list[Any]) -> tuple[str | None, int]:
        list_id: str | None = None
        level: int | None = None
        for source in sources:
            numbering = source.find(f"{W}numPr") if source is not None else None
            if numbering is None:
                continue
            list_id = list_id if list_id is not None else _value(numbering, "numId")
            printed = _value(numbering, "ilvl")
            if level is None and printed is not None and printed.isdigit():
                level = int(printed)
        return (None if list_id == "0" else list_id), level or 0


def _value(node: Any | None, name: str) -> str | None:
    child = node.find(f"{W}{name}") if node is not None else None
    value = child.get(f"{W}val") if child is not None else None
    return str(value) if value is not None else None


def _switch(node: Any | None, name: str) -> bool | None:
    """A property that is on or off; None where it is not mentioned."""
    child = node.find(f"{W}{name}") if node is not None else None
    return child.get(f"{W}val") not in {"0", "false", "off"} if child is not None else None
