"""Moving in, and losing a home; support goes on through both."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.casework.verbs.places import tell_of_places
from helhed.citizens.models import Citizen
from helhed.core.errors import Refused
from helhed.housing import verbs as housing
from helhed.housing.models import Tenancy
from helhed.stays import verbs as stays
from helhed.stays.models import HAS_HOME, Bed, Kind, Site, Stay
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Enrolment

# The first weeks in a home of one's own are the loneliest.
FOLLOW_UP_AFTER_MOVING = timedelta(days=7)
NEW_PLACE_WITHIN = timedelta(days=1)


class NoHomeToLose(Refused):
    message = _("No home is noted for the citizen, so there is none to lose.")


class NotAHome(Refused):
    message = _("Choose a home: own home, residence, acute home or transitional home.")


@transaction.atomic
def move_in(
    citizen: Citizen,
    *,
    by: User,
    on: date,
    kind: str = Kind.OWN_HOME,
    site: Site | None = None,
    place: str = "",
    bed: Bed | None = None,
    although: str = "",
) -> Stay:
    """The citizen sleeps in the home from the night of `on`; the move opens follow-up.

    Support goes on: no service ends because somebody moves (P5). Raises DecideFirst when support
    is being decided at the shelter they leave, unless `although` says why they move all the same.
    """
    if bed is not None:
        kind = bed.night_kind
    if kind not in HAS_HOME:
        raise NotAHome
    before = Stay.objects.open().filter(citizen=citizen, certain=True).first()
    home = stays.answer_tonight(
        citizen,
        by=by,
        on=on,
        kind=kind,
        site=site,
        place=place,
        bed=bed,
        although=although,
    )
    tell_of_places(citizen, by=by, on=on, before=before, after=home)
    enrolment = Enrolment.objects.filter(citizen=citizen, until_day__isnull=True).first()
    if before is not None and enrolment is not None:
        teams.open_duty(
            citizen,
            Duty.Kind.AFTERCARE,
            by=by,
            cause=f"stay:{before.pk}",
            due_at=_noon(on + FOLLOW_UP_AFTER_MOVING),
            reason=gettext("The citizen has moved. Ask how the first week went."),
            team=enrolment.team,
            owner=stays.own_person(citizen),
        )
    audit.record("casework.move_in", by=by, obj=home, kind=kind)
    return home


@transaction.atomic
def move_into_home(tenancy: Tenancy, *, by: User, on: date, although: str = "") -> Stay:
    """The citizen moves into the home of the lease: the night, the bed and the tenancy together.

    Moving in counts, not the allocation: from this night it is the citizen's home.
    """
    home = move_in(
        tenancy.citizen,
        by=by,
        on=on,
        kind=Kind.OWN_HOME,
        place=tenancy.address,
        bed=tenancy.bed,
        although=although,
    )
    housing.note_moved_in(tenancy, by=by, on=on, stay=home)
    audit.record("casework.move_into_home", by=by, obj=tenancy, on=on)
    return home


@transaction.atomic
def lose_home(
    citizen: Citizen,
    *,
    by: User,
    on: date,
    why: str,
    tonight: str,
    site: Site | None = None,
    place: str = "",
    end: str = Tenancy.End.LEFT,
) -> Stay:
    """The home is lost from the night of `on`; where tonight is answered at once (P3).

    A duty to find a new place is opened and every service goes on (support continues after loss);
    the tenancy ends by `end`, and the citizen waits for another home. Returns the stay of the
    night.
    """
    home = Stay.objects.open().filter(citizen=citizen, kind__in=HAS_HOME).first()
    if home is None:
        raise NoHomeToLose
    night = stays.answer_tonight(citizen, by=by, on=on, kind=tonight, site=site, place=place)
    tell_of_places(citizen, by=by, on=on, before=None, after=night)
    enrolment = Enrolment.objects.filter(citizen=citizen, until_day__isnull=True).first()
    teams.open_duty(
        citizen,
        Duty.Kind.HOME_LOST,
        by=by,
        cause=f"stay:{home.pk}",
        due_at=_noon(on + NEW_PLACE_WITHIN),
        reason=why[:300],
        team=enrolment.team if enrolment else None,
        owner=stays.own_person(citizen),
        acute=True,
    )
    for tenancy in Tenancy.objects.standing().filter(citizen=citizen, moved_in_on__isnull=False):
        housing.end_tenancy(tenancy, by=by, on=on, end=end, words=why)
    audit.record("casework.lose_home", by=by, obj=home, tonight=tonight)
    return night


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
