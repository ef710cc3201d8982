"""What the clocks do by themselves, in the night."""

from procrastinate.contrib.django import app

from helhed.access.connection import acting_as_system
from helhed.core import clock
from helhed.decisions import duties


# After midnight in Denmark, whatever the server's clock says in winter and summer.
@app.periodic(cron="20 0,22,23 * * *")
@app.task(queueing_lock="decisions.keep_clocks", pass_context=False)
def keep_clocks(timestamp: int) -> int:
    """Open the duties that come with time. Returns how many open cases were looked at."""
    with acting_as_system("duty_keeper"):
        return duties.recompute(at=clock.now(), system_actor="duty_keeper")
