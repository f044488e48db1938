"""Rule between levels on wording: a sentence taken over that lost a member of its enumeration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policy_xwalk.alignment.features import plain_title
from policy_xwalk.alignment.owed import keeps
from policy_xwalk.alignment.passages import Passage
from policy_xwalk.audit.kept import keep
from policy_xwalk.audit.rule import Draft, Pair
from policy_xwalk.audit.weighing import doubtful, sound
from policy_xwalk.records import Action, Evidence, Link

_SHORTEST = 12
_ALIKE = 82.0
_NEAR = 60.0
"""Likeness (0 to 100) above which clauses are one sentence, and from which they are where only members are gone."""
_MEMBER = re.compile(r"[、和与及]|以及")
_TERRITORY = re.compile(r"全?[省市县区州盟旗]|全国|各地|本[省市县]|我[省市县]")
# The verb of the whole enumeration, printed before its first member.
_LEAD = re.compile(
    r"^(?:加快|推动|推进|加强|实施|开展|支持|鼓励|完善|健全|强化)*(?:建设(?!用地|项目|工程|单位|资金|标准))?(?=..)"
)
# Words that a plan puts in or leaves out without saying less.
_LIGHT = re.compile(
    r"进一步|大力|全面|积极|切实|着力|持续|不断|深入|加快|稳步|有序|扎实|努力|充分|有效|更好|逐步|广泛|大幅|显著|普遍|以及|等|有关|相关|"
    r"鼓励|支持|引导|推动|推进|加强|实施|开展|建设|工作|服务|体系|机制|制度|能力|水平|力度|发展|提高|提升|完善|健全|强化|统筹|依法|规范|[的地得和与及并或、，对将把在为向以]"
)


def words_lost(pair: Pair) -> Iterator[Draft]:
    """A clause taken over nearly word for word lacks a member of an enumeration that nothing else there names."""
    for link in pair.links:
        if link.kind != "action" or not link.upper or not link.local or link.relation == "unknown" or sound(link):
            continue
        uppers = tuple(a for i in link.upper if isinstance(a := pair.items[i], Action))
        locals_ = tuple(a for i in link.local if isinstance(a := pair.items[i], Action))
        mine = keep(pair.local).passages(locals_)
        copied = {clause.text for clause in mine}
        clauses = [clause for clause in keep(pair.upper).passages(uppers) if clause.text not in copied]
        if not clauses:
            continue
        text = "".join(f"{action.title}{action.text}" for action in locals_)
        texts = [clause.text for clause in mine]
        for clause in clauses:
            yield from _lost(pair, link, clause, mine, texts, text)


def _lost(pair: Pair, link: Link, clause: Passage, mine: list[Passage], texts: list[str], text: str) -> Iterator[Draft]:
    from rapidfuzz import fuzz, process

    if len(clause.text) < _SHORTEST or keeps(clause.text, pair.upper.plan.level):
        return
    best = process.extractOne(clause.text, texts, scorer=fuzz.ratio, score_cutoff=_NEAR)
    if best is None:
        return
    other = mine[best[2]]
    if best[1] < _ALIKE and len(other.text) < _SHORTEST:
        return
    for member in _members_lost(clause.text, other.text, only=best[1] < _ALIKE):
        if _named(member, text):
            continue
        yield Draft(
            evidence=(
                Evidence(pair.upper.plan.id, clause.quote, clause.spans),
                Evidence(pair.local.plan.id, other.quote, other.spans),
            ),
            items=(*link.upper, *link.local),
            params={"lost": member, "upper": clause.text, "local": other.text},
            key=f"{clause.plain}\x1f{member}",
            hint=doubtful(pair, link),
            severity=None if link.owed == "yes" else "info",
        )


def _members_lost(upper: str, local: str, *, only: bool) -> list[str]:
    """Members of the upper clause's enumeration that are gone, where nothing was put in their place.

    With ``only``, nothing where anything else is gone too: a long member makes two clauses unlike, so that all the
    rest must be the same.
    """
    from rapidfuzz.distance import Levenshtein

    lost = []
    for step in Levenshtein.opcodes(upper, local):
        if step.tag == "equal":
            continue
        start, end = step.src_start, step.src_end
        if step.tag == "delete":
            start, end = _at_members(upper, start, end)
        gone = upper[start:end]
        put = local[step.dest_start : step.dest_end]
        if _LIGHT.sub("", _TERRITORY.sub("", put)):
            return []  # something else stands there: a change, not a loss
        if step.tag == "delete" or not put:
            before = upper[start - 1 : start] + gone[:1]
            after = gone[-1:] + upper[end : end + 1]
            words = _MEMBER.sub("", gone)
            if len(_LIGHT.sub("", words)) >= 2 and _MEMBER.search(before + after) and not _LIGHT.fullmatch(words):
                lost.append(_LEAD.sub("", gone.strip("、和与及")) if only else gone.strip("、和与及"))
            elif only and _LIGHT.sub("", words):
                return []
    return lost


def _at_members(text: str, start: int, end: int) -> tuple[int, int]:
    """The same deletion moved to where it takes out a whole member: 文物(修缮、文物)安全 is (文物修缮、)文物安全."""
    first, last = start, end
    while not _MEMBER.search(text[first - 1 : first] + text[first : first + 1]):
        if first == 0 or text[first - 1] != text[last - 1]:
            return start, end
        first, last = first - 1, last - 1
    return first, last


def _named(member: str, text: str) -> bool:
    """True where the local task speaks of the member somewhere else."""
    subject = plain_title(member)
    if member in text or (subject and subject in text):
        return True
    grams = [member[i : i + 2] for i in range(len(member) - 1)]
    return bool(grams) and sum(gram in text for gram in grams) >= 0.7 * len(grams)
