"""Which role may do what. Copied into the database, where the one rule reads it."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhed.access.may import May


class Role(StrEnum):
    """What a colleague is in a team."""

    OUTREACH_WORKER = "outreach_worker"
    CONTACT_PERSON = "contact_person"
    ACT_WORKER = "act_worker"
    AUTHORITY_CASEWORKER = "authority_caseworker"
    TEAM_LEADER = "team_leader"
    SOCIAL_NURSE = "social_nurse"
    ADDICTION_THERAPIST = "addiction_therapist"
    NIGHT_STAFF = "night_staff"
    HOUSING_COORDINATOR = "housing_coordinator"
    UNIT_LEADER = "unit_leader"
    DPO = "dpo"
    CONTROLLER = "controller"
    COMMITTEE_SECRETARY = "committee_secretary"
    SYSTEM_ADMIN = "system_admin"


LABELS: dict[Role, str | Promise] = {
    Role.OUTREACH_WORKER: _("outreach worker"),
    Role.CONTACT_PERSON: _("support and contact person"),
    Role.ACT_WORKER: _("ACT worker"),
    Role.AUTHORITY_CASEWORKER: _("authority caseworker"),
    Role.TEAM_LEADER: _("team leader"),
    Role.SOCIAL_NURSE: _("social nurse"),
    Role.ADDICTION_THERAPIST: _("addiction therapist"),
    Role.NIGHT_STAFF: _("night staff"),
    Role.HOUSING_COORDINATOR: _("housing coordinator"),
    Role.UNIT_LEADER: _("head of unit"),
    Role.DPO: _("data protection officer"),
    Role.CONTROLLER: _("controller"),
    Role.COMMITTEE_SECRETARY: _("committee secretary"),
    Role.SYSTEM_ADMIN: _("system administrator"),
}

_CARE = frozenset(
    {
        May.READ_BASIC,
        May.EDIT_BASIC,
        May.READ_PLAN,
        May.EDIT_PLAN,
        May.READ_CONTACTS,
        May.WRITE_CONTACTS,
        May.EDIT_STAYS,
        May.READ_HOMES,
        May.EDIT_HOMES,
        May.READ_LOG,
        May.CREATE_CITIZEN,
        May.ANSWER_ENQUIRIES,
        May.BREAK_GLASS,
    }
)
_TEAM = _CARE | {May.ENROL, May.HAND_OVER, May.SHARE, May.MERGE, May.PROTECT}

MATRIX: dict[Role, frozenset[May]] = {
    # No authority: what is told on the street stays there until the citizen wants otherwise (P9).
    Role.OUTREACH_WORKER: _CARE | {May.ENROL, May.SHARE},
    Role.CONTACT_PERSON: _CARE | {May.SHARE},
    Role.ACT_WORKER: _TEAM,
    Role.AUTHORITY_CASEWORKER: _TEAM
    | {May.READ_DECISIONS, May.DECIDE, May.ASSESS, May.GIVE_RECORD},
    Role.TEAM_LEADER: _TEAM
    | {
        May.READ_DECISIONS,
        May.GIVE_RECORD,
        May.HOLD,
        May.APPROVE,
        May.LEAD,
        May.REVIEW_BREAK_GLASS,
        May.EXPLAIN_ACCESS,
        May.MANAGE_TEAMS,
        May.SEE_MESSAGES,
        May.READ_BY_NAME,
        May.SEE_FIGURES,
    },
    # Gives out the nurse's own record, which no other may read.
    Role.SOCIAL_NURSE: _TEAM | {May.READ_HEALTH, May.EDIT_HEALTH, May.GIVE_RECORD},
    Role.ADDICTION_THERAPIST: _TEAM,
    Role.NIGHT_STAFF: frozenset(
        {
            May.READ_BASIC,
            May.READ_CONTACTS,
            May.WRITE_CONTACTS,
            May.EDIT_STAYS,
            May.CREATE_CITIZEN,
            May.BREAK_GLASS,
        }
    ),
    Role.HOUSING_COORDINATOR: frozenset(
        {
            May.READ_BASIC,
            May.READ_PLAN,
            May.EDIT_STAYS,
            May.READ_HOMES,
            May.EDIT_HOMES,
            May.MATCH_HOMES,
            May.SEE_FIGURES,
        }
    ),
    Role.UNIT_LEADER: frozenset(
        {
            May.READ_BASIC,
            May.READ_PLAN,
            May.READ_CONTACTS,
            May.READ_HOMES,
            May.READ_LOG,
            May.HOLD,
            May.LEAD,
            May.REVIEW_BREAK_GLASS,
            May.EXPLAIN_ACCESS,
            May.MANAGE_TEAMS,
            May.ANSWER_ENQUIRIES,
            May.SEE_MESSAGES,
            May.READ_BY_NAME,
            May.SEE_FIGURES,
            May.EDIT_REGISTERS,
            May.STEER,
        }
    ),
    Role.DPO: frozenset({May.READ_AUDIT, May.EXPLAIN_ACCESS}),
    Role.CONTROLLER: frozenset({May.READ_MONEY, May.EDIT_MONEY, May.SEE_FIGURES}),
    # Follows policies and plans, and meets figures without persons only.
    Role.COMMITTEE_SECRETARY: frozenset({May.STEER, May.SEE_FIGURES}),
    # Keeps the system running and sees no citizens: raw messages are shown with the person covered.
    Role.SYSTEM_ADMIN: frozenset(
        {May.SEE_MESSAGES, May.READ_RAW_MESSAGES, May.MANAGE_TEAMS, May.EDIT_REGISTERS}
    ),
}

# Roles whose reading reaches every citizen but the unnamed and the protected.
WIDE: dict[Role, frozenset[May]] = {
    Role.UNIT_LEADER: frozenset(
        {
            *(May.READ_BASIC, May.READ_PLAN, May.READ_CONTACTS, May.READ_HOMES, May.LEAD),
            *(May.READ_BY_NAME, May.HOLD),
        }
    ),
    # Homes are few and the waiting order is one for all: who is waiting and how they live, and
    # nothing of their plan, health or money.
    Role.HOUSING_COORDINATOR: frozenset({May.READ_BASIC, May.READ_HOMES, May.EDIT_HOMES}),
    # Amounts of everybody; the records themselves, and so the names, stay closed.
    Role.CONTROLLER: frozenset({May.READ_MONEY, May.EDIT_MONEY}),
    Role.DPO: frozenset({May.READ_AUDIT}),
}

# Programs that act without a person, by the database role helhed_jobs.
SYSTEM_ACTORS: dict[str, frozenset[May]] = {
    "hospital_receiver": frozenset(
        {May.READ_BASIC, May.READ_PLAN, May.READ_CONTACTS, May.READ_HEALTH, May.SEE_MESSAGES}
    ),
    "duty_keeper": frozenset(
        {May.READ_BASIC, May.READ_PLAN, May.READ_CONTACTS, May.READ_DECISIONS}
    ),
    "audit_sealer": frozenset({May.READ_AUDIT}),
    # Takes in what decisions cost and reckons the refund clocks in the night.
    "cost_keeper": frozenset({May.READ_BASIC, May.READ_DECISIONS, May.READ_MONEY}),
    # Works the by-name list out anew in the night.
    "list_keeper": frozenset({May.READ_BASIC, May.READ_CONTACTS}),
    # Reads what figures are counted from; names, numbers and texts stay behind.
    "snapshot_maker": frozenset(
        {
            *(May.READ_BASIC, May.READ_CONTACTS, May.READ_PLAN),
            *(May.READ_HOMES, May.READ_DECISIONS, May.READ_MONEY),
        }
    ),
    # Counts for the municipality's indicators; hands on numbers only.
    "figure_counter": frozenset({May.READ_BASIC, May.READ_CONTACTS}),
    # Reminds the owners of initiatives; meets no citizen.
    "plan_follower": frozenset(),
}
