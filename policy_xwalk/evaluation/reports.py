"""Targets of a passage of a work report against its gold: the paragraph of expected goals of a government's year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from policy_xwalk.evaluation.matching import Json, figure_likeness, pair_up, plain
from policy_xwalk.evaluation.scores import Count, Figure, accuracy, figures

# Whether 主要预期目标 makes every goal of its list an aim is open between the annotations, so modality is not scored.
_FIELDS = ("comparator", "unit", "subject", "deadline", "kind")
#: A goal in words has no comparator and no unit to compare.
_OF_NUMBERS = frozenset({"comparator", "unit"})


@dataclass(slots=True)
class ReportScore:
    """What came of one passage: a unit of counts a target, right or wrong for each field, a line for each error."""

    report: str
    units: list[Count] = field(default_factory=list)
    fields: dict[str, list[bool]] = field(default_factory=dict)
    status_as_target: int = 0
    to_gold: dict[str, int] = field(default_factory=dict)
    """Id of a found record to the index of the gold record that it is."""
    errors: list[str] = field(default_factory=list)


def score_report(gold_lines: Sequence[Json], records: Sequence[Json], text: str) -> ReportScore:
    """Compare the targets found in a passage with its gold.

    The first of ``gold_lines`` names the passage by its first and last words; offsets of the others count in
    ``text`` freed of whitespace. ``records`` are those of the whole report, with spans that count in ``text``
    itself; only what begins in the passage is judged. Borderline gold is scored neither way. Raises
    :class:`ValueError` where the text does not hold the passage.
    """
    head, *rest = gold_lines
    score = ReportScore(str(head["report"]))
    places = [index for index, character in enumerate(text) if not character.isspace()]
    begin, end = passage_of(head["passage"], "".join(text[index] for index in places))
    first, last = places[begin], places[end - 1] + 1
    expected = {kind: [_placed(r, places) for r in rest if r["record"] == kind] for kind in ("target", "status")}
    targets = [r for r in records if r["record"] == "target" and r["spans"]]
    found = [r for r in targets if first <= r["spans"][0]["start"] < last]
    pairs = pair_up(expected["target"], found, figure_likeness)
    _count(score, expected["target"], found, dict(pairs))
    reviewed = [r for r in expected["status"] if not r.get("borderline")]
    for record in targets:
        # What the report says of the year before stands outside the passage; it is judged wherever it stands.
        if any(figure_likeness(other, record) > 0 for other in reviewed):
            score.status_as_target += 1
            score.errors.append(f"status as target {record['subject']} {record['raw']}")
    for i, j in pairs:
        score.to_gold[str(found[j]["id"])] = int(expected["target"][i]["index"])
        if not expected["target"][i].get("borderline"):
            _fields(score, expected["target"][i], found[j])
    return score


def passage_of(passage: Mapping[str, str | int], squeezed: str) -> tuple[int, int]:
    """Where a passage stands in a text freed of whitespace; of several that begin alike, the one of its length."""
    opening, closing, length = str(passage["start_quote"]), str(passage["end_quote"]), int(passage["characters"])
    begin = squeezed.find(opening)
    while begin >= 0:
        if squeezed[: begin + length].endswith(closing):
            return begin, begin + length
        begin = squeezed.find(opening, begin + 1)
    raise ValueError(f"no passage from {opening!r} to {closing!r} of {length} characters")


def _placed(record: Json, places: Sequence[int]) -> Json:
    start = int(record["offset"])
    end = start + len("".join(str(record["quote"]).split()))
    return {**record, "spans": [{"page": None, "start": places[start], "end": places[end - 1] + 1}]}


def _count(
    score: ReportScore,
    expected: Sequence[Json],
    found: Sequence[Json],
    matched: Mapping[int, int],
) -> None:
    for i, record in enumerate(expected):
        if record.get("borderline"):
            continue
        score.units.append(Count(right=int(i in matched), missed=int(i not in matched)))
        if i not in matched:
            score.errors.append(f"missed {record['subject']} {record['raw']}")
    taken = set(matched.values())
    for j, record in enumerate(found):
        if j in taken:
            continue
        score.units.append(Count(wrong=1))
        score.errors.append(f"wrong {record['subject']} {record['raw']}")


def _fields(score: ReportScore, expected: Json, record: Json) -> None:
    for name in _FIELDS:
        want, got = expected.get(name), record.get(name)
        if expected.get("value") is None and name in _OF_NUMBERS:
            continue
        right = plain(str(want)) == plain(str(got)) if name == "subject" else want == got
        score.fields.setdefault(name, []).append(right)
        if not right:
            score.errors.append(f"{name} of {expected['subject']} {expected['raw']}: {want!r}, found {got!r}")


def report_figures(scores: Sequence[ReportScore]) -> list[Figure]:
    """Precision, recall and F1 over all passages, the fields of what was found, and status taken for targets."""
    table = figures("reports.target", [unit for score in scores for unit in score.units])
    for name in _FIELDS:
        right = [value for score in scores for value in score.fields.get(name, ())]
        table.append(accuracy(f"reports.target.{name}", right))
    number = sum(score.status_as_target for score in scores)
    table.append(Figure("reports.status_as_target", number, number, number, len(scores)))
    return table
