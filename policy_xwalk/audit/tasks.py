"""Rules between levels on tasks: what nobody answers, what lost its department, what lost a word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from msgspec.structs import replace as replace_record

from policy_xwalk.alignment.carrying import core
from policy_xwalk.alignment.features import plain, plain_title
from policy_xwalk.alignment.owed import keeps, owed
from policy_xwalk.alignment.passages import Passage, has_number
from policy_xwalk.audit.kept import grams_of, keep
from policy_xwalk.audit.rule import Draft, Pair, passage
from policy_xwalk.audit.weighing import SURE, doubtful
from policy_xwalk.records import Action, Evidence, Level, Link, PlanRecords

MOST_GROUPS = 8
"""From more chapters than this on, one finding sums all unanswered tasks up."""
ALIEN = 0.6
"""Where so large a share of the upper tasks has no counterpart the two plans are made differently: a hint."""

_FRAME = re.compile(
    r"总体要求|指导思想|基本原则|政策取向|工作回顾|发展环境|发展形势|组织(?:领导|实施|保障)|保障措施|主要考虑|根本保障|自身建设|从严治党|党的(?:全面)?领导|党的建设|民生实事|政绩观|系统观念|监督(?:检查|评估)"
)
_LISTED = 6
_NAMED_IN_TITLE = 0.5
_SHORTEST_TITLE = 4
"""A title with fewer characters of its own (配合开展专项行动) cannot be looked for."""
_OF_THE_TOPIC = 3
_GENERAL = re.compile(
    r"服务水平|服务能力|服务体系|体系建设|能力建设|高质量发展|基础设施|公共服务|专项行动|保障机制|长效机制"
)
_SHORT_TITLE = 5
"""Character pairs of a title so general (标准研制, 原材料领域) that any of its words elsewhere speaks of it."""
_HELD = 0.2
"""Share of a task's clauses that local sentences must speak of for the task to be spoken of."""
_ANSWERED = 0.5
"""Share of a demand's character pairs that one local sentence or task must hold to speak of it."""

_ANY = r"各地区?|地方各级|各级(?=人民政府|政府|党委)"
_BOTH = r"各市、县(?:（市、区）)?|市、县(?:级)?(?:（市、区）)?(?=人民政府|政府|要)"
# Who is addressed, by the level of the local plan.
_ADDRESSEES: dict[Level, str] = {
    "province": rf"各省(?:[、（(]?(?:自治)?区?[、]?(?:直辖)?市[）)]?)?|地方(?=人民政府|政府)|{_ANY}",
    "city": rf"{_BOTH}|各(?:设区的?|省辖|地级|地)?市(?:[、（(]?州[）)]?)?|各州(?:[、（(]?市[）)]?)?|各盟市|{_ANY}",
    "county": rf"{_BOTH}|各县市区|各旗县(?:市区)?|各县(?:[、（(]?(?:市、)?区?[）)]?)?"
    rf"|各区(?:[、（(]?县[、（(]?市?[）)]?)?|县级(?=人民政府|政府)|{_ANY}",
    "town": rf"各乡镇（街道）|各乡镇?|各镇|各街道|乡镇（街道）(?=党|要|应)|{_ANY}",
}
_DEMANDS = {
    level: re.compile(
        rf"^(?:全国|全省|全市|全县|省内)?(?:{words})(?:[^，。；]{{0,10}}?(?:人民政府|政府|党委|主管部门|有关部门|部门|党委政府))?"
        r"(?P<bond>要|应当?|须|必须|依照|依据|根据|按照|结合|[^，。；]{0,4}负责)"
    )
    for level, words in _ADDRESSEES.items()
}
# Mere encouragement and words that any plan's last chapter bears demand nothing that could be looked for.
_ACT = re.compile(
    r"(?P<act>制定|编制|出台|研究制定|建立|设立|成立|组建|明确|安排|配备|开展|组织|公布|公开|备案|报送|纳入|列入|建成|培育|设置|落实)(?P<object>[^，。；]{4,})"
)
_OF_A_PLAN = re.compile(r"规划|计划|方案|细则|措施|意见|办法|任务清单|工作台账|时间表|路线图|政策")
# A clause that turns to somebody else.
_ANOTHER = re.compile(
    r"^各(?!项|类|种|级各类)[^，。；]{1,14}?(?:要|应|须|负责)"
    r"|^[^，。；]{2,12}?(?:部门|组织|企业|高校|机构|协会|单位|厅|局|委)[^，。；]{0,4}(?:要|应|须|负责)"
)
_VAGUE = re.compile(
    r"规划(?:的)?(?:落实|实施)|组织(?:领导|实施)|主体责任|责任落实|议事日程|本规划|各项(?:任务|措施|工作)|目标任务|贯彻|宣传"
    r"|政府主导|信息反馈|配套政策|重要内容|国民经济和社会发展|目标责任"
)


