"""What can happen to nights and beds."""

from helhed.stays.verbs.stays import (
    AnswerWhereTonight,
    HasEnded,
    LeavesBeforeArriving,
    NoStay,
    SleepsElsewhere,
    answer_by,
    answer_tonight,
    begin_stay,
    cancel_stay,
    correct_stay,
    end_stay,
    open_tonight_duty,
    own_person,
    reopen_stay,
)

__all__ = [
    "AnswerWhereTonight",
    "HasEnded",
    "LeavesBeforeArriving",
    "NoStay",
    "SleepsElsewhere",
    "answer_by",
    "answer_tonight",
    "begin_stay",
    "cancel_stay",
    "correct_stay",
    "end_stay",
    "open_tonight_duty",
    "own_person",
    "reopen_stay",
]
