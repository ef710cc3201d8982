"""Say in plain words what is wrong with this set-up, and how to mend it."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from helhed.config import database, doctor, env
from helhed.config.embedded import DatabaseDidNotStart, Server
from helhed.config.findings import State


class Command(BaseCommand):
    help = "Say in plain words what is wrong with this set-up, and how to mend it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--english", action="store_true")

    def handle(self, *args: object, **options: Any) -> None:
        with translation.override("en" if options["english"] else "da"):
            if database.is_embedded():
                self.start_database()
            findings = list(doctor.examine())
            for finding in findings:
                self.stdout.write(f" {finding.state.value:<3} {finding.what}")
                if finding.mend:
                    self.stdout.write(f"       → {finding.mend}")
            ill = sum(finding.state is State.WRONG for finding in findings)
            self.stdout.write("")
            if ill:
                self.stdout.write(_("%(count)d things must be mended.") % {"count": ill})
            else:
                self.stdout.write(_("Nothing must be mended."))
        if ill:
            sys.exit(1)

    def start_database(self) -> None:
        try:
            Server(env.home()).start()
        except (DatabaseDidNotStart, PermissionError) as failure:
            self.stdout.write(f" X   {failure}")
