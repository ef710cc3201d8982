"""Leaving a shelter: warned before support is decided, by the council's conditions, or expelled."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.casework.verbs.enrolling import answer_tonight
from helhed.casework.verbs.places import shelter_stay
from helhed.citizens.models import Citizen
from helhed.core.errors import Refused
from helhed.decisions import verbs as decisions
from helhed.decisions.models import Decision
from helhed.housing.models import Tenancy
from helhed.plans.models import Goal, Plan
from helhed.stays import verbs as stays
from helhed.stays.models import Stay

RESIDENCE = ("SEL107", "SEL108")
SUPPORT = ("SEL85", "SEL85a", "SEL83")


@dataclass(frozen=True)
class Condition:
    """One condition of § 110 stk. 5, met or not, and what to do."""

    key: str
    what: str | Promise
    met: bool
    do: str | Promise = ""


class NotInAShelter(Refused):
    message = _("The citizen does not stay in a shelter.")


class ConditionsAreMissing(Refused):
    message = _("The municipality cannot discharge: a condition of the law is missing.")

    def __init__(self, missing: list[Condition]) -> None:
        super().__init__()
        self.missing = missing


@transaction.atomic
def leave_shelter(
    citizen: Citizen,
    *,
    by: User,
    on: date,
    tonight: str,
    place: str = "",
    although: str = "",
    citizen_said_yes: bool | None = None,
) -> Stay:
    """The citizen leaves; where they sleep next is answered at once (P3).

    Raises DecideFirst while support is being decided, unless `although` says why they leave all the
    same: the case is then decided in a hurry, and nothing stops. Returns the next night's stay.
    """
    stay = shelter_stay(citizen)
    if stay is None:
        raise NotInAShelter
    undecided = len(stays.warnings_before_leaving(citizen))
    night = answer_tonight(
        citizen,
        by=by,
        on=on,
        kind=tonight,
        place=place,
        citizen_said_yes=citizen_said_yes,
        although=although,
    )
    audit.record("casework.leave_shelter", by=by, obj=stay, undecided=undecided)
    return night


@transaction.atomic
def expel(
    citizen: Citizen,
    *,
    by: User,
    on: date,
    reason: str,
    tried_first: str,
    next_place: str,
    tonight: str,
) -> Stay:
    """The citizen must leave the shelter: with reasons, what was tried, and another place offered.

    The team gets the duty of where tonight by itself when there is no address (P3), and support
    that is being decided goes on.
    """
    stay = shelter_stay(citizen)
    if stay is None:
        raise NotInAShelter
    decisions.note_expulsion(
        citizen,
        by=by,
        stay_key=stay.pk,
        on=on,
        reason=reason,
        tried_first=tried_first,
        next_place=next_place,
    )
    return leave_shelter(
        citizen, by=by, on=on, tonight=tonight, place=next_place[:120], although=reason[:300]
    )


def can_council_discharge(citizen: Citizen, *, on: date) -> list[Condition]:
    """All conditions of § 110 stk. 5 for the day, met or not. The council may when all are met.

    Source: law.md 3. A list and never only a no: each missing condition says what to do.
    """
    home = (
        Tenancy.objects.standing()
        .filter(citizen=citizen)
        .order_by("-lease_signed_on", "-id")
        .first()
    )
    in_force = Decision.objects.in_force_on(on).filter(citizen=citizen)
    residence = in_force.filter(basis__code__in=RESIDENCE).first()
    conditions = [
        Condition(
            "plan",
            _("A plan (§ 141 or § 142) that stands"),
            Plan.objects.filter(
                Q(citizen=citizen), pk__in=Goal.objects.current_on(on).values("plan")
            ).exists(),
            _("Make the plan together: at least one goal."),
        ),
        Condition(
            "place",
            _("A home of one's own assigned, or a residence (§ 107 or § 108) granted"),
            home is not None or residence is not None,
            _("Find the home, or decide the residence."),
        ),
    ]
    if residence is not None and home is None:
        return [*conditions, _place_is_ready(residence, on)]
    return [*conditions, *_support(in_force, on), *_home(home, on)]


def _place_is_ready(residence: Decision, on: date) -> Condition:
    ready = residence.orders.filter(start_on__lte=on, accepted_on__isnull=False).exists()
    ready = ready or residence.orders.filter(started_on__lte=on).exists()
    return Condition(
        "ready",
        _("The place is ready on the day"),
        ready,
        _("Agree the day with the place: the discharge waits until it is ready."),
    )


def _support(in_force: QuerySet[Decision], on: date) -> list[Condition]:
    rows = in_force.filter(basis__code__in=SUPPORT)
    return [
        Condition(
            "support",
            _("Support that fits is decided"),
            rows.exists(),
            _("Decide the support first."),
        ),
        Condition(
            "begins",
            _("The support begins by the day"),
            rows.filter(orders__start_on__lte=on).exists(),
            _("Order the support to begin on the day of moving."),
        ),
    ]


def _home(home: Tenancy | None, on: date) -> list[Condition]:
    return [
        Condition(
            "lease",
            _("The lease is signed"),
            home is not None and home.lease_signed_on <= on,
            _("Sign the lease first."),
        ),
        Condition(
            "moving",
            _("The citizen can move in on the day"),
            home is not None and any(day and day <= on for day in (home.keys_on, home.moved_in_on)),
            _("Agree the day of the keys."),
        ),
    ]


@transaction.atomic
def council_discharges(
    citizen: Citizen, *, by: User, on: date, tonight: str, place: str = ""
) -> Stay:
    """The municipality decides the discharge. Raises ConditionsAreMissing with the list."""
    missing = [row for row in can_council_discharge(citizen, on=on) if not row.met]
    if missing:
        raise ConditionsAreMissing(missing)
    night = leave_shelter(citizen, by=by, on=on, tonight=tonight, place=place)
    audit.record("casework.council_discharges", by=by, obj=night)
    return night
