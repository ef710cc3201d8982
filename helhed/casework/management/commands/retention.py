"""`helhed retention --dry-run`: what has been kept long enough, and what would become of it."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helhed.audit import verbs as audit
from helhed.audit.models import Channel
from helhed.casework import retention
from helhed.core import clock


class Command(BaseCommand):
    help = "Tell what has been kept long enough. Erases nothing: a person decides, and the archive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", required=True)
        parser.add_argument("--on", type=date.fromisoformat, help="as it will be on that day")
        parser.add_argument("--held", type=Path, help="file with keys that must stay, one a line")
        parser.add_argument("--list", action="store_true", help="tell the keys, never the names")
        parser.add_argument("--english", action="store_true")

    def handle(self, *args: object, **options: Any) -> None:
        on = options["on"] or clock.today()
        found = list(retention.due(on=on, held=self.held(options["held"])))
        audit.record(
            "casework.rehearse_retention",
            by=None,
            system_actor="retention",
            channel=Channel.COMMAND,
            on=on,
            found={one.rule.name: len(one.citizens) or one.lines for one in found},
        )
        with translation.override("en" if options["english"] else "da"):
            for one in found:
                self.tell(one, keys=options["list"])
            self.stdout.write(_("Nothing was erased or changed."))

    def tell(self, due: retention.Due, *, keys: bool) -> None:
        rule = due.rule
        months = round(rule.keeps.days / 30.4)
        self.stdout.write(_("%(what)s (%(months)d months)") % {"what": rule.what, "months": months})
        number = due.lines or len(due.citizens)
        self.stdout.write(
            "  "
            + ngettext(
                "%(number)d has been kept long enough: %(then)s.",
                "%(number)d have been kept long enough: %(then)s.",
                number,
            )
            % {"number": number, "then": rule.then}
        )
        if due.held:
            held = {"number": len(due.held)}
            self.stdout.write("  " + _("%(number)d are held back and stay.") % held)
        for key in due.citizens if keys else ():
            self.stdout.write(f"    {key}")

    def held(self, path: Path | None) -> set[UUID]:
        if path is None:
            return set()
        try:
            lines = (line.split("#")[0].strip() for line in path.read_text().splitlines())
            return {UUID(line) for line in lines if line}
        except (OSError, ValueError) as wrong:
            raise CommandError(f"{path} is not a list of keys, one a line.") from wrong
