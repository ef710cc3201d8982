"""What can happen: met, looked for, agreed, promised, asked and answered."""

from helhed.contacts.verbs.appointments import (
    AlreadyNoted,
    BeginsInThePast,
    cancel_appointment,
    make_appointment,
    move_appointment,
    note_outcome,
)
from helhed.contacts.verbs.contacts import (
    LiesAhead,
    NotYours,
    TooLateToUndo,
    Undone,
    add_to_contact,
    note_contact,
    open_what_was_kept,
    undo_contact,
)
from helhed.contacts.verbs.duties import agree_how_often, complete_duty, follow_up
from helhed.contacts.verbs.enquiries import (
    AlreadyAnswered,
    SayWhySentOn,
    answer_enquiry,
    forward_enquiry,
    link_enquiry,
    receive_enquiry,
    take_enquiry,
)
from helhed.contacts.verbs.promises import drop_promise, keep_promise, promise
from helhed.contacts.verbs.stopping import call_off_after_death, plan_again

__all__ = [
    "AlreadyAnswered",
    "AlreadyNoted",
    "BeginsInThePast",
    "LiesAhead",
    "NotYours",
    "SayWhySentOn",
    "TooLateToUndo",
    "Undone",
    "add_to_contact",
    "agree_how_often",
    "answer_enquiry",
    "call_off_after_death",
    "cancel_appointment",
    "complete_duty",
    "drop_promise",
    "follow_up",
    "forward_enquiry",
    "keep_promise",
    "link_enquiry",
    "make_appointment",
    "move_appointment",
    "note_contact",
    "note_outcome",
    "open_what_was_kept",
    "plan_again",
    "promise",
    "receive_enquiry",
    "take_enquiry",
    "undo_contact",
]
