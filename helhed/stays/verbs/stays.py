"""Begin, end, correct and cancel stays. Every end asks where the citizen sleeps tonight (P3)."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.stays.models import HAS_HOME, WITHOUT_ADDRESS, Bed, Kind, Site, Stay
from helhed.stays.verbs import acute, by_name, claims
from helhed.stays.verbs.evening import answer_by, own_person
from helhed.stays.verbs.leaving import undecided_words, warn_at_the_answer, warn_first
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Enrolment, Relation
from helhed.teams.verbs.relations import SITE_AREAS


class SleepsElsewhere(Refused):
    message = _(
        "The citizen already sleeps somewhere else on one of those nights. End that stay first,"
        " or choose other nights."
    )


class LeavesBeforeArriving(Refused):
    message = _("The citizen cannot leave before arriving. Look at the two days.")


class AnswerWhereTonight(Refused):
    message = _(
        "Answer where the citizen sleeps tonight. Also when the answer is outdoors or not known."
    )


class HasEnded(Refused):
    message = _("The stay has ended already.")


class NoStay(Refused):
    message = _("There is no stay to end.")


@transaction.atomic
def begin_stay(
    citizen: Citizen,
    *,
    by: User | None,
    kind: str,
    from_night: date,
    site: Site | None = None,
    place: str = "",
    bed: Bed | None = None,
    certain: bool = True,
    source: str = Stay.Source.WORKER,
    evidence: str = Stay.Evidence.INFERRED,
    system_actor: str = "",
    **more: Any,
) -> Stay:
    """The citizen sleeps here from the night of `from_night`, until further notice.

    Raises SleepsElsewhere when another certain stay covers one of the nights, BedIsTaken when
    somebody else has the `bed`, EnoughNights and NoNightsDecided at an acute offer. A bed kept for
    the citizen is theirs again. The staff of the house come to the record while the stay lasts.
    `more`: began_at, interrupts, acute_ambulant, episode_ids.
    """
    if bed is not None:
        kind, site, place = claims.where(bed).values()
    stay = Stay(
        citizen=citizen,
        kind=site.kind if site and not kind else kind,
        site=site,
        place="" if citizen.protected else place,
        from_night=from_night,
        certain=certain,
        source=source,
        evidence=evidence,
        noted_by=by,
        **more,
    )
    acute.one_night(stay)
    _save(stay)
    by_name.keep([citizen])
    acute.look_again(stay, by=by, system_actor=system_actor)
    _let_the_house_in(stay, by=by, system_actor=system_actor)
    if certain:
        claims.follow_begin(stay, bed, by=by)
    audit.record(
        "stays.begin_stay",
        by=by,
        obj=stay,
        system_actor=system_actor,
        kind=stay.kind,
        from_night=from_night,
    )
    return stay


def _let_the_house_in(stay: Stay, *, by: User | None, system_actor: str) -> None:
    if stay.site is not None and stay.site.team is not None:
        teams.open_relation(
            stay.citizen,
            by=by,
            team=stay.site.team,
            kind=Relation.Kind.STAY,
            areas=SITE_AREAS,
            purpose=gettext("The citizen stays in the house."),
            cause=f"stay:{stay.pk}",
            system_actor=system_actor,
        )


@transaction.atomic
def end_stay(
    stay: Stay,
    *,
    by: User | None,
    until_day: date,
    tonight: str,
    ended_at: datetime | None = None,
    citizen_said_yes: bool | None = None,
    although: str = "",
    system_actor: str = "",
) -> Stay:
    """End the stay; `until_day` is the first night elsewhere, `tonight` where that night is.

    `tonight` is a kind of night, or Stay.UNANSWERED when nobody has been asked yet (a message
    from a hospital). Outdoors, not known and unanswered are kept as they are and open an acute
    duty (P3). Raises DecideFirst when a shelter is left before support is decided, unless
    `although` says why.
    """
    stay = Stay.objects.select_for_update().get(pk=stay.pk)
    if stay.until_day is not None or stay.cancelled_at is not None:
        raise HasEnded
    if tonight not in (*Kind.values, Stay.UNANSWERED, Stay.DECEASED):
        raise AnswerWhereTonight
    if until_day < stay.from_night:
        raise LeavesBeforeArriving
    warn_first(stay, by=by, tonight=tonight, although=although, system_actor=system_actor)
    stay.until_day, stay.tonight, stay.ended_at = until_day, tonight, ended_at
    stay.citizen_said_yes = citizen_said_yes
    stay.on_leave_from = None
    if tonight != Stay.UNANSWERED:
        stay.tonight_answered_at, stay.tonight_answered_by = clock.now(), by
    stay.version += 1
    stay.save()
    by_name.keep([stay.citizen])
    # Before the house's way closes: afterwards its claim may be closed to the one who ends it.
    claims.follow_end(stay, by=by)
    teams.close_relations(stay.citizen, by=by, cause=f"stay:{stay.pk}", system_actor=system_actor)
    if tonight in (*WITHOUT_ADDRESS, Stay.UNANSWERED):
        open_tonight_duty(stay, by=by, system_actor=system_actor)
    audit.record(
        "stays.end_stay",
        by=by,
        obj=stay,
        system_actor=system_actor,
        tonight=tonight,
        until_day=until_day,
    )
    return stay


def open_tonight_duty(stay: Stay, *, by: User | None, system_actor: str = "") -> Duty:
    """The acute duty of P3: somebody finds out, today, where the citizen sleeps."""
    enrolment = Enrolment.objects.filter(citizen=stay.citizen, until_day__isnull=True).first()
    owner = own_person(stay.citizen)
    before = stay.interrupts
    home = stay.tonight == Stay.UNANSWERED and before is not None and before.kind in HAS_HOME
    return teams.open_duty(
        stay.citizen,
        Duty.Kind.TONIGHT,
        by=by,
        cause=f"stay:{stay.pk}",
        due_at=answer_by(stay.ended_at or clock.now()),
        reason=_why_tonight(stay, home=home),
        team=enrolment.team if enrolment else None,
        owner=owner,
        acute=not home,
        system_actor=system_actor,
    )


def _why_tonight(stay: Stay, *, home: bool) -> str:
    if home:
        return gettext("The stay has ended. Ask whether the citizen is safe at home tonight.")
    said = gettext("The citizen has no known place for the night.")
    return f"{said} {undecided_words(stay)}".strip()


@transaction.atomic
def answer_tonight(
    citizen: Citizen,
    *,
    by: User,
    on: date,
    kind: str,
    site: Site | None = None,
    place: str = "",
    bed: Bed | None = None,
    citizen_said_yes: bool | None = None,
    although: str = "",
) -> Stay:
    """Say where the citizen sleeps on the night of `on`, as it is. Returns the stay of that night.

    Ends what went before; withdraws the acute duty, and opens it anew when there is no address.
    Raises DecideFirst as `end_stay` does.
    """
    if bed is not None:
        kind, site, place = claims.where(bed).values()
    if kind not in Kind.values:
        raise AnswerWhereTonight
    stay = Stay.objects.on_night(on).filter(citizen=citizen, certain=True).first()
    if stay is not None and (stay.kind, stay.site, stay.place) == (kind, site, place):
        if bed is not None and not claims.has_bed(stay, bed, on=on):
            claims.give_bed(stay, bed, by=by, from_night=on)
        return stay
    if stay is not None:
        _leave_for(
            stay, citizen, by=by, on=on, kind=kind, said_yes=citizen_said_yes, although=although
        )
    warn_at_the_answer(citizen, by=by, tonight=kind, although=although)
    _answer_ended_stays(citizen, by=by, kind=kind, said_yes=citizen_said_yes)
    new = begin_stay(
        citizen,
        by=by,
        kind=kind,
        from_night=on,
        site=site,
        place=place,
        bed=bed,
        certain=kind != Kind.UNKNOWN,
        source=Stay.Source.CITIZEN if citizen_said_yes else Stay.Source.WORKER,
    )
    if kind in WITHOUT_ADDRESS:
        open_tonight_duty(new, by=by)
    audit.record("stays.answer_tonight", by=by, obj=new, kind=kind)
    return new


def _leave_for(
    stay: Stay,
    citizen: Citizen,
    *,
    by: User,
    on: date,
    kind: str,
    said_yes: bool | None,
    although: str,
) -> None:
    if stay.kind == Kind.ACUTE_OFFER:
        # The night was given this evening, and is slept elsewhere.
        correct_stay(stay, by=by, until_day=max(on, stay.from_night), tonight=kind)
    elif stay.until_day is None:
        end_stay(
            stay,
            by=by,
            until_day=max(on, stay.from_night),
            tonight=kind,
            citizen_said_yes=said_yes,
            although=although,
        )
        # The answer itself opens the duty, once, on the new stay.
        teams.withdraw_duty(
            citizen,
            Duty.Kind.TONIGHT,
            f"stay:{stay.pk}",
            by=by,
            because=gettext("Answered."),
        )


def _answer_ended_stays(citizen: Citizen, *, by: User, kind: str, said_yes: bool | None) -> None:
    waiting = Stay.objects.standing().filter(citizen=citizen, tonight=Stay.UNANSWERED)
    waiting.update(
        tonight=kind,
        tonight_answered_at=clock.now(),
        tonight_answered_by=by,
        citizen_said_yes=said_yes,
    )
    uncertain = Stay.objects.open().filter(citizen=citizen, certain=False)
    uncertain.update(until_day=clock.today(), tonight=kind, tonight_answered_at=clock.now())
    teams.withdraw_duties(citizen, by=by, because=gettext("Answered."), kinds=(Duty.Kind.TONIGHT,))


@transaction.atomic
def correct_stay(
    stay: Stay,
    *,
    by: User | None,
    although: str = "",
    system_actor: str = "",
    **fields: Any,
) -> Stay:
    """Put right what was wrong in a stay (days, place, kind); its history keeps what stood.

    Ending it so raises DecideFirst as `end_stay` does, unless `although` says why.
    """
    stay = Stay.objects.select_for_update().get(pk=stay.pk)
    was = claims.Nights(stay.from_night, stay.until_day)
    if stay.until_day is None and fields.get("until_day") is not None:
        tonight = fields.get("tonight", "")
        warn_first(stay, by=by, tonight=tonight, although=although, system_actor=system_actor)
    for name, value in fields.items():
        setattr(stay, name, value)
    if stay.kind != Kind.HOSPITAL:
        # Nobody waits to leave a hospital they never were in.
        stay.ready_on = None
    stay.version += 1
    _save(stay)
    by_name.keep([stay.citizen])
    claims.follow_change(stay, was, by=by)
    audit.record(
        "stays.correct_stay", by=by, obj=stay, system_actor=system_actor, fields=sorted(fields)
    )
    return stay


@transaction.atomic
def reopen_stay(stay: Stay, *, by: User | None, system_actor: str = "") -> Stay:
    """Undo the end of a stay (a cancelled discharge); withdraws the duty that the end opened."""
    stay = correct_stay(
        stay,
        by=by,
        system_actor=system_actor,
        until_day=None,
        ended_at=None,
        tonight="",
        tonight_answered_at=None,
        tonight_answered_by=None,
    )
    teams.withdraw_duty(
        stay.citizen,
        Duty.Kind.TONIGHT,
        f"stay:{stay.pk}",
        by=by,
        because=gettext("The discharge was cancelled."),
        system_actor=system_actor,
    )
    return stay


@transaction.atomic
def cancel_stay(stay: Stay, *, by: User | None, because: str, system_actor: str = "") -> Stay:
    """The stay never was (wrong person, wrong report): it counts no nights, and its duties go."""
    stay = correct_stay(
        stay,
        by=by,
        system_actor=system_actor,
        cancelled_at=clock.now(),
        cancelled_because=str(because)[:200],
    )
    teams.close_relations(stay.citizen, by=by, cause=f"stay:{stay.pk}", system_actor=system_actor)
    teams.withdraw_duties(
        stay.citizen,
        by=by,
        because=because,
        cause=f"stay:{stay.pk}",
        system_actor=system_actor,
    )
    return stay


def _save(stay: Stay) -> None:
    acute.not_too_many(stay)
    try:
        with transaction.atomic():
            stay.save()
    except IntegrityError as error:
        raise _sentence(error) from error


def _sentence(error: IntegrityError) -> Exception:
    if "stays_stay_one_place_a_night" in str(error):
        return SleepsElsewhere()
    if "stays_stay_leaves_after_arriving" in str(error):
        return LeavesBeforeArriving()
    if "stays_stay_acute_offer_is_one_night" in str(error):
        return acute.OneNightAtATime()
    if "stays_stay_end_answers_where_tonight" in str(error):
        return AnswerWhereTonight()
    return error
