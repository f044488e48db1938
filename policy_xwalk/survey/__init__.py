"""One upper plan against many local ones (多地对比), and one version of a plan against the next (修订对比)."""

from policy_xwalk.survey.many import (
    Cell,
    Completeness,
    Distribution,
    Survey,
    SurveyColumn,
    SurveyRow,
    gather,
    survey_column,
    surveys,
)
from policy_xwalk.survey.revision import revisions

__all__ = [
    "Cell",
    "Completeness",
    "Distribution",
    "Survey",
    "SurveyColumn",
    "SurveyRow",
    "gather",
    "revisions",
    "survey_column",
    "surveys",
]
