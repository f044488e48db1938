"""What a heading says its part of the plan is for: background, principle, goal, task, safeguard."""

from __future__ import annotations

import re
from typing import Literal

Zone = Literal["preamble", "background", "principle", "goal", "task", "safeguard", "attachment"]

_BACKGROUND = re.compile(
    r"(?:规划|编制|发展|工作|现实|政策|时代|实施|主要|改革)?(?:背景|现状|形势|态势|成就|成效|成绩)(?:及|和|与|、|分析|研判|$|。)"
    r"|(?:发展|工作|现实|建设|前期|主要|良好|实施)(?:的)?(?:基础|条件|环境|现状|成效|成就)(?:及|和|与|、|$|。|不断)"
    r"|^(?:基础|环境|现状)(?:与|和|及)|现状与|面临(?:的)?(?:形势|机遇|挑战|问题|困难|环境)|存在(?:的)?(?:主要)?(?:问题|不足|困难|短板)|(?:工作|发展|实施|情况)(?:回顾"
    r"|总结)$"
    r"|回顾$|^回顾|取得(?:的|了)?(?:显著|重大|积极|新的)?(?:成就|成效|进展|成绩)$|(?:基本|执行|完成)情况$|(?:一年|五年|过去).*(?:来|工作)$|战略态势|国内外形势"
)
_PRINCIPLE = re.compile(
    r"指导(?:思想|方针)|(?:基本|工作|发展|总体|实施|建设)原则|原则$|(?:总体|基本|发展|工作|战略)(?:思路|理念|导向|定位|方针|取向|布局$)|^(?:总体)?(?:思路|定位|要求)$"
    r"|战略(?:意义|方向)|重要意义|总体部署$|把握.{0,8}(?:要求|原则)$|^总则$|名词解释|^(?:名词)?术语(?:解释|说明|表)?$|^注释$|有关说明$"
)
_GOAL = re.compile(r"目标|预期指标|主要指标|愿景")
_SAFEGUARD = re.compile(
    r"保障措施|保障机制$|^.{0,6}保障$|组织(?:实施|领导)|(?:规划|计划)(?:的)?(?:实施|落实)|保障.{0,8}(?:规划|计划).{0,4}(?:实施|落实|落地)|实施(?:机制|保障)"
    r"|监测评估|督导(?:评估|考核)|加强(?:党的)?(?:组织)?领导$|^(?:工作|有关|组织|相关)要求$"
)
_REACHED = re.compile(r"取得(?:的|了)?(?:显著|重大|积极|新的|决定性|突破性|实质性|明显)*(?:成就|成效|进展|成绩)$")
_AHEAD = re.compile(r"目标|任务|安排")
#: What is reached, said of a thing: 社会文明程度明显提升.
_OUTCOME = re.compile(
    r"(?:明显|显著|大幅|持续|全面|不断|稳步|更加|进一步|同步|整体)(?:提升|提高|增强|改善|进步|优化|加强|健全|巩固|扩大|增长|完善|繁荣|协调|凸显)$"
)
_PERIOD = r"(?:“?十[一二三四五六七八九]五”?(?:时期|期间)?|20\d\d年|今年|当前|下一步|今后(?:五|5|一个)[年时]期?)(?:的)?"
_WORK = r"(?:任务|工作|措施|举措|工程|行动|项目|要求|安排|部署|政策|内容|领域|分工|清单|建议|重点)"
_CONTAINER = re.compile(
    rf"^(?:{_PERIOD}(?:及|和|与)?)*(?:政府|经济社会发展)?(?:几项|各项|总体|主要|重点|重大|具体|核心|工作)*{_WORK}(?:[和与及、]?(?:主要|重点|重大"
    rf"|具体)*{_WORK})?$"
    r"|^(?:(?:组织|实施|政策|规划|强化)?保障(?:措施|机制|体系)?|组织实施|总体要求|附则|结束语|有关要求|规划实施|组织领导(?:与|和)?(?:保障措施|实施))$"
)
# A heading that begins with what is to be done is a task, whatever it names.
_ACTS = re.compile(
    r"(?:进一步|更加?|更好|不断|持续|继续|努力|坚定不移)*(?:深化|落实|深入|贯彻|全面|加快|推进|推动|着力|大力|坚决|积极|切实|扎实"
    r"|健全|完善|强化|加强|构建|优化|改善|营造|夯实|筑牢|打造|提升|提高|创新|创造|促进|扩大|巩固|聚焦|聚力|锚定|持续用力|用力"
    r"|以[^，。]{2,12}(?:引领|推动|促进))"
)
#: A short line of this shape opens a part of a report: “十五五”时期的主要目标任务, 2026年重点工作.
_PART_LINE = re.compile(
    r"^(?:“?十[一二三四五六]五”?|20\d\d年|今年|今后).{0,24}(?:工作|任务|目标|安排|要求|部署|考虑|实事|举措|取向|建议)$"
)


