"""What differs between two passages, character by character."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from policy_xwalk.language.fold import fold

Range = tuple[int, int]
Piece = tuple[int, int, int, int]

_SAME_MARKS = str.maketrans("、.-–", "，。——")
"""Marks that plans use one for the other."""
_ALIKE = 0.3
_ISLAND = 2
"""Shared characters between two changes that are too few to mean anything (的, 和)."""


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The text as it is compared, character for character: half width, one form of each punctuation mark."""
    plain = fold(text).text
    return "".join(
        character if _inside_number(plain, place) else character.translate(_SAME_MARKS)
        for place, character in enumerate(plain)
    )


def _inside_number(text: str, place: int) -> bool:
    return 0 < place < len(text) - 1 and text[place - 1].isdigit() and text[place + 1].isdigit()


def marked(upper: str, local: str) -> tuple[list[Range], list[Range]] | None:
    """Ranges of the two texts that the other does not have; None where they are too far apart to compare.

    Changes that a character or two separates are joined, and a change inside a number covers the whole number, so
    that 70% against 80% marks 70 and 80 and not 7 and 8.
    """
    from rapidfuzz.distance import Indel

    first, second = folded(upper), folded(local)
    if not first or not second or Indel.normalized_similarity(first, second) < _ALIKE:
        return None
    pieces: list[Piece] = []
    for code in Indel.opcodes(first, second):
        if code.tag == "equal":
            continue
        if not (first[code.src_start : code.src_end] + second[code.dest_start : code.dest_end]).strip("\n"):
            # Only the join between two passages.
            continue
        piece = _whole_number(first, second, (code.src_start, code.src_end, code.dest_start, code.dest_end))
        if pieces and piece[0] - pieces[-1][1] <= _ISLAND and "\n" not in first[pieces[-1][1] : piece[0]]:
            last = pieces.pop()
            piece = last[0], max(last[1], piece[1]), last[2], max(last[3], piece[3])
        pieces.append(piece)
    return (
        [(piece[0], piece[1]) for piece in pieces if piece[0] < piece[1]],
        [(piece[2], piece[3]) for piece in pieces if piece[2] < piece[3]],
    )


def marked_items(upper: Sequence[str], local: Sequence[str]) -> tuple[list[list[Range]], list[list[Range]]] | None:
    """The same for the passages of several items a side: they are compared joined, the ranges given item by item."""
    ranges = marked("\n".join(upper), "\n".join(local))
    if ranges is None:
        return None
    return _shared_out(upper, ranges[0]), _shared_out(local, ranges[1])


def _whole_number(first: str, second: str, piece: Piece) -> Piece:
    """Widen a change that begins or ends inside a number to the whole number, on both sides alike."""
    start, end, other_start, other_end = piece
    changed = first[start:end] or second[other_start:other_end]
    if _digit(changed, 0):
        while _digit(first, start - 1) and _digit(second, other_start - 1):
            start, other_start = start - 1, other_start - 1
    if _digit(changed, len(changed) - 1):
        while _digit(first, end) and _digit(second, other_end):
            end, other_end = end + 1, other_end + 1
    return start, end, other_start, other_end


def _digit(text: str, place: int) -> bool:
    return 0 <= place < len(text) and (text[place].isdigit() or text[place] == ".")


def _shared_out(texts: Sequence[str], ranges: list[Range]) -> list[list[Range]]:
    shared: list[list[Range]] = []
    offset = 0
    for text in texts:
        end = offset + len(text)
        inside = [
            (max(start, offset) - offset, min(stop, end) - offset)
            for start, stop in ranges
            if start < end and stop > offset
        ]
        shared.append(inside)
        offset = end + 1
    return shared
