"""What somebody may do, and in which area of a record it is done."""

from enum import StrEnum


class Area(StrEnum):
    """Areas of a citizen's record; a relation opens some of them."""

    BASIC = "basic"
    PLAN = "plan"
    CONTACTS = "contacts"
    DECISIONS = "decisions"
    HEALTH = "health"
    MONEY = "money"


class May(StrEnum):
    """Capabilities. The value is what the database's rule is asked about."""

    READ_BASIC = "read_basic"
    EDIT_BASIC = "edit_basic"
    READ_PLAN = "read_plan"
    EDIT_PLAN = "edit_plan"
    READ_CONTACTS = "read_contacts"
    WRITE_CONTACTS = "write_contacts"
    READ_DECISIONS = "read_decisions"
    DECIDE = "decide"
    READ_HEALTH = "read_health"
    EDIT_HEALTH = "edit_health"
    READ_MONEY = "read_money"
    EDIT_STAYS = "edit_stays"
    ENROL = "enrol"
    HAND_OVER = "hand_over"
    SHARE = "share"
    MERGE = "merge"
    PROTECT = "protect"
    READ_LOG = "read_log"
    # To give the citizen all that is written about them.
    GIVE_RECORD = "give_record"
    # To say that a record may not be erased.
    HOLD = "hold"
    # Without one citizen: what a colleague may do in a team or in the whole unit.
    CREATE_CITIZEN = "create_citizen"
    ANSWER_ENQUIRIES = "answer_enquiries"
    LEAD = "lead"
    BREAK_GLASS = "break_glass"
    REVIEW_BREAK_GLASS = "review_break_glass"
    EXPLAIN_ACCESS = "explain_access"
    READ_AUDIT = "read_audit"
    MANAGE_TEAMS = "manage_teams"
    SEE_MESSAGES = "see_messages"
    READ_RAW_MESSAGES = "read_raw_messages"
    ASSESS = "assess"
    APPROVE = "approve"
    EDIT_REGISTERS = "edit_registers"
    EDIT_MONEY = "edit_money"
    READ_HOMES = "read_homes"
    EDIT_HOMES = "edit_homes"
    MATCH_HOMES = "match_homes"
    READ_BY_NAME = "read_by_name"
    SEE_FIGURES = "see_figures"
    STEER = "steer"


AREA_OF: dict[May, Area] = {
    May.READ_PLAN: Area.PLAN,
    May.EDIT_PLAN: Area.PLAN,
    May.READ_HOMES: Area.PLAN,
    May.EDIT_HOMES: Area.PLAN,
    May.READ_CONTACTS: Area.CONTACTS,
    May.WRITE_CONTACTS: Area.CONTACTS,
    May.READ_DECISIONS: Area.DECISIONS,
    May.DECIDE: Area.DECISIONS,
    May.ASSESS: Area.DECISIONS,
    May.APPROVE: Area.DECISIONS,
    May.READ_HEALTH: Area.HEALTH,
    May.EDIT_HEALTH: Area.HEALTH,
    May.READ_MONEY: Area.MONEY,
    May.EDIT_MONEY: Area.MONEY,
}


def area_of(may: May) -> Area:
    """The area a capability works in; whatever is not listed belongs to the basic area."""
    return AREA_OF.get(may, Area.BASIC)
