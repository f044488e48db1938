"""What is odd in the text of a plan by itself, noticed while it is read: the last step of the extraction.

Records do not show the numbering of headings, how often a passage stands in the text, or in which characters it is
written. What is noticed here is put down without judgement (:class:`~policy_xwalk.records.Remark`); the rules of
:mod:`policy_xwalk.audit` decide what of it an auditor sees. The whole step looks at the text once and keeps to plain
string operations: it takes about one millisecond for a plan of 15,000 characters.

Codes and their ``params``:

- ``numbering_gap``: ``label`` (as printed), ``missing`` (the label that should stand before it), ``previous``
- ``numbering_repeat``: ``label``, ``previous`` (the earlier heading with the same number)
- ``count_differs``: ``announced``, ``found``, ``what`` (工程, 个方面, …), ``listed`` (how the list stands:
  ``headings``, ``ordinals``, ``words``, ``rows``)
- ``passage_repeated``: ``passage`` (one number for all places of a passage), ``place`` (from 1), ``places``
- ``sum_differs``: ``form`` (``rise``, ``against``, ``parts``), ``first``, ``second``, ``printed``, ``reckoned``;
  of ``parts`` also ``one_is_more`` (a single part is more than the whole, so that no overlap explains it)
- ``traditional``: ``printed``, ``usual``, ``times``
- ``wrong_word``: ``printed``, ``usual``, ``times``
- ``private_glyph``: ``glyph`` (its code point), ``times``, ``read_as`` (null where its meaning is unknown)

Each may hold ``recognised`` (true) where the text was recognised in a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policy_xwalk.extraction.plantext import PlanText
from policy_xwalk.extraction.remark_characters import odd_characters
from policy_xwalk.extraction.remark_counts import announced_counts
from policy_xwalk.extraction.remark_numbers import odd_numbers
from policy_xwalk.extraction.remark_sums import odd_sums
from policy_xwalk.records import Indicator, Number, Remark

#: A shorter sentence may be said twice on purpose.
_LONG = 36
#: Where more of the sentences than this stand twice, the file holds its text twice, and the plan repeats nothing.
_WHOLE_TEXT = 0.2
_NOT_REPEATED = re.compile(r"责任(?:单位|部门|领导)|牵头|配合单位|分工负责|[按根]?据职责|印发给你们|施行|解释")


def read_remarks(plan: PlanText, indicators: Sequence[Indicator] = ()) -> tuple[Remark, ...]:
    """Everything odd in the text of a plan, in the order of the text.

    ``indicators`` are the rows of its own table, for counts that the text announces (设置20项指标).
    """
    recognised = any(hint.confidence is not None for hint in plan.document.hints)
    found = [
        *odd_numbers(plan),
        *announced_counts(plan, indicators),
        *_repeated(plan),
        *odd_sums(plan),
        *odd_characters(plan),
    ]
    found.sort(key=lambda note: note[1])
    remarks = []
    for code, start, end, params in found:
        known: dict[str, Number | str | bool | None] = {**params, "recognised": True} if recognised else dict(params)
        remarks.append(Remark(code, plan.quote(start, end), plan.spans(start, end), known))
    return tuple(remarks)


#: What is noticed, at ``flow.text[start:end]``: code, start, end, params.
Note = tuple[str, int, int, dict[str, Number | str | bool | None]]


def _repeated(plan: PlanText) -> Iterator[Note]:
    """Long sentences that stand word for word in two places."""
    text = plan.flow.text
    places: dict[str, list[tuple[int, int]]] = {}
    total = 0
    headings = [
        (s.start, s.title_end, s) for s in plan.outline.walk() if s.title_end - s.start >= _LONG and not s.untitled
    ]
    for start, end, section in sorted([*plan.prose(), *headings], key=lambda part: part[:2]):
        if section is not None and section.zone == "attachment":
            continue
        at = start
        if section is not None and start == section.start:
            # A numbered sentence that reads as a heading: what is repeated is its wording.
            at = max(start, text.find(section.title, start, end))
        while at < end:
            stop = text.find("。", at, end)
            stop = end if stop < 0 else stop + 1
            if stop - at >= _LONG:
                total += 1
                places.setdefault(text[at:stop].rstrip("。；"), []).append((at, stop))
            at = stop
    twice = [(sentence, at) for sentence, at in places.items() if len(at) > 1 and not _NOT_REPEATED.search(sentence)]
    if len(twice) > 2 and len(twice) > total * _WHOLE_TEXT:
        return
    for number, (_sentence, ranges) in enumerate(twice, start=1):
        for place, (start, end) in enumerate(ranges, start=1):
            yield "passage_repeated", start, end, {"passage": number, "place": place, "places": len(ranges)}
