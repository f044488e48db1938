"""What a number in a sentence measures: before it, behind it, or in the clauses before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policy_xwalk.extraction.subjects import (
    ends_in_measure,
    is_counted,
    object_of,
    place_at_end,
    subject_after,
    subject_before,
    tidy,
    without_territory,
    without_verbs,
)
from policy_xwalk.language.quantities import Quantity, split_magnitude
from policy_xwalk.language.sentences import Sentence
from policy_xwalk.language.words import GROWTH, PLACE_AT_END

_RULE = re.compile(r"原则|标准|目标|宜|主|基准|底线|上限|限|准|要求")
_SHORT = re.compile(
    r"(?:平均|人均|其中|每年|年均|总|制定|编制|建设|办理|网上)*"
    r"(?:完成率|覆盖率|达标率|普及率|建成率|合格率|满意率|满意度|比例|占比|比重|面积|平均面积|数量|总数|规模"
    r"|(?:乡镇|城市|农村|城镇|城乡|社区|村级|县域)?覆盖率)"
)
_TERRITORY = re.compile(r"全[国省市县区州旗]")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Named:
    """A subject and where the passage that names it begins; ``place`` where the words say where or per what."""

    subject: str
    start: int
    place: str | None = None


def name_figure(text: str, sentence: Sentence, at: int, first: Quantity, last: Quantity, floor: int) -> Named:
    """The subject of the numbers from ``first`` to ``last`` in clause ``at``.

    ``floor`` is where the number before them ends: what stands before that belongs to it.
    """
    clause = sentence.clauses[at]
    before, after = text[max(clause.start, floor) : first.start], text[last.end : clause.end]
    unit = split_magnitude(first.unit)[1] or first.unit
    named = without_territory(subject_before(before))
    bare = without_verbs(named)
    behind = subject_after(after)
    if first.form == "number" and (provided := _provided_per(before, after, unit)) is not None:
        return Named(provided[0], clause.start, provided[1])
    growth, attributive = GROWTH.search(before) is not None, _GIVEN.search(before) is not None
    own = _in_clause(first, unit, named, bare, behind, after, growth=growth, attributive=attributive)
    place = _names_a_place(own) if own is not None and first.form == "coverage" else False
    if own is not None and not place:
        return Named(own, clause.start)
    return _from_clauses_before(text, sentence, at, "" if place else named, behind, own)


_TERRITORIES = re.compile(r"(?:所有|各)?(?:市县|县乡|县市区?|市州|盟市|旗县|镇街|村居|县（市、区）)")


_PER = re.compile(r"(?P<whose>.*?)按照?(?P<per>每(?:\d+|[十百千万]+)(?:[名个位户]|[^，。；：、\d]{1,10}))$")
_PROVIDED = re.compile(
    r"(?P<thing>[^，。；、\d的]{0,8}?)的?(?:标准|比例|要求)?(?:进行)?(?P<verb>规划(?:建设|配置)|配建|配置|配备|配套|设置|设立|建设|布局|布设|选聘|选配)"
    r"(?P<object>[^，。；、]*)"
)


def _provided_per(before: str, after: str, unit: str | None) -> tuple[str, str | None] | None:
    """What a rule provides for so many people or homes: 按照每千人口不少于10个托位配建…, 按每百户不少于30平方米配置….

    Things and people counted keep what they are reckoned on in their name (每千人口托位), for the number means nothing
    without it; floor space is named by what is built, and reckoned on is then its place. None for any other clause.
    """
    per, provided = _PER.search(before), _PROVIDED.match(after)
    if per is None or provided is None:
        return None
    thing, built = tidy(provided["thing"]), tidy(provided["object"])
    if not is_counted(unit):
        return (built, per["per"]) if built else None
    if thing:
        return per["per"] + thing, None
    if built:
        return f"{per['per']}{provided['verb']}{built}", None
    whose = without_territory(tidy(per["whose"]))
    return (per["per"] + whose, None) if len(whose) >= 2 else None


def _names_a_place(subject: str) -> bool:
    """Whether a phrase names nothing but places: what is to cover them stands before."""
    return PLACE_AT_END.fullmatch(subject) is not None or _TERRITORIES.fullmatch(subject) is not None


_GIVEN = re.compile(r"(?:下达|安排|拨付|筹集|筹措|发行|到位|预留)的(?:超|近|约)?$")
_AREAS = ("亩", "公顷", "公里", "平方公里", "平方米", "千瓦", "吨")


def _in_clause(
    first: Quantity,
    unit: str | None,
    named: str,
    bare: str,
    behind: str,
    after: str,
    *,
    growth: bool,
    attributive: bool,
) -> str | None:
    """The subject that the clause itself names; None where it names none.

    ``attributive``: the words before the number only say whose the money behind it is (国家下达的90亿元消费补贴资金).
    """
    # 投入、投资 alone name no object: what stands behind does.
    measured = ends_in_measure(named) and len(named) > 2
    if first.form == "number" and is_counted(unit):
        if measured and not _SHORT.fullmatch(named):
            keeps = not ends_in_measure(bare) or len(bare) <= 2 or named.startswith("新建")
            return named if keeps else bare
        if behind and not measured and not _RULE.fullmatch(behind):
            return behind
        if len(bare) >= 2:
            return bare
    elif len(bare) < 2 and behind and first.form == "number" and not measured and unit in _AREAS:
        # 新建和改造提升112万亩高标准农田: nothing but verbs before.
        return behind
    elif first.form == "coverage" and first.raw.startswith("覆盖"):
        if len(named) >= 2:
            return named
    elif first.unit == "%" and (len(bare) < 2 or _TERRITORY.fullmatch(bare)):
        if behind:
            return behind
    elif first.form == "clearance" and not named and behind:
        # 动态清零重大事故隐患
        return behind
    elif unit and unit.endswith("元") and not measured and not growth:
        if behind and attributive:
            return object_of(behind)
        if len(bare) >= 2 and bare != named[-2:]:
            return bare
        if behind:
            return object_of(behind)
    elif behind and first.form == "number" and not measured and (after.startswith("的") or unit == "小时"):
        return behind
    subject = named if measured or growth or len(bare) < 2 else bare
    return subject if len(subject) >= 2 and not _SHORT.fullmatch(named) else None


def _from_clauses_before(text: str, sentence: Sentence, at: int, named: str, behind: str, own: str | None) -> Named:
    """The clauses before name what is measured: 制定村级议事协商目录，…完成率达到80%."""
    for index in range(at - 1, -1, -1):
        previous = sentence.clauses[index]
        candidate = place_at_end(object_of(text[previous.start : previous.end]))[0]
        if len(candidate) > 4 and named.endswith(candidate[-2:]):
            # 办公用房面积2230平方米，平均面积达到319平方米.
            return Named(candidate[:-2] + named, previous.start, own)
        if len(candidate) < 2 or (named and ends_in_measure(candidate)):
            continue
        whole = f"{candidate}{named}"[-_LONGEST:] if len(candidate) <= 30 else (named or candidate[:_LONGEST])
        return Named(whole, previous.start, own)
    clause = sentence.clauses[at]
    return Named((named or own or behind or tidy(text[clause.start : clause.end]))[:_LONGEST], clause.start)
