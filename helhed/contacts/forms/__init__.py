"""What we ask about contacts, appointments and enquiries."""

from helhed.contacts.forms.enquiries import (
    AnswerForm,
    AskForm,
    ForwardForm,
    LinkForm,
    NoteEnquiryForm,
)
from helhed.contacts.forms.occasions import (
    AddForm,
    AppointmentForm,
    Around,
    EditForm,
    MoveForm,
    NextForm,
    NoteForm,
    OutcomeForm,
)

__all__ = [
    "AddForm",
    "AnswerForm",
    "AppointmentForm",
    "Around",
    "AskForm",
    "EditForm",
    "ForwardForm",
    "LinkForm",
    "MoveForm",
    "NextForm",
    "NoteEnquiryForm",
    "NoteForm",
    "OutcomeForm",
]
