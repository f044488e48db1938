"""The outline of a plan: the tree of its headings and boxes, and what each part of it is for.

Headings are read by their numbering (第一章, 一、, （一）, 1., （1）, ①, 专栏1, 附件), by what the file format marks,
and, where neither is there, by their shape: a short line without a stop before running text.
"""

from policy_xwalk.outline.builder import read_outline
from policy_xwalk.outline.sections import HeadingStyle, Outline, Section
from policy_xwalk.outline.zones import Zone, zone_of

__all__ = ["HeadingStyle", "Outline", "Section", "Zone", "read_outline", "zone_of"]
