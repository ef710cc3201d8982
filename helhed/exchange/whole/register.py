"""Every table that tells of a citizen: how it is given to the citizen, or why it is not.

A test holds this list against the tables there are, and each capability against the database's own
policy, so a new table must find its place here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhed.access.may import May


class Why(StrEnum):
    """Why something is never given out by this page."""

    KEYS = "keys"
    CPR = "cpr"
    OTHERS = "others"
    SEARCH = "search"
    HOSPITAL = "hospital"
    SAME = "same"
    PLACES = "places"


class Part(StrEnum):
    """What whoever gives the record out decides on each time."""

    ENQUIRIES = "enquiries"
    OTHERS_SAY = "others_say"
    AROUND = "around"
    COLLEAGUES = "colleagues"


@dataclass(frozen=True)
class Kind:
    """One table. `code` is its name in the file, and never changes.

    `never` names fields that are left out and why, `places` fields that are left out for a
    protected citizen, `parts` fields to decide on; `own` is a field and its value in the rows that
    are the citizen's own, where nothing is held back.
    """

    model: str
    code: str
    heading: str | Promise
    may: May
    never: Mapping[str, Why] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)
    own: tuple[str, str] | None = None


# Of every row; it is told as a number of its own, and all rows are of the same citizen.
KEY_FIELDS = frozenset({"id", "version", "citizen"})

BASIC, PLAN, CONTACTS = May.READ_BASIC, May.READ_PLAN, May.READ_CONTACTS
DECISIONS, HEALTH, MONEY, HOMES = (
    May.READ_DECISIONS,
    May.READ_HEALTH,
    May.READ_MONEY,
    May.READ_HOMES,
)

KINDS = (
    # Who it is.
    Kind(
        "citizens.Citizen",
        "citizen",
        _("Who you are"),
        BASIC,
        never={
            "sort_key": Why.SEARCH,
            "cpr_encrypted": Why.CPR,
            "cpr_index": Why.CPR,
            "merged_into": Why.KEYS,
        },
    ),
    Kind("citizens.StreetName", "street_name", _("What you are called"), BASIC),
    Kind(
        "citizens.WayToReach",
        "way_to_reach",
        _("How we reach you"),
        BASIC,
        places=("text", "note"),
    ),
    Kind("citizens.GoodToKnow", "good_to_know", _("What helps when we meet"), BASIC),
    Kind(
        "citizens.NetworkMember",
        "network_member",
        _("People around you"),
        BASIC,
        never={"phone": Why.OTHERS},
        parts={"name": Part.AROUND, "relation": Part.AROUND, "may_be_told": Part.AROUND},
    ),
    Kind("citizens.Consent", "consent", _("What you have said yes to"), BASIC),
    Kind("citizens.Remark", "remark", _("Where you see it differently"), BASIC),
    Kind("citizens.Hold", "hold", _("Why your record may not be erased"), BASIC),
    Kind(
        "citizens.Merge",
        "merge",
        _("Pages that were brought together"),
        BASIC,
        never={"source": Why.KEYS, "moved": Why.KEYS, "source_before": Why.SAME},
    ),
    # The team's work.
    Kind("teams.Enrolment", "enrolment", _("When you have been with us"), BASIC),
    Kind("teams.LegalBasisPeriod", "legal_basis_period", _("By which law"), BASIC),
    Kind("teams.Handover", "handover", _("When another team took over"), BASIC),
    Kind(
        "teams.Relation",
        "relation",
        _("Who could open your page, and why"),
        BASIC,
        never={"cause": Why.KEYS},
    ),
    Kind("teams.TrustedWorker", "trusted_worker", _("Colleagues named for you"), BASIC),
    Kind("teams.Caseload", "caseload", _("Your own person"), BASIC),
    Kind("teams.MeetingAgreement", "meeting_agreement", _("How often we meet"), BASIC),
    Kind("teams.Duty", "duty", _("What we had to do"), BASIC, never={"cause": Why.KEYS}),
    Kind("teams.DutyStep", "duty_step", _("What became of it"), BASIC),
    Kind("teams.BoardLine", "board_line", _("Lines on the team's board"), BASIC),
    # Contacts.
    Kind(
        "contacts.Contact",
        "contact",
        _("When we met, or tried to"),
        CONTACTS,
        places=("place",),
        parts={"network_present": Part.AROUND},
    ),
    Kind("contacts.Appointment", "appointment", _("Appointments"), CONTACTS, places=("place",)),
    Kind("contacts.Promise", "promise", _("What we have promised"), CONTACTS),
    Kind(
        "contacts.Enquiry",
        "enquiry",
        _("What others have come to us with"),
        BASIC,
        never={"sender_name": Why.OTHERS, "sender_phone": Why.OTHERS, "passed_by": Why.KEYS},
        places=("place",),
        parts={name: Part.ENQUIRIES for name in ("sender", "about", "place", "text", "answer")},
    ),
    Kind(
        "contacts.EnquiryStep",
        "enquiry_step",
        _("The way of an enquiry"),
        BASIC,
        parts={"note": Part.ENQUIRIES},
    ),
    # The plan.
    Kind("plans.Plan", "plan", _("Your plan"), PLAN),
    Kind("plans.Hope", "hope", _("Your hopes"), PLAN),
    Kind("plans.Strength", "strength", _("Your strengths"), PLAN),
    Kind("plans.Goal", "goal", _("Goals"), PLAN),
    Kind("plans.Step", "step", _("Steps"), PLAN, parts={"with_whom": Part.AROUND}),
    Kind("plans.Progress", "progress", _("How it goes"), PLAN),
    Kind("plans.Service", "service", _("Help you get"), PLAN),
    Kind("plans.Pause", "pause", _("Help that rested"), PLAN),
    Kind("plans.Review", "review", _("When we looked at the plan"), PLAN),
    Kind("plans.CrisisPlan", "crisis_plan", _("When it gets hard"), PLAN),
    Kind(
        "plans.AuthorityRequest",
        "authority_request",
        _("What we asked other authorities to decide"),
        PLAN,
    ),
    Kind(
        "plans.NetworkMeeting",
        "network_meeting",
        _("Network meetings"),
        PLAN,
        places=("place",),
        parts={"participants": Part.AROUND},
    ),
    # Where somebody stays, and homes.
    Kind(
        "stays.Stay",
        "stay",
        _("Where you have slept"),
        BASIC,
        never={"episode_ids": Why.KEYS},
        places=("site", "place"),
    ),
    Kind("stays.Ward", "ward", _("Hospital wards"), HEALTH, places=("hospital", "department")),
    Kind("stays.BedClaim", "bed_claim", _("Beds kept for you"), BASIC, places=("bed",)),
    Kind("stays.ListSpell", "list_spell", _("Times on the list of people without a home"), BASIC),
    Kind("stays.ListDecision", "list_decision", _("Why you stood on the list or not"), BASIC),
    Kind("housing.Wish", "wish", _("Your wish for a home"), HOMES, never={"lot": Why.KEYS}),
    Kind("housing.Said", "said", _("What you have said about a home"), HOMES),
    Kind("housing.Offer", "offer", _("Homes you were offered"), HOMES, places=("bed",)),
    Kind("housing.Tenancy", "tenancy", _("Your home"), HOMES, places=("address", "bed")),
    Kind("housing.Trouble", "trouble", _("When the home was at risk"), HOMES),
    # Assessments.
    Kind("assessments.Assessment", "assessment", _("Assessments"), DECISIONS),
    Kind(
        "assessments.View",
        "view",
        _("What was said in the assessment"),
        DECISIONS,
        parts={"text": Part.OTHERS_SAY, "source": Part.OTHERS_SAY},
        own=("side", "citizen"),
    ),
    Kind("assessments.Condition", "condition", _("What was looked at"), DECISIONS),
    Kind("assessments.Level", "level", _("How much it troubles you"), DECISIONS),
    Kind(
        "assessments.Gap",
        "gap",
        _("What we lacked to know"),
        DECISIONS,
        parts={"answer": Part.OTHERS_SAY},
    ),
    Kind("assessments.TargetGroup", "target_group", _("Target groups"), DECISIONS),
    Kind("assessments.Answers", "answers", _("Questionnaires"), PLAN),
    # Decisions.
    Kind("decisions.CaseFile", "case", _("Cases"), DECISIONS, places=("leaves_from",)),
    Kind("decisions.DelayNotice", "delay_notice", _("When we were late"), DECISIONS),
    Kind(
        "decisions.Collection",
        "collection",
        _("What we asked others for"),
        DECISIONS,
        parts={"answer": Part.OTHERS_SAY},
    ),
    Kind("decisions.Hearing", "hearing", _("When you were heard"), DECISIONS),
    Kind(
        "decisions.CaseFact",
        "case_fact",
        _("What the cases rest on"),
        DECISIONS,
        parts={"text": Part.OTHERS_SAY, "source": Part.OTHERS_SAY},
        own=("known_to_citizen", "True"),
    ),
    Kind(
        "decisions.Representative",
        "representative",
        _("Who speaks for you"),
        DECISIONS,
        parts={"name": Part.AROUND},
    ),
    Kind(
        "decisions.Decision",
        "decision",
        _("Decisions"),
        DECISIONS,
        never={"snapshot": Why.SAME, "mandate": Why.KEYS},
    ),
    Kind("decisions.Delivery", "delivery", _("When you were told"), DECISIONS),
    Kind(
        "decisions.LetterPrint",
        "letter_print",
        _("Letters that were printed"),
        DECISIONS,
        never={"pdf": Why.SAME},
    ),
    Kind("decisions.Complaint", "complaint", _("Complaints"), DECISIONS),
    Kind("decisions.Counselling", "counselling", _("Counselling"), DECISIONS),
    Kind("decisions.FreeCard", "free_card", _("The social free card"), DECISIONS),
    Kind("decisions.Earning", "earning", _("Earned with the free card"), DECISIONS),
    Kind("decisions.Transition", "transition", _("From young to adult"), DECISIONS),
    Kind(
        "decisions.TransitionMeeting",
        "transition_meeting",
        _("Meetings about growing up"),
        DECISIONS,
        parts={"with_whom": Part.AROUND},
    ),
    Kind("decisions.Responsibility", "responsibility", _("Which municipality helps"), DECISIONS),
    Kind("decisions.ResidenceFact", "residence_fact", _("Where you have lived"), DECISIONS),
    Kind(
        "decisions.ServiceOrder",
        "service_order",
        _("Help we have ordered"),
        PLAN,
        never={"service_key": Why.KEYS},
    ),
    Kind("decisions.ProviderReport", "provider_report", _("What those who help tell"), PLAN),
    Kind("decisions.FollowUp", "follow_up", _("When we looked at the help"), PLAN),
    Kind(
        "decisions.PlaceNotice",
        "place_notice",
        _("What a house told the municipality"),
        BASIC,
        never={"stay_key": Why.KEYS},
    ),
    Kind(
        "decisions.Expulsion",
        "expulsion",
        _("When you were shown out"),
        BASIC,
        never={"stay_key": Why.KEYS},
        places=("next_place",),
    ),
    # Health, a record of its own.
    Kind("health.AreaNote", "area_note", _("The nurse's notes"), HEALTH),
    Kind("health.Medication", "medication", _("Medicine"), HEALTH),
    Kind("health.Allergy", "allergy", _("What you cannot take"), HEALTH),
    Kind("health.Overdose", "overdose", _("Overdoses"), HEALTH),
    Kind("health.Visit", "visit", _("Visits to doctors and hospitals"), HEALTH, places=("where",)),
    Kind("health.Summary", "summary", _("What the team must know of your health"), HEALTH),
    # Money.
    Kind("money.Cost", "cost", _("What the help costs"), MONEY),
    Kind("money.Share", "share", _("Who pays"), MONEY),
    Kind(
        "money.Posting",
        "posting",
        _("What was booked"),
        MONEY,
        never={"file": Why.KEYS, "line": Why.KEYS},
    ),
    Kind("money.ShelterYear", "shelter_year", _("Nights that are refunded"), MONEY),
    Kind("money.SupportRefund", "support_refund", _("Help that is refunded"), MONEY),
)

# Whole tables that are not given, and why.
LEFT_OUT: Mapping[str, Why] = {
    "citizens.NameToken": Why.SEARCH,
    "exchange.Original": Why.HOSPITAL,
}

BY_MODEL: Mapping[str, Kind] = {kind.model: kind for kind in KINDS}
