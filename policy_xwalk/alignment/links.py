"""From two plans to the links between them: every item of both stands in at least one."""

from __future__ import annotations

from policy_xwalk.alignment.actions import link_actions
from policy_xwalk.alignment.clause_pairs import ClausePairs
from policy_xwalk.alignment.compare import Setting
from policy_xwalk.alignment.drafts import finish
from policy_xwalk.alignment.features import Weights
from policy_xwalk.alignment.figures import Sides, link_figures
from policy_xwalk.alignment.prepared import prepare
from policy_xwalk.alignment.tasks import match_actions
from policy_xwalk.records import Comparison, Link, PlanRecords


def align(
    upper: PlanRecords, local: PlanRecords, *, comparison: Comparison, skipped: tuple[str, ...] = ()
) -> tuple[Link, ...]:
    """Say for every item of the upper plan what became of it in the local plan, and what the local plan added.

    ``comparison`` says how the two plans stand to each other (next level, levels skipped, across chains, two
    versions), ``skipped`` names the levels between that are absent. Every item of both plans stands in at least one
    link; the links come in the order of the upper plan's indicators, targets and actions, then the added ones in the
    order of the local plan. The same records give the same links. Touches no file and raises nothing of its own.
    """
    setting = _setting(upper, local, comparison)
    first, second = prepare(upper), prepare(local)
    weights = Weights(first.grams, second.grams)
    pairs = ClausePairs.of(weights, first.passages, second.passages)
    works = first.work, second.work
    groups, scores = match_actions(weights, *works, pairs)
    counterparts = {
        local.actions[v].id: tuple(upper.actions[u].id for u in group.upper) for group in groups for v in group.local
    }
    sides = Sides(upper, local, first.figures, second.figures, first.spoken, second.spoken, counterparts)
    figures, added_figures = link_figures(weights, sides, setting)
    actions, added_actions = link_actions(
        weights, upper, local, works, groups, scores, pairs, setting, first.spoken.clauses
    )
    drafts = [*figures, *actions, *added_figures, *added_actions]
    return finish(drafts, upper.plan, local.plan, comparison, skipped)


def _setting(upper: PlanRecords, local: PlanRecords, comparison: Comparison) -> Setting:
    first, second = upper.plan.region, local.plan.region
    same = comparison == "version" or (
        first is not None and second is not None and first.code is not None and first.code == second.code
    )
    return Setting(comparison, upper.plan.level, local.plan.level, same)
