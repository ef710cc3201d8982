"""What the morning meeting settles about one citizen, in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.contacts import verbs as contacts
from helhed.contacts.models import Appointment
from helhed.core.errors import Refused
from helhed.teams import verbs as teams
from helhed.teams.models import BoardLine, Team


class ChooseWhen(Refused):
    message = _("Choose when as well, so that the colleague knows.")


class ChooseWho(Refused):
    message = _("Choose who meets the citizen. If in doubt, choose yourself.")


@dataclass(frozen=True)
class Settled:
    """What came of the citizen's turn; both None when the team only went on."""

    appointment: Appointment | None = None
    line: BoardLine | None = None


@transaction.atomic
def settle_at_meeting(
    citizen: Citizen,
    *,
    by: User,
    team: Team,
    worker: User | None = None,
    at: datetime | None = None,
    loose_time: str = "",
    line: str = "",
    instead_of: Appointment | None = None,
    appointment_id: UUID | None = None,
) -> Settled:
    """Agree who meets the citizen next and when, and write the line for the board.

    With `instead_of` the planned appointment is moved or given to another, so that no two stand
    beside each other. Raises ChooseWhen and ChooseWho when only one of the two is answered.
    """
    settled = Settled(
        appointment=_agree(
            citizen,
            by=by,
            team=team,
            worker=worker,
            at=at,
            loose_time=loose_time,
            instead_of=instead_of,
            appointment_id=appointment_id,
        ),
        line=teams.write_board_line(citizen, by=by, team=team, text=line) if line.strip() else None,
    )
    audit.record(
        "casework.settle_at_meeting",
        by=by,
        citizen_id=citizen.pk,
        agreed=settled.appointment is not None,
        line=settled.line is not None,
    )
    return settled


def _agree(
    citizen: Citizen,
    *,
    by: User,
    team: Team,
    worker: User | None,
    at: datetime | None,
    loose_time: str,
    instead_of: Appointment | None,
    appointment_id: UUID | None,
) -> Appointment | None:
    if worker is None and at is None:
        return None
    if instead_of is not None:
        same_time = at is None or at == instead_of.at
        if same_time and worker in (None, instead_of.worker):
            return instead_of
        return contacts.move_appointment(
            instead_of,
            by=by,
            at=instead_of.at if at is None else at,
            loose_time=instead_of.loose_time if at is None else loose_time,
            worker=worker,
        )
    if at is None:
        raise ChooseWhen
    if worker is None:
        raise ChooseWho
    return contacts.make_appointment(
        citizen,
        by=by,
        at=at,
        worker=worker,
        team=team,
        loose_time=loose_time,
        appointment_id=appointment_id,
    )
