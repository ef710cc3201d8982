"""Who people are: met with a name or without, enrolled, reached, known by others, gone."""

from typing import Any

from helhed.access import verbs as access
from helhed.accounts.models import User
from helhed.casework import verbs as casework
from helhed.citizens import verbs as citizens
from helhed.citizens.models import Consent, DigitalPost, NetworkMember
from helhed.demo import events as ev
from helhed.demo.build.nights import first_night
from helhed.demo.build.world import Handler, World
from helhed.demo.people import FRIENDS, Kin, Person
from helhed.plans import verbs as plans
from helhed.plans.models import Service
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Enrolment

LANGUAGES = {
    "da": "dansk",
    "pl": "polsk",
    "ro": "rumænsk",
    "ar": "arabisk",
    "so": "somali",
    "en": "engelsk",
    "tr": "tyrkisk",
}
# What a hospital notification needs, beside support in daily life (medcom.md).
LEGAL_BASES = ("SEL85", "SEL99")
TOLD = {
    "alive": (NetworkMember.Telling.YES, "at borgeren er i live"),
    "appointments": (NetworkMember.Telling.YES, "aftaler"),
    "where": (NetworkMember.Telling.YES, "hvor borgeren sover"),
    "meetings": (NetworkMember.Telling.YES, "må være med til møder"),
    "admitted": (NetworkMember.Telling.YES, "hvis borgeren bliver indlagt"),
    "nothing": (NetworkMember.Telling.NO, ""),
}
CONSENTS = {
    "coordination": Consent.Kind.COLLECTION,
    "health": Consent.Kind.HEALTH,
    "relative": Consent.Kind.RELATIVES,
}
END_REASONS = {
    "own_wish": Enrolment.EndReason.OWN_WISH,
    "done": Enrolment.EndReason.AFTERCARE_COMPLETED,
    "died": Enrolment.EndReason.DEATH,
}


def enrolled(world: World, event: ev.Enrolled) -> None:
    """The citizen belongs to the team; somebody is their own person; tonight is known."""
    person, by = event.person, world.by(event)
    team = world.teams[person.team]
    if event.who not in world.citizens:
        world.citizens[event.who] = citizens.create_citizen(by=by, **details(person))
    citizen = world.citizens[event.who]
    world.team_of[event.who] = person.team
    own = world.user(person.regular)
    casework.enrol(
        citizen,
        by=by,
        team=team,
        from_day=event.at.date(),
        legal_bases=LEGAL_BASES,
        own_person=own if own.acting_unit == team.name else None,  # type: ignore[attr-defined]
    )
    if person.protected:
        _protect(world, event.who, own, by)
    first_night(world, event)
    _reach(world, event, person)


def details(person: Person) -> dict[str, Any]:
    """What is written of a person with a name."""
    post = DigitalPost.UNKNOWN if person.digital_post else DigitalPost.EXEMPT
    return {
        "name": person.name,
        "street_name": person.aliases[0] if person.aliases else "",
        "birth_date": person.born,
        "cpr": person.cpr,
        "languages": [LANGUAGES[person.language]],
        "needs_reading_aloud": person.reads_with_difficulty,
        "digital_post": post,
    }


def _protect(world: World, who: int, own: User, by: User) -> None:
    citizen = world.citizens[who]
    for user in (own, world.user("leder"), world.user("sygeplejerske")):
        teams.trust_worker(citizen, by=by, user=user)
    world.citizens[who] = citizens.protect(citizen, by=by)


def _reach(world: World, event: ev.Enrolled, person: Person) -> None:
    citizen, by = world.citizens[event.who], world.by(event)
    if person.phone:
        world.ways[event.who] = citizens.add_way_to_reach(
            citizen, by=by, kind="phone", text=person.phone
        )
    if person.pet:
        name, animal = person.pet
        citizens.add_network_member(
            citizen,
            by=by,
            name=name,
            kind=NetworkMember.Kind.ANIMAL,
            relation=animal.removesuffix("en"),
        )


def first_met_unnamed(world: World, event: ev.FirstMetUnnamed) -> None:
    person = event.person
    world.citizens[event.who] = casework.meet_unnamed(
        by=world.by(event),
        team=world.teams["outreach"],
        street_name=person.aliases[0],
        description=person.description,
        at=event.at,
    )
    world.team_of[event.who] = "outreach"


def gave_name(world: World, event: ev.GaveName) -> None:
    told = details(event.person)
    for name in ("street_name",):
        told.pop(name)
    world.citizens[event.who] = casework.give_name(
        world.citizens[event.who], by=world.by(event), said_yes=True, tell=True, **told
    )


def phone_changed(world: World, event: ev.PhoneChanged) -> None:
    citizen, by, day = world.citizens[event.who], world.by(event), event.at.date()
    old = world.ways.pop(event.who, None)
    if old is not None:
        citizens.end_way_to_reach(old, by=by, on=day)
    kind, text = ("phone", event.phone) if event.phone else ("place", f"Spørg: {event.ask}")
    world.ways[event.who] = citizens.add_way_to_reach(citizen, by=by, kind=kind, text=text)


