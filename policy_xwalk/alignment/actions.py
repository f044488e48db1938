"""Links of actions: what became of each task, box item, project and safeguard."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policy_xwalk.alignment.assign import abstention
from policy_xwalk.alignment.clause_pairs import ClausePairs
from policy_xwalk.alignment.clauses import compare_texts
from policy_xwalk.alignment.compare import Setting, relation_of
from policy_xwalk.alignment.coverage import Coverage
from policy_xwalk.alignment.drafts import Draft
from policy_xwalk.alignment.features import Weights, plain_title
from policy_xwalk.alignment.owed import Owed, keeps, owed
from policy_xwalk.alignment.tasks import THRESHOLD, Group, Work
from policy_xwalk.records import Action, PlanRecords

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Places = NDArray[np.int64]

_ELABORATES = 0.62


def link_actions(
    weights: Weights,
    upper: PlanRecords,
    local: PlanRecords,
    works: tuple[Work, Work],
    groups: list[Group],
    scores: Matrix,
    pairs: ClausePairs,
    setting: Setting,
    clauses: Places,
) -> tuple[list[Draft], list[Draft]]:
    """Drafts for all upper actions in order, then those for local actions without an upper one.

    ``clauses`` are the places of the upper clauses among the nested texts of the upper plan.
    """
    moved = _moved(groups, works)
    drafts = [
        (group.upper[0], _linked(group, works, pairs, setting, group in moved, (upper, local))) for group in groups
    ]
    answered = {u for group in groups for u in group.upper}
    covered = Coverage(local)
    for u, action in enumerate(upper.actions):
        if u in answered:
            continue
        best = float(scores[u].max()) if scores.shape[1] else 0.0
        known = covered.covers_action(action, upper.boxes)
        drafts.append((u, _lone(action, best, known, upper=True, duty=owed(action, setting.upper_level))))
    drafts.sort(key=lambda entry: entry[0])
    return [draft for _, draft in drafts], _added(weights, upper, local, groups, scores, pairs, clauses)


def _lone(action: Action, best: float, known: bool, *, upper: bool, duty: Owed = "unknown") -> Draft:
    reason = ("not_found" if upper else "only_local") if known else "not_covered"
    rests = known and "title" in action.unconfirmed
    return Draft(
        kind="action",
        upper=(action.id,) if upper else (),
        local=() if upper else (action.id,),
        relation=("dropped" if upper else "added") if known else "unknown",
        confidence=abstention(best, THRESHOLD) if known else 1.0,
        reasons=[reason, *(["unconfirmed"] if rests else [])],
        features={"best": round(max(0.0, best), 3)},
        owed=duty,
        unconfirmed=rests,
    )


def _linked(
    group: Group,
    works: tuple[Work, Work],
    pairs: ClausePairs,
    setting: Setting,
    moved: bool,
    plans: tuple[PlanRecords, PlanRecords],
) -> Draft:
    uppers = [works[0].actions[u] for u in group.upper]
    locals_ = [works[1].actions[v] for v in group.local]
    draft = Draft(
        kind="action",
        upper=tuple(action.id for action in uppers),
        local=tuple(action.id for action in locals_),
        relation="same",
        confidence=group.confidence,
        features=group.features,
        owed=_owed_together(uppers, setting),
        unconfirmed=any("title" in action.unconfirmed for action in (*uppers, *locals_)),
    )
    if len(uppers) > 1:
        draft.flags.add("merged")
        draft.reasons.append("merged")
    if len(locals_) > 1:
        draft.flags.add("split")
        draft.reasons.append("split")
    if moved:
        draft.flags.add("moved")
        draft.reasons.append("moved")
    same_title = len(uppers) == len(locals_) == 1 and plain_title(uppers[0].title) == plain_title(locals_[0].title)
    draft.reasons.append("title_same" if same_title else "title_alike")
    if not same_title and not any(action.untitled is True for action in (*uppers, *locals_)):
        draft.flags.add("renamed")
    _judge_texts(group, works, pairs, setting, draft, plans, same_title)
    if draft.unconfirmed:
        draft.reasons.append("unconfirmed")
    return draft


def _judge_texts(
    group: Group,
    works: tuple[Work, Work],
    pairs: ClausePairs,
    setting: Setting,
    draft: Draft,
    plans: tuple[PlanRecords, PlanRecords],
    same_title: bool,
) -> None:
    first = [passage for u in group.upper for passage in works[0].passages[u]]
    second = [passage for v in group.local for passage in works[1].passages[v]]
    frameworks = (plans[0].plan.form == "framework", plans[1].plan.form == "framework")
    if not first and not second:
        draft.reasons.append("only_title_known" if any(frameworks) else "titles_only")
        draft.relation = "same" if same_title else "changed"
        return
    if (not first and frameworks[0]) or (not second and frameworks[1]):
        draft.reasons.append("only_title_known")
        draft.relation = "same" if same_title else "changed"
        return
    # What the upper level keeps for itself is not owed below: its absence takes nothing away.
    kept = [one for one in first if not keeps(one.text, setting.upper_level)] if setting.descends else first
    found = compare_texts(kept, second, pairs)
    draft.relation = relation_of(found.votes)
    draft.flags |= found.flags
    draft.differences = found.differences
    draft.reasons.extend(found.reasons)
    draft.features = {
        **draft.features,
        "clauses_found": found.found + found.elsewhere,
        "clauses_changed": found.changed,
        "clauses_dropped": found.dropped,
        "clauses_added": found.added,
    }


def _owed_together(actions: list[Action], setting: Setting) -> Owed:
    duties = {owed(action, setting.upper_level) for action in actions}
    return "yes" if "yes" in duties else duties.pop() if len(duties) == 1 else "unknown"


def _moved(groups: list[Group], works: tuple[Work, Work]) -> list[Group]:
    """Groups whose local item stands elsewhere than its neighbours' counterparts."""
    homes: dict[str, Counter[str]] = {}
    for group in groups:
        first, second = works[0].actions[group.upper[0]].parent, works[1].actions[group.local[0]].parent
        if first and second:
            homes.setdefault(first, Counter())[second] += 1
    result = []
    for group in groups:
        first, second = works[0].actions[group.upper[0]].parent, works[1].actions[group.local[0]].parent
        if not first or not second or plain_title(first) == plain_title(second):
            continue
        home, count = sorted(homes[first].items(), key=lambda entry: (-entry[1], entry[0]))[0]
        if home != second and count > 1 and count > homes[first][second]:
            result.append(group)
    return result


def _added(
    weights: Weights,
    upper: PlanRecords,
    local: PlanRecords,
    groups: list[Group],
    scores: Matrix,
    pairs: ClausePairs,
    clauses: Places,
) -> list[Draft]:
    answered = {v for group in groups for v in group.local}
    covered = Coverage(upper)
    alone = [v for v in range(len(local.actions)) if v not in answered]
    subjects = [plain_title(local.actions[v].title) for v in alone]
    spoken = (
        weights.cover_nested(weights.pairs(subjects), 0).take(clauses, axis=1) if subjects and pairs.upper else None
    )
    drafts = []
    for row, v in enumerate(alone):
        action = local.actions[v]
        best = float(scores[:, v].max()) if scores.shape[0] else 0.0
        known = covered.covers_action(action, local.boxes)
        draft = _lone(action, best, known, upper=False)
        if known and spoken is not None and len(subjects[row]) > 3:
            place = int(spoken[row].argmax())
            if spoken[row, place] >= _ELABORATES:
                draft.basis = (upper.actions[pairs.upper[place].action].id,)
                draft.reasons = ["elaborates"]
                draft.features["topic"] = round(float(spoken[row, place]), 3)
        drafts.append(draft)
    return drafts
