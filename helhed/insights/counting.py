"""Plain counts for `delivering`, straight from the rooms' own rows; nothing but numbers comes out.

Periods are half-open: from `first_day` up to, and not with, `until_day`.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from helhed.contacts.models import Appointment, Contact
from helhed.core.days import day_begins
from helhed.stays.models import DANISH_COUNT, WITHOUT_ADDRESS, Kind, Stay
from helhed.teams.models import Absence, Duty, Enrolment

# A discharge is the end of a stay here.
DISCHARGED_FROM: dict[str, str] = {
    Kind.HOSPITAL: "hospital",
    Kind.SHELTER: "shelter",
    Kind.TREATMENT: "treatment",
    Kind.PRISON: "prison",
}
GROUP_OF: dict[str, str] = {
    Kind.STREET: "outdoors",
    Kind.NIGHT_SHELTER: "shelters",
    Kind.SHELTER: "shelters",
    Kind.FAMILY_FRIENDS: "with_others",
    Kind.PRISON: "institutions",
    Kind.HOSPITAL: "institutions",
    Kind.TREATMENT: "institutions",
    Kind.ACUTE_HOME: "other",
    Kind.HOTEL: "other",
    Kind.TRANSITIONAL: "other",
    Kind.OTHER: "other",
}


@dataclass(frozen=True)
class Counted:
    """Exact counts: by category, among how many, of how many people, and how many are missing."""

    by_category: dict[str, int]
    among: int | None
    people: int | None
    missing: int
    # The middle of what was counted, one value for each person; None where nothing has a middle.
    median: Decimal | None = None
    # All there was to count, where `among` holds only what could be counted.
    there_was: int | None = None


def discharges_without_address(first_day: date, until_day: date) -> Counted:
    ended = (
        Stay.objects.standing()
        .filter(kind__in=DISCHARGED_FROM, until_day__gte=first_day, until_day__lt=until_day)
        .exclude(tonight=Stay.DECEASED)
    )
    counted: Counter[str] = Counter()
    unanswered = 0
    answers = ended.order_by().values_list("kind", "tonight").annotate(times=Count("pk"))
    for kind, tonight, times in answers:
        if tonight in WITHOUT_ADDRESS:
            counted[DISCHARGED_FROM[kind]] += times
        elif tonight in ("", Stay.UNANSWERED):
            unanswered += times
    return Counted(dict(counted), ended.count(), None, unanswered)


def contacts_per_citizen_week(first_day: date, until_day: date) -> Counted:
    enrolled = _enrolled_between(first_day, until_day)
    days = sum(
        (min(last or until_day, until_day) - max(start, first_day)).days
        for start, last in enrolled.values_list("from_day", "until_day")
    )
    people = enrolled.order_by().values("citizen").distinct().count()
    spoken = Contact.objects.standing().filter(
        outcome__in=(*Contact.FACE_TO_FACE, Contact.Outcome.PHONE),
        at__gte=day_begins(first_day),
        at__lt=day_begins(until_day),
    )
    mine = enrolled.filter(citizen=OuterRef("citizen"))
    contacts = spoken.filter(Exists(mine)).count()
    return Counted({"contacts": contacts}, round(days / 7), people, 0)


def forgotten_citizens(first_day: date, until_day: date) -> Counted:
    evening = day_begins(until_day)
    last_day = until_day - timedelta(days=1)
    enrolled = Enrolment.objects.open_on(last_day)
    ahead = Appointment.objects.filter(
        Q(outcome="planned") | Q(outcome_at__gt=evening),
        citizen=OuterRef("citizen"),
        created_at__lt=evening,
        at__gte=evening,
    )
    away = Absence.objects.filter(
        user=OuterRef("owner"), from_day__lte=last_day, until_day__gt=last_day
    )
    kept = (
        Duty.objects.filter(
            Q(done_at__isnull=True) | Q(done_at__gt=evening),
            Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=evening),
            citizen=OuterRef("citizen"),
            opened_at__lt=evening,
            due_at__gte=evening,
            owner__is_active=True,
        )
    ).exclude(Exists(away))
    everybody = enrolled.order_by().values("citizen").distinct()
    without = everybody.exclude(Exists(ahead) | Exists(kept))
    return Counted({"forgotten": without.count()}, everybody.count(), everybody.count(), 0)


def stays_by_category(first_day: date, until_day: date) -> Counted:
    night = until_day - timedelta(days=1)
    enrolled = Enrolment.objects.open_on(night).filter(citizen=OuterRef("citizen"))
    everybody = Enrolment.objects.open_on(night).order_by().values("citizen").distinct().count()
    slept = Stay.objects.on_night(night).filter(Exists(enrolled))
    # Somebody with a certain and an uncertain place that night is counted at the certain one.
    kinds: dict[object, str] = dict(slept.order_by("certain", "id").values_list("citizen", "kind"))
    known = {citizen: kind for citizen, kind in kinds.items() if kind != Kind.UNKNOWN}
    counted = Counter(GROUP_OF[kind] for kind in known.values() if kind in DANISH_COUNT)
    return Counted(dict(counted), everybody, everybody, everybody - len(known))


def _enrolled_between(first_day: date, until_day: date) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(from_day__lt=until_day).exclude(until_day__lte=first_day)
