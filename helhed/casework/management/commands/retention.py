"""`helhed retention`: what has been kept long enough is told, and erased when a person says so."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, InternalError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helhed.audit import verbs as audit
from helhed.audit.models import Channel
from helhed.casework import retention
from helhed.casework.verbs import erase_record
from helhed.core import clock
from helhed.core.errors import Refused


class Command(BaseCommand):
    help = (
        "Tell what has been kept long enough (--dry-run), or erase it, one citizen at a time."
        " What the archive must have first stays until --delivered says where that is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="tell, and change nothing")
        parser.add_argument("--yes", action="store_true", help="do not ask before erasing")
        parser.add_argument(
            "--delivered", default="", help="where the delivery to the archive is written"
        )
        parser.add_argument("--on", type=date.fromisoformat, help="as it will be on that day")
        parser.add_argument("--held", type=Path, help="file with keys that must stay, one a line")
        parser.add_argument("--list", action="store_true", help="tell the keys, never the names")
        parser.add_argument("--english", action="store_true")

    def handle(self, *args: object, **options: Any) -> None:
        on = options["on"] or clock.today()
        if on > clock.today() and not options["dry_run"]:
            raise CommandError(
                "Only what is due today can be erased. Try --dry-run for a later day."
            )
        found = list(retention.due(on=on, held=self.held(options["held"])))
        with translation.override("en" if options["english"] else "da"):
            for one in found:
                self.tell(one, keys=options["list"])
            if late := retention.holds_to_look_at(on=on):
                told = _("%(number)d held back should be looked at again: the day has passed.")
                self.stdout.write(told % {"number": late})
            if options["dry_run"]:
                self.note(found, on)
                self.stdout.write(_("Nothing was erased or changed."))
            else:
                self.erase(found, on=on, delivered=options["delivered"], ask=not options["yes"])

    def note(self, found: list[retention.Due], on: date) -> None:
        audit.record(
            "casework.rehearse_retention",
            by=None,
            system_actor="retention",
            channel=Channel.COMMAND,
            on=on,
            found={one.rule.name: len(one.citizens) or one.lines for one in found},
        )

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

    def erase(self, found: list[retention.Due], *, on: date, delivered: str, ask: bool) -> None:
        """Erase what may go now, one citizen at a time; what cannot is told, and stays whole."""
        going = [one for one in found if one.citizens and (delivered or not one.rule.archived)]
        if any(one.citizens and one not in going for one in found if one.rule.by_citizen):
            self.stdout.write(_("What the archive must have first stays: say --delivered."))
        if any(one.lines for one in found):
            self.stdout.write(_("Lines of the log are not taken away by this command."))
        # Whoever goes whole by the one rule has no part left for the next.
        rule_of: dict[UUID, retention.Rule] = {}
        for one in going:
            for key in one.citizens:
                rule_of.setdefault(key, one.rule)
        number = len(rule_of)
        if not number or (ask and not self.sure(number)):
            self.stdout.write(_("Nothing was erased or changed."))
            return
        failed = [
            key
            for key, rule in rule_of.items()
            if not self.gone(key, rule=rule, on=on, delivered=delivered)
        ]
        done = {"number": number - len(failed)}
        self.stdout.write(
            ngettext("%(number)d is erased.", "%(number)d are erased.", done["number"]) % done
        )
        self.stdout.write(_("Copies of the database still hold them until they are removed."))
        if failed:
            raise CommandError(f"Not erased, and whole: {', '.join(map(str, failed))}")

    def sure(self, number: int) -> bool:
        try:
            answer = input(_("Write %(number)d to erase them for good: ") % {"number": number})
        except EOFError:
            raise CommandError("Nobody answered. Say --yes to erase without being asked.") from None
        return answer.strip() == str(number)

    def gone(self, key: UUID, *, rule: retention.Rule, on: date, delivered: str) -> bool:
        try:
            erase_record(key, rule=rule, on=on, delivered=delivered)
        except (Refused, IntegrityError, InternalError) as why:
            # A database names keys and values in its message: only its first line is told.
            self.stderr.write(f"{key}: {str(why).splitlines()[0]}")
            return False
        return True

    def held(self, path: Path | None) -> set[UUID]:
        if path is None:
            return set()
        try:
            lines = (line.split("#")[0].strip() for line in path.read_text().splitlines())
            return {UUID(line) for line in lines if line}
        except (OSError, ValueError) as wrong:
            raise CommandError(f"{path} is not a list of keys, one a line.") from wrong