def good_to_know(world: World, event: ev.GoodToKnow) -> None:
    citizen, by = world.citizens[event.who], world.by(event)
    for helps, texts in ((True, event.do), (False, event.dont)):
        for text in texts:
            citizens.add_good_to_know(citizen, by=by, helps=helps, text=text, with_citizen=helps)


def kin_added(world: World, event: ev.KinAdded) -> None:
    kin = event.kin
    telling, may_be_told = TOLD[kin.told]
    citizens.add_network_member(
        world.citizens[event.who],
        by=world.by(event),
        name=kin.name,
        kind=_kind_of(kin),
        relation=kin.relation,
        phone=kin.phone,
        telling=telling,
        may_be_told=may_be_told,
    )


def _kind_of(kin: Kin) -> str:
    friend = kin.relation in FRIENDS
    return str(NetworkMember.Kind.FRIEND if friend else NetworkMember.Kind.RELATIVE)


def consented(world: World, event: ev.Consented) -> None:
    world.consents[event.who, event.kind] = citizens.give_consent(
        world.citizens[event.who],
        by=world.by(event),
        kind=CONSENTS[event.kind],
        purpose=event.purpose,
        parties=event.to,
        how=Consent.How.ORAL,
        given_on=event.at.date(),
        until_day=event.until,
    )


def withdrew(world: World, event: ev.Withdrew) -> None:
    consent = world.consents.pop((event.who, event.kind), None)
    if consent is not None:
        citizens.withdraw_consent(consent, by=world.by(event), on=event.at.date())


def board_line(world: World, event: ev.BoardLine) -> None:
    teams.write_board_line(
        world.citizens[event.who],
        by=world.by(event),
        team=world.team(event.who),
        text=event.words,
    )


def on_call(world: World, event: ev.OnCall) -> None:
    teams.plan_shift(
        world.teams[event.team],
        by=world.user("leder"),
        user=world.by(event),
        starts_at=event.at,
        ends_at=event.until,
        phone=world.teams[event.team].phone,
    )


def handover_asked(world: World, event: ev.HandoverAsked) -> None:
    world.handovers[event.who] = casework.hand_over(
        world.citizens[event.who],
        by=world.by(event),
        from_team=world.team(event.who),
        to_team=world.teams[event.to_team],
        reason=event.reason,
    )


def handover_answered(world: World, event: ev.HandoverAnswered) -> None:
    handover = world.handovers.pop(event.who)
    by = world.by(event)
    casework.accept_handover(handover, by=by, on=event.at.date(), own_person=by)


def left(world: World, event: ev.Left) -> None:
    """The end of an enrolment, prepared as the unit prepares it."""
    citizen, by, day = world.citizens[event.who], world.by(event), event.at.date()
    if event.reason == "moved":
        return
    if event.reason == "died":
        casework.record_death(citizen, by=by, at=event.at)
        _end_help(world, event, Service.End.DEATH)
    else:
        _end_help(world, event, Service.End.COMPLETED)
    _finish_duties(world, event)
    enrolment = Enrolment.objects.get(citizen=citizen, until_day__isnull=True)
    casework.end_enrolment(
        enrolment,
        by=by,
        reason=END_REASONS[event.reason],
        on=day,
        note=event.words or "Vi har taget afsked.",
    )


def _end_help(world: World, event: ev.Left, end: str) -> None:
    from_plan = Service.objects.filter(citizen=world.citizens[event.who], until_day__isnull=True)
    for service in from_plan:
        plans.end_service(service, by=world.by(event), end=end, on=event.at.date())


def _finish_duties(world: World, event: ev.Left) -> None:
    citizen, by = world.citizens[event.who], world.by(event)
    kinds = (Duty.Kind.AFTERCARE, Duty.Kind.TONIGHT, Duty.Kind.HOME_LOST, Duty.Kind.DEATH)
    for duty in Duty.objects.open().filter(citizen=citizen, kind__in=kinds):
        teams.complete_duty(duty, by=by, note="Gjort færdig sammen.")


def broke_glass(world: World, event: ev.BrokeGlass) -> None:
    access.break_glass(
        world.by(event), citizen_id=world.citizens[event.who].pk, reason=event.reason
    )


HANDLERS: dict[type[ev.Event], Handler] = {
    ev.BrokeGlass: broke_glass,
    ev.Enrolled: enrolled,
    ev.FirstMetUnnamed: first_met_unnamed,
    ev.GaveName: gave_name,
    ev.PhoneChanged: phone_changed,
    ev.GoodToKnow: good_to_know,
    ev.KinAdded: kin_added,
    ev.Consented: consented,
    ev.Withdrew: withdrew,
    ev.BoardLine: board_line,
    ev.OnCall: on_call,
    ev.HandoverAsked: handover_asked,
    ev.HandoverAnswered: handover_answered,
    ev.Left: left,
}
