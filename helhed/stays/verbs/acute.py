"""Nights at a social acute offer (§ 82 c): one at a time, a few in a row, looked at each morning.

Only where the council has decided it. Nobody is sent away by the program: it says what the law
gives no more of, and what there is instead.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from helhed.accounts.models import User
from helhed.core.errors import Refused
from helhed.decisions.registers import whole
from helhed.stays.models import A_NIGHT, Kind, Stay
from helhed.stays.verbs.evening import own_person
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Enrolment

LOOK_AGAIN_AT = time(12)


def elsewhere() -> str:
    """What to do instead tonight."""
    return gettext(
        "Find another place for tonight with the citizen: an acute home, a shelter (§ 110) or a"
        " night shelter. Is it the illness, ring the psychiatric emergency ward; is there danger,"
        " ring 112. The acute offer still gives support by day and on the telephone."
    )


class NoNightsDecided(Refused):
    """The council has not decided that the acute offer may give a bed for the night."""

    def __init__(self) -> None:
        says = gettext("The council has not decided that the acute offer may give a bed at night.")
        super().__init__(f"{says} {elsewhere()}")


class EnoughNights(Refused):
    """The nights in a row that the law gives are used."""

    def __init__(self, most: int) -> None:
        says = ngettext(
            "The law gives %(n)d night in a row at the acute offer, and it is used.",
            "The law gives %(n)d nights in a row at the acute offer, and they are used.",
            most,
        ) % {"n": most}
        super().__init__(f"{says} {elsewhere()}")


class OneNightAtATime(Refused):
    """A stay at an acute offer was to be longer than a night."""

    def __init__(self) -> None:
        super().__init__(
            gettext("Nights at an acute offer are noted one at a time: look at it each morning.")
        )


def one_night(stay: Stay) -> None:
    """Give the stay its one night; where the next is, is answered in the morning."""
    if stay.kind == Kind.ACUTE_OFFER:
        stay.until_day, stay.tonight = stay.from_night + A_NIGHT, Stay.UNANSWERED


def not_too_many(stay: Stay) -> None:
    """Raises NoNightsDecided, EnoughNights: for a night that is begun, moved or put right."""
    if stay.kind != Kind.ACUTE_OFFER or stay.cancelled_at or stay.until_day == stay.from_night:
        return
    if not whole("acute_offer_nights_decided", on=stay.from_night):
        raise NoNightsDecided
    most = whole("acute_offer_max_nights", on=stay.from_night)
    if in_a_row(stay) > most:
        raise EnoughNights(most)


def in_a_row(stay: Stay) -> int:
    """Nights at acute offers that lie close to each other, with that of the stay among them."""
    others = Stay.objects.standing().filter(citizen=stay.citizen_id, kind=Kind.ACUTE_OFFER)
    nights = {
        row.from_night
        for row in others.exclude(pk=stay.pk).only("from_night", "until_day")
        if row.until_day != row.from_night
    }
    found = 1
    for step in (-A_NIGHT, A_NIGHT):
        night = stay.from_night + step
        while night in nights:
            found, night = found + 1, night + step
    return found


def look_again(stay: Stay, *, by: User | None, system_actor: str = "") -> None:
    """The morning after each night somebody looks at it with the citizen (§ 82 c stk. 3)."""
    if stay.kind != Kind.ACUTE_OFFER:
        return
    morning = datetime.combine(stay.from_night + timedelta(days=1), LOOK_AGAIN_AT)
    enrolment = Enrolment.objects.filter(citizen=stay.citizen, until_day__isnull=True).first()
    teams.open_duty(
        stay.citizen,
        Duty.Kind.TONIGHT,
        by=by,
        cause=f"stay:{stay.pk}",
        due_at=timezone.make_aware(morning),
        reason=gettext(
            "Look at it again after the night at the acute offer: is it still the right help, and"
            " where does the citizen sleep tonight?"
        ),
        team=enrolment.team if enrolment else None,
        owner=own_person(stay.citizen),
        system_actor=system_actor,
    )
