"""Verbs that touch several domains at once: one transaction each, in plain sight."""

from helhed.casework.verbs.deaths import cancel_death, record_death
from helhed.casework.verbs.endings import end_enrolment, what_is_missing
from helhed.casework.verbs.handovers import accept_handover, decline_handover, hand_over
from helhed.casework.verbs.homes import lose_home, move_in
from helhed.casework.verbs.hospital import (
    admit_to_hospital,
    cancel_admission,
    cancel_discharge,
    current_admission,
    discharge_from_hospital,
    end_leave,
    move_in_hospital,
    start_leave,
)

__all__ = [
    "accept_handover",
    "admit_to_hospital",
    "cancel_admission",
    "cancel_death",
    "cancel_discharge",
    "current_admission",
    "decline_handover",
    "discharge_from_hospital",
    "end_enrolment",
    "end_leave",
    "hand_over",
    "lose_home",
    "move_in",
    "move_in_hospital",
    "record_death",
    "start_leave",
    "what_is_missing",
]
