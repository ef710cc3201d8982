"""Duties that follow from contacts: which there must be, and keeping the list equal to that (P2).

The facts are gathered by the function `contacts_facts` in the database, for one citizen after a
verb and for thousands in the night, so that both come to the same duties.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.core.days import end_of_work, working_days_after
from helhed.design.words import plain_day
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Team

Kind = Duty.Kind
Key = tuple[str, str]

# How long a colleague has to agree the next contact, in working days.
AGREE_WITHIN = 2
# How often we meet where nothing else is agreed, in days.
USUAL_DAYS = 7
AT_A_TIME = 1000

# Other rooms may open duties of the same kinds: ours are told by what caused them.
OURS = (
    Q(kind=Kind.NEXT_CONTACT, cause__startswith="none:")
    | Q(kind=Kind.OUTREACH, cause__startswith="contact:")
    | Q(kind=Kind.NOT_MET, cause__startswith="since:")
    | Q(kind=Kind.ENQUIRY, cause__startswith="enquiry:")
)


@dataclass(frozen=True)
class Facts:
    """What is known of one citizen at a moment; columns of `contacts_facts`, in its order."""

    citizen_id: UUID
    enrolment_id: UUID | None
    team_id: UUID | None
    enrolled_from: date | None
    own_person: UUID | None
    leader: UUID | None
    agreed_days: int | None
    met_id: UUID | None
    met_at: datetime | None
    attempt_id: UUID | None
    attempt_at: datetime | None
    attempt_outcome: str | None
    attempt_by: UUID | None
    last_by: UUID | None
    is_agreed: bool
    agreed_after_attempt: bool
    enquiries: list[dict[str, Any]]


@dataclass(frozen=True)
class Wanted:
    """A duty that the facts demand."""

    kind: str
    cause: str
    due_at: datetime
    owner_id: UUID | None
    team_id: UUID | None
    reason: str = ""
    acute: bool = False

    @property
    def key(self) -> Key:
        return (self.kind, self.cause)


@transaction.atomic
def keep_up(
    citizen: Citizen, *, by: User | None, at: datetime, because: str = "", system_actor: str = ""
) -> None:
    """Open and withdraw duties so that they are what the facts demand. Part of the caller's verb.

    Call it after anything that changes who is enrolled, what is agreed or who was met.
    """
    with connection.cursor() as cursor:
        # Two colleagues writing at once would else both see that no duty is open.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"contacts:{citizen.pk}"]
        )
    facts = gather([citizen.pk], at=at).get(citizen.pk)
    ours = list(_ours([citizen.pk]))
    wanted = {want.key: want for want in demanded(facts, ours, at=at)}
    is_open = {(duty.kind, duty.cause): duty for duty in ours if _is_open(duty)}
    looking = [duty.owner for (kind, _cause), duty in is_open.items() if kind == Kind.OUTREACH]
    who: dict[str, Any] = {"by": by, "system_actor": system_actor}
    for kind, cause in sorted(is_open.keys() - wanted.keys()):
        teams.withdraw_duty(citizen, kind, cause, because=because or _("No longer needed"), **who)
    for key in sorted(wanted.keys() - is_open.keys()):
        # Looking goes on with the one who looks already when there is a newer attempt.
        heir = next(iter(looking), None) if key[0] == Kind.OUTREACH else None
        _open(citizen, wanted[key], heir, **who)


def _open(citizen: Citizen, want: Wanted, heir: User | None, **who: Any) -> None:
    teams.open_duty(
        citizen,
        want.kind,
        cause=want.cause,
        due_at=want.due_at,
        reason=want.reason,
        team=Team.objects.get(pk=want.team_id) if want.team_id else None,
        owner=heir or (User.objects.get(pk=want.owner_id) if want.owner_id else None),
        acute=want.acute,
        **who,
    )


def recompute(
    citizen_ids: Iterable[UUID] | None = None, *, at: datetime, system_actor: str = "duty_keeper"
) -> list[UUID]:
    """Bring duties in line with the facts for all citizens, or these. Returns those that differed.

    Time alone makes some duties (not met for a week, an appointment that passed), so it runs every
    night; a repeated run changes nothing.
    """
    everyone = citizen_ids
    if everyone is None:
        everyone = Citizen.objects.order_by("pk").values_list("pk", flat=True).iterator(AT_A_TIME)
    changed: list[UUID] = []
    for some in _batches(everyone):
        changed += sorted(differing(some, at=at))
    for citizen in Citizen.objects.filter(pk__in=changed).order_by("pk"):
        keep_up(citizen, by=None, at=at, system_actor=system_actor)
    return changed


def differing(citizen_ids: list[UUID], *, at: datetime) -> set[UUID]:
    """Citizens whose open duties are not those the facts demand."""
    facts = gather(citizen_ids, at=at)
    ours: dict[UUID, list[Duty]] = defaultdict(list)
    for duty in _ours(citizen_ids):
        ours[duty.citizen_id].append(duty)
    return {
        citizen_id
        for citizen_id in citizen_ids
        if {(d.kind, d.cause) for d in ours[citizen_id] if _is_open(d)}
        != {w.key for w in demanded(facts.get(citizen_id), ours[citizen_id], at=at)}
    }


def gather(citizen_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, Facts]:
    """The facts of each citizen who lives and is not merged into another."""
    with connection.cursor() as cursor:
        columns = ", ".join(field.name for field in fields(Facts))
        cursor.execute(
            f"SELECT {columns} FROM contacts_facts(%s, %s)",  # noqa: S608 - names of our own
            [list(citizen_ids), at],
        )
        rows = cursor.fetchall()
    return {row[0]: Facts(*(*row[:-1], _loaded(row[-1]))) for row in rows}


def demanded(facts: Facts | None, ours: list[Duty], *, at: datetime) -> list[Wanted]:
    """The duties the facts demand, those left out that somebody has done already."""
    if facts is None:
        return []
    done = {(duty.kind, duty.cause) for duty in ours if duty.done_at is not None}
    wanted = [want for want in _from_facts(facts, at=at) if want.key not in done]
    if facts.enrolment_id and not facts.is_agreed and not _somebody_looks(wanted):
        times_done = sum(kind == Kind.NEXT_CONTACT for kind, _cause in done)
        wanted.append(_next_contact(facts, times_done, at=at))
    return wanted


def _somebody_looks(wanted: list[Wanted]) -> bool:
    return any(want.kind in (Kind.OUTREACH, Kind.NOT_MET) for want in wanted)


def _from_facts(facts: Facts, *, at: datetime) -> Iterator[Wanted]:
    if facts.attempt_id and not facts.agreed_after_attempt:
        yield _outreach(facts)
    if facts.enrolment_id:
        last = timezone.localdate(facts.met_at) if facts.met_at else facts.enrolled_from
        assert last is not None  # noqa: S101 - an enrolment has its first day
        limit = last + timedelta(days=facts.agreed_days or USUAL_DAYS)
        if limit <= timezone.localdate(at):
            yield _not_met(facts, limit)
    for enquiry in facts.enquiries:
        yield Wanted(
            kind=Kind.ENQUIRY,
            cause=f"enquiry:{enquiry['id']}",
            due_at=parse_datetime(enquiry["due"]) or at,
            owner_id=enquiry["owner"] and UUID(enquiry["owner"]),
            team_id=UUID(enquiry["team"]),
            acute=enquiry["urgent"],
        )


def _outreach(facts: Facts) -> Wanted:
    assert facts.attempt_at is not None  # noqa: S101 - an attempt has a time
    tried_on = timezone.localdate(facts.attempt_at)
    told = {
        "no_show": _("We did not meet as agreed on %(day)s."),
        "not_found": _("We looked in vain on %(day)s."),
    }[str(facts.attempt_outcome)]
    return Wanted(
        kind=Kind.OUTREACH,
        cause=f"contact:{facts.attempt_id}",
        due_at=end_of_work(working_days_after(tried_on, 1)),
        owner_id=facts.own_person or facts.attempt_by,
        team_id=facts.team_id,
        reason=told % {"day": plain_day(tried_on, tried_on)},
    )


def _not_met(facts: Facts, limit: date) -> Wanted:
    days = facts.agreed_days or USUAL_DAYS
    told = ngettext(
        "We have agreed to meet every day.", "We have agreed to meet every %(days)s days.", days
    )
    return Wanted(
        kind=Kind.NOT_MET,
        cause=f"since:{facts.met_id or facts.enrolment_id}",
        due_at=end_of_work(limit),
        owner_id=_whose(facts),
        team_id=facts.team_id,
        reason=told % {"days": days} if facts.agreed_days else "",
    )


def _next_contact(facts: Facts, times_done: int, *, at: datetime) -> Wanted:
    # A duty that was ticked off stays done, so the next time needs a cause of its own.
    again = f":{times_done}" if times_done else ""
    return Wanted(
        kind=Kind.NEXT_CONTACT,
        cause=f"none:{facts.citizen_id}{again}",
        due_at=agree_by(at),
        owner_id=_whose(facts),
        team_id=facts.team_id,
    )


def agree_by(at: datetime) -> datetime:
    """By when the next contact shall be agreed, if nothing is agreed at the moment."""
    return end_of_work(working_days_after(timezone.localdate(at), AGREE_WITHIN))


def _whose(facts: Facts) -> UUID | None:
    return facts.own_person or facts.leader or facts.last_by


def _ours(citizen_ids: list[UUID]) -> QuerySet[Duty]:
    """Our duties of these citizens that are open or done."""
    duties = Duty.objects.filter(OURS, citizen_id__in=citizen_ids, withdrawn_at__isnull=True)
    return duties.select_related("owner").order_by("opened_at", "id")


def _is_open(duty: Duty) -> bool:
    return duty.done_at is None and duty.withdrawn_at is None


def _batches(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    rest = iter(ids)
    while some := list(islice(rest, AT_A_TIME)):
        yield some


def _loaded(enquiries: Any) -> list[dict[str, Any]]:
    found = json.loads(enquiries) if isinstance(enquiries, str) else enquiries
    return found or []
