"""What happens by itself, in the night."""

from procrastinate.contrib.django import app

from helhed.access.connection import acting_as_system
from helhed.contacts import duties
from helhed.core import clock


# Just after midnight in Denmark, whatever the server's clock says in winter and summer.
@app.periodic(cron="10 0,22,23 * * *")
@app.task(queueing_lock="contacts.keep_duties", pass_context=False)
def keep_duties(timestamp: int) -> int:
    """Time passes, and duties with it. Returns how many citizens' duties changed."""
    with acting_as_system("duty_keeper"):
        return len(duties.recompute(at=clock.now()))
