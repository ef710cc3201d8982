"""Enrolling, and saying where tonight is, with everything that follows from it."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from helhed.accounts.models import User
from helhed.casework.verbs.places import shelter_stay, tell_of_places
from helhed.citizens.models import Citizen
from helhed.contacts import verbs as contacts
from helhed.stays import verbs as stays
from helhed.stays.models import Bed, Site, Stay
from helhed.teams import verbs as teams
from helhed.teams.models import Enrolment, Team


@transaction.atomic
def enrol(
    citizen: Citizen,
    *,
    by: User,
    team: Team,
    from_day: date,
    legal_bases: Iterable[str] = (),
    own_person: User | None = None,
) -> Enrolment:
    """The citizen belongs to the team, and is from the first moment forgotten by nobody (P2)."""
    enrolment = teams.enrol(citizen, by=by, team=team, from_day=from_day, legal_bases=legal_bases)
    if own_person is not None:
        teams.set_own_person(citizen, by=by, team=team, worker=own_person, from_day=from_day)
    contacts.follow_up(citizen, by=by)
    return enrolment


@transaction.atomic
def answer_tonight(
    citizen: Citizen,
    *,
    by: User,
    on: date,
    kind: str,
    site: Site | None = None,
    place: str = "",
    bed: Bed | None = None,
    citizen_said_yes: bool | None = None,
    although: str = "",
) -> Stay:
    """Say where the citizen sleeps on the night of `on`, as it is (P3).

    Raises DecideFirst when a shelter is left before support is decided, unless `although` says
    why. Whoever must be told that a house was left or reached is told.
    """
    before = shelter_stay(citizen)
    stay = stays.answer_tonight(
        citizen,
        by=by,
        on=on,
        kind=kind,
        site=site,
        place=place,
        bed=bed,
        citizen_said_yes=citizen_said_yes,
        although=although,
    )
    tell_of_places(citizen, by=by, on=on, before=before, after=stay)
    contacts.follow_up(citizen, by=by)
    return stay
