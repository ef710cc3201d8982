"""Serve the pages with granian."""

import ctypes
import hashlib
import os
import signal
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, call_command
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from helhed.config import env
from helhed.config.watching import watch_database

# Each thread may hold one connection, and the database has a hundred for everybody.
THREADS_PER_WORKER = 4
PR_SET_PDEATHSIG = 1


class Command(BaseCommand):
    help = "Serve the pages. Takes --host, --port and --workers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=env.text("HELHED_HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=env.number("HELHED_PORT", 8000))
        usual = env.number("HELHED_WORKERS", max(2, os.cpu_count() or 1))
        parser.add_argument("--workers", type=int, default=usual)

    def handle(self, *args: object, **options: Any) -> None:
        collect_static_files()
        # The workers are forked from here and must not share one connection.
        connections.close_all()
        watch_database()
        os.register_at_fork(after_in_child=end_with_parent)
        if options["verbosity"]:
            self.stdout.write(f"Helhed: http://{options['host']}:{options['port']}/ (Ctrl-C stops)")
        Granian(
            "helhed.config.wsgi:application",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.WSGI,
            workers=options["workers"],
            blocking_threads=THREADS_PER_WORKER,
            respawn_failed_workers=True,
            respawn_interval=1,
            workers_kill_timeout=20,
            websockets=False,
            log_level=LogLevels.warning,
            log_dictconfig=settings.HELHED_SERVER_LOGGING,
        ).serve()


def end_with_parent() -> None:
    """A worker left behind by a killed server would keep its port and an old version's code."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def collect_static_files() -> None:
    """Gather, name by content and compress what browsers fetch, if anything changed."""
    root = Path(settings.STATIC_ROOT)
    stamp = root / ".collected"
    digest = static_digest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(digest)


def static_digest() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
