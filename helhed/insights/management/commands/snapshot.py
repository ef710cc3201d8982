"""Take the pseudonymised snapshot that figures are counted from."""

from typing import Any

from django.core.management import BaseCommand
from django.utils.translation import gettext as _

from helhed.access.connection import acting_as_system
from helhed.core import clock
from helhed.insights import ahead, snapshot
from helhed.insights.places import root


class Command(BaseCommand):
    help = "Take a pseudonymised snapshot (Parquet): no names, no CPR numbers, no free text."

    def handle(self, *args: object, **options: Any) -> None:
        with acting_as_system("snapshot_maker"):
            taken = snapshot.take(root(), at=clock.now())
        snapshot.clear(root(), at=clock.now())
        ahead.count_ahead(taken)
        told = {"folder": taken.folder, "rows": sum(taken.rows.values())}
        self.stdout.write(_("%(rows)d rows in %(folder)s.") % told)
