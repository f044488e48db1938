"""Actions and boxes: every heading that carries work, with who is charged with it and by when."""

from __future__ import annotations

import re
from collections import Counter

from msgspec import UNSET

from policy_xwalk.extraction.departments import read_departments
from policy_xwalk.extraction.plantext import PlanText
from policy_xwalk.identifiers import item_id
from policy_xwalk.language.dates import find_times
from policy_xwalk.language.sentences import split_sentences
from policy_xwalk.outline import Section
from policy_xwalk.records import Action, ActionKind, Box, Clause

_PROJECT = re.compile(r"(?:工程|项目)(?:建设)?(?:计划|清单)?$")
_TIME_LIMIT = re.compile(r"(?:完成|办结|实施|落实|推进)(?:时限|时间|期限|时间节点)[：:](?P<when>[^。；，（）]{4,30})")
#: Boxes and attachments that list figures or names or explain words hold no work.
_NO_WORK = re.compile(r"指标|目标|名词解释|术语|成就|成效|现状|完成情况|数据$|名单$|名录$")


def read_actions(plan: PlanText) -> tuple[tuple[Action, ...], tuple[Box, ...]]:
    """All actions and boxes of a plan, in the order of the text."""
    actions: list[Action] = []
    boxes: list[Box] = []
    seen: Counter[str] = Counter()
    for section in plan.outline.walk():
        if section.style == "box":
            boxes.append(_box(plan, section, seen))
        elif _carries_work(section) and not _in_idle_attachment(plan, section):
            actions.append(_action(plan, section, seen))
    return tuple(actions), tuple(boxes)


def _carries_work(section: Section) -> bool:
    """A numbered heading (or one the format marks) outside background, guiding thought, principles and goals."""
    if section.zone not in ("task", "safeguard") or section.is_container or section.style in ("attachment", "plain"):
        return False
    box = section.box
    if box is not None:
        return not _NO_WORK.search(box.title) and section.zone in ("task", "safeguard")
    if section.style in ("arabic_bracket", "circle") and section.untitled:
        # Enumerations inside a task (（1）…；（2）…) are its text.
        return False
    return bool(section.body or section.children)


def _in_idle_attachment(plan: PlanText, section: Section) -> bool:
    """Whether a section stands in an attachment that lists names or figures; its title may stand below 附件."""
    top = section
    while top.parent is not None:
        top = top.parent
    if top.style != "attachment":
        return False
    return _NO_WORK.search(top.title or "".join(plan.flow.text[a:b] for a, b in top.body[:1])) is not None


def _kind(section: Section) -> ActionKind:
    box = section.box
    if box is not None:
        return "project" if _PROJECT.search(box.title) else "box_item"
    return "safeguard" if section.zone == "safeguard" else "task"


def heading_of(section: Section) -> str:
    """Number and title as people cite them: 专栏3 新时代…行动, （一）加强组织领导, 1.强化党建引领机制."""
    if section.style == "box":
        return f"{section.label} {section.title}".strip()
    if not section.label:
        return section.title
    mark = {"han": "、", "arabic": "."}.get(section.style, "" if section.label.startswith("（") else " ")
    return f"{section.label}{mark}{section.title}"


def _action(plan: PlanText, section: Section, seen: Counter[str]) -> Action:
    quote, spans = plan.place(section.start, section.title_end)
    seen["A" + quote] += 1
    own = list(section.body)
    text = "".join(plan.flow.text[a:b] for a, b in own)
    sentences = [(start, s) for start, end in own for s in split_sentences(plan.flow.text[start:end])]
    clauses = tuple(
        Clause(plan.flow.text[start + c.start : start + c.end], *plan.place(start + c.start, start + c.end), number)
        for number, (start, sentence) in enumerate(sentences)
        for c in sentence.clauses
    )
    parent = section.parent
    return Action(
        id=item_id(plan.id, "A", quote, seen["A" + quote] - 1),
        plan=plan.id,
        number=section.path if section.label else "",
        title=section.title,
        kind=_kind(section),
        parent=heading_of(parent) if parent is not None else None,
        departments=read_departments(plan, own),
        deadline=_deadline(plan, section.title, text),
        text=text,
        quote=quote,
        spans=spans,
        section=parent.path if parent is not None else None,
        untitled=True if section.untitled else UNSET,
        text_spans=tuple(span for a, b in own for span in plan.spans(a, b)),
        clauses=clauses,
    )


def _deadline(plan: PlanText, title: str, text: str) -> int | str | None:
    """The year named in the title, or the year or month of a labelled time limit (完成时限：2024年12月底)."""
    deadline: int | str | None = None
    for where in (title, *(m["when"] for m in _TIME_LIMIT.finditer(text))):
        for time in find_times(where):
            if time.role == "year" and time.year is not None and (plan.now is None or time.year >= plan.now):
                month = time.month if where is not title and time.month != 12 else None
                deadline = f"{time.year}-{month:02}" if month else time.year
    return deadline


def _box(plan: PlanText, section: Section, seen: Counter[str]) -> Box:
    quote = plan.quote(section.start, section.title_end)
    seen["B" + quote] += 1
    return Box(
        id=item_id(plan.id, "B", quote, seen["B" + quote] - 1),
        plan=plan.id,
        number=section.label,
        title=section.title,
        section=section.parent.path if section.parent is not None else None,
        quote=quote,
        spans=plan.spans(section.start, section.title_end),
    )
