"""What happens by itself, before the morning."""

from procrastinate.contrib.django import app

from helhed.access.connection import acting_as_system
from helhed.casework.verbs import ask_about_quiet_stays, remind_of_holds
from helhed.core import clock


@app.periodic(cron="30 4 * * *")
@app.task(queueing_lock="casework.ask_about_stays", pass_context=False)
def ask_about_stays(timestamp: int) -> int:
    """Ask about hospital stays without news. Returns how many were asked about."""
    with acting_as_system("duty_keeper"):
        return ask_about_quiet_stays(at=clock.now())


@app.periodic(cron="35 4 * * *")
@app.task(queueing_lock="casework.remind_of_holds", pass_context=False)
def look_at_holds(timestamp: int) -> int:
    """Ask who held a record back to look at it again. Returns how many are past their day."""
    with acting_as_system("duty_keeper"):
        return remind_of_holds(on=clock.today())
