"""Indicators and targets seen as one thing: a figure that a plan commits to, wherever it is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from msgspec import UNSET

from policy_xwalk.alignment.facets import Facets, facets_of
from policy_xwalk.alignment.features import make_plain, plain
from policy_xwalk.alignment.measures import Measure, is_growth, is_total, measure
from policy_xwalk.language.direction import direction_of
from policy_xwalk.records import Comparator, Direction, Indicator, PlanRecords, Target, Value

Deadline = tuple[int, int]
"""Year and month; a year alone ends with its twelfth month."""

_RATE_TAIL = re.compile(
    r"(?:的)?(?:全?覆盖|建成|完成|设置|配备|普及)?(?:率|比例|比率|比重|占比|数量|总数|总量|个数|数)$"
)
_TIME = re.compile(r"(?:到|至|在)?(?:20\d\d年|“?十[一二三四五六七]五”?)(?:期间|时期)?[底末初]?(?:以?前)?|^[，；]+|每年")
_SCOPE_QUANTIFIER = re.compile(r"^(?:所有|全部|各类|各(?!级)|每一?个)")


@dataclass(frozen=True, slots=True)
class Commitment:
    """A table row or a prose target in the terms in which the two are compared."""

    item: Indicator | Target
    name: str
    """Scope and subject as printed."""
    subject: str
    """Neutral form of the name, for likeness."""
    passage: str
    """Neutral form of the sentence (of a table row: of its name)."""
    topic: str
    """The subject without its measure word: what a passage must speak of to be about it."""
    facets: Facets
    measure: Measure | None
    comparator: Comparator | None
    qualitative: str | None
    hedges: tuple[str, ...]
    modality: int
    """2 commit, 1 aim, 0 encourage."""
    basis: str | None
    deadline: Deadline | None
    plan_end: int | None
    direction: Direction
    total: bool
    growth: bool
    milestone: bool
    """True for a value on the way to a later one of the same subject."""
    names: tuple[str, ...]
    """Neutral forms of the name: as it stands, without its scope, each member of an enumeration."""

    @property
    def kind(self) -> str:
        return "indicator" if isinstance(self.item, Indicator) else "target"


def commitments_of(records: PlanRecords) -> tuple[list[Commitment], list[Commitment]]:
    """Table rows and prose targets of a plan, in document order."""
    end = records.plan.period.end if records.plan.period else None
    make_plain(
        [
            *map(_name, records.indicators),
            *(_SCOPE_QUANTIFIER.sub("", _name(item)) for item in records.targets),
            *(text for item in records.targets for text in (item.subject, item.quote)),
        ]
    )
    series = _series(records.targets)
    return (
        [_from_indicator(item, end) for item in records.indicators],
        [_from_target(item, end, item.id in series) for item in records.targets],
    )


def _name(item: Indicator | Target) -> str:
    """Scope and subject as printed."""
    if isinstance(item, Indicator):
        # 其中：农村 says nothing without the whole it is part of.
        return item.name if item.part_of is UNSET else f"{item.part_of}{item.name}"
    return item.subject if not item.scope or item.scope in item.subject else f"{item.scope}{item.subject}"


CHANGE_WORD = re.compile(
    r"(?:平均)?(?:增长|增速|增幅|涨幅|提高|提升|下降|降低|减少|降幅|累计)+(?:率|幅度|比例)?$|^(?:新增|累计)"
)
#: What a figure is counted against: it may be another below (每千名老年人, 每千名户籍人口).
BASE_WORDS = re.compile(r"每(?:[^，。；、的]{0,6}?(?:人口|居民|职工|学生|家庭|老年人|残疾人)|人|户(?!籍))(?:拥有)?")
_SHARE_OF = re.compile(r"^(?P<part>.{2,}?)占(?P<whole>.{2,}?)(?:总[数量额]|总面积)?的?比例$")
_MEMBERS = re.compile(r"、|，|以及|和(?!谐|平)|与|及")


def _names(subject: str, topic: str, growth: bool) -> tuple[str, ...]:
    """All names of a figure."""
    names = [subject, topic]
    if growth and len(level := CHANGE_WORD.sub("", subject)) > 2:
        names.append(level)
    if "每" in subject and len(counted := BASE_WORDS.sub("", subject)) > 3:
        names.append(counted)
    if "占" in subject and (match := _SHARE_OF.match(subject)):
        # 护理型床位占养老机构床位比例 is 养老机构护理型床位比例.
        names.append(f"{match['whole']}{match['part']}比例")
    members = [part for part in _MEMBERS.split(topic) if len(part) > 3]
    if len(members) > 1:
        names.extend(members)
    return tuple(dict.fromkeys(names))


def _series(targets: tuple[Target, ...]) -> set[str]:
    """Targets that a later value of the same subject follows."""
    known = {target.id for target in targets}
    followed = {target.id for target in targets if target.milestone_of in known and target.milestone_of}
    latest: dict[tuple[str, str, str], tuple[Deadline, str]] = {}
    for target in targets:
        if (when := parse_deadline(target.deadline)) is None:
            continue
        key = (plain(target.subject), target.scope or "", target.unit or "")
        if key not in latest:
            latest[key] = (when, target.id)
        elif when > latest[key][0]:
            followed.add(latest[key][1])
            latest[key] = (when, target.id)
        elif when < latest[key][0]:
            followed.add(target.id)
    return followed


def parse_deadline(deadline: int | str | None) -> Deadline | None:
    """``2025`` → (2025, 12); ``2022-06`` → (2022, 6)."""
    if deadline is None:
        return None
    match = re.match(r"(\d{4})(?:-(\d{1,2}))?", str(deadline))
    return (int(match[1]), int(match[2] or 12)) if match else None


def _from_indicator(item: Indicator, end: int | None) -> Commitment:
    value = item.target
    name = _name(item)
    figure = value_measure(value, name)
    year = value.year if value is not None else None
    direction = item.direction
    if direction == "unknown":
        direction = direction_of(name, None, item.baseline, value)
    subject = plain(name)
    topic = _RATE_TAIL.sub("", subject) or subject
    growth = is_growth(name)
    return Commitment(
        item=item,
        name=name,
        subject=subject,
        passage=subject,
        topic=topic,
        facets=facets_of(name),
        measure=figure,
        comparator=value.comparator if value is not None else None,
        qualitative=None if value is None or value.qualitative is UNSET else value.qualitative,
        hedges=() if value is None or value.hedges is UNSET else value.hedges,
        modality=2,
        basis=None if value is None or value.basis is UNSET else value.basis,
        deadline=(year, 12) if year else None,
        plan_end=end,
        direction=direction,
        total=not growth and figure is not None and is_total(figure, name),
        growth=growth,
        milestone=False,
        names=_names(subject, topic, growth),
    )


def value_measure(value: Value | None, name: str) -> Measure | None:
    """The figure of a table cell; None where it has none."""
    if value is None or value.value is None:
        return None
    high = None if value.value_high is UNSET else value.value_high
    return measure(value.value, high, value.unit, name)


def _from_target(item: Target, end: int | None, milestone: bool) -> Commitment:
    name = _name(item)
    figure = None if item.value is None else measure(item.value, item.value_high, item.unit, name)
    direction = item.direction
    if direction == "unknown":
        direction = direction_of(item.subject, item.comparator)
    if direction == "unknown" and item.kind in ("coverage", "growth", "count", "funding"):
        direction = "lower_is_better" if item.comparator in ("<=", "<") else "higher_is_better"
    growth = item.kind == "growth" or is_growth(item.subject)
    subject = plain(_SCOPE_QUANTIFIER.sub("", name))
    topic = _RATE_TAIL.sub("", plain(item.subject)) or subject
    return Commitment(
        item=item,
        name=name,
        subject=subject,
        passage=_TIME.sub("", plain(item.quote)),
        topic=topic,
        facets=facets_of(name),
        measure=figure,
        comparator=item.comparator,
        qualitative=None if item.qualitative is UNSET else item.qualitative,
        hedges=item.hedges,
        modality={"commit": 2, "aim": 1, "encourage": 0}[item.modality],
        basis=item.basis,
        deadline=parse_deadline(item.deadline),
        plan_end=end,
        direction=direction,
        total=figure is not None and item.kind in ("count", "funding", "level") and is_total(figure, name),
        growth=growth,
        milestone=milestone,
        names=_names(subject, topic, growth),
    )
