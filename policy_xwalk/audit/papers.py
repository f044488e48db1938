"""Rules between levels on the plans themselves: whether the local one names the upper one, and which came first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import UNSET

from policy_xwalk.audit.rule import Draft, Pair
from policy_xwalk.pairing import same_topic
from policy_xwalk.records import Citation, Evidence, Plan

_MARKS = re.compile(r"[\s《》〈〉“”\"'‘’（）()]|(?:的)?通知$|^关于(?:印发)?|^(?:中华人民共和国|国务院(?:办公厅)?)")
_PERIOD = re.compile(
    r"[“\"]?十[一二三四五六七八九]五[”\"]?|20\d\d\s*[-—－–~至]\s*20\d\d年?|第十[一二三四五六七八九]个五年"
)
_KIND = re.compile(
    r"(?:专项)?(?:发展|建设)?(?:规划纲要|规划|行动计划|计划|实施方案|方案|纲要|意见|行动方案)(?:（.*）)?$"
)


def cites(citation: Citation, plan: Plan) -> bool:
    """Whether a citation means this plan: by its number, its title, or level and topic together."""
    if citation.doc_number and plan.doc_number and citation.doc_number == plan.doc_number:
        return True
    if citation.level is not None and plan.level is not None and citation.level != plan.level:
        return False
    if plan.title:
        first, second = _bare(citation.title), _bare(plan.title)
        if first and (first in second or second in first):
            return True
    return citation.level is not None and same_topic(topic_of(citation), plan.topic) and plan.topic is not None


def topic_of(citation: Citation) -> str | None:
    """The topic that a cited title names; None where nothing is left of it."""
    title = re.sub(
        r"^[\u4e00-\u9fff]{2,8}?(?:省|自治区|市|县|州|盟|旗)(?=[“\"关国《0-9十])", "", _MARKS.sub("", citation.title)
    )
    return _KIND.sub("", _PERIOD.sub("", title)) or None


def _bare(title: str) -> str:
    return _MARKS.sub("", title)


def upper_plan_not_cited(pair: Pair) -> Iterator[Draft]:
    """The local plan names its basis, and the upper plan at hand is not among it."""
    upper, local = pair.upper.plan, pair.local.plan
    if pair.pairing.comparison != "direct" or not local.cites or upper.title is None:
        return
    if any(cites(citation, upper) for citation in local.cites):
        return
    if upper.issued is not None and local.issued is not None and upper.issued > local.issued:
        return  # it could not be cited yet: another rule speaks of the order
    name = _bare(upper.title)
    if any(name in _bare(action.text) for action in pair.local.actions):
        return
    yield Draft(
        evidence=tuple(evidence(local, citation) for citation in local.cites[:3]),
        params={"title": upper.title, "number": upper.doc_number or upper.id, "count": len(local.cites)},
    )


def evidence(plan: Plan, citation: Citation) -> Evidence:
    quote = citation.title if citation.quote is UNSET else citation.quote
    return Evidence(plan.id, quote, () if citation.spans is UNSET else citation.spans)


def issued_before_upper(pair: Pair) -> Iterator[Draft]:
    """The local plan bears an earlier date than the upper plan that it should follow."""
    upper, local = pair.upper.plan, pair.local.plan
    if upper.issued is None or local.issued is None or local.issued >= upper.issued:
        return
    if "issued" in upper.inferred or "issued" in local.inferred or "issued" in upper.unconfirmed:
        return
    if upper.period is not None and local.period is not None and local.period.start < upper.period.start:
        return  # an older plan that overlaps: it answers another upper plan
    yield Draft(
        evidence=(),
        params={"upper_day": upper.issued, "local_day": local.issued, "title": upper.title or upper.id},
    )
