"""Write an encrypted copy of the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from helhed.config import backup, copies


class Command(BaseCommand):
    help = "Write an encrypted copy of the database to FILE."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", type=Path, help="file with the key; see docs/operations.md")

    def handle(self, *args: object, **options: Any) -> None:
        try:
            key = backup.backup_key(options["key"])
            backup.back_up(options["file"], connection.settings_dict, key)
        except (backup.BackupFailed, OSError) as failure:
            raise CommandError(str(failure)) from failure
        size = options["file"].stat().st_size
        self.stdout.write(f"Written: {options['file']} ({size / 1e6:.1f} MB, encrypted).")
        self.stdout.write("Keep the keys in another place than the copy: docs/operations.md.")
        try:
            copies.note(at=timezone.now(), size=size)
        except OSError:
            self.stdout.write("Monitors are not told of it: HELHED_PGDATA cannot be written.")
