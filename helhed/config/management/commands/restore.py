"""Bring an encrypted copy of the database back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import connection

from helhed.config import backup, sealed


class Command(BaseCommand):
    help = "Bring back the database from FILE, made by helhed backup."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", type=Path, help="file with the key; see docs/operations.md")
        parser.add_argument(
            "--replace", action="store_true", help="replace all that is in the database now"
        )

    def handle(self, *args: object, **options: Any) -> None:
        try:
            key = backup.backup_key(options["key"])
            backup.restore(
                options["file"], connection.settings_dict, key, replace=options["replace"]
            )
        except (backup.BackupFailed, sealed.CannotOpen, OSError) as failure:
            raise CommandError(str(failure)) from failure
        self.stdout.write("Restored. Run helhed migrate if this version is newer than the copy.")
