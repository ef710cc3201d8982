"""What can happen in an assessment."""

from helhed.assessments.verbs.answers import AnswersOffTheScale, answer, withdraw_answers
from helhed.assessments.verbs.assessments import (
    AssessmentHasEnded,
    Missing,
    NotReady,
    conclude,
    describe,
    open_assessment,
    set_aside,
    take_up_again,
    what_is_missing,
)
from helhed.assessments.verbs.conditions import (
    CarriesNoLevel,
    name_target_groups,
    set_level,
    withdraw_level,
)
from helhed.assessments.verbs.views import (
    answer_gap,
    ask_for,
    give_up_gap,
    note_view,
    withdraw_view,
)

__all__ = [
    "AnswersOffTheScale",
    "AssessmentHasEnded",
    "CarriesNoLevel",
    "Missing",
    "NotReady",
    "answer",
    "answer_gap",
    "ask_for",
    "conclude",
    "describe",
    "give_up_gap",
    "name_target_groups",
    "note_view",
    "open_assessment",
    "set_aside",
    "set_level",
    "take_up_again",
    "what_is_missing",
    "withdraw_answers",
    "withdraw_level",
    "withdraw_view",
]
