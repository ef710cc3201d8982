"""Keep the by-name list in step with the facts; a named worker decides what facts cannot."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.stays import by_name as rules
from helhed.stays.by_name import Flow, Life, Spell
from helhed.stays.lives import lives_of
from helhed.stays.models import ListDecision, ListReason, ListReport, ListSpell, Stay

AT_A_TIME = 500
STATE_OF: dict[str, str] = {
    ListReason.LOST_CONTACT: rules.INACTIVE,
    ListReason.LEFT_AREA: rules.INACTIVE,
    ListReason.INSTITUTION: rules.INACTIVE,
    ListReason.OTHER_PLACE: rules.INACTIVE,
    ListReason.NO_LONGER_MEETS: rules.OFF_LIST,
    ListReason.WITHDREW: rules.OFF_LIST,
}


class NotOnTheList(Refused):
    message = _("The citizen is not on the list now, so there is nothing to decide.")


class SeenLately(Refused):
    message = _("The citizen has been seen in the last 90 days, so nobody has lost sight of them.")


class LookFirst(Refused):
    message = _("Look three times before anybody is set inactive: note each attempt as a contact.")


class NotInTheFuture(Refused):
    message = _("A decision holds from today or an earlier day.")


class MonthIsNotOver(Refused):
    message = _("The month is not over yet, so it cannot be reported.")


class ReportedAlready(Refused):
    message = _("The month has been reported. What was reported stands.")


@transaction.atomic
def decide_on_list(
    citizen: Citizen, *, by: User, reason: str, because: str, on: date
) -> ListDecision:
    """Set the citizen inactive, or take them off the list, from the day `on`.

    Nobody is lost from sight without 90 days and three attempts since the last sign of life.
    Raises NotOnTheList, SeenLately, LookFirst, NotInTheFuture. Any newer sign undoes it by itself.
    """
    if on > clock.today():
        raise NotInTheFuture
    life = lives_of([citizen])[citizen.pk]
    if not any(_state_on(life, scope, on) == rules.ACTIVE for scope in rules.SCOPES):
        raise NotOnTheList
    if reason == ListReason.LOST_CONTACT:
        _looked_for(life, on)
    decision = ListDecision(
        citizen=citizen,
        state=STATE_OF[reason],
        reason=reason,
        because=because.strip(),
        on=on,
        decided_by=by,
    )
    decision.full_clean()
    decision.save()
    keep([citizen])
    audit.record("stays.decide_on_list", by=by, obj=decision, reason=reason, on=on)
    return decision


def _state_on(life: Life, scope: str, on: date) -> str:
    spells = rules.spells_of(life, scope=scope, until=on)
    return spells[-1].state if spells else ""


def _looked_for(life: Life, on: date) -> None:
    seen = rules.last_sign(life, scope="DK_ALL", on=on)
    if seen is not None and seen > on - timedelta(days=rules.DECIDE_AFTER_DAYS):
        raise SeenLately
    since = [day for day in life.tried if day <= on and (seen is None or day > seen)]
    if len(since) < rules.ATTEMPTS_BEFORE:
        raise LookFirst


@transaction.atomic
def withdraw_decision(decision: ListDecision, *, by: User) -> ListDecision:
    """The decision was wrong: it counts no more, and its history stays."""
    decision = ListDecision.objects.select_for_update().get(pk=decision.pk)
    if decision.withdrawn_at is None:
        decision.withdrawn_at = clock.now()
        decision.version += 1
        decision.save()
        keep([decision.citizen])
        audit.record("stays.withdraw_decision", by=by, obj=decision)
    return decision


def keep(citizens: Collection[Citizen]) -> int:
    """Work the citizens' rows of the list out anew. Returns how many citizens' rows changed.

    Called by whatever changes a night or decides; the night's sweep adds what only rooms above
    know (a meeting that brings somebody back). Worked out again it gives the same.
    """
    until = clock.today()
    lives = lives_of(citizens, whole=False)
    before: dict[object, list[ListSpell]] = {}
    for row in ListSpell.objects.filter(citizen__in=lives).order_by("scope", "from_day", "id"):
        before.setdefault(row.citizen_id, []).append(row)
    return sum(
        _replace(citizen, lives[citizen.pk], before.get(citizen.pk, []), until)
        for citizen in citizens
    )


def _replace(citizen: Citizen, life: Life, rows: list[ListSpell], until: date) -> bool:
    wanted = {
        (scope, spell)
        for scope in rules.SCOPES
        for spell in rules.spells_of(life, scope=scope, until=until)
    }
    stands = {(row.scope, _spell(row)): row for row in rows}
    gone = [row.pk for key, row in stands.items() if key not in wanted]
    new = sorted(wanted - stands.keys(), key=lambda one: (one[0], one[1].first))
    if gone:
        ListSpell.objects.filter(pk__in=gone).delete()
    ListSpell.objects.bulk_create(_row(citizen, scope, spell) for scope, spell in new)
    return bool(gone or new)


def _spell(row: ListSpell) -> Spell:
    return Spell(row.state, row.reason, row.from_day, row.until_day, row.came, row.went)


def _row(citizen: Citizen, scope: str, spell: Spell) -> ListSpell:
    return ListSpell(
        citizen=citizen,
        scope=scope,
        state=spell.state,
        reason=spell.reason,
        from_day=spell.first,
        until_day=spell.until,
        came=spell.came,
        went=spell.went,
    )


def keep_everybody() -> int:
    """The night's sweep over everybody whose nights are known. Returns how many changed."""
    # A record that was merged is counted where it went.
    ListSpell.objects.filter(citizen__merged_into__isnull=False).delete()
    known = Stay.objects.values("citizen").distinct()
    everybody = Citizen.objects.filter(merged_into__isnull=True, pk__in=known).order_by("pk")
    return sum(keep(some) for some in _batches(everybody.iterator(chunk_size=AT_A_TIME)))


