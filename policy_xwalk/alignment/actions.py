"""Links of actions: what became of each task, box item, project and safeguard."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from policy_xwalk.alignment.assign import abstention
from policy_xwalk.alignment.carrying import carries
from policy_xwalk.alignment.clauses import SAME_THING, TextFindings, compare_texts
from policy_xwalk.alignment.compare import Setting, relation_of
from policy_xwalk.alignment.coverage import Coverage
from policy_xwalk.alignment.drafts import Draft
from policy_xwalk.alignment.features import Weights, alike_from, plain, plain_title, ratio
from policy_xwalk.alignment.owed import Owed, keeps, owed
from policy_xwalk.alignment.passages import Passage
from policy_xwalk.alignment.tasks import THRESHOLD, Group, Work
from policy_xwalk.records import Action, PlanRecords

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

_ELSEWHERE = 0.72
_ELABORATES = 0.62


@dataclass(frozen=True)
class Texts:
    """The clauses of both plans in order, and the likeness of every upper one to every local one."""

    upper: list[Passage]
    local: list[Passage]
    cosine: Matrix
    likeness: Matrix
    """Exact where two clauses speak of the same thing, lower than it is elsewhere."""

    @classmethod
    def of(cls, weights: Weights, upper: list[Passage], local: list[Passage]) -> Texts:
        """The clauses of two plans compared."""
        texts = [passage.plain for passage in upper], [passage.plain for passage in local]
        cosine = weights.cosine(*texts)
        return cls(upper, local, cosine, alike_from(cosine, *texts, SAME_THING))

    def same(self, place: int) -> list[int]:
        """The places of the local clauses that are most likely to carry the upper clause at a place."""
        columns, starts = self._strong
        near = columns[starts[place] : starts[place + 1]]
        return near if len(near) < 2 else sorted(near, key=lambda column: -self.likeness[place, column])[:3]

    @cached_property
    def _strong(self) -> tuple[list[int], list[int]]:
        """The local clauses that may carry each upper one, one upper clause after the other, and where each begins."""
        import numpy as np

        rows, columns = np.nonzero(self.likeness >= _ELSEWHERE)
        return columns.tolist(), np.searchsorted(rows, np.arange(len(self.upper) + 1)).tolist()


def link_actions(
    weights: Weights,
    upper: PlanRecords,
    local: PlanRecords,
    works: tuple[Work, Work],
    groups: list[Group],
    scores: Matrix,
    texts: Texts,
    setting: Setting,
) -> tuple[list[Draft], list[Draft]]:
    """Drafts for all upper actions in order, then those for local actions without an upper one."""
    moved = _moved(groups, works)
    drafts = [
        (group.upper[0], _linked(group, works, texts, setting, group in moved, (upper, local))) for group in groups
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
    return [draft for _, draft in drafts], _added(weights, upper, local, groups, scores, texts)


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
    texts: Texts,
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
    _judge_texts(group, works, texts, setting, draft, plans, same_title)
    if draft.unconfirmed:
        draft.reasons.append("unconfirmed")
    return draft


def _judge_texts(
    group: Group,
    works: tuple[Work, Work],
    texts: Texts,
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
    found = _compare(first, second, texts, setting)
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


def _compare(first: list[Passage], second: list[Passage], texts: Texts, setting: Setting) -> TextFindings:
    import numpy as np

    columns = [passage.place for passage in second]
    own = set(columns)
    # What the upper level keeps for itself is not owed below: its absence takes nothing away.
    kept = [passage for passage in first if not setting.descends or not keeps(passage.text, setting.upper_level)]

    def elsewhere(row: int) -> Passage | None:
        clause = kept[row]
        for place in texts.same(clause.place):
            other = texts.local[place]
            if place not in own and carries(other.plain, clause.plain, _ELSEWHERE):
                return other
        return None

    rows = [passage.place for passage in kept]
    cosine = texts.cosine[np.ix_(rows, columns)] if columns else np.zeros((len(rows), 0))
    edits = ratio([clause.plain for clause in kept], [clause.plain for clause in second])
    return compare_texts(kept, second, 0.65 * cosine + 0.35 * edits, elsewhere)


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
    texts: Texts,
) -> list[Draft]:
    answered = {v for group in groups for v in group.local}
    covered = Coverage(upper)
    alone = [v for v in range(len(local.actions)) if v not in answered]
    subjects = [plain_title(local.actions[v].title) for v in alone]
    spoken = (
        weights.cover(weights.pairs(subjects), weights.pairs([plain(passage.text) for passage in texts.upper]))
        if subjects and texts.upper
        else None
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
                draft.basis = (upper.actions[texts.upper[place].action].id,)
                draft.reasons = ["elaborates"]
                draft.features["topic"] = round(float(spoken[row, place]), 3)
        drafts.append(draft)
    return drafts
