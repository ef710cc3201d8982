"""Starts a killed embedded database again while somebody needs it."""

import logging
import threading
import time

from helhed.config import database, env
from helhed.config.embedded import DatabaseDidNotStart, Server

WATCH_SECONDS = 2

logger = logging.getLogger("helhed.database")


def watch_database() -> None:
    """Look after the embedded database in the background, for as long as this process runs."""
    if database.is_embedded():
        threading.Thread(target=_keep_running, daemon=True).start()


def _keep_running() -> None:
    server = Server(env.home())
    while True:
        time.sleep(WATCH_SECONDS)
        try:
            server.revive()
        except DatabaseDidNotStart as failure:
            logger.error("%s", failure)
