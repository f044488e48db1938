"""Rules on deadlines, duties and what a row or a target lacks in one plan."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import UNSET
from msgspec.structs import replace as replace_record

from policy_xwalk.alignment.features import make_plain, plain
from policy_xwalk.alignment.measures import is_growth
from policy_xwalk.audit.inside_parts import uncertain, year_of
from policy_xwalk.audit.rule import Draft, Rule, passage
from policy_xwalk.records import Action, Indicator, PlanRecords, Span, Target

#: A year that a figure is compared with, not one it is due in.
_REFERENCE = re.compile(r"基础上|为基[数期准年]|[比较与]\d{4}年")


def deadline_past(entry: PlanRecords) -> Iterator[Draft]:
    """A deadline had passed when the plan was issued."""
    issued = entry.plan.issued
    if issued is None:
        return
    inferred = "issued" in entry.plan.inferred or "issued" in entry.plan.unconfirmed
    due: list[tuple[Target | Action | Indicator, int | str, str]] = [
        (target, target.deadline, target.subject)
        for target in entry.targets
        if target.deadline is not None and not _REFERENCE.search(target.quote) and _says(target.quote, target.deadline)
    ]
    due += [(action, action.deadline, action.title) for action in entry.actions if action.deadline is not None]
    due += [(row, row.target.year, row.name) for row in entry.indicators if row.target and row.target.year is not None]
    due += _dated_clauses(entry)
    told: list[Span] = []
    for item, when, name in due:
        # A year has passed when another has begun, a month when the next has.
        text = str(when)
        if text < issued[: len(text)] and not _told(item.spans, told):
            told += item.spans
            hint = inferred or (not isinstance(item, Action) and uncertain(item))
            yield Draft(
                (passage(item),),
                (item.id,),
                {"name": name, "deadline": text, "issued": issued},
                key=text,
                hint=hint,
            )


def _says(quote: str, deadline: int | str) -> bool:
    """Whether the year stands in the passage itself; one of the sentence before may belong to that alone."""
    return str(year_of(deadline)) in unicodedata.normalize("NFKC", quote)


_DUE = re.compile(
    r"(?<![比较自从\d])(?P<year>20\d\d)年(?:(?P<month>\d{1,2})月)?(?:\d{1,2}日)?(?:年?[底末])?(?:以前|之前|前)(?![^，。；]{0,6}(?:建成|出厂|登记|注册|竣工|出生|参加|入学|毕业)[^，。；]{0,4}的)"
)


def _dated_clauses(entry: PlanRecords) -> list[tuple[Action, int | str, str]]:
    """Tasks with a clause that names a month or year within the period by which it is to be done."""
    found: list[tuple[Action, int | str, str]] = []
    start = entry.plan.period.start if entry.plan.period is not None else None
    for action in entry.actions:
        for clause in action.clauses:
            match = _DUE.search(clause.text)
            if match is None or start is None or int(match["year"]) < start:
                continue
            when = match["year"] + (f"-{int(match['month']):02d}" if match["month"] else "")
            part = replace_record(action, quote=clause.quote, spans=clause.spans)
            found.append((part, when, action.title))
    return found


def _told(spans: Sequence[Span], told: Sequence[Span]) -> bool:
    """Whether a passage was told of already: a target in the heading of a task is one deadline, not two."""
    return any(span.start < other.end and other.start < span.end for span in spans for other in told)


#: Years of the long-term visions that a plan for five years names beside its own end.
_VISION = frozenset({2030, 2035, 2040, 2045, 2049, 2050, 2060})


def deadline_outside(entry: PlanRecords) -> Iterator[Draft]:
    """A deadline lies behind the end of the plan and is no year of a long-term vision."""
    period = entry.plan.period
    if period is None or period.end - period.start < 2:
        return
    for target in entry.targets:
        year = year_of(target.deadline)
        if year is not None and period.end < year < period.end + 5 and year not in _VISION:
            yield _outside(target, target.subject, year, period.start, period.end)
    for row in entry.indicators:
        year = row.target.year if row.target is not None else None
        if year is not None and not period.start <= year <= period.end and year not in _VISION:
            yield _outside(row, row.name, year, period.start, period.end)


def _outside(item: Target | Indicator, name: str, year: int, start: int, end: int) -> Draft:
    return Draft(
        (passage(item),),
        (item.id,),
        {"name": name, "deadline": year, "start": start, "end": end},
        key=str(year),
        hint=uncertain(item),
    )


_MEASURE_WORDS = re.compile(
    r"（[^）]*）|每[百千万个]*[^，、]{0,4}?(?=拥有|居民|人口|户|名)|拥有|平均|占[^，。]*的?(?:比例|比重|比率)$|(?:覆盖|普及|达标|合格|建成|配备|完成|参与)?(?:率|比例|比重|占比|数量?|总量|规模|面积|人数|水平|程度|指数)$"
    r"|[城农]村|城乡|城镇|城市|全[省市县区国]|新增|新建|累计|年均|增长|降低|下降|提高"
)
_HAN_PAIR = re.compile(r"(?=([\u4e00-\u9fff]{2}))")
#: Below this share of the pairs of characters of a name no passage can be said to deal with it.
_DEALT_WITH = 0.34


def row_without_task(entry: PlanRecords) -> Iterator[Draft]:
    """Rows of whose core words no task, box or commitment of the prose says anything; one finding a plan."""
    tasks = [action for action in entry.actions if action.kind != "safeguard"]
    if len(tasks) < 8 or not entry.indicators or "action" not in entry.plan.covers:
        return
    passages = make_plain(
        [
            *(f"{action.title}{action.text}" for action in entry.actions),
            *(target.quote for target in entry.targets),
            *(box.title for box in entry.boxes),
        ]
    )
    rows = [row for row in entry.indicators if not _dealt_with(row.name, passages) and not row.doubts]
    if rows:
        yield _rows(rows, len(entry.indicators))


def _dealt_with(name: str, passages: Sequence[str]) -> bool:
    core = _MEASURE_WORDS.sub("", plain(name))
    pairs = {match[1] for match in _HAN_PAIR.finditer(core)}
    if len(pairs) < 3:
        return True
    return any(sum(pair in passage for pair in pairs) >= max(2, _DEALT_WITH * len(pairs)) for passage in passages)


def without_baseline(entry: PlanRecords) -> Iterator[Draft]:
    """Rows without a baseline in a table that has baselines; one finding a plan."""
    if entry.plan.form == "framework":
        # Facts gathered from elsewhere: what they lack the plan may have.
        return
    rows = [row for row in entry.indicators if row.baseline is None and not row.doubts and _is_level(row)]
    if rows and any(row.baseline is not None for row in entry.indicators):
        yield _rows(rows, len(entry.indicators))


def _is_level(row: Indicator) -> bool:
    """Whether a row has a state to begin from: what is done within the period (〔8〕, 新增) and growth have none."""
    if row.target is None or row.target.value is None or row.target.basis is not UNSET:
        return False
    return not is_growth(row.name) and not _WITHIN_PERIOD.search(f"{row.name}{row.target.unit or ''}")


_WITHIN_PERIOD = re.compile(r"新增|新建|改扩建|累计|人次|增长$|培训(?:总)?(?:人数|数量)|改造(?:户数|套数|数量)")


def without_attribute(entry: PlanRecords) -> Iterator[Draft]:
    """Rows without 约束性 or 预期性 in a table that says it of the others; one finding a plan."""
    if entry.plan.form == "framework":
        return
    rows = [row for row in entry.indicators if row.attribute is None and row.part_of is UNSET and not row.doubts]
    if rows and 2 * sum(row.attribute is not None for row in entry.indicators) >= len(entry.indicators):
        yield _rows(rows, len(entry.indicators))


def without_deadline(entry: PlanRecords) -> Iterator[Draft]:
    """Firm commitments in parts of the plan that name no year at all; one finding a plan.

    Only in a plan that names years elsewhere and covers several: in a report on one year all is due in that year.
    """
    period = entry.plan.period
    firm = [t for t in entry.targets if t.modality == "commit" and t.value is not None and _falls_due(t)]
    dated = {target.section for target in entry.targets if target.deadline is not None}
    open_ended = [target for target in firm if target.deadline is None and target.section not in dated]
    if period is None or period.start == period.end or len(open_ended) < 3 or not dated:
        return
    yield Draft(
        tuple(passage(target) for target in open_ended[:10]),
        tuple(target.id for target in open_ended),
        {"number": len(open_ended), "of": len(firm), "end": period.end},
        key="deadline",
    )


def _falls_due(target: Target) -> bool:
    """Whether a figure is reached at some time: one for each year, a standard and what repeats a row are not."""
    if re.search(r"(?<![\d一二三四五六七八九十两])[\d一二三四五六七八九十两]{1,2}年", target.quote):
        return False
    return target.restates is None and target.kind != "standard" and target.basis not in ("annual", "annual_average")


def without_department(entry: PlanRecords) -> Iterator[Draft]:
    """Tasks that name nobody in a plan where most tasks name who is responsible; one finding a plan."""
    parents = {action.parent for action in entry.actions}
    leaves = [
        action
        for action in entry.actions
        if action.kind in ("task", "box_item", "project") and action.text and not _is_parent(action, parents)
    ]
    charged = {action.parent for action in entry.actions if action.departments}
    named = [action for action in leaves if action.departments]
    nameless = [action for action in leaves if not action.departments and not _above_names(action, entry)]
    nameless = [action for action in nameless if not _SOMEBODY.search(action.text)]
    # Where sisters name departments (the plan's own custom), one without stands out.
    nameless = [action for action in nameless if action.parent in charged]
    if not nameless or len(named) < 5 or 2 * len(named) < len(leaves):
        return
    yield Draft(
        tuple(passage(action) for action in nameless[:10]),
        tuple(action.id for action in nameless),
        {
            "number": len(nameless),
            "of": len(leaves),
            "names": "、".join(action.title for action in nameless[:10]),
        },
        key="department",
    )


#: What the reading of departments may have left alone: a bracket or sentence that charges somebody.
_SOMEBODY = re.compile(
    r"（[^（）]{2,120}(?:负责|牵头|参与|指导|配合|落实|分工)[^（）]{0,8}）|责任(?:单位|部门)|牵头(?:单位|部门)|由[^，。；]{2,24}(?:负责|牵头)"
)


def _is_parent(action: Action, parents: set[str | None]) -> bool:
    return any(parent is not None and parent.endswith(action.title) for parent in parents)


def _above_names(action: Action, entry: PlanRecords) -> bool:
    return action.parent is not None and any(
        above.departments and action.parent.endswith(above.title) for above in entry.actions
    )


def _rows(rows: list[Indicator], of: int) -> Draft:
    return Draft(
        tuple(passage(row) for row in rows[:10]),
        tuple(row.id for row in rows),
        {"number": len(rows), "of": of, "names": "、".join(row.name for row in rows[:10])},
        key="rows",
        hint=any(uncertain(row) for row in rows),
    )


RULES: tuple[Rule[PlanRecords], ...] = (
    Rule("PX121", "deadline-past", "warning", deadline_past),
    Rule("PX122", "deadline-outside", "info", deadline_outside),
    Rule("PX141", "row-without-task", "info", row_without_task),
    Rule("PX142", "without-baseline", "info", without_baseline),
    Rule("PX143", "without-attribute", "info", without_attribute),
    Rule("PX144", "without-deadline", "info", without_deadline),
    Rule("PX145", "without-department", "info", without_department),
)
