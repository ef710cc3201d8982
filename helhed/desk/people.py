"""Whom the citizen and the colleagues can call now."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import Citizen
from helhed.design.words import clock
from helhed.teams.answering import Answering
from helhed.teams.models import Caseload, Enrolment


@dataclass(frozen=True)
class Somebody:
    """A colleague or a line, with the number that is answered."""

    name: str | Promise
    role: str | Promise
    phone: str
    current: bool = False


def people_now(
    citizen: Citizen, *, enrolment: Enrolment | None, answering: Answering | None
) -> list[Somebody]:
    """The citizen's own persons, who is on call, and the night line; who answers is marked."""
    own = Caseload.objects.filter(citizen=citizen, until_day__isnull=True).select_related(
        "worker", "team"
    )
    people = [
        Somebody(
            caseload.worker.name, _("own person"), caseload.worker.phone or caseload.team.phone
        )
        for caseload in own
    ]
    team = enrolment.team if enrolment else None
    if answering and answering.name:
        until = clock(answering.until) if answering.until else ""
        role = _now("on call until %(time)s") % {"time": until}
        people.append(Somebody(answering.name, role, answering.phone, current=True))
    if team is not None and team.night_phone:
        answers_now = bool(answering and not answering.name)
        people.append(
            Somebody(_("The night line"), _("always answered"), team.night_phone, answers_now)
        )
    return people
