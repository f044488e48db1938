"""Sections of a plan and the tree they form."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from policy_xwalk.outline.zones import Zone, gathers

HeadingStyle = Literal[
    "part",
    "attachment",
    "chapter",
    "section",
    "han",
    "han_bracket",
    "arabic",
    "decimal",
    "arabic_bracket",
    "circle",
    "ordinal",
    "box",
    "plain",
    "marked",
    "unnumbered",
]
"""How a heading is numbered. ``marked`` by the format, ``plain`` names a part (目标, 保障措施, 2026年工作安排),
``unnumbered`` is a task or box item whose heading shows only by its shape."""


@dataclass(slots=True)
class Section:
    """A heading or box and what stands under it.

    ``label`` is the printed number (一, （一）, 1, 专栏3); ``title`` its wording without number and stop. ``start`` and
    ``title_end`` delimit the heading as printed in the flow, ``body`` the ranges of its own text (without the
    sections below it).
    """

    style: HeadingStyle
    rank: int
    label: str
    title: str
    start: int
    title_end: int
    zone: Zone
    parent: Section | None
    untitled: bool = False
    end: int = 0
    body: list[tuple[int, int]] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    @property
    def box(self) -> Section | None:
        """The box this section is or stands in."""
        node: Section | None = self
        while node is not None and node.style != "box":
            node = node.parent
        return node

    @property
    def path(self) -> str:
        """Printed numbers from the top (or from the box) down, joined by ``/``; titles where none is printed."""
        parts: list[str] = []
        node: Section | None = self
        while node is not None:
            parts.append(node.label or node.title)
            if node.style == "box":
                break
            node = node.parent
        return "/".join(reversed(parts))

    @property
    def is_container(self) -> bool:
        """A heading that only gathers others (三、重点任务; 四、保障措施)."""
        return gathers(self.title) and any(c.style != "box" for c in self.children)

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Outline:
    """All top sections of a plan, and a quick way from an offset to its section."""

    sections: tuple[Section, ...]
    preamble: tuple[tuple[int, int], ...]
    """Ranges of the text before the first heading."""
    starts: tuple[int, ...]
    owners: tuple[Section | None, ...]

    def walk(self) -> Iterator[Section]:
        """Every section in document order."""
        for section in self.sections:
            yield from section.walk()

    def at(self, offset: int) -> Section | None:
        """The innermost section whose heading or own text holds a flow offset."""
        index = bisect_right(self.starts, offset) - 1
        return self.owners[index] if index >= 0 else None
