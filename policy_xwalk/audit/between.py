"""The rules between levels, listed as data."""

from __future__ import annotations

from policy_xwalk.audit import figures, lost_words, missing, papers, tasks
from policy_xwalk.audit.rule import Pair, Rule

RULES: tuple[Rule[Pair], ...] = (
    Rule("PX201", "binding-indicator-missing", "error", missing.binding_indicator_missing),
    Rule("PX202", "indicator-missing", "warning", missing.indicator_missing),
    Rule("PX203", "target-missing", "warning", missing.target_missing),
    Rule("PX204", "value-weakened", "error", figures.value_weakened),
    Rule("PX205", "attribute-loosened", "error", figures.attribute_loosened),
    Rule("PX206", "deadline-later", "warning", figures.deadline_later),
    Rule("PX207", "hedged", "warning", figures.hedged),
    Rule("PX208", "number-lost", "warning", figures.number_lost),
    Rule("PX209", "scope-narrowed", "warning", figures.scope_narrowed),
    Rule("PX210", "measure-changed", "warning", figures.measure_changed),
    Rule("PX211", "below-upper-baseline", "warning", figures.below_upper_baseline),
    Rule("PX221", "required-action-missing", "warning", tasks.required_action_missing),
    Rule("PX222", "upper-actions-unanswered", "warning", tasks.actions_unanswered),
    Rule("PX223", "department-missing", "warning", tasks.department_missing),
    Rule("PX224", "words-lost", "warning", lost_words.words_lost),
    Rule("PX231", "upper-plan-not-cited", "warning", papers.upper_plan_not_cited),
    Rule("PX232", "issued-before-upper", "warning", papers.issued_before_upper),
)
