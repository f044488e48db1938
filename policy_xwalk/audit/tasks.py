"""Rules between levels on tasks: what nobody answers, what lost its department, what lost a word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from policy_xwalk.alignment.carrying import core
from policy_xwalk.alignment.features import plain, plain_title
from policy_xwalk.alignment.owed import keeps
from policy_xwalk.alignment.passages import Passage, has_number, passages_of
from policy_xwalk.audit.rule import Draft, Pair, passage
from policy_xwalk.audit.weighing import SURE, doubtful, sound
from policy_xwalk.records import Action, Evidence, Level, Link

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
_STOP = re.compile(r"[。；！？\n]")
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
    sentences, tasks = _spoken(pair.local.actions)
    for demand in _demands(pair.upper.actions, _DEMANDS[level]):
        grams = _grams(core(plain(demand.text)))
        if len(grams) < 4 or _best(grams, sentences) >= _ANSWERED or _best(grams, tasks) >= 0.75:
            continue
        quote = "".join(part.quote for part in demand.sentence)
        spans = tuple(span for part in demand.sentence for span in part.spans)
        yield Draft(
            evidence=(Evidence(pair.upper.plan.id, quote, spans),),
            items=(demand.action.id,),
            params={"name": demand.action.title, "demand": demand.text},
            key="".join(demand.text.split()),
        )


def _sentences(actions: tuple[Action, ...]) -> list[tuple[int, list[Passage]]]:
    """The clauses of each sentence, with the place of their action; clauses themselves carry no full stops."""
    found: list[tuple[int, list[Passage]]] = []
    last, read = -1, 0
    for clause in passages_of(actions):
        text = actions[clause.action].text
        if clause.action != last:
            last, read, new = clause.action, 0, True
        else:
            start = text.find(clause.text, read)
            new = start < 0 or _STOP.search(text, read, start) is not None
        if new:
            found.append((clause.action, []))
        found[-1][1].append(clause)
        start = text.find(clause.text, read)
        read = start + len(clause.text) if start >= 0 else read
    return found


def _addressed(actions: tuple[Action, ...], addressed: re.Pattern[str]) -> Iterator[tuple[Action, list[Passage], int]]:
    """The clauses that address this level: their action, their sentence, and their place in it."""
    for action, clauses in _sentences(actions):
        for place, clause in enumerate(clauses):
            if addressed.match(clause.text):
                yield actions[action], clauses, place


def _demands(actions: tuple[Action, ...], addressed: re.Pattern[str]) -> Iterator[_Demand]:
    for action, clauses, place in _addressed(actions, addressed):
        after = enumerate(clauses[place + 1 :], start=place + 1)
        others = (n for n, part in after if _ANOTHER.match(part.text) and not addressed.match(part.text))
        sentence = tuple(clauses[place : next(others, None)])
        for part in sentence:
            text = addressed.sub("", part.text)
            found = _ACT.search(text)
            told = found is None or _OF_A_PLAN.search(found["object"]) or _VAGUE.search(text) or has_number(text)
            if not told:
                yield _Demand(action, sentence, text)


def _spoken(actions: tuple[Action, ...]) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """Character pairs of each local sentence, and of each task with its heading."""
    sentences = ["，".join(clause.text for clause in clauses) for _, clauses in _sentences(actions)]
    tasks = [f"{action.title}，{action.text}" for action in actions]
    return [_grams(core(plain(text))) for text in sentences], [_grams(core(plain(text))) for text in tasks]


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1) if "，" not in text[i : i + 2])


def _best(wanted: frozenset[str], texts: list[frozenset[str]]) -> float:
    return max((len(wanted & text) / len(wanted) for text in texts), default=0.0)


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
    gone = [action for action in actions if (link := links.get(action.id)) is not None and _unanswered(link)]
    if gone:
        sentences, _ = _spoken(pair.local.actions)
        sentences += [_grams(core(plain(action.title))) for action in pair.local.actions]
        telling = _telling(pair.upper.actions, pair.local.actions)
        gone = [action for action in gone if not telling(action) and not _spoken_of(action, sentences)]
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


def _telling(uppers: tuple[Action, ...], locals_: tuple[Action, ...]) -> Callable[[Action], bool]:
    """Whether four characters of a title that are its own (医养结合) stand anywhere in the local tasks.

    What three upper titles have (人工智能, 社区服务) is the plan's topic and tells nothing.
    """
    common = Counter(run for action in uppers for run in _runs(action.title))
    said = "\n".join(plain(f"{action.title}\n{action.text}") for action in locals_)

    def told(action: Action) -> bool:
        if len(core(_GENERAL.sub("", plain_title(action.title)))) < _SHORTEST_TITLE:
            return True
        return any(common[run] < _OF_THE_TOPIC and run in said for run in _runs(action.title))

    return told


def _runs(title: str) -> set[str]:
    """All runs of four characters in a title's own words."""
    parts = re.split(r"[\W_]+|和|与|及|以及", _GENERAL.sub("，", plain_title(title)))
    return {part[i : i + 4] for part in parts for i in range(len(part) - 3)}


