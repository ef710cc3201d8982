"""`helhed import_plan FILE`: read an action plan or a policy from PDF, Word, text or Markdown."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseFailed
from django.urls import reverse
from django.utils.translation import gettext as _

from helhed.access import door
from helhed.access.connection import acting_as
from helhed.access.may import May
from helhed.accounts.models import User
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.strategy.comparing import changes_of
from helhed.strategy.models import ImportDraft
from helhed.strategy.reading.documents import read_document
from helhed.strategy.reading.labels import Labels, load_labels
from helhed.strategy.reading.shapes import as_data
from helhed.strategy.reading.sources import bytes_of
from helhed.strategy.reading_target import NoPeriod
from helhed.strategy.telling import Data, summary, would_change
from helhed.strategy.verbs.accepting import accept_import
from helhed.strategy.verbs.reading import labels_known, upload_document

UNREADABLE = 2


class Command(BaseCommand):
    help = (
        "Read an action plan or a policy. Nothing is taken in before somebody accepts it: on the "
        "page that is named, or at once with --accept --as USERNAME."
    )
    # With --json it works on a machine that has no database at all.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument(
            "--json", action="store_true", help="print all that was read; stores nothing"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would change; stores nothing"
        )
        parser.add_argument(
            "--labels",
            action="append",
            default=[],
            metavar="TOML",
            help="a table of further labels, in the shape of helhed/strategy/reading/labels.toml",
        )
        parser.add_argument("--accept", action="store_true", help="take it in at once")
        parser.add_argument("--as", dest="username", metavar="USERNAME", help="who accepts it")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["accept"] and not options["username"]:
            raise CommandError(_("Write who accepts: --accept --as USERNAME."))
        path = Path(options["file"])
        try:
            files = [(name, _text_of(name)) for name in options["labels"]]
            self._read(path, bytes_of(path), files, options)
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=UNREADABLE) from refusal

    def _read(
        self, path: Path, content: bytes, files: list[tuple[str, str]], options: dict[str, Any]
    ) -> None:
        if options["json"]:
            data = as_data(read_document(content, path.name, load_labels(*files)))
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=1))
        elif options["dry_run"]:
            self._rehearse(content, path.name, files)
        else:
            self._keep(content, path.name, files, options)

    def _rehearse(self, content: bytes, name: str, files: list[tuple[str, str]]) -> None:
        labels = _labels(files)
        reading = read_document(content, name, labels)
        data = as_data(reading)
        self._tell(data)
        text = "\n".join(line.raw for line in reading.lines)
        # Never saved: only what comparing asks of a draft.
        draft = ImportDraft(name=reading.name, kind=data["kind"], data=data, text=text)
        try:
            for line in would_change(changes_of(draft)):
                self.stdout.write(line)
        except NoPeriod:
            self.stdout.write(_("It names no years, so it cannot be taken in yet."))
        except DatabaseFailed:
            self.stdout.write(_("There is no database here to compare with."))

    def _keep(
        self, content: bytes, name: str, files: list[tuple[str, str]], options: dict[str, Any]
    ) -> None:
        user = _user(options["username"]) if options["username"] else None
        if user is None:
            draft = upload_document(
                by=None, name=name, content=content, labels=labels_known(*files)
            )
            self._tell(draft.data)
        else:
            with acting_as(user):
                draft = upload_document(
                    by=user, name=name, content=content, labels=labels_known(*files)
                )
                self._tell(draft.data)
                if options["accept"]:
                    self._accept(draft, user)
                    return
        where = reverse("strategy:reading", args=[draft.pk])
        self.stdout.write(
            _("Nothing is taken in yet. Look it through at %(where)s") % {"where": where}
        )

    def _accept(self, draft: ImportDraft, user: User) -> None:
        came = accept_import(draft, by=user, at=clock.now())
        self.stdout.write(
            _("Taken in: %(new)d new, %(updated)d changed, %(same)d as before.")
            % {"new": len(came.new), "updated": len(came.updated), "same": len(came.same)}
        )

    def _tell(self, data: Data) -> None:
        for line in summary(data):
            self.stdout.write(line)


def _labels(files: list[tuple[str, str]]) -> Labels:
    """With the labels people added, when there is a database that knows them."""
    try:
        return labels_known(*files)
    except DatabaseFailed:
        return load_labels(*files)


def _text_of(name: str) -> str:
    return bytes_of(Path(name)).decode("utf-8", errors="replace")


def _user(username: str) -> User:
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None or not door.may(user, May.STEER):
        raise CommandError(
            _("%(username)s is nobody here who may take in documents.") % {"username": username}
        )
    return user
