"""`helhed add_colleague`: the first colleagues of a new installation, and any after them."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from helhed.access.colleagues import add_colleague
from helhed.access.roles import Role
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.teams import verbs as teams
from helhed.teams.models import Organisation, Team


class Command(BaseCommand):
    help = "Let a colleague sign in, with a role in a team. Asks for a password, or takes none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "username", help="as at the municipality's own sign-in, if that is used"
        )
        parser.add_argument("name", help="as colleagues and letters write it")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument("--team", required=True, help="made if it is missing")
        parser.add_argument("--kind", choices=Team.Kind.values, default=Team.Kind.OTHER)
        parser.add_argument("--organisation", help="needed for the first team; made if missing")
        parser.add_argument("--phone", default="", help="the team's number that is answered")
        parser.add_argument("--oidc", action="store_true", help="no password: signs in by OIDC")

    @transaction.atomic
    def handle(self, *args: object, **options: Any) -> None:
        try:
            password = "" if options["oidc"] else self.password()
            place = add_colleague(
                options["username"],
                name=options["name"],
                team=self.team(options),
                role=options["role"],
                password=password,
                on=clock.today(),
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{place.user.name}: {place.role}, {place.team.name}.")

    def password(self) -> str:
        """Typed twice unseen, or one line of what is sent in."""
        if not sys.stdin.isatty():
            return self.given(sys.stdin.readline().rstrip("\n"))
        first = getpass("Password (12 letters or more): ")
        if first != getpass("Once more: "):
            raise CommandError("The two were not the same. Nothing was done.")
        return self.given(first)

    def given(self, password: str) -> str:
        if not password:
            raise CommandError("A password is needed, or --oidc. Nothing was done.")
        return password

    def team(self, options: dict[str, Any]) -> Team:
        found = Team.objects.filter(name=options["team"]).first()
        if found is not None:
            return found
        name = options["organisation"]
        if not name:
            raise CommandError("There is no such team. To make it, name its --organisation too.")
        house = Organisation.objects.filter(name=name).first() or teams.create_organisation(
            name, by=None, kind=Organisation.Kind.MUNICIPALITY
        )
        return teams.create_team(
            house, by=None, name=options["team"], kind=options["kind"], phone=options["phone"]
        )
