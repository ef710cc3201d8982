"""Do the jobs that wait in the queue, until told to stop."""

import logging
import os
import sys
import threading
import time

import psycopg
from django.core.management import BaseCommand, call_command
from django.db import connection

from helhed.config import backup
from helhed.config.watching import watch_database

LOOK_EVERY_SECONDS = 5

logger = logging.getLogger("helhed.worker")


class Command(BaseCommand):
    help = "Do the jobs that wait in the queue, until told to stop."

    def handle(self, *args: object, **options: object) -> None:
        watch_database()
        threading.Thread(target=begin_again_after_a_loss, daemon=True).start()
        call_command("procrastinate", "worker")


def begin_again_after_a_loss() -> None:
    """Replace this process by a new one when the database has been away.

    The worker of procrastinate goes on without listening and without a heartbeat when its
    connections break, so it looks alive and does nothing.
    """
    held = wait_for_database()
    while True:
        time.sleep(LOOK_EVERY_SECONDS)
        try:
            held.execute("SELECT 1")
        except psycopg.Error:
            break
    wait_for_database().close()
    logger.warning("The database was away. The worker begins again.")
    os.execv(sys.executable, [sys.executable, "-m", "helhed.cli", *sys.argv[1:]])  # noqa: S606


def wait_for_database() -> psycopg.Connection[tuple[object, ...]]:
    while True:
        try:
            return psycopg.connect(
                **backup.connection_of(connection.settings_dict), autocommit=True
            )
        except psycopg.OperationalError:
            time.sleep(LOOK_EVERY_SECONDS)
