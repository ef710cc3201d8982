"""People, teams and citizens for tests. All invented."""

from datetime import date
from typing import Any

import factory

from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.teams import verbs
from helhed.teams.models import Enrolment, Membership, Organisation, Team


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"kollega{n}")
    name = factory.Sequence(lambda n: f"Kollega Nummer{n}")


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation
        django_get_or_create = ("name",)

    name = "Eksempelkøbing Kommune"
    kind = Organisation.Kind.MUNICIPALITY


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Team

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Team {n}")
    kind = Team.Kind.ACT
    phone = "55550100"
    night_phone = "55550100"


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    team = factory.SubFactory(TeamFactory)
    user = factory.SubFactory(UserFactory)
    role = "act_worker"
    from_day = date(2020, 1, 1)


class CitizenFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Citizen

    name = factory.Sequence(lambda n: f"Borger Opdigtet{n}")
    sort_key = factory.LazyAttribute(lambda citizen: (citizen.name or citizen.street_name).lower())


def colleague(username: str, name: str, team: Team, role: str) -> User:
    """Somebody with a role in the team since long ago."""
    user = UserFactory(username=username, name=name)
    MembershipFactory(team=team, user=user, role=role)
    return user


def enrolled(team: Team, *, by: User, from_day: date = date(2025, 1, 6), **fields: Any) -> Citizen:
    """A citizen who belongs to the team."""
    citizen: Citizen = CitizenFactory(**fields)
    verbs.enrol(citizen, by=by, team=team, from_day=from_day, legal_bases=["SEL85a"])
    return citizen


def enrolment_of(citizen: Citizen) -> Enrolment:
    return Enrolment.objects.get(citizen=citizen, until_day__isnull=True)
