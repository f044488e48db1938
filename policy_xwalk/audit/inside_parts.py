"""What the rules inside one plan share: which rows are read for sure, when two figures agree, who means the same."""

from __future__ import annotations

import re
import unicodedata
from math import floor, isclose, log10

from msgspec import UNSET

from policy_xwalk.alignment.facets import facets_of
from policy_xwalk.alignment.features import same_words
from policy_xwalk.alignment.measures import Measure, compatible, is_growth, measure
from policy_xwalk.language.direction import unmistakable_direction
from policy_xwalk.records import Comparator, Indicator, Number, Plan, PlanRecords, Status, Target, Value

#: Below this confidence of the recognition of a picture a figure is a hint.
_SURE = 0.95


def uncertain(item: Indicator | Target | Status) -> bool:
    """Whether a finding about this item is a hint: it was not read for sure, or no document confirms it."""
    if item.ocr is not UNSET and item.ocr < _SURE:
        return True
    return isinstance(item, Indicator) and bool(item.doubts or item.unconfirmed)


def figure(value: Value, name: str) -> Measure | None:
    """A table value as a measure; None where it is no number or says more than one."""
    if value.value is None or value.qualitative is not UNSET:
        return None
    return measure(value.value, None if value.value_high is UNSET else value.value_high, value.unit, name)


def basis_of(value: Value) -> str:
    """At the end of the period unless said otherwise."""
    return "end_of_period" if value.basis is UNSET else value.basis


def shown(value: Value) -> str:
    """A table value as printed, with its unit where that stands in the head of the table."""
    unit = value.unit or ""
    if not unit or unit in value.raw or value.qualitative is not UNSET:
        return value.raw
    # 4.5以内 in a column headed % is 4.5%以内.
    return re.sub(r"(?<=\d)(?!.*\d)", unit, value.raw, count=1)


def printed(item: Target | Status) -> str:
    """A figure of the prose as printed."""
    return item.raw


def about_same(row: Indicator, item: Target | Status) -> bool:
    """Whether a figure of the prose is about what a row names: the same words, the place of the figure included."""
    if same_words(row.name, item.subject):
        return True
    return item.scope is not None and same_words(row.name, item.scope + item.subject)


def names_its_subject(item: Target | Status) -> bool:
    """Whether the subject stands in the passage right before its figure.

    One that was carried over from a clause before, or over another figure, may be the subject of something else.
    """
    quote, raw = _words(item.quote), _words(item.raw)
    subject = _words(item.subject)[-4:]
    at, figure_at = quote.find(subject), quote.rfind(raw)
    if at < 0 or not raw:
        return False
    between = re.sub(r"\d{4}年", "", quote[at + len(subject) : figure_at])
    return figure_at < at or "分别" in between or not re.search(r"\d", between)


_LEVELS = ("county", "city", "province", "nation")
_TERRITORIES = ((3, ("全国", "我国")), (2, ("全省", "全自治区")), (1, ("全市", "全州", "全盟")))


def of_others(item: Target | Status, plan: Plan) -> bool:
    """Whether a figure is told of a larger territory than the plan's own (全国平均为3.34人)."""
    own = _LEVELS.index(plan.level) if plan.level in _LEVELS else 2
    above = (word for level, words in _TERRITORIES if level > own for word in words)
    return any(word in item.quote for word in above)


def starts_from(item: Status) -> bool:
    """Whether a figure is where a change began (由36.2%提高到38.9%): what it was before, not in the year named."""
    before = _words(item.quote).partition(_words(item.raw))[0]
    return re.search(r"[由从][^，。；]{0,14}$", before) is not None


#: Facets by which a heading limits what stands under it (（二）农村供水), where the figure itself says nothing of it.
_LIMITING = ("settlement", "layer", "school", "grade", "person", "water_body")


class Headings:
    """What the headings above a figure say of whom or where it is about."""

    def __init__(self, entry: PlanRecords) -> None:
        self._titles = {action.number: action.title for action in entry.actions}

    def limits(self, item: Target | Status) -> dict[str, frozenset[str]]:
        """By facet: values that a heading above names and the figure's own subject does not."""
        parts = (item.section or "").split("/")
        titles = [self._titles.get("/".join(parts[: depth + 1]), "") for depth in range(len(parts))]
        above, own = facets_of(" ".join(titles)), facets_of(item.subject)
        return {name: values for name in _LIMITING if (values := above.get(name)) and not own.get(name)}


def _words(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


def agree(first: Measure, second: Measure) -> bool:
    """Whether two figures are the same, or one is the other rounded: 60.63 % and 60.6 %."""
    return _agree(first.low, second.low, first.scaled, second.scaled) and _agree(
        first.high, second.high, first.scaled, second.scaled
    )


def _agree(first: float, second: float, first_scale: float, second_scale: float) -> bool:
    if isclose(first, second, rel_tol=1e-9):
        return True
    step = max(step_of(first / first_scale) * first_scale, step_of(second / second_scale) * second_scale)
    return abs(first - second) <= step * 0.5000001


def limit_opposed(name: str, comparator: Comparator | None) -> str | None:
    """``ceiling`` for an upper limit on what is better high, ``floor`` for a lower one on what is better low."""
    direction = unmistakable_direction(name)
    if comparator in ("<=", "<") and direction == "higher_is_better":
        return "ceiling"
    if comparator in (">=", ">") and direction == "lower_is_better" and not is_growth(name):
        return "floor"
    return None


def comparable(first: Measure, second: Measure) -> bool:
    """Whether two figures measure the same thing."""
    return compatible(first, second)


def step_of(value: Number) -> float:
    """The last decimal place a figure is printed to: 0.1 for 60.6, 1 for 60."""
    text = f"{value:.10g}"
    if "e" in text:
        return float(10 ** floor(log10(abs(value)))) if value else 1.0
    return float(10 ** -len(text.partition(".")[2]))


def year_of(when: int | str | None) -> int | None:
    """The year of a deadline, which may be a month (2022-12)."""
    return None if when is None else int(str(when)[:4])


#: Shares of a whole: nothing of a whole is more than all of it. What may pass 100 % (gross rates, coverage of bad
#: loans, what is fulfilled above the plan, units for a hundred people) is left out.
_SHARE = re.compile(
    r"(?:覆盖率|覆盖面|占比|合格率|达标率|优良率|优良天数比率|优良比例|满意度|满意率|知晓率|知晓度|普及率|城镇化率|城市化率|通达率|通车率|硬化率|自来水普及率"
    r"|无害化处理率|集中处理率|收集率|治愈率|入园率|净入学率|登记率|公开率|办结率|受理率|配备率|建成率|签约率|参保率|接种率|规范管理率|就业率|失业率|绿化率|入户率|参与率"
    r"|使用率|持证率|建档率|死亡率|发病率|辍学率|漏损率|检出率|结案率|破案率|履约率|回收率|巩固率)$|占[^，。]{2,30}(?:比例|比重|的比率)$"
)
_MAY_PASS = re.compile(
    r"毛入|贷款|存款|融资|债务|资产|贸易|进出口|生产总值|GDP|拨备|备付|风险覆盖|抵质?押|电话|手机|汽车|宽带|百人|百户|移动|每|完成|增长|提高|降低|下降|同比|杠杆|产销|投入产出"
)


def is_share(name: str) -> bool:
    """Whether a name is that of a part of a whole, so that it cannot pass 100 %."""
    plain = re.sub(r"（[^）]*）$", "", name)
    return _SHARE.search(plain) is not None and _MAY_PASS.search(plain) is None
