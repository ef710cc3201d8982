"""What happens by itself: indicators fed by the unit's own work get their figures."""

import logging
from uuid import UUID

from procrastinate.contrib.django import app

from helhed.access.connection import acting_as_system
from helhed.accounts.models import User
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.strategy.models import Indicator, IndicatorValue
from helhed.strategy.verbs.values import COLLECTOR, collect_values, correct_value

logger = logging.getLogger(__name__)


@app.periodic(cron="40 4 * * *")
@app.task(queueing_lock="strategy.collect_figures", pass_context=False)
def collect_figures(timestamp: int) -> int:
    """New whole periods of every fed indicator, as drafts. Returns how many figures came."""
    with acting_as_system(COLLECTOR):
        return sum(_collected(one) for one in Indicator.objects.fed())


def _collected(indicator: Indicator) -> int:
    """How many figures came; one measure that cannot be asked tonight does not stop the others."""
    try:
        return len(collect_values(indicator, at=clock.now()))
    except Refused as refusal:
        logger.warning("A measure could not be asked: %s", type(refusal).__name__)
        return 0


@app.task(pass_context=False)
def collect_one(indicator_id: str) -> int:
    """The same for one indicator, when somebody does not want to wait for the night."""
    with acting_as_system(COLLECTOR):
        indicator = Indicator.objects.fed().get(pk=UUID(indicator_id))
        return _collected(indicator)


@app.task(pass_context=False)
def recount(value_id: str, user_id: str, reason: str) -> int:
    """A published figure of a measure is counted anew and corrected by `user_id`."""
    with acting_as_system(COLLECTOR):
        value = IndicatorValue.objects.select_related("indicator").get(pk=UUID(value_id))
        by = User.objects.get(pk=UUID(user_id))
        try:
            return len(correct_value(value, by=by, at=clock.now(), reason=reason))
        except Refused as refusal:
            # Somebody corrected it meanwhile, or the measure is gone: nothing to repeat.
            logger.info("A figure was not counted anew: %s", type(refusal).__name__)
            return 0
