"""Figures of years that lie before the issue of a plan although its period has begun.

A plan for 2021 to 2025 that is issued in 2022 may report on 2021 (2021年，全县托位总数412个) and may still name what
2021 was to bring (2021年底全县村通宽带动态清零). Only the wording tells the two apart.
"""

from __future__ import annotations

import re

from policy_xwalk.extraction.context import BUILDING, Context
from policy_xwalk.language.dates import TimeExpression

#: Told of what is done, however the year is named: 已建成, 完成了, 现有.
_DONE = re.compile(
    r"(?<![力竞])已(?!有条件|建成区|入库项目)(?:经)?|(?<=[成到现得长高降增育立获破过进决造])了|现有(?=[^，。；的]{0,10}$)"
)
#: Told of a year that is over: a comparison with the year before, a plain state.
_TOLD = re.compile(
    r"(?:比|较)(?:上年|去年|上一年|20\d\d年)(?!翻|力争|再)|同比|位居|共有|拥有|(?:仅|只)(?:有|为)?$|(?:率|数|量|额|积|值|度|比|重|例|入|里程)为$"
    r"|(?:[全我][省市县区州旗]|累计|^，?共)(?:共|累计|已)?(?:建成(?!区)|完成|发放|新增|培训|争取到|取得)[^，。；]*$"
)
_MEANT = re.compile(
    r"力争|确保|努力|争取(?!到)|预计|预期|目标|计划(?!经济|生育)|拟|将(?!近)|要(?=[^素点求件塞害领地道])|应|不(?:得)?(?:低于|少于|超过)|至少|规划|实现|动态"
)
#: A work to be done, not a state: 新建公厕20座.
_WORKS = re.compile(
    rf"{BUILDING}|推进|推动|提高|提升|下降|降低|减少|增加|增长|治理|整治|修复|招聘|培训|安排|筹措|补助|控制"
)
#: 开放率, 污水治理率: the work is part of what the rate is called.
_RATE = re.compile(r"[^，。；]{0,8}(?:率|比例|比重|占比)(?:达到)?$")
#: 粮食产量42万吨，增长3.2%: said of a figure just told.
_AND_ROSE = re.compile(r"、?(?:同比)?(?:实际|名义)?(?:增长|下降|提高)")
#: A later step that is named as plainly as the year itself: 2021年床位2300张，2022年2500张.
_STEP = re.compile(r"[，。；](20\d\d)年(?!度?(?:规划|计划|工作|印发))")
_FAR = 200


def reports_elapsed(c: Context) -> bool:
    """Whether a figure tells of a year of the period that was over (or running) when the plan was issued."""
    if c.now is None or c.quantity.form != "number":
        return False
    time = _governs(c)
    if time is None or time.year is None or not c.now <= time.year <= (c.issued or time.year):
        return False
    ahead = c.text[time.start] in "到至"
    if ahead and c.issued is None:
        return False
    q = c.quantity
    words = c.text[max(time.end, c.text.rfind("；", time.end, q.start) + 1) : q.start]
    rest = c.text[q.start : c.clause[1]]
    aimed = c.text[c.sentence[0] : time.start][-8:]
    if _MEANT.search(words) or _MEANT.search(rest) or _MEANT.search(aimed):
        return False
    own = words[words.rfind("，") + 1 :]
    if (done := _DONE.search(words)) is not None:
        # 对已建成的20个站点进行改造 names the ones that are meant.
        return "的" not in words[done.end() :] and _WORKS.match(own) is None
    if c.issued is None or time.year == c.issued or ahead or time.edge.endswith(("前", "内")):
        return False
    if _TOLD.search(own) or re.match(r"[，、]?(?:比|较)(?:上年|去年|上一年)|[，、]?同比", c.after):
        return True
    if _AND_ROSE.fullmatch(own) and re.search(r"\d", words):
        own = ""
    if time.edge or c.zone == "goal" or q.comparator != "=" or _WORKS.search(_RATE.sub("", own)):
        return False
    # A bare state of a bare year, unless the steps of the years to come are named in the same way.
    following = c.text[q.end : q.end + _FAR]
    return not any(int(step[1]) >= c.issued for step in _STEP.finditer(following))


def _governs(c: Context) -> TimeExpression | None:
    """The year named last before the number in its sentence."""
    named = [t for t in c.times if 0 <= t.start < c.quantity.start and t.role == "year" and not (t.starting or t.since)]
    if not named or named[-1].period is not None or named[-1].month is not None:
        return None
    return named[-1]
