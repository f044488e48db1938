"""How much work a step does, counted and not timed; and plans of any length to count it on.

Counters are put around the package's patterns (those that modules name) and around rapidfuzz only while something is
counted: in normal use they do not exist and cost nothing. Used by ``tests/test_work.py`` and ``growth.py``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields
from types import ModuleType
from typing import Any
from unittest.mock import patch

PACKAGE = "policy_xwalk."
_SCANS = ("subn", "search", "match", "fullmatch", "sub", "finditer", "split", "findall")


@dataclass(slots=True)
class Work:
    """What was done."""

    scans: int = 0
    """Calls of a pattern."""
    scanned: int = 0
    """Characters given to patterns."""
    segmented: int = 0
    """Characters cut into words."""
    compared: int = 0
    """Pairs of texts whose edit distance or common sequence was computed."""
    quantities: int = 0
    """Times a text was searched for numbers, by its characters."""

    def times(self, other: Work) -> dict[str, float]:
        """How many times as much as another work this is, for each count that is not zero."""
        return {
            one.name: getattr(self, one.name) / getattr(other, one.name)
            for one in fields(self)
            if getattr(other, one.name)
        }


class _Pattern:
    """A pattern that counts."""

    def __init__(self, pattern: re.Pattern[str], work: Work) -> None:
        self._pattern = pattern
        self._work = work

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._pattern, name)
        if name not in _SCANS:
            return found

        def scan(*arguments: Any, **options: Any) -> Any:
            text, *span = arguments[1:2] if name in ("sub", "subn") else arguments
            begin = span[0] if span and name != "split" else 0
            end = span[1] if len(span) > 1 else len(text)
            result = found(*arguments, **options)
            if name == "match":
                # Looks at one place only.
                end = result.end() if result else begin + 1
            self._work.scans += 1
            self._work.scanned += max(0, min(end, len(text)) - begin)
            return result

        return scan


def forget() -> None:
    """Empty everything that the package keeps of texts and plans, so that the next call does all its work."""
    from policy_xwalk.alignment.features import forget_plain

    forget_plain()
    for module in _modules():
        for value in list(vars(module).values()):
            parameters = getattr(value, "cache_parameters", None)
            if parameters is not None and parameters()["maxsize"] not in (1, None):
                value.cache_clear()


@contextmanager
def counted() -> Iterator[Work]:
    """Count what is done inside; all that was kept is forgotten before."""
    import rapidfuzz.process as process

    from policy_xwalk.alignment import letters
    from policy_xwalk.language import quantities, segmenter

    forget()
    work = Work()
    calls: tuple[tuple[Callable[..., Any], str, Callable[..., int]], ...] = (
        (quantities.find_quantities, "quantities", lambda text: len(text)),
        (segmenter.segment, "segmented", lambda text: len(text)),
        (letters.in_order, "compared", lambda first, second: 1),
        (letters.in_any_order, "compared", lambda first, second: 1),
    )
    counting = {id(call): _adding(work, count, call, size) for call, count, size in calls}
    with ExitStack() as restored:
        every = _adding(work, "compared", process.cdist, lambda first, second: len(first) * len(second))
        paired = _adding(work, "compared", process.cpdist, lambda first, second: len(first))
        restored.enter_context(patch.object(process, "cdist", every))
        restored.enter_context(patch.object(process, "cpdist", paired))
        for module in _modules():
            for name, value in list(vars(module).items()):
                if (instead := counting.get(id(value)) or _counting(value, work)) is not None:
                    restored.enter_context(patch.object(module, name, instead))
        yield work


def _modules() -> list[ModuleType]:
    return [module for name, module in sorted(sys.modules.items()) if name.startswith(PACKAGE)]


def _adding(work: Work, count: str, call: Callable[..., Any], size: Callable[..., int]) -> Callable[..., Any]:
    """The call, adding the size of its arguments to a count."""

    def measured(*arguments: Any, **options: Any) -> Any:
        setattr(work, count, getattr(work, count) + size(*arguments))
        return call(*arguments, **options)

    return measured


def _counting(value: Any, work: Work) -> Any:
    """Patterns that count in place of a pattern or of several; None for anything else."""
    if isinstance(value, re.Pattern):
        return _Pattern(value, work)
    if isinstance(value, tuple) and value and all(isinstance(one, re.Pattern) for one in value):
        return tuple(_Pattern(one, work) for one in value)
    if isinstance(value, dict) and value and all(isinstance(one, re.Pattern) for one in value.values()):
        return {key: _Pattern(one, work) for key, one in value.items()}
    return None


#: What stands in the place of 社区 in each further copy of a plan's body, so that no copy says the same again.
_OTHERS = (
    "养老",
    "托育",
    "助残",
    "就业",
    "文化",
    "体育",
    "医疗",
    "教育",
    "住房",
    "交通",
    "水利",
    "农业",
    "旅游",
    "生态",
    "应急",
    "法律",
)


def lengthened(text: str, times: int) -> str:
    """A plan with so many bodies one after the other, each about another subject."""
    start = re.search(r"(?m)^\s*(?:一、|第一章)", text)
    body = text[start.start() :] if start else text
    return text + "".join(
        f"\n{body.replace('社区', _OTHERS[n % len(_OTHERS)] * (1 + n // len(_OTHERS)))}" for n in range(times - 1)
    )
