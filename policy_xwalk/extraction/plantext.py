"""A plan as the extractors see it: flowing text, outline, and the way from any passage to its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policy_xwalk.language.flow import Flow
from policy_xwalk.language.fold import Folded
from policy_xwalk.outline import Outline, Section, Zone
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.records import Period, Span


@dataclass(frozen=True, slots=True)
class PlanText:
    """One plan, read and cleaned; ``id`` is the plan's id, ``period`` and ``issued`` come from its identity."""

    id: str
    document: SourceDocument
    folded: Folded
    flow: Flow
    outline: Outline
    period: Period | None = None
    issued: str | None = None
    numbered: int | None = None
    """The year of the plan's document number."""

    @property
    def now(self) -> int | None:
        """The first year that is not past for the plan: where its period begins, else the year of its issue."""
        if self.period is not None:
            return self.period.start
        return int(self.issued[:4]) if self.issued else None

    @property
    def issue_year(self) -> int | None:
        """The year of issue, or that of the document number; None for a plan issued when its period was over."""
        year = int(self.issued[:4]) if self.issued else self.numbered
        return None if year is None or (self.period is not None and self.period.end <= year) else year

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The places in the source behind ``flow.text[start:end]``."""
        page_at = self.document.page_at if self.document.pages else None
        ranges = self.flow.ranges(start, end, page_at)
        return tuple([Span(page_at(a) if page_at else None, a, b) for a, b in ranges])

    def place(self, start: int, end: int) -> tuple[str, tuple[Span, ...]]:
        """Quote and spans of a passage at once."""
        spans = self.spans(start, end)
        source = self.document.text
        return "".join([part for span in spans for part in source[span.start : span.end].split()]), spans

    def quote(self, start: int, end: int) -> str:
        """The source characters behind ``flow.text[start:end]``, freed of whitespace."""
        return self.flow.quote(start, end)

    def source_spans(self, ranges: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
        """Spans for ranges of the source text itself."""
        return tuple(Span(self.document.page_at(a), a, b) for a, b in ranges)

    def prose(self) -> Iterator[tuple[int, int, Section | None]]:
        """Every range of running text with its section, in order; the preamble has none."""
        ranges: list[tuple[int, int, Section | None]] = [(start, end, None) for start, end in self.outline.preamble]
        ranges += [(start, end, section) for section in self.outline.walk() for start, end in section.body]
        yield from sorted(ranges, key=lambda r: r[:2])

    @staticmethod
    def zone_commits(zone: Zone) -> bool:
        """Whether a part of the plan is one that commits to anything."""
        return zone in ("goal", "task", "safeguard", "attachment")
