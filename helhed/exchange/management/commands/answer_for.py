"""`helhed answer_for SOR GLN NAME`: messages to this address are ours."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helhed.exchange.fhir.check_message import is_gln
from helhed.exchange.verbs import answer_for


class Command(BaseCommand):
    help = "Answer for messages sent to the organisation of this SOR number."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sor")
        parser.add_argument("gln")
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["sor"].isdigit():
            raise CommandError("A SOR number is digits only.")
        if not is_gln(options["gln"]):
            raise CommandError("A GLN is 13 digits, the last of which is a check digit.")
        answer_for(sor=options["sor"], gln=options["gln"], name=options["name"])
        self.stdout.write(f"Messages to {options['sor']} are answered from now on.")
