"""What the pages of assessments share."""

from typing import Any

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.citizens.models import Citizen
from helhed.core import clock


def context_of(citizen: Citizen, request: StaffRequest) -> dict[str, Any]:
    mays = door.mays(request.user, citizen.pk, (May.ASSESS, May.EDIT_PLAN))
    return {
        "citizen": citizen,
        "today": clock.today(),
        "may_assess": mays["assess"] and citizen.deceased_on is None,
        "may_answer": mays["edit_plan"] and citizen.deceased_on is None,
    }