def _spoken_of(action: Action, sentences: list[frozenset[str]]) -> bool:
    """The local plan has no task for it, but speaks of what its title names, or says much of its text."""
    for part in re.split(r"[，、；]|以及", plain_title(action.title)):
        grams = _grams(core(part))
        best = _best(grams, sentences) if grams else 0.0
        if best >= _NAMED_IN_TITLE or (len(grams) <= _SHORT_TITLE and best > 0):
            return True
    clauses = [grams for clause in passages_of((action,)) if len(grams := _grams(core(clause.plain))) >= 4]
    held = sum(_best(grams, sentences) >= _ANSWERED for grams in clauses)
    return held >= max(2, _HELD * len(clauses)) or (action.kind == "task" and held > 0)


def _unanswered(link: Link) -> bool:
    return link.relation == "dropped" and link.owed != "no" and (link.confidence >= SURE or bool(link.judgement))


def _heading(number: str, title: str) -> str:
    return f"{number} {title}"


def _group(
    pair: Pair, members: list[Action], links: dict[str, Link], *, chapter: str | None, total: int, hint: bool
) -> Draft:
    titles = "；".join(action.title for action in members[:_LISTED])
    addressed = _DEMANDS.get(pair.local.plan.level) if pair.local.plan.level else None
    asked = addressed is not None and any(True for _ in _addressed(tuple(members), addressed))
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


_SHORTEST = 12
_ALIKE = 82.0
_MEMBER = re.compile(r"[、和与及]|以及")
_TERRITORY = re.compile(r"全?[省市县区州盟旗]|全国|各地|本[省市县]|我[省市县]")
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
        text = "".join(f"{action.title}{action.text}" for action in locals_)
        mine = passages_of(locals_)
        for clause in passages_of(uppers):
            yield from _lost(pair, link, clause, mine, text)


def _lost(pair: Pair, link: Link, clause: Passage, mine: list[Passage], text: str) -> Iterator[Draft]:
    from rapidfuzz import fuzz, process

    if len(clause.text) < _SHORTEST or keeps(clause.text, pair.upper.plan.level):
        return
    best = process.extractOne(clause.text, [p.text for p in mine], scorer=fuzz.ratio, score_cutoff=_ALIKE)
    if best is None:
        return
    other = mine[best[2]]
    for member in _members_lost(clause.text, other.text):
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


def _members_lost(upper: str, local: str) -> list[str]:
    """Members of the upper clause's enumeration that are gone, where nothing was put in their place."""
    from rapidfuzz.distance import Levenshtein

    lost = []
    for step in Levenshtein.opcodes(upper, local):
        if step.tag == "equal":
            continue
        gone = upper[step.src_start : step.src_end]
        put = local[step.dest_start : step.dest_end]
        if _LIGHT.sub("", _TERRITORY.sub("", put)):
            return []  # something else stands there: a change, not a loss
        if step.tag == "delete" or not put:
            before = upper[step.src_start - 1 : step.src_start] + gone[:1]
            after = gone[-1:] + upper[step.src_end : step.src_end + 1]
            words = _MEMBER.sub("", gone)
            if len(_LIGHT.sub("", words)) >= 2 and _MEMBER.search(before + after) and not _LIGHT.fullmatch(words):
                lost.append(gone.strip("、和与及"))
    return lost


def _named(member: str, text: str) -> bool:
    """True where the local task speaks of the member somewhere else."""
    subject = plain_title(member)
    if member in text or (subject and subject in text):
        return True
    grams = [member[i : i + 2] for i in range(len(member) - 1)]
    return bool(grams) and sum(gram in text for gram in grams) >= 0.7 * len(grams)
