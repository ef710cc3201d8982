"""The snapshot of the night."""

from procrastinate.contrib.django import app

from helhed.access.connection import acting_as_system
from helhed.core import clock
from helhed.insights import ahead, answers, snapshot
from helhed.insights.places import root


# After the duties and the list of the new day are worked out.
@app.periodic(cron="10 2 * * *")
@app.task(queueing_lock="insights.take_snapshot", pass_context=False)
def take_snapshot(timestamp: int) -> int:
    """Take a snapshot, clear old ones and count ahead. Returns how many rows it holds."""
    with acting_as_system("snapshot_maker"):
        taken = snapshot.take(root(), at=clock.now())
    snapshot.clear(root(), at=clock.now())
    ahead.count_ahead(taken)
    return sum(taken.rows.values())


@app.task(pass_context=False)
def count_ahead() -> int:
    """What pages ask first, of the snapshot that stands. Returns how many questions."""
    return ahead.count_ahead(answers.standing())
