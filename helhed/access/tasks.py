"""What happens to the log by itself."""

import logging

from procrastinate.contrib.django import app

from helhed.access.connection import acting_as_system
from helhed.audit import sealing
from helhed.core import clock

logger = logging.getLogger(__name__)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="access.seal_log", pass_context=False)
def seal_log(timestamp: int) -> int:
    """Seal what is decided. Returns how many seals were made."""
    with acting_as_system("audit_sealer"):
        return len(sealing.seal(at=clock.now()))


@app.periodic(cron="20 3 * * *")
@app.task(queueing_lock="access.make_partitions", pass_context=False)
def make_partitions(timestamp: int) -> int:
    """See that the coming months have their partitions. Returns how many months have none."""
    with acting_as_system("audit_sealer"):
        without = sealing.make_partitions(on=clock.today())
    if without:
        logger.warning("%s months of the log lie in the default partition.", len(without))
    return len(without)
