"""Verbs that touch several domains at once: one transaction each, in plain sight."""

from helhed.casework.verbs.arrivals import HouseHasNoStaff, arrive_unnamed
from helhed.casework.verbs.deaths import cancel_death, record_death
from helhed.casework.verbs.endings import end_enrolment, what_is_missing
from helhed.casework.verbs.enrolling import answer_tonight, enrol
from helhed.casework.verbs.erasing import erase_record
from helhed.casework.verbs.handovers import accept_handover, decline_handover, hand_over
from helhed.casework.verbs.holding import lift_hold, remind_of_holds
from helhed.casework.verbs.homes import lose_home, move_in, move_into_home
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
from helhed.casework.verbs.hospital_corrections import (
    cancel_end_of_leave,
    cancel_leave,
    change_hospital_stay,
    correct_death,
    correct_discharge,
)
from helhed.casework.verbs.meeting_people import (
    attach_unnamed,
    give_name,
    meet_new_citizen,
    meet_unnamed,
    tell_the_team,
)
from helhed.casework.verbs.meetings import Settled, settle_at_meeting
from helhed.casework.verbs.no_shows import record_no_show
from helhed.casework.verbs.protecting import turn_protection
from helhed.casework.verbs.quiet_stays import ask_about_quiet_stays
from helhed.casework.verbs.ready import take_ready_back, tell_ready

__all__ = [
    "HouseHasNoStaff",
    "Settled",
    "accept_handover",
    "admit_to_hospital",
    "answer_tonight",
    "arrive_unnamed",
    "ask_about_quiet_stays",
    "attach_unnamed",
    "cancel_admission",
    "cancel_death",
    "cancel_discharge",
    "cancel_end_of_leave",
    "cancel_leave",
    "change_hospital_stay",
    "correct_death",
    "correct_discharge",
    "current_admission",
    "decline_handover",
    "discharge_from_hospital",
    "end_enrolment",
    "end_leave",
    "enrol",
    "erase_record",
    "give_name",
    "hand_over",
    "lift_hold",
    "lose_home",
    "meet_new_citizen",
    "meet_unnamed",
    "move_in",
    "move_in_hospital",
    "move_into_home",
    "record_death",
    "record_no_show",
    "remind_of_holds",
    "settle_at_meeting",
    "start_leave",
    "take_ready_back",
    "tell_ready",
    "tell_the_team",
    "turn_protection",
    "what_is_missing",
]
