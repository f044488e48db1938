"""One upper plan against many local ones (多地对比), and one version of a plan against the next (修订对比)."""

from policy_xwalk.survey.many import Cell, Completeness, Distribution, Survey, SurveyBuilder, SurveyRow, surveys
from policy_xwalk.survey.revision import revisions

__all__ = [
    "Cell",
    "Completeness",
    "Distribution",
    "Survey",
    "SurveyBuilder",
    "SurveyRow",
    "revisions",
    "surveys",
]
