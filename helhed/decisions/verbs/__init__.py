"""What can happen to rules, cases, decisions, complaints and orders."""

from helhed.decisions.verbs.cases import (
    ask_anonymously,
    choose_basis,
    close_case,
    note_leaving,
    note_words,
    open_case,
    pass_case,
    start_anonymously,
    tell_delay,
)
from helhed.decisions.verbs.complaints import note_result, reassess, send_on, take_complaint
from helhed.decisions.verbs.decisions import (
    approve_decision,
    ask_approval,
    deliver_decision,
    divide_decision,
    draft_decision,
    make_decision,
    write_decision,
)
from helhed.decisions.verbs.informing import (
    answer_collection,
    answer_hearing,
    collect,
    name_representative,
    note_fact,
    start_hearing,
)
from helhed.decisions.verbs.orders import end_order, follow_up, note_started, report, send_order
from helhed.decisions.verbs.registers import (
    add_rule,
    change_rule,
    end_mandate,
    end_rule,
    give_mandate,
)

__all__ = [
    "add_rule",
    "answer_collection",
    "answer_hearing",
    "approve_decision",
    "ask_anonymously",
    "ask_approval",
    "change_rule",
    "choose_basis",
    "close_case",
    "collect",
    "deliver_decision",
    "divide_decision",
    "draft_decision",
    "end_mandate",
    "end_order",
    "end_rule",
    "follow_up",
    "give_mandate",
    "make_decision",
    "name_representative",
    "note_fact",
    "note_leaving",
    "note_result",
    "note_started",
    "note_words",
    "open_case",
    "pass_case",
    "reassess",
    "report",
    "send_on",
    "send_order",
    "start_anonymously",
    "start_hearing",
    "take_complaint",
    "tell_delay",
    "write_decision",
]
