"""What happens with money by itself, in the night."""

from procrastinate.contrib.django import app

from helhed.access.connection import acting_as_system
from helhed.core import clock
from helhed.money import verbs


# After midnight in Denmark, whatever the server's clock says in winter and summer.
@app.periodic(cron="50 0,22,23 * * *")
@app.task(queueing_lock="money.keep_costs", pass_context=False)
def keep_costs(timestamp: int) -> int:
    """Take in what new decisions cost and reckon the refunds. Returns how many costs were new."""
    today = clock.today()
    with acting_as_system("cost_keeper"):
        new = verbs.take_in_decisions(by=None, on=today)
        verbs.reckon_refunds(by=None, on=today)
    return len(new)
