"""`helhed make_receiver_token NAME`: a key for a system that delivers messages."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helhed.core.errors import Refused
from helhed.exchange.verbs import make_receiver_token


class Command(BaseCommand):
    help = "Make a key with which another system may deliver hospital notifications."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="which system it is for, such as 'VANS'")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            secret = make_receiver_token(options["name"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(secret)
        self.stderr.write("Shown only now. Send it as: Authorization: Bearer <key>")