@dataclass(frozen=True, slots=True)
class _Demand:
    action: Action
    sentence: tuple[Passage, ...]
    text: str
    """The clause that says what is to be done."""


def required_action_missing(pair: Pair) -> Iterator[Draft]:
    """The upper plan addresses this level, and no passage of the local plan speaks of what it demands."""
    level = pair.local.plan.level
    if level not in _DEMANDS or "action" not in pair.local.plan.covers:
        return
    local = keep(pair.local)
    told: set[int] = set()
    for demand in _demands(pair.upper, _DEMANDS[level]):
        grams = grams_of(plain(demand.text))
        if len(grams) < 4 or local.spoken.best(grams) >= _ANSWERED or local.tasks.best(grams) >= 0.75:
            continue
        if id(demand.sentence[-1]) in told:
            continue  # one sentence is one thing to look up: 建立台账，按月报送
        told.add(id(demand.sentence[-1]))
        quote = "".join(part.quote for part in demand.sentence)
        spans = tuple(span for part in demand.sentence for span in part.spans)
        yield Draft(
            evidence=(Evidence(pair.upper.plan.id, quote, spans),),
            items=(demand.action.id,),
            params={"name": demand.action.title, "demand": demand.text},
            key="".join(demand.text.split()),
        )


def _addressed(plan: PlanRecords, addressed: re.Pattern[str]) -> Iterator[tuple[Action, list[Passage], int]]:
    """The clauses that address this level: their action, their sentence, and their place in it."""
    for action, clauses in keep(plan).sentences:
        for place, clause in enumerate(clauses):
            if addressed.match(clause.text):
                yield action, clauses, place


def _demands(plan: PlanRecords, addressed: re.Pattern[str]) -> Iterator[_Demand]:
    for action, clauses, place in _addressed(plan, addressed):
        after = enumerate(clauses[place + 1 :], start=place + 1)
        others = (n for n, part in after if _ANOTHER.match(part.text) and not addressed.match(part.text))
        sentence = tuple(clauses[place : next(others, None)])
        for part in sentence:
            text = addressed.sub("", part.text)
            found = _ACT.search(text)
            told = found is None or _OF_A_PLAN.search(found["object"]) or _VAGUE.search(text) or has_number(text)
            if not told:
                yield _Demand(action, sentence, text)


def actions_unanswered(pair: Pair) -> Iterator[Draft]:
    """Tasks of the upper plan have no counterpart: one finding a chapter or box, one for all where these are many."""
    headings = {action.number.rpartition("/")[0] for action in pair.upper.actions}
    actions = [
        action
        for action in pair.upper.actions
        if action.number not in headings
        and action.kind != "safeguard"
        and not _FRAME.search(f"{action.parent or ''}，{action.title}")
        and not keeps(action.title, pair.upper.plan.level)
    ]
    links: dict[str, Link] = {i: link for link in pair.links if link.kind == "action" for i in link.upper}
    level = pair.upper.plan.level
    gone = [a for a in actions if (link := links.get(a.id)) is not None and _unanswered(a, link, level)]
    if gone:
        telling = _telling(pair)
        gone = [action for action in gone if not telling(action) and not _spoken_of(action, pair)]
    if not gone:
        return
    alien = len(gone) > ALIEN * len(actions)
    groups: dict[str, list[Action]] = {}
    for action in gone:
        groups.setdefault(action.parent or action.title, []).append(action)
    if alien or len(groups) > MOST_GROUPS or pair.pairing.comparison == "skip":
        yield _group(pair, gone, links, chapter=None, total=len(actions), hint=alien)
        return
    for chapter, members in groups.items():
        total = sum((action.parent or action.title) == chapter for action in actions)
        yield _group(pair, members, links, chapter=chapter, total=max(total, len(members)), hint=False)


def _telling(pair: Pair) -> Callable[[Action], bool]:
    """Whether four characters of a title that are its own (医养结合) stand anywhere in the local tasks.

    What three upper titles have (人工智能, 社区服务) or the title of a plan says is the topic and tells nothing.
    """
    topic = plain("\n".join(part for p in (pair.upper.plan, pair.local.plan) for part in (p.title, p.topic) if part))
    common = Counter(run for action in pair.upper.actions for run in _runs(action.title))
    said = keep(pair.local).text

    def told(action: Action) -> bool:
        if len(core(_GENERAL.sub("", plain_title(action.title)))) < _SHORTEST_TITLE:
            return True
        return any(common[run] < _OF_THE_TOPIC and run in said and run not in topic for run in _runs(action.title))

    return told


def _runs(title: str) -> set[str]:
    """All runs of four characters in a title's own words."""
    parts = re.split(r"[\W_]+|和|与|及|以及", _GENERAL.sub("，", plain_title(title)))
    return {part[i : i + 4] for part in parts for i in range(len(part) - 3)}