def _batches(citizens: Iterable[Citizen]) -> Iterator[list[Citizen]]:
    rest = iter(citizens)
    while some := list(islice(rest, AT_A_TIME)):
        yield some


def flow(scope: str, *, first: date, months: int) -> list[Flow]:
    """The flow of each month from `first` on as it is known now, everybody counted."""
    past = first
    for _month in range(months):
        past = rules.next_month(past)
    counts: dict[date, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT month, kind, transitions FROM stays_list_flow(%s, %s, %s)", [scope, first, past]
        )
        for month, kind, transitions in cursor.fetchall():
            counts.setdefault(month, {})[kind] = transitions
    return _flows(counts, first, months)


def _flows(counts: dict[date, dict[str, int]], first: date, months: int) -> list[Flow]:
    found: list[Flow] = []
    active, month = counts.get(first, {}).get("active_start", 0), first
    for _month in range(months):
        kinds = {name: counts.get(month, {}).get(name, 0) for name in (*rules.CAME, *rules.WENT)}
        before = Flow(month, active_start=active, **kinds)
        ended = active + before.inflow - before.outflow
        found.append(Flow(month, active_start=active, active_end=ended, **kinds))
        active, month = ended, rules.next_month(month)
    return found


@transaction.atomic
def report_month(month: date, *, scope: str, by: User | None, system_actor: str = "") -> ListReport:
    """Freeze the month's flow as it is known now: "as reported", never changed afterwards.

    Raises MonthIsNotOver and ReportedAlready.
    """
    if rules.next_month(month) > clock.today():
        raise MonthIsNotOver
    if ListReport.objects.filter(month=month, scope=scope).exists():
        raise ReportedAlready
    known = flow(scope, first=month, months=1)[0]
    report = ListReport(
        month=month,
        scope=scope,
        reported_by=by,
        active_start=known.active_start,
        active_end=known.active_end,
        **{name: getattr(known, name) for name in (*rules.CAME, *rules.WENT)},
    )
    report.save()
    audit.record(
        "stays.report_month", by=by, obj=report, system_actor=system_actor, month=month, scope=scope
    )
    return report
