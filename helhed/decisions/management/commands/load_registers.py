"""Load registers (laws, parameters, facilities, prices) from tables, as often as one likes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from helhed.core.errors import Refused
from helhed.decisions.shipping import SHIPPED, load_registers


class Command(BaseCommand):
    help = "Load the registers that come with Helhed, or a municipality's own tables in a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED)

    def handle(self, *args: object, **options: Any) -> None:
        try:
            loaded = load_registers(options["folder"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{loaded.new} nye, {loaded.changed} ændret, {loaded.left} ladt stå, som de er."
        )
