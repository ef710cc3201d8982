"""The municipality before anybody is met: organisations, teams, staff, houses."""

from datetime import date
from decimal import Decimal

from django.contrib.auth.hashers import make_password
from django.db import connection

from helhed.accounts.models import User
from helhed.demo.build.world import World
from helhed.demo.places import MUNICIPALITY, ORGANISATIONS, SITES, STAFF, TEAMS, Worker
from helhed.exchange import verbs as exchange
from helhed.stays.models import Kind, Site
from helhed.teams import verbs as teams
from helhed.teams.models import Organisation, Team

# One password for all: these accounts exist in the demo only, and the page says so.
PASSWORD = "helhed-demo-2026"  # noqa: S105
PIN = "1849"

TEAM_KINDS = {
    "act": Team.Kind.ACT,
    "outreach": Team.Kind.OUTREACH,
    "authority": Team.Kind.AUTHORITY,
    "shelter": Team.Kind.SITE,
    "leadership": Team.Kind.OTHER,
    "other_municipality": Team.Kind.OTHER,
}
ORGANISATION_KINDS = {
    "municipality": Organisation.Kind.MUNICIPALITY,
    "region": Organisation.Kind.REGION,
    "association": Organisation.Kind.ASSOCIATION,
}
SITE_KINDS = {"night_cafe": Kind.NIGHT_SHELTER, "psychiatric_ward": Kind.HOSPITAL}
# Addresses for messages that belong to nobody.
SOR, GLN = "111111000016001", "5799900000011"
# To whom MedCom addresses its example notifications.
NOTIFIED_SOR, NOTIFIED_GLN = "953741000016009", "5790001348120"
NOTIFIED = "Modtager i MedComs eksempler"


def set_up(world: World, first_day: date) -> None:
    make_room_in_the_log(first_day, world.scale.as_of)
    organisations = {
        name: teams.create_organisation(
            name,
            by=None,
            kind=ORGANISATION_KINDS.get(kind, Organisation.Kind.OTHER),
            ours=name == MUNICIPALITY,
            sor=SOR if name == MUNICIPALITY else "",
            gln=GLN if name == MUNICIPALITY else "",
        )
        for name, kind in ORGANISATIONS
    }
    for plan in TEAMS:
        home = "Strandby Kommune" if plan.key == "strandby" else MUNICIPALITY
        world.teams[plan.key] = teams.create_team(
            organisations[home],
            by=None,
            name=plan.name,
            kind=TEAM_KINDS[plan.works],
            phone=plan.phone,
            night_phone=TEAMS[0].phone,
        )
    password, pin = make_password(PASSWORD), make_password(PIN)
    for worker in STAFF:
        world.users[worker.username] = _employ(world, worker, first_day, password, pin)
    _open_houses(world)
    exchange.answer_for(sor=NOTIFIED_SOR, gln=NOTIFIED_GLN, name=NOTIFIED)


def make_room_in_the_log(first: date, last: date) -> None:
    """A partition for each month of the story and the one to come, before rows lie elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_make_partition(month::date) FROM generate_series("
            "date_trunc('month', %s::date), date_trunc('month', %s::date) + interval '1 month',"
            " interval '1 month') month",
            [first, last],
        )


def _employ(world: World, worker: Worker, day: date, password: str, pin: str) -> User:
    team = world.teams[worker.team]
    user = User(
        username=worker.username, name=worker.name, phone=worker.phone, password=password, pin=pin
    )
    user.save()
    teams.add_member(
        team,
        by=None,
        user=user,
        role=worker.role,
        profession=worker.profession,
        full_time_share=Decimal(worker.fte_percent) / 100,
        from_day=day,
    )
    # What a request finds out for the log, told here once.
    user.acting_role, user.acting_unit = worker.role, team.name  # type: ignore[attr-defined]
    return user


def _open_houses(world: World) -> None:
    for house in SITES:
        site = Site(
            name=house.name,
            kind=SITE_KINDS.get(house.kind, house.kind),
            team=world.teams["night"] if house.key == "lindegaarden" else None,
            hidden=house.hidden,
            beds=house.beds or None,
        )
        # No verb opens a house yet: houses are data that a municipality loads once.
        site.save()
        world.sites[house.key] = site
