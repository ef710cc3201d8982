"""Verbs of others after which the duties of contacts are looked at again, in one transaction."""

from datetime import date

from django.db import transaction

from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.contacts import duties
from helhed.core import clock
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, MeetingAgreement


@transaction.atomic
def complete_duty(duty: Duty, *, by: User, note: str = "") -> Duty:
    """The duty is done; if nothing is then agreed with the citizen, that becomes a duty (P2)."""
    done = teams.complete_duty(duty, by=by, note=note)
    follow_up(done.citizen, by=by)
    return done


@transaction.atomic
def agree_how_often(citizen: Citizen, *, by: User, days: int, on: date) -> MeetingAgreement:
    """We have agreed to meet at least every `days` days."""
    agreement = teams.agree_how_often(citizen, by=by, days=days, on=on)
    follow_up(citizen, by=by)
    return agreement


def follow_up(citizen: Citizen, *, by: User | None, system_actor: str = "") -> None:
    """Bring the duties of contacts in line after something changed in another room (enrolment)."""
    duties.keep_up(citizen, by=by, at=clock.now(), system_actor=system_actor)
