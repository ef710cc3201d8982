"""Reading the log: by citizen in plain sentences, by user for the data protection officer."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhed.audit.models import Event

# Looks of one colleague this close together are one look at the page.
TOGETHER = timedelta(minutes=30)
MANY_IN_AN_HOUR = 60

WORDS: dict[str, str | Promise] = {
    "access.open": _("looked at the page"),
    "access.search": _("searched"),
    "access.list": _("looked at a list"),
    "access.refuse": _("asked for a page that is closed"),
    "access.ask_if_known": _("asked whether a CPR number is known"),
    "accounts.sign_in": _("signed in"),
    "accounts.refuse_sign_in": _("did not come in"),
    "accounts.sign_in_with_pin": _("signed in with a PIN"),
    "accounts.refuse_pin": _("wrote a wrong PIN"),
    "access.break_glass": _("used emergency access"),
    "access.review_break_glass": _("looked at an emergency access"),
    "citizens.create_citizen": _("wrote the person down"),
    "citizens.change_details": _("changed details"),
    "citizens.give_name": _("noted the name"),
    "citizens.give_consent": _("noted a yes"),
    "citizens.withdraw_consent": _("noted that a yes was withdrawn"),
    "citizens.merge": _("brought two pages together"),
    "citizens.add_remark": _("wrote down where the person sees it differently"),
    "citizens.hold": _("noted that the record may not be erased"),
    "citizens.lift_hold": _("noted that the record need not be held back"),
    "exchange.give_whole_record": _("gave the person all that is written about them"),
    "contacts.note_contact": _("noted a contact"),
    "contacts.add_to_contact": _("wrote in a note"),
    "contacts.make_appointment": _("made an appointment"),
    "plans.write_hope": _("wrote down own words"),
    "plans.set_goal": _("set a goal"),
    "plans.print_a4": _("printed the plan"),
    "plans.print_pocket": _("printed the pocket card"),
    "stays.begin_stay": _("noted where the person sleeps"),
    "teams.enrol": _("enrolled the person"),
    "teams.open_relation": _("opened the page to a team"),
    "teams.share": _("shared with another team"),
    "teams.revoke_share": _("stopped sharing"),
    "casework.admit_to_hospital": _("noted an admission"),
    "casework.discharge_from_hospital": _("noted a discharge"),
    "casework.tell_ready": _("noted who is ready to leave hospital"),
    "casework.take_ready_back": _("noted that it is not time to leave hospital"),
}
LOOKS = ("access.open", "access.list", "access.search", "access.ask_if_known")
# What follows from something else is not a look of its own.
UNTOLD = ("teams.open_duty", "teams.withdraw_duty", "access.refuse", "teams.close_relation")


@dataclass
class Told:
    """One line for the citizen: who by role and unit, when, and what they did."""

    at: datetime
    actor_id: UUID | None
    role: str
    unit: str
    system: str
    purpose: str
    channel: str
    what: list[str | Promise] = field(default_factory=list)

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)


def told_to(citizen_id: UUID, *, most: int = 400) -> list[Told]:
    """Who looked, as the citizen reads it: newest first, looks of one page as one line."""
    events = (
        Event.objects.about(citizen_id).exclude(action__in=UNTOLD).order_by("-at", "-id")[:most]
    )
    lines: list[Told] = []
    latest: dict[tuple[UUID | None, str, str], Told] = {}
    for event in events:
        who = (event.actor_id, event.actor, event.purpose)
        last = latest.get(who)
        words = WORDS.get(event.action, _("worked in the record"))
        if last is not None and _same(last, event):
            if words not in last.what:
                last.what.append(words)
            continue
        latest[who] = Told(
            at=event.at,
            actor_id=event.actor_id,
            role=event.role,
            unit=event.unit,
            system=event.actor,
            purpose=event.purpose,
            channel=event.channel,
            what=[words],
        )
        lines.append(latest[who])
    return lines


def _same(line: Told, event: Event) -> bool:
    return line.at - event.at <= TOGETHER and line.day == timezone.localdate(event.at)


def of_user(user_id: UUID, *, since: datetime, kind: str = "") -> QuerySet[Event]:
    """What one user did and saw since the moment, newest first; "looks" or "changes" only."""
    lines = Event.objects.filter(actor_id=user_id, at__gte=since).order_by("-at", "-id")
    if kind == "looks":
        return lines.filter(action__in=LOOKS)
    return lines.exclude(action__startswith="access.") if kind == "changes" else lines


def many_lookups(*, since: datetime) -> list[dict[str, object]]:
    """Users who opened more than MANY_IN_AN_HOUR different citizens in one hour of the clock."""
    opened = Event.objects.filter(action="access.open", at__gte=since, citizen_id__isnull=False)
    return list(
        opened.extra(select={"hour": "date_trunc('hour', at)"})
        .values("actor_id", "hour")
        .annotate(citizens=Count("citizen_id", distinct=True))
        .filter(citizens__gt=MANY_IN_AN_HOUR)
        .order_by("-hour")
    )
