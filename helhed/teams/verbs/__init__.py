"""What can happen between citizens, colleagues and teams."""

from helhed.teams.verbs.duties import (
    ask_colleague,
    assign_duty,
    complete_duty,
    move_duty,
    open_duty,
    reopen_duty,
    withdraw_duties,
    withdraw_duty,
)
from helhed.teams.verbs.enrolments import (
    agree_how_often,
    end_enrolment,
    enrol,
    reopen_enrolment,
    set_own_person,
)
from helhed.teams.verbs.handovers import (
    accept_handover,
    ask_handover,
    decline_handover,
    withdraw_handover,
)
from helhed.teams.verbs.relations import (
    close_relations,
    open_relation,
    revoke_share,
    share,
    stop_trusting,
    trust_worker,
)
from helhed.teams.verbs.staff import (
    add_member,
    create_organisation,
    create_team,
    end_membership,
    note_absence,
    plan_shift,
    remove_board_line,
    write_board_line,
)

__all__ = [
    "accept_handover",
    "add_member",
    "agree_how_often",
    "ask_colleague",
    "ask_handover",
    "assign_duty",
    "close_relations",
    "complete_duty",
    "create_organisation",
    "create_team",
    "decline_handover",
    "end_enrolment",
    "end_membership",
    "enrol",
    "move_duty",
    "note_absence",
    "open_duty",
    "open_relation",
    "plan_shift",
    "remove_board_line",
    "reopen_duty",
    "reopen_enrolment",
    "revoke_share",
    "set_own_person",
    "share",
    "stop_trusting",
    "trust_worker",
    "withdraw_duties",
    "withdraw_duty",
    "withdraw_handover",
    "write_board_line",
]
