"""Telling the team what a message said, where the verb itself opens no duty about it."""

from datetime import timedelta

from django.utils.translation import gettext

from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.exchange.hospital.kinds import Base
from helhed.exchange.hospital.notice import Notice
from helhed.exchange.hospital.verdict import Verdict
from helhed.stays import verbs as stays
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Enrolment

_ACTOR = "hospital_receiver"
_SOON = timedelta(hours=24)
_NOW = timedelta(hours=2)


def tell(citizen: Citizen, notice: Notice, verdict: Verdict) -> None:
    """Duties for what was taken back, and for a report of admission that was asked for."""
    if verdict.kind.cancels and verdict.effects:
        _tell_cancelled(citizen, notice, verdict)
    if verdict.report_of_admission:
        _open(
            citizen,
            notice,
            gettext("The hospital asks for a report of admission."),
            gettext("Helhed cannot send it yet: send it from the care record."),
            cause="report",
        )


def does_not_fit(citizen: Citizen, notice: Notice, *, because: str) -> None:
    """A colleague must compare the message with what is noted."""
    text = gettext("A message from the hospital does not fit what is noted. Look at the stay.")
    _open(citizen, notice, text, because, cause="misfit")


def _tell_cancelled(citizen: Citizen, notice: Notice, verdict: Verdict) -> None:
    reason = gettext("Message from the hospital.")
    if verdict.kind.base is Base.MORS:
        text = gettext("The hospital has taken back the report of death. The citizen is alive.")
        _open(citizen, notice, text, reason, cause="alive", acute=True)
    elif verdict.kind.base is Base.SLHJ:
        text = gettext("The hospital has cancelled the discharge. The citizen is in hospital.")
        _open(citizen, notice, text, reason, cause="cancelled")
    elif verdict.kind.base.admits:
        _open(
            citizen,
            notice,
            gettext("The hospital has cancelled the admission."),
            reason,
            cause="cancelled",
        )


def _open(
    citizen: Citizen, notice: Notice, text: str, reason: str, *, cause: str, acute: bool = False
) -> None:
    enrolment = (
        Enrolment.objects.filter(citizen=citizen, until_day__isnull=True)
        .select_related("team")
        .first()
    )
    teams.open_duty(
        citizen,
        Duty.Kind.ASKED,
        by=None,
        cause=f"{cause}:{notice.message_id}"[:60],
        due_at=clock.now() + (_NOW if acute else _SOON),
        text=text,
        reason=reason[:300],
        team=enrolment.team if enrolment else None,
        owner=stays.own_person(citizen),
        acute=acute,
        system_actor=_ACTOR,
    )
