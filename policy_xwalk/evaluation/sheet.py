"""A plan as an annotation tool shows it: one text, marked passages, and what is known of each.

Passages are ranges of the text. All records of one kind with the same passage stand on one mark; the numbers that
tell them apart (``raw_spans``) are marks of their own below it. Tools that count otherwise than Python (UTF-16 units,
other line ends) are set right by the words that they print beside their offsets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policy_xwalk.errors import PlanError
from policy_xwalk.evaluation.matching import Json

Range = tuple[int, int]

#: Kinds of records that have a passage, with the letter of their ids and a colour that tells them apart.
KINDS: dict[str, tuple[str, str]] = {
    "indicator": ("I", "#1f77b4"),
    "target": ("T", "#2ca02c"),
    "status": ("S", "#8c564b"),
    "action": ("A", "#9467bd"),
    "box": ("B", "#7f7f7f"),
    "trap": ("X", "#d62728"),
}
#: The label of a number inside a passage, and of the relation from the passage to it.
NUMBER, NUMBER_COLOUR = "number", "#ff7f0e"


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked passage: its label, the records that stand there, and the numbers inside it."""

    label: str
    place: Range
    records: tuple[Json, ...] = ()
    numbers: tuple[Range, ...] = ()
    sure: bool = True
    """False where the records were found for the mark by its place only, and the place has changed."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One text with its marks; ``kept`` are records without a passage, ``order`` all ids in the order of the gold."""

    text: str
    marks: tuple[Mark, ...]
    kept: tuple[Json, ...] = ()
    order: tuple[str, ...] = ()


def squeezed(text: str) -> str:
    """The text freed of whitespace."""
    return "".join(text.split())


def whole(spans: Sequence[Json] | None) -> Range | None:
    """From the first character of the spans to the last."""
    return (int(spans[0]["start"]), int(spans[-1]["end"])) if spans else None


def sheet_of(records: Sequence[Json], text: str, file: str) -> Sheet:
    """Lay the records of a plan on its text.

    Raises :class:`~policy_xwalk.errors.PlanError` (``exchange_text``) where a quote is not what stands at its spans:
    the records belong to another file or another edition of it.
    """
    marks: dict[tuple[Range, str], Mark] = {}
    kept: list[Json] = []
    for record in records:
        place = whole(record.get("spans"))
        if place is None or record["record"] not in KINDS:
            kept.append(record)
            continue
        if squeezed("".join(text[s["start"] : s["end"]] for s in record["spans"])) != record["quote"]:
            raise PlanError("exchange_text", file=file, found=record["id"])
        mark = marks.setdefault((place, record["record"]), Mark(record["record"], place))
        number = whole(record.get("raw_spans"))
        added = (number,) if number is not None and number not in mark.numbers else ()
        marks[place, record["record"]] = replace(mark, records=(*mark.records, record), numbers=(*mark.numbers, *added))
    return Sheet(text, tuple(marks.values()), tuple(kept), tuple(record["id"] for record in records))


def place_in(source: str, text: str, place: Range, words: str | None, file: str) -> Range:
    """Where a passage that a tool marked in ``text`` stands in ``source``, which differs at most in its blanks.

    ``words`` are those that the tool printed for the passage. Where they do not stand at its offsets, these are
    taken as UTF-16 units (as JavaScript counts), then as characters of the text with ``\\n`` for every line end.
    Raises :class:`~policy_xwalk.errors.PlanError` (``exchange_place``) where no reading gives the words.
    """
    wanted = None if words is None else squeezed(words.replace("\\n", "\n").replace("\\r", "\r"))
    for candidate, found in _readings(text, place) if wanted is not None else ((text, place),):
        if not 0 <= found[0] < found[1] <= len(candidate):
            continue
        if wanted is None or squeezed(candidate[found[0] : found[1]]) == wanted:
            return _moved(source, candidate, found)
    raise PlanError("exchange_place", file=file, start=place[0], end=place[1])


def _readings(text: str, place: Range) -> Iterator[tuple[str, Range]]:
    yield text, place
    yield text, _code_points(text, place)
    yield text.replace("\r\n", "\n"), place


def _code_points(text: str, place: Range) -> Range:
    encoded = text.encode("utf-16-le", "surrogatepass")
    start, end = (len(encoded[: 2 * offset].decode("utf-16-le", "ignore")) for offset in place)
    return start, end


def _moved(source: str, text: str, place: Range) -> Range:
    """The same passage in a text that differs in its blanks only, without blanks at its ends."""
    if source == text:
        return place
    places = [index for index, character in enumerate(source) if not character.isspace()]
    before, length = len(squeezed(text[: place[0]])), len(squeezed(text[place[0] : place[1]]))
    return places[before], places[before + max(length, 1) - 1] + 1
