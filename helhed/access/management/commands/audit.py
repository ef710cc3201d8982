"""Check the log's chain of seals, or seal what waits."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.utils.translation import gettext as _

from helhed.access.connection import acting_as_system
from helhed.audit import sealing
from helhed.audit.models import Seal
from helhed.core import clock


class Command(BaseCommand):
    help = "helhed audit verify: check that nothing in the log was changed since it was sealed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify", "seal"])
        parser.add_argument(
            "--noted",
            metavar="NUMBER:DIGEST",
            help="an earlier answer that was noted elsewhere and must still stand in the chain",
        )

    def handle(self, *args: object, **options: Any) -> None:
        with acting_as_system("audit_sealer"):
            if options["what"] == "seal":
                self.seal()
            elif not self.verify(noted=options["noted"] or ""):
                sys.exit(1)

    def seal(self) -> None:
        made = sealing.seal(at=clock.now())
        self.stdout.write(_("%(count)d seals were made.") % {"count": len(made)})

    def verify(self, *, noted: str) -> bool:
        """Tell what was found; True when everything holds."""
        troubles, last, found = 0, None, not noted
        for answer in sealing.verify():
            if isinstance(answer, sealing.Trouble):
                troubles += 1
                self.stdout.write(
                    _("Seal %(number)d: %(what)s") % {"number": answer.number, "what": answer.what}
                )
                continue
            last = answer
            found = found or noted == _note(answer)
        if not found:
            troubles += 1
            self.stdout.write(_("The seal that was noted does not stand in the chain."))
        if troubles:
            return False
        if last is None:
            self.stdout.write(_("Nothing has been sealed yet."))
        else:
            self.stdout.write(_("The log is whole up to line %(line)d.") % {"line": last.last_line})
            self.stdout.write(_("Note this elsewhere: %(note)s") % {"note": _note(last)})
        return True


def _note(seal: Seal) -> str:
    return f"{seal.number}:{seal.digest}"
