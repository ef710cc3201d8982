"""Teams, colleagues, shifts, absence, and the line from the morning meeting."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.teams.models import Absence, BoardLine, Membership, Organisation, Shift, Team


class EmptyLine(Refused):
    message = _("Write the line first.")


class ShiftEndsBeforeItBegins(Refused):
    message = _("The shift must end after it begins.")


class AbsenceEndsBeforeItBegins(Refused):
    message = _("The first day back must be after the first day away.")


class AlreadyMember(Refused):
    message = _("The colleague already has this role in the team.")


@transaction.atomic
def create_organisation(
    name: str, *, by: User | None, kind: str, ours: bool = True, sor: str = "", gln: str = ""
) -> Organisation:
    organisation = Organisation(name=name, kind=kind, ours=ours, sor=sor, gln=gln)
    organisation.save()
    audit.record("teams.create_organisation", by=by, obj=organisation)
    return organisation


@transaction.atomic
def create_team(
    organisation: Organisation,
    *,
    by: User | None,
    name: str,
    kind: str,
    phone: str = "",
    night_phone: str = "",
) -> Team:
    team = Team(
        organisation=organisation, name=name, kind=kind, phone=phone, night_phone=night_phone
    )
    team.save()
    audit.record("teams.create_team", by=by, obj=team)
    return team


@transaction.atomic
def add_member(
    team: Team,
    *,
    by: User | None,
    user: User,
    role: str,
    profession: str = "",
    full_time_share: Decimal = Decimal(1),
    from_day: date,
) -> Membership:
    """Give a colleague a role in the team from the day."""
    if Membership.objects.on(from_day).filter(team=team, user=user, role=role).exists():
        raise AlreadyMember
    membership = Membership(
        team=team,
        user=user,
        role=role,
        profession=profession,
        full_time_share=full_time_share,
        from_day=from_day,
    )
    membership.save()
    audit.record("teams.add_member", by=by, obj=membership, user=user.pk, role=role)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: User, until_day: date) -> Membership:
    """The colleague leaves the role; `until_day` is the first day without it."""
    membership.until_day = until_day
    membership.save(update_fields=["until_day"])
    audit.record("teams.end_membership", by=by, obj=membership, until_day=until_day)
    return membership


@transaction.atomic
def plan_shift(
    team: Team, *, by: User | None, user: User, starts_at: datetime, ends_at: datetime, phone: str
) -> Shift:
    """The colleague answers the team's telephone from when to when."""
    if ends_at <= starts_at:
        raise ShiftEndsBeforeItBegins
    shift = Shift(team=team, user=user, starts_at=starts_at, ends_at=ends_at, phone=phone)
    shift.save()
    audit.record("teams.plan_shift", by=by, obj=shift, user=user.pk)
    return shift


@transaction.atomic
def note_absence(
    user: User, *, by: User, from_day: date, until_day: date, covered_by: User | None = None
) -> Absence:
    """The colleague is away; `until_day` is the first day back."""
    if until_day <= from_day:
        raise AbsenceEndsBeforeItBegins
    absence = Absence(user=user, from_day=from_day, until_day=until_day, covered_by=covered_by)
    absence.save()
    audit.record("teams.note_absence", by=by, obj=absence, user=user.pk)
    return absence


@transaction.atomic
def write_board_line(citizen: Citizen, *, by: User, team: Team, text: str) -> BoardLine:
    """One line about the citizen for the team's board; the newest stands there."""
    if not text.strip():
        raise EmptyLine
    line = BoardLine(
        citizen=citizen, team=team, text=text.strip()[:140], written_by=by, written_at=clock.now()
    )
    line.save()
    audit.record("teams.write_board_line", by=by, obj=line)
    return line


@transaction.atomic
def remove_board_line(line: BoardLine, *, by: User) -> BoardLine:
    line.removed_at = clock.now()
    line.save(update_fields=["removed_at"])
    audit.record("teams.remove_board_line", by=by, obj=line)
    return line