#: A date, or who is in charge: a clause that says nothing of what is to be done.
_NO_CONTENT = re.compile(r"(?:力争|争取|确保)?(?:到|至)?20\d\d年(?:\d{1,2}月)?[底末初]?(?:以?前)?|（[^（）]*）")


def _spoken_of(action: Action, pair: Pair) -> bool:
    """The local plan has no task for it, but speaks of what its title names, or says much of its text."""
    local = keep(pair.local)
    for part in re.split(r"[，、；]|以及", plain_title(action.title)):
        grams = grams_of(part)
        best = max(local.spoken.best(grams), local.headings.best(grams))
        if best >= _NAMED_IN_TITLE or (len(grams) <= _SHORT_TITLE and best > 0):
            return True
    own = (c for c in keep(pair.upper).passages((action,)) if not _NO_CONTENT.fullmatch(c.text))
    clauses = [grams for clause in own if len(grams := grams_of(clause.plain)) >= 4]
    held = sum(max(local.spoken.best(grams), local.headings.best(grams)) >= _ANSWERED for grams in clauses)
    return held >= max(2, _HELD * len(clauses)) or (action.kind == "task" and held > 0)


_IN_CHARGE = re.compile(
    r"（[^（）]*(?:牵头|负责|分工|责任单位|配合)[^（）]*）|(?:责任|牵头|配合)(?:单位|部门)：[^。；\n]*"
)


def _unanswered(action: Action, link: Link, level: Level | None) -> bool:
    """Nothing answers a task that the upper level does not keep for itself.

    The departments behind a task say who leads at that level, not that nobody below has a share in it.
    """
    if link.relation != "dropped" or (link.confidence < SURE and not link.judgement):
        return False
    if link.owed != "no":
        return True
    bare = replace_record(action, departments=(), text=_IN_CHARGE.sub("", action.text))
    return bool(action.departments) and owed(bare, level) != "no"


def _heading(number: str, title: str) -> str:
    return f"{number} {title}"


def _group(
    pair: Pair, members: list[Action], links: dict[str, Link], *, chapter: str | None, total: int, hint: bool
) -> Draft:
    titles = "；".join(action.title for action in members[:_LISTED])
    addressed = _DEMANDS.get(pair.local.plan.level) if pair.local.plan.level else None
    ids = {action.id for action in members}
    asked = addressed is not None and any(action.id in ids for action, _, _ in _addressed(pair.upper, addressed))
    return Draft(
        evidence=tuple(passage(action) for action in members[:_LISTED]),
        items=tuple(action.id for action in members),
        params={
            "case": "plan" if chapter is None else "chapter",
            "chapter": chapter,
            "count": len(members),
            "total": total,
            "names": titles + ("……" if len(members) > _LISTED else ""),
        },
        hint=hint or all(doubtful(pair, links[action.id]) for action in members),
        severity=None if asked else "info",
    )


def department_missing(pair: Pair) -> Iterator[Draft]:
    """Tasks for which the upper plan names who is responsible and the local plan, which elsewhere does so, nobody."""
    both = []
    for link in pair.links:
        if link.kind != "action" or len(link.upper) != 1 or not link.local or link.relation == "unknown":
            continue
        upper, local = pair.items[link.upper[0]], [pair.items[i] for i in link.local]
        if not isinstance(upper, Action) or not upper.departments:
            continue
        actions = [item for item in local if isinstance(item, Action)]
        both.append((link, upper, actions, any(_charged(action, pair) for action in actions)))
    if len(both) < 2:
        return
    lacking = [(link, upper, actions) for link, upper, actions, charged in both if not charged]
    if not lacking:
        return
    if len(lacking) > 0.5 * len(both):
        # Not an oversight here and there: the local plan is written without departments.
        if len(both) >= 4:
            yield _uncharged(lacking, "plan", len(both))
        return
    yield _uncharged(lacking, "tasks", len(both))


def _charged(action: Action, pair: Pair) -> bool:
    """Departments stand with the task itself, with a task under it, or with the heading above."""
    if action.departments:
        return True
    heading = _heading(action.number, action.title)
    for other in pair.local.actions:
        if other.departments and (other.parent == heading or _heading(other.number, other.title) == action.parent):
            return True
        if other.departments and (other.section or "").startswith(f"{action.section or action.number}/"):
            return True
    return False


def _uncharged(lacking: list[tuple[Link, Action, list[Action]]], case: str, total: int) -> Draft:
    shown = lacking[:_LISTED]
    evidence = [passage(item) for _, upper, actions in shown[:3] for item in (upper, *actions[:1])]
    return Draft(
        evidence=tuple(evidence),
        items=tuple(item.id for _, upper, actions in lacking for item in (upper, *actions)),
        params={
            "case": case,
            "count": len(lacking),
            "total": total,
            "names": "；".join(actions[0].title for _, _, actions in shown) + ("……" if len(lacking) > _LISTED else ""),
        },
        severity="info" if case == "plan" else None,
    )
