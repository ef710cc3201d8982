"""A new person: named or unnamed, met by somebody, and from then on forgotten by nobody."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens import merging
from helhed.citizens import verbs as citizens
from helhed.citizens.models import Citizen
from helhed.contacts import verbs as contacts
from helhed.contacts.models import Contact
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.core.ids import new_id
from helhed.teams import verbs as teams
from helhed.teams.models import Relation, Team
from helhed.teams.verbs.relations import ALL_AREAS, OUTREACH_AREAS


class OnlyOutreach(Refused):
    message = _("A person without a name is met by the outreach team. Ask them to write it down.")


class NotUnnamed(Refused):
    message = _("The person already has a name here.")


class AskThePersonFirst(Refused):
    message = _("The person must say yes to being known by name. Ask first, and note the yes.")


@transaction.atomic
def meet_new_citizen(*, by: User, team: Team, enrol: bool = True, **details: Any) -> Citizen:
    """Write down a new citizen and open the record to the team; enrolled unless `enrol` is False.

    One transaction: the row, then the way to it. `details` are those of `citizens.create_citizen`.
    """
    citizen = citizens.create_citizen(by=by, **details)
    if enrol:
        teams.enrol(citizen, by=by, team=team, from_day=clock.today())
    else:
        outreach = team.kind == Team.Kind.OUTREACH
        teams.open_relation(
            citizen,
            by=by,
            team=team,
            kind=Relation.Kind.OUTREACH,
            areas=OUTREACH_AREAS if outreach else ALL_AREAS,
            purpose=gettext("Known by the team, not enrolled."),
            cause=f"met:{citizen.pk}",
        )
    contacts.follow_up(citizen, by=by)
    audit.record("casework.meet_new_citizen", by=by, obj=citizen, citizen_id=citizen.pk)
    return citizen


@transaction.atomic
def meet_unnamed(
    *,
    by: User,
    team: Team,
    citizen_id: UUID | None = None,
    street_name: str,
    description: str,
    place: str = "",
    at: datetime | None = None,
) -> Citizen:
    """Write down somebody met on the street by a street name (P9).

    Visible to the outreach team only. The key may be made on the device; a repeated post changes
    nothing.
    """
    if team.kind != Team.Kind.OUTREACH:
        raise OnlyOutreach
    if citizen_id is not None:
        known = Citizen.objects.filter(pk=citizen_id).first()
        if known is not None:
            return known
    citizen = citizens.create_citizen(
        by=by,
        citizen_id=citizen_id,
        street_name=street_name,
        description=description,
        unnamed=True,
    )
    teams.open_relation(
        citizen,
        by=by,
        team=team,
        kind=Relation.Kind.OUTREACH,
        areas=OUTREACH_AREAS,
        purpose=gettext("Met on the street without a name."),
        cause=f"met:{citizen.pk}",
    )
    contacts.note_contact(
        citizen,
        by=by,
        contact_id=new_id(),
        outcome="met",
        at=at or clock.now(),
        place=place,
        team=team,
        kept_by=team,
    )
    audit.record("casework.meet_unnamed", by=by, obj=citizen, citizen_id=citizen.pk)
    return citizen


@transaction.atomic
def give_name(
    citizen: Citizen, *, by: User, name: str, said_yes: bool, tell: bool, **details: Any
) -> Citizen:
    """The person gives a name. What was told before goes along only if they want it (`tell`)."""
    if not citizen.unnamed:
        raise NotUnnamed
    if not said_yes:
        raise AskThePersonFirst
    citizen = citizens.give_name(citizen, by=by, name=name, **details)
    if tell:
        tell_the_team(citizen, by=by)
    audit.record("casework.give_name", by=by, obj=citizen, citizen_id=citizen.pk, told=tell)
    return citizen


@transaction.atomic
def attach_unnamed(
    unnamed: Citizen, *, to: Citizen, by: User, said_yes: bool, tell: bool, reason: str
) -> Citizen:
    """The unnamed person is `to`: the two records become one, and nothing is lost (P9).

    Notes stay with the outreach team unless the citizen wants them told (`tell`). Can be undone as
    any merge. Returns the record that remains.
    """
    if not unnamed.unnamed:
        raise NotUnnamed
    if not said_yes:
        raise AskThePersonFirst
    if tell:
        tell_the_team(unnamed, by=by)
    merging.merge(unnamed, into=to, by=by, reason=reason)
    audit.record("casework.attach_unnamed", by=by, obj=to, citizen_id=to.pk, told=tell)
    to.refresh_from_db()
    return to


@transaction.atomic
def tell_the_team(citizen: Citizen, *, by: User) -> int:
    """The citizen wants the team to know what was told on the street. Returns how many notes."""
    told_to = Team.objects.filter(
        pk__in=Contact.objects.filter(citizen=citizen, kept_by__isnull=False).values("kept_by")
    )
    return sum(contacts.open_what_was_kept(citizen, by=by, team=team) for team in told_to)
