"""What happens by itself, before the morning."""

from procrastinate.contrib.django import app

from helhed.access.connection import acting_as_system
from helhed.casework.verbs import ask_about_quiet_stays
from helhed.core import clock


@app.periodic(cron="30 4 * * *")
@app.task(queueing_lock="casework.ask_about_stays", pass_context=False)
def ask_about_stays(timestamp: int) -> int:
    """Ask about hospital stays without news. Returns how many were asked about."""
    with acting_as_system("duty_keeper"):
        return ask_about_quiet_stays(at=clock.now())
