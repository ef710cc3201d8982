"""`helhed receive FILE…`: take messages from files, answer each, and print the answers."""

import json
import re
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helhed.exchange.answers import Answer, unreadable
from helhed.exchange.fhir.issues import Code, Issue, Unreadable
from helhed.exchange.fhir.reading import MAX_BYTES, Format
from helhed.exchange.rehearsal import RehearsalMemory
from helhed.exchange.reports import row
from helhed.exchange.verbs import receive_from_file

_CPR = re.compile(r"\d{6}-?\d{4}", re.ASCII)


class Command(BaseCommand):
    help = "Receive hospital notifications (MedCom FHIR, JSON or XML) from files."
    # A rehearsal works on a machine that has no database at all.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print one list of objects")
        parser.add_argument(
            "--rehearse",
            action="store_true",
            help="answer as if every citizen were enrolled with legal basis; leaves no trace",
        )
        parser.add_argument(
            "--without-basis",
            nargs="+",
            action="extend",
            default=[],
            metavar="CPR",
            help="with --rehearse: citizens without legal basis",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # Files may stand after the numbers; what does not look like a CPR number is a file.
        numbers = [given for given in options["without_basis"] if _CPR.fullmatch(given)]
        files = options["files"] + [one for one in options["without_basis"] if one not in numbers]
        if not files:
            raise CommandError("Name one or more files.")
        if numbers and not options["rehearse"]:
            raise CommandError("--without-basis belongs to --rehearse.")
        receive = RehearsalMemory(numbers).receive if options["rehearse"] else receive_from_file
        answers = {index: _answer(file, receive) for index, file in enumerate(files)}
        rows = [row(files[index], given) for index, (given, _) in answers.items()]
        self._print(rows, as_json=options["json"])
        unread = [files[index] for index, (_, was_read) in answers.items() if not was_read]
        if unread:
            raise CommandError(f"Could not be read, so nobody is answered: {', '.join(unread)}")

    def _print(self, rows: list[dict[str, Any]], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(rows, indent=1))
            return
        for one in rows:
            told = [one["type"] or "?", one["outcome"], one["ack"], one["status"] or "-"]
            self.stdout.write("  ".join([one["file"], *told, " ".join(one["effects"])]).rstrip())
            for error in one["errors"]:
                self.stdout.write(f"    {error}")


def _answer(file: str, receive: Callable[[bytes], Answer]) -> tuple[Answer, bool]:
    """The answer to the message in the file, and whether there was such a file."""
    try:
        with Path(file).open("rb") as opened:
            # One byte more than allowed tells that it is too large, without reading the rest.
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        issue = Issue(Code.NO_EXIST, "(file)", f"cannot be read: {error.strerror}")
        return unreadable(Unreadable(issue), Format.JSON), False
    return receive(data), True
