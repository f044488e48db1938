"""The texts of actions compared clause by clause: what of the upper text is found, what is gone, what is new.

A clause is found when its content stands in a local clause, with the same figures; what a local clause says besides
(加快, 广泛) changes nothing. Clauses that speak of the same thing otherwise are ``changed``; the direction of such a
change is judged only where a figure, a deadline, a scope or a list of members tells it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from policy_xwalk.alignment.carrying import FOUND, carries, share_of
from policy_xwalk.alignment.clause_pairs import SAME_THING, ClausePairs, Near
from policy_xwalk.alignment.compare import Vote
from policy_xwalk.alignment.facets import Reach, facet_of, reach
from policy_xwalk.alignment.features import plain_title
from policy_xwalk.alignment.measures import compatible, measure, order
from policy_xwalk.alignment.passages import Passage
from policy_xwalk.alignment.sentences import Sentence
from policy_xwalk.language.dates import find_times
from policy_xwalk.language.numerals import parse_arabic, parse_chinese
from policy_xwalk.language.quantities import Quantity, find_quantities
from policy_xwalk.records import Difference, Flag, Number

_ELSEWHERE = 0.72
"""Likeness, and share carried, from which a clause of another part of the local plan holds an upper one."""

_HEDGE = re.compile(
    r"基本(?!公共|养老|医疗|医保|农田|建设|生活|药物|服务|信息|情况|单元|制度|原则|建成小康|公卫)|原则上|力争|争取|努力|适当|尽可能|有条件的|鼓励|探索|逐步|试点"
)
_DEPARTMENT = re.compile(
    r"(?:厅|局|委员会|委|部|办公室|部门)(?:、|牵头|负责|会同|要|等|配合|，|$)|牵头|会同|责任单位|负责(?!人)"
)
_DUTY = re.compile(r"不得|必须|严禁|应当|应(?!急|用|对|届)|要(?!求|点|素|件)|负责|严格")


_CYCLE = re.compile(
    r"(?:每(?P<years>[一二两三四五六七八九十\d]*)|(?P<span>[一二两三四五六七八九十\d]+))(?:个)?年(?:内|之内|至少|开展|组织|集中|全员)*"
    r"(?:轮训|培训|轮换|体检|评估|更新|普查|调查|检查|排查|考核|演练|检测|轮岗|修订)[^，。；]{0,4}?(?P<rounds>[一二两三四五六七八九十\d]+)(?:遍|次|轮)"
)
_REGULARLY = re.compile(r"定期|经常性?|不定期|每[年月周日]|每半年|每季度")
_SUBJECT_ONLY = re.compile(r"^(?:为|对|向|在)|(?:队伍|水平|能力|规模|力度|供给)$")
_Key = tuple[Number, str | None, Number | None]


@dataclass(slots=True)
class TextFindings:
    """What the comparison of two texts found."""

    votes: list[Vote] = field(default_factory=list)
    flags: set[Flag] = field(default_factory=set)
    differences: list[Difference] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    found: int = 0
    dropped: int = 0
    changed: int = 0
    added: int = 0
    elsewhere: int = 0


def compare_texts(upper: Sequence[Passage], local: Sequence[Passage], pairs: ClausePairs) -> TextFindings:
    """Compare the clauses of an upper text with those of the local text that answers it.

    ``pairs`` are the clauses of the whole plans that are alike: what the local text lacks may stand in another part.
    """
    result = TextFindings()
    here, there = {clause.place for clause in local}, {clause.place for clause in upper}
    answered: set[int] = set()
    gone: list[Passage] = []
    # Much of a local plan is copied: what stands there word for word needs no comparison.
    copies: dict[str, Passage] = {}
    for clause in local:
        copies.setdefault(clause.plain, clause)
    for clause in upper:
        copy = copies.get(clause.plain) if clause.plain else None
        if copy is not None and copy.text == clause.text:
            answered.add(copy.place)
            result.found += 1
            continue
        near = [entry for entry in pairs.near_upper[clause.place] if entry[0] in here]
        other, carried = _best(clause, pairs.local, near)
        if other is None:
            if _stands_elsewhere(clause, here, pairs):
                result.elsewhere += 1
            else:
                gone.append(clause)
            continue
        answered.add(other.place)
        if carried < FOUND and not _counted(clause.text):
            # A comma for a 、 tears a clause apart: it may stand in the whole sentence.
            sentence = pairs.local_sentences.around(other)
            if _carried_by(clause, sentence, wanted=0.85):
                answered.update(part.place for part in sentence.clauses if share_of(part.core, clause.core) >= FOUND)
                result.found += 1
                continue
        vote = _judge(clause, other, carried, result, (upper, local))
        if vote is None:
            result.found += 1
        else:
            result.changed += 1
            result.votes.append(vote)
    said = {clause.text for clause in upper}
    left = [clause for clause in local if clause.place not in answered and not (clause.plain and clause.text in said)]
    new = [clause for clause in left if not _is_said(clause, there, pairs)]
    _numbers_alone(gone, new, pairs, result)
    for clause in gone:
        result.dropped += 1
        result.votes.append("weaker")
        result.differences.append(Difference("dropped", what_of(clause.text), clause.quote, "", clause.spans, ()))
    for clause in new:
        result.added += 1
        result.votes.append("stronger")
        result.differences.append(Difference("added", what_of(clause.text), "", clause.quote, (), clause.spans))
        if _counted(clause.text):
            result.flags.add("quantified")
    _add_reasons(result)
    return result


def _best(clause: Passage, local: Sequence[Passage], near: Near) -> tuple[Passage | None, float]:
    """The local clause that carries an upper one best, and the share of it that it carries."""
    best, share, value = None, 0.0, 0.0
    for place, alike in near[:4]:
        held = share_of(clause.core, local[place].core)
        if alike < SAME_THING and held < FOUND:
            continue
        if 0.5 * held + 0.5 * alike > value:
            best, share, value = local[place], held, 0.5 * held + 0.5 * alike
    return best, share


def _stands_elsewhere(clause: Passage, here: set[int], pairs: ClausePairs) -> bool:
    """True where a clause of another part of the local plan carries an upper clause, with the same figures."""
    for place, alike in pairs.near_upper[clause.place][:3]:
        if alike >= _ELSEWHERE and place not in here:
            other = pairs.local[place]
            if share_of(clause.core, other.core) >= _ELSEWHERE:
                return not _figures_differ(clause, other)
    return False


def _is_said(clause: Passage, there: set[int], pairs: ClausePairs) -> bool:
    """True where a clause of the upper text, or the sentence of the nearest one, says what a local clause says."""
    near = [pairs.upper[place] for place, _ in pairs.near_local[clause.place] if place in there]
    if not near:
        return False
    if any(share_of(clause.core, other.core) >= FOUND and not _figures_differ(clause, other) for other in near[:3]):
        return True
    return _carried_by(clause, pairs.upper_sentences.around(near[0]), wanted=0.9)


def _carried_by(clause: Passage, sentence: Sentence, wanted: float) -> bool:
    """True where a clause stands in a sentence of several clauses, with the same figures."""
    if not sentence.carries(clause, wanted):
        return False
    figures = {(q.value, q.unit) for part in sentence.clauses for q in _quantities(part.text)}
    return {(q.value, q.unit) for q in _quantities(clause.text)} <= figures


def _numbers_alone(gone: list[Passage], new: list[Passage], pairs: ClausePairs, result: TextFindings) -> None:
    """Clauses that seem gone and new, but differ only in that one has a figure where the other has words."""
    free = {clause.place: clause for clause in new}
    for clause in list(gone):
        lost = _counted(clause.text)
        for place in pairs.related(clause.place):
            other = free.get(place)
            if other is None or lost == _counted(other.text):
                continue
            if not _differ_in_number(*((clause, other) if lost else (other, clause))):
                continue
            gone.remove(clause)
            new.remove(free.pop(place))
            result.changed += 1
            result.votes.append("weaker" if lost else "stronger")
            result.flags.add("unquantified" if lost else "quantified")
            _changed("number", clause, other, result)
            break


def _differ_in_number(numbered: Passage, worded: Passage) -> bool:
    words = _subject_words(worded.plain)
    return len(words) >= 4 and carries(_without_rhythm(numbered.plain), words, 0.9)


@lru_cache(maxsize=16384)
def _without_rhythm(text: str) -> str:
    return _REGULARLY.sub("", text)


@lru_cache(maxsize=16384)
def _subject_words(text: str) -> str:
    """What a clause without a figure speaks of."""
    return _SUBJECT_ONLY.sub("", _without_rhythm(plain_title(text)))


def _judge(
    upper: Passage,
    local: Passage,
    carried: float,
    result: TextFindings,
    texts: tuple[Sequence[Passage], Sequence[Passage]],
) -> Vote | None:
    """Which way a clause changed; None where it is found unchanged. Adds the difference.

    A figure that another clause of the other of both ``texts`` has is neither new nor gone.
    """
    if (figures := _figures(upper, local, texts)) is not None:
        what, vote, flag = figures
        if flag:
            result.flags.add(flag)
        _changed(what, upper, local, result)
        return vote
    if carried >= 0.5 and _counted(upper.text) and (reached := _reach(upper, local)) in ("wider", "narrower"):
        result.flags.add("scope_wider" if reached == "wider" else "scope_narrower")
        _changed("scope", upper, local, result)
        return "stronger" if reached == "wider" else "weaker"
    if carried >= 0.6 and _hedged(upper.text) != (local_hedge := _hedged(local.text)):
        result.flags.add("hedged" if local_hedge else "firmed")
        _changed("hedge", upper, local, result)
        return "weaker" if local_hedge else "stronger"
    if carried >= FOUND:
        return None
    _changed(what_of(upper.text), upper, local, result)
    if share_of(local.core, upper.core) >= 0.85:
        # All that the local clause says stands in the upper one, which says more.
        return "weaker"
    return "unordered"


def _reach(upper: Passage, local: Passage) -> Reach:
    return reach(facet_of(upper.text, "settlement"), facet_of(local.text, "settlement"), ("settlement",))


@lru_cache(maxsize=16384)
def _hedged(text: str) -> bool:
    return _HEDGE.search(text) is not None


def _changed(what: str, upper: Passage, local: Passage, result: TextFindings) -> None:
    result.differences.append(Difference("changed", what, upper.quote, local.quote, upper.spans, local.spans))


@lru_cache(maxsize=16384)
def _quantities(text: str) -> tuple[Quantity, ...]:
    counted = [q for q in find_quantities(text) if q.unit or q.form != "number"]
    times = find_times(text) if counted else []
    return tuple([q for q in counted if not any(t.start <= q.core < t.end for t in times)])


@lru_cache(maxsize=16384)
def _years(text: str) -> tuple[int, ...]:
    return tuple(sorted(t.year for t in find_times(text) if t.year is not None and t.role in ("year", "as_of")))


def _counted(text: str) -> bool:
    return bool(_quantities(text))


def _figures_differ(first: Passage, second: Passage) -> bool:
    return _figures(first, second) is not None


def _key(quantity: Quantity) -> _Key:
    return quantity.value, quantity.unit, quantity.value_high


def _all_keys(clauses: Sequence[Passage]) -> frozenset[_Key]:
    return frozenset(_key(quantity) for clause in clauses for quantity in _quantities(clause.text))


@lru_cache(maxsize=16384)
def _cycle(text: str) -> float | None:
    """Years between two rounds (五年轮训一遍: 5; 每年轮训2次: 0.5); None where the text states no cycle."""
    match = _CYCLE.search(text)
    if match is None:
        return None
    years, rounds = (_number(words or "1") for words in (match["years"] or match["span"], match["rounds"]))
    return float(years) / float(rounds) if years and rounds else None


def _number(words: str) -> Number | None:
    return parse_arabic(words) if words.isdigit() else parse_chinese(words)


def _figures(
    upper: Passage, local: Passage, texts: tuple[Sequence[Passage], Sequence[Passage]] = ((), ())
) -> tuple[str, Vote, Flag | None] | None:
    """How the figures or years of two clauses differ; None where they are the same or neither has any."""
    cycles = _cycle(upper.text), _cycle(local.text)
    if cycles[0] is not None and cycles[1] is not None and cycles[0] != cycles[1]:
        return "number", "stronger" if cycles[1] < cycles[0] else "weaker", None
    first, second = _quantities(upper.text), _quantities(local.text)
    if first and not second:
        return "number", "weaker", "unquantified"
    if second and not first:
        return "number", "stronger", "quantified"
    if [(q.value, q.unit, q.value_high) for q in first] != [(q.value, q.unit, q.value_high) for q in second]:
        if len(first) == len(second) == 1:
            one = measure(first[0].value, first[0].value_high, first[0].unit, "")
            other = measure(second[0].value, second[0].value_high, second[0].unit, "")
            if compatible(one, other) and order(one, other) == "equal":
                return None
            if compatible(one, other) and one.quantity == "share" and first[0].comparator not in ("<=", "<"):
                placed = order(one, other)
                if placed != "unordered":
                    return "number", "stronger" if placed == "higher" else "weaker", None
        gone = Counter(map(_key, first)) - Counter(map(_key, second))
        new = Counter(map(_key, second)) - Counter(map(_key, first))
        if gone and new:
            return "number", "unordered", None
        if new and not new.keys() <= _all_keys(texts[0]):
            return "number", "stronger", "quantified"
        if gone and not gone.keys() <= _all_keys(texts[1]):
            return "number", "weaker", None
    years, others = _years(upper.text), _years(local.text)
    if years and others and years != others:
        later = others[-1] > years[-1]
        return "deadline", "weaker" if later else "stronger", "deadline_later" if later else "deadline_earlier"
    if years and not others and first:
        return "deadline", "weaker", None
    return None


@lru_cache(maxsize=16384)
def what_of(text: str) -> str:
    """Code of what a clause holds: number, deadline, department, duty or measure."""
    if _counted(text):
        return "number"
    if _years(text):
        return "deadline"
    if _DEPARTMENT.search(text):
        return "department"
    if _DUTY.search(text):
        return "duty"
    return "measure"


def _add_reasons(result: TextFindings) -> None:
    if not (result.dropped or result.changed or result.added):
        result.reasons.append("text_found")
    if result.dropped:
        result.reasons.append("clauses_dropped")
    if result.changed:
        result.reasons.append("clauses_changed")
    if result.added:
        result.reasons.append("clauses_added")
    if result.elsewhere:
        result.reasons.append("clauses_elsewhere")
