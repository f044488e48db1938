"""任务清单: what a plan commits to as a list to work from, with deadline and departments, and columns to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from policy_xwalk.records import Action, Indicator, Plan, PlanRecords, Span, Target
from policy_xwalk.reporting import display
from policy_xwalk.wording import Lang
from policy_xwalk.wording.documents import phrase
from policy_xwalk.wording.terms import term

LedgerKind = Literal["indicator", "task", "box_item", "project", "safeguard", "target"]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the list."""

    number: int
    item: str
    kind: LedgerKind
    kind_label: str
    chapter: str
    """Heading or box above it; empty at the top."""
    task: str
    content: str
    goals: str
    """The numbers committed to in it, a line each."""
    deadline: str
    lead: str
    support: str
    place: str
    heading: bool
    """A chapter whose work stands in the items below it."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The list of one plan."""

    plan: str
    label: str
    title: str
    rows: tuple[LedgerRow, ...]


def plan_ledger(entry: PlanRecords, label: str, lang: Lang) -> Ledger:
    """Table rows, then tasks with the numbers that stand in them, then numbers that stand in no task.

    A row without a deadline of its own says that it runs to the end of the plan. Departments of an undivided list
    (…按职责分工负责) stand under 牵头部门 and say so: who leads is not for the program to choose.
    """
    plan = entry.plan
    within = _targets_by_action(entry)
    placed = {target.id for targets in within.values() for target in targets}
    rows: list[LedgerRow] = []
    for row in entry.indicators:
        rows.append(_indicator_row(len(rows) + 1, row, plan, lang))
    for action in entry.actions:
        rows.append(_action_row(len(rows) + 1, action, within.get(action.id, ()), plan, lang))
    for target in entry.targets:
        if target.id not in placed and target.restates is None:
            rows.append(_target_row(len(rows) + 1, target, plan, lang))
    return Ledger(plan.id, label, plan.title or label, tuple(rows))


def _indicator_row(number: int, row: Indicator, plan: Plan, lang: Lang) -> LedgerRow:
    lead, support = _departments(row, lang)
    value = display.value_text(row.target, lang)
    baseline = display.value_text(row.baseline, lang)
    goals = value if row.baseline is None else f"{baseline} → {value}"
    attribute = display.attribute_text(row, lang)
    return LedgerRow(
        number=number,
        item=row.id,
        kind="indicator",
        kind_label=phrase("ledger_indicator", lang),
        chapter=row.category or "",
        task=row.name,
        content=attribute,
        goals=goals,
        deadline=_deadline(display.deadline_text(row), plan, lang),
        lead=lead,
        support=support,
        place=display.place_text(row, plan, lang),
        heading=False,
    )


def _action_row(number: int, action: Action, targets: Sequence[Target], plan: Plan, lang: Lang) -> LedgerRow:
    lead, support = _departments(action, lang)
    text = display.readable(action.text)
    heading = not text and not targets
    due = display.deadline_text(action)
    printed = display.outline_text(action.number)
    return LedgerRow(
        number=number,
        item=action.id,
        kind=action.kind,
        kind_label=phrase(f"ledger_{action.kind}", lang),
        chapter=action.parent or "",
        task=f"{printed} {action.title}".strip(),
        content=text,
        goals="\n".join(dict.fromkeys(_goal(target, lang) for target in targets)),
        deadline="" if heading and not due else _deadline(due, plan, lang),
        lead=lead,
        support=support,
        place=display.place_text(action, plan, lang),
        heading=heading,
    )


def _target_row(number: int, target: Target, plan: Plan, lang: Lang) -> LedgerRow:
    return LedgerRow(
        number=number,
        item=target.id,
        kind="target",
        kind_label=phrase("ledger_target", lang),
        chapter=display.outline_text(target.section or ""),
        task=display.item_name(target),
        content=display.readable(target.quote),
        goals=display.target_text(target, lang),
        deadline=_deadline(display.deadline_text(target), plan, lang),
        lead="",
        support="",
        place=display.place_text(target, plan, lang),
        heading=False,
    )


def _goal(target: Target, lang: Lang) -> str:
    due = date_text(display.deadline_text(target), lang)
    value = f"{display.item_name(target)}{term('label', 'colon', lang)}{display.target_text(target, lang)}"
    return value + display.parenthesis(due, lang)


def _deadline(printed: str, plan: Plan, lang: Lang) -> str:
    """The printed deadline; without one, that the work runs to the end of the plan, where that is known."""
    if printed:
        return date_text(printed, lang)
    return phrase("ledger_period", lang, year=plan.period.end) if plan.period else ""


def date_text(date: str, lang: Lang) -> str:
    """A year or month as one writes it: 2025年, 2022年12月."""
    if lang == "en" or not re.fullmatch(r"\d{4}(-\d{2}){0,2}", date):
        return date
    year, *rest = date.split("-")
    return f"{year}年" + "".join(f"{int(part)}{unit}" for part, unit in zip(rest, "月日", strict=False))


def _departments(item: Indicator | Action, lang: Lang) -> tuple[str, str]:
    """Who leads and who helps; an undivided list is named as one."""
    comma = term("label", "comma", lang)
    lead = [body.name for body in item.departments if body.role == "lead"]
    undivided = [body.name for body in item.departments if body.role is None]
    support = [body.name for body in item.departments if body.role in ("joint", "support")]
    parts = [comma.join(dict.fromkeys(lead))] if lead else []
    if undivided:
        parts.append(comma.join(dict.fromkeys(undivided)) + phrase("ledger_undivided", lang))
    return "\n".join(parts), comma.join(dict.fromkeys(support))


def _targets_by_action(entry: PlanRecords) -> dict[str, tuple[Target, ...]]:
    """Each number under the task in whose text it stands: the innermost, where tasks contain each other."""
    ranges = sorted(
        (last - first, first, last, action.id) for action in entry.actions for first, last in _reach(action)
    )
    found: dict[str, list[Target]] = {}
    for target in entry.targets:
        if not target.spans or target.restates is not None:
            continue
        start, end = target.spans[0].start, target.spans[-1].end
        for _, first, last, action_id in ranges:
            if first <= start and end <= last:
                found.setdefault(action_id, []).append(target)
                break
    return {action_id: tuple(targets) for action_id, targets in found.items()}


def _reach(action: Action) -> Iterable[tuple[int, int]]:
    """Heading and work of a task, as ranges of the reader's text."""
    return (_range(spans) for spans in (action.spans, action.text_spans) if spans)


def _range(spans: Sequence[Span]) -> tuple[int, int]:
    return spans[0].start, spans[-1].end
