"""Whom to look for: everybody our teams work with, longest since met first."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from helhed.accounts.models import User
from helhed.citizens.models import Citizen, GoodToKnow, WayToReach
from helhed.contacts.duties import USUAL_DAYS
from helhed.contacts.models import Contact, Promise
from helhed.contacts.nearby import citizens_near
from helhed.teams.models import Caseload, MeetingAgreement

AT_A_TIME = 50


@dataclass
class Somebody:
    """One row of the list. No CPR number, decision or debt ever stands here."""

    citizen: Citizen
    met_at: datetime | None
    days: int | None
    limit: int
    mine: bool
    somewhere: dict[str, Any] = field(default_factory=dict)
    promises: list[str] = field(default_factory=list)

    @property
    def not_met(self) -> bool:
        """Not met for as long as we have agreed, or never."""
        return self.days is None or self.days >= self.limit

    @property
    def place(self) -> str:
        return "" if self.citizen.protected else str(self.somewhere.get("place", ""))

    @property
    def last_at(self) -> datetime | None:
        """When the citizen was last met or seen."""
        return parse_datetime(self.somewhere["at"]) if self.somewhere else None


@dataclass(frozen=True)
class Round:
    """The list, with how many there are of each kind."""

    rows: list[Somebody]
    counts: dict[str, int]
    more: int


def round_of(user: User, *, chosen: str, at: datetime, shown: int = AT_A_TIME) -> Round:
    """Whom `user` may look for at the moment: `not_met`, `mine` or `all`."""
    everybody = [_somebody(citizen, on=timezone.localdate(at)) for citizen in _query(user, at)]
    kinds = {
        "not_met": [row for row in everybody if row.not_met],
        "mine": [row for row in everybody if row.mine],
        "all": everybody,
    }
    rows = kinds.get(chosen, kinds["not_met"])
    return Round(
        rows=_with_promises(rows[:shown]),
        counts={kind: len(some) for kind, some in kinds.items()},
        more=max(0, len(rows) - shown),
    )


def what_helps(citizen: Citizen) -> dict[str, Any]:
    """What to know before walking up: good to know, own words, promises, a telephone."""
    contacts = Contact.objects.standing().filter(citizen=citizen)
    reach = WayToReach.objects.filter(citizen=citizen, kind="phone", until_day__isnull=True)
    good = GoodToKnow.objects.filter(citizen=citizen, removed_on__isnull=True)
    return {
        "promises": Promise.objects.open().filter(citizen=citizen).order_by("promised_on", "id"),
        "good": good.order_by("-helps", "written_on", "id"),
        "words": contacts.exclude(own_words="").order_by("-at", "-id").first(),
        "phone": reach.order_by("-from_day", "-id").first(),
    }


def person(user: User, citizen: Citizen, *, at: datetime) -> Somebody:
    """The one row of this citizen, which the caller has opened by the door."""
    row = _annotated(Citizen.objects.filter(pk=citizen.pk), user, at).get()
    return _somebody(row, on=timezone.localdate(at))


def next_person(user: User, after: UUID, *, at: datetime) -> UUID | None:
    """Whom to look for next: the first not met but this one."""
    rows = round_of(user, chosen="not_met", at=at).rows
    return next((row.citizen.pk for row in rows if row.citizen.pk != after), None)


def _query(user: User, at: datetime) -> QuerySet[Citizen]:
    near = citizens_near(user, at=at)
    return _annotated(near, user, at).order_by(F("met_at").asc(nulls_first=True), "sort_key")


def _annotated(citizens: QuerySet[Citizen], user: User, at: datetime) -> QuerySet[Citizen]:
    here = Contact.objects.filter(citizen=OuterRef("pk")).order_by("-at", "-id")
    day = timezone.localdate(at)
    agreed = MeetingAgreement.objects.filter(citizen=OuterRef("pk"), until_day__isnull=True)
    own = Caseload.objects.filter(citizen=OuterRef("pk"), worker=user, from_day__lte=day)
    seen = here.standing().filter(outcome__in=Contact.SOMEWHERE)
    return citizens.annotate(
        met_at=Subquery(here.met().values("at")[:1]),
        somewhere=Subquery(
            seen.values(told=JSONObject(place="place", at="at", outcome="outcome"))[:1]
        ),
        agreed_days=Subquery(agreed.values("days")[:1]),
        is_mine=Exists(own.exclude(until_day__lte=day)),
    )


def _somebody(citizen: Any, *, on: date) -> Somebody:
    met_at = citizen.met_at
    return Somebody(
        citizen=citizen,
        met_at=met_at,
        days=(on - timezone.localdate(met_at)).days if met_at else None,
        limit=citizen.agreed_days or USUAL_DAYS,
        mine=citizen.is_mine,
        somewhere=citizen.somewhere or {},
    )


def _with_promises(rows: list[Somebody]) -> list[Somebody]:
    by_citizen = {row.citizen.pk: row for row in rows}
    made = Promise.objects.open().filter(citizen__in=by_citizen).order_by("promised_on", "id")
    for citizen_id, text in made.values_list("citizen", "text"):
        by_citizen[citizen_id].promises.append(text)
    return rows