def zone_of(title: str) -> Zone | None:
    """What a heading says its part is for; None where it says nothing (a task, or the zone of its parent)."""
    acts = _ACTS.match(title) is not None
    if _BACKGROUND.search(title) and not acts:
        return "background"
    if (
        _GOAL.search(title)
        and not acts
        and not re.search(r"目标(?:责任|考核|管理)|(?:落实|分解|强化).*目标|任务|重点工作", title)
    ):
        return "goal"
    if _PRINCIPLE.search(title) and not acts:
        return "principle"
    if _SAFEGUARD.search(title):
        return "safeguard"
    return None


#: Goals that a heading only looks back on: 目标完成情况.
_LOOKS_BACK = re.compile(
    r"目标(?:任务|指标|要求)?(?:的)?(?:完成|实现|执行|落实|达成|推进|进展)|(?:完成|实现|落实)[^，。]{0,6}目标"
)


def reports_and_aims(title: str) -> bool:
    """Whether a heading promises both what there is and what is aimed at (现状与目标): its sentences tell which."""
    return (
        _BACKGROUND.search(title) is not None
        and _GOAL.search(title) is not None
        and _LOOKS_BACK.search(title) is None
        and _ACTS.match(title) is None
    )


def gathers(title: str) -> bool:
    """Whether a heading only gathers others (重点任务, 保障措施, 2026年工作安排)."""
    return _CONTAINER.search(title) is not None


def opens_part(line: str) -> bool:
    """Whether a short line opens a part of a report (2026年重点工作)."""
    return _PART_LINE.match(line) is not None


def names_part(line: str) -> bool:
    """Whether a short line without number says by itself that a part of the plan begins."""
    return gathers(line) or opens_part(line) or zone_of(line) is not None


def tells_outcome(title: str) -> bool:
    """Whether a heading says what is reached (社会文明程度明显提升), not what is done."""
    return _OUTCOME.search(title) is not None


def begins_with_act(line: str) -> bool:
    """Whether a line begins with what is to be done (加强…, 全面推进…)."""
    return _ACTS.match(line) is not None


def zone_below(title: str, parent_title: str | None, parent_zone: Zone | None, *, in_box: bool, deep: bool) -> Zone:
    """The zone of a heading under another (None at the top); ``deep`` where the parent is no part (篇).

    Under 总体要求 stand guiding thought, principles and goals, and each says so itself; under 保障措施 all is
    safeguard; a heading among tasks is no safeguard for its words alone.
    """
    own = zone_of(title)
    if parent_zone is None or parent_title is None:
        return own or "task"
    if own == "background" and _REACHED.search(title) and _AHEAD.search(parent_title):
        # Among goals, 取得重大进展 is what is to be reached.
        own = "goal"
    if own is None and "目标" in parent_title and _OUTCOME.search(title) and not begins_with_act(title):
        own = "goal"
    if in_box:
        return "safeguard" if parent_zone == "safeguard" else "task"
    if parent_zone in ("background", "principle", "goal"):
        return own if own in ("background", "principle", "goal") else parent_zone
    if parent_zone == "safeguard" or own == "safeguard":
        return parent_zone if deep else "safeguard"
    return own or "task"
