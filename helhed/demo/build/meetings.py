"""Contacts, appointments, promises and enquiries, by their verbs."""

from datetime import timedelta

from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.contacts import verbs as contacts
from helhed.contacts.models import Appointment, Contact, Enquiry, Loose, Promise
from helhed.core import clock
from helhed.demo import events as ev
from helhed.demo.build.world import Handler, World
from helhed.demo.chance import stream
from helhed.demo.places import worker
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Team

EVENING_FROM = 16
SENDERS = {
    "relative": Enquiry.From.RELATIVE,
    "police": Enquiry.From.POLICE,
    "ward": Enquiry.From.WARD,
    "neighbour": Enquiry.From.NEIGHBOUR,
    "citizen": Enquiry.From.CITIZEN,
    "drop_in": Enquiry.From.DROP_IN,
}
CHANNELS = {
    "page": Enquiry.Channel.PUBLIC_FORM,
    "in_person": Enquiry.Channel.IN_PERSON,
}
# Agreed in the moment after an attempt, so that it answers the attempt.
A_MOMENT = timedelta(minutes=1)


def team_of_worker(world: World, username: str) -> Team:
    return world.teams[worker(username).team]


def contact(world: World, event: ev.Contact) -> None:
    """A contact as two taps write it: how it went, and what is agreed next."""
    citizen, by = world.citizens[event.who], world.by(event)
    meant = _appointment(world, event)
    attempt = event.kind in (*Contact.ATTEMPT, Contact.Outcome.SEEN)
    if event.next and not attempt:
        _agree(world, event.who, event.next, by=by)
    noted = contacts.note_contact(
        citizen,
        by=by,
        contact_id=None,
        outcome=event.kind,
        at=event.at,
        place=event.place,
        minutes=event.minutes,
        note=event.note,
        network_present=[event.kin] if event.kin else (),
        team=team_of_worker(world, by.username),
        appointment=None
        if event.kind in (Contact.Outcome.NOT_FOUND, Contact.Outcome.SEEN)
        else meant,
    )
    if attempt:
        with clock.frozen(event.at + A_MOMENT):
            _after_an_attempt(world, event, meant, by=by)
    _promises(world, event, noted, citizen, by=by)


def _appointment(world: World, event: ev.Contact) -> Appointment | None:
    key = world.appointments.pop((event.who, event.meets), None)
    return Appointment.objects.get(pk=key) if key else None


def _agree(world: World, who: int, meeting: ev.NextMeeting, *, by: User) -> None:
    made = contacts.make_appointment(
        world.citizens[who],
        by=by,
        at=meeting.at,
        worker=world.user(meeting.with_whom),
        team=team_of_worker(world, meeting.with_whom),
        place=meeting.place,
        what=meeting.about,
        loose_time=_loose(meeting),
    )
    world.appointments[who, meeting.key] = made.pk


def _loose(meeting: ev.NextMeeting) -> str:
    if meeting.fixed:
        return ""
    return Loose.EVENING if meeting.at.hour >= EVENING_FROM else Loose.DAY


def _after_an_attempt(
    world: World, event: ev.Contact, meant: Appointment | None, *, by: User
) -> None:
    """We came by and did not meet: the coming-by is moved, or called off and a duty looks on."""
    stands = meant is not None and event.kind != Contact.Outcome.NO_SHOW
    following = event.next
    if meant and stands and following:
        moved = contacts.move_appointment(
            meant,
            by=by,
            at=following.at,
            loose_time=_loose(following),
            worker=world.user(following.with_whom),
            place=following.place,
        )
        world.appointments[event.who, following.key] = moved.pk
    elif following:
        _agree(world, event.who, following, by=by)
    elif meant and stands:
        contacts.cancel_appointment(meant, by=by)


def _promises(
    world: World, event: ev.Contact, noted: Contact, citizen: Citizen, *, by: User
) -> None:
    day = event.at.date()
    kept = world.promises.pop((event.who, event.kept), None)
    if kept:
        contacts.keep_promise(Promise.objects.get(pk=kept), by=by, on=day)
    if event.promise:
        made = contacts.promise(citizen, by=by, text=event.promise, on=day, contact=noted)
        world.promises[event.who, event.promise] = made.pk


def planned_next(world: World, event: ev.PlannedNext) -> None:
    _agree(world, event.who, event.next, by=world.by(event))


def how_often(world: World, event: ev.AgreedHowOften) -> None:
    contacts.agree_how_often(
        world.citizens[event.who], by=world.by(event), days=event.days, on=event.at.date()
    )


def duty_asked(world: World, event: ev.DutyAsked) -> None:
    teams.ask_colleague(
        world.citizens[event.who],
        by=world.by(event),
        owner=world.user(event.owner),
        text=event.words,
        due_at=event.due,
        team=world.team(event.who),
    )


def enquired(world: World, event: ev.Enquired) -> None:
    enquiry = contacts.receive_enquiry(
        by=world.user(event.by) if event.by else None,
        team=team_of_worker(world, event.owner),
        sender=SENDERS.get(event.asker, Enquiry.From.OTHER),
        text=event.words,
        channel=CHANNELS.get(event.channel, Enquiry.Channel.PHONE),
        received_at=event.at,
        urgent=event.asker == "police",
    )
    world.enquiries[event.enquiry] = contacts.take_enquiry(enquiry, by=world.user(event.owner))


def enquiry_forwarded(world: World, event: ev.EnquiryForwarded) -> None:
    enquiry = world.enquiries[event.enquiry]
    to_team = team_of_worker(world, event.to)
    if enquiry.team_id != to_team.pk:
        reason = "I kender området bedre og kan svare i dag."
        enquiry = contacts.forward_enquiry(
            enquiry, by=world.by(event), to_team=to_team, reason=reason
        )
    world.enquiries[event.enquiry] = contacts.take_enquiry(enquiry, by=world.user(event.to))


def enquiry_answered(world: World, event: ev.EnquiryAnswered) -> None:
    contacts.answer_enquiry(
        world.enquiries.pop(event.enquiry), by=world.by(event), answer=event.words, at=event.at
    )


# What the facts themselves open and withdraw is left to them.
BY_FACTS = (Duty.Kind.NEXT_CONTACT, Duty.Kind.OUTREACH, Duty.Kind.NOT_MET, Duty.Kind.ENQUIRY)
DONE_THE_SAME_DAY = 0.93
# Before the visitor comes nothing is left lying that is not part of the story.
TIDY_DAYS = 8
DONE_NOTES = {
    Duty.Kind.WARD: "Talt med afdelingen. De ringer, før nogen udskrives.",
    Duty.Kind.AFTER_DISCHARGE: "Besøgt. Medicinen er hentet, og der er mad i huset.",
    Duty.Kind.AFTERCARE: "Talt om, hvordan det går nu. Vi kommer igen.",
    Duty.Kind.RESUME_SERVICE: "Taget op igen.",
    Duty.Kind.REVIEW_PLAN: "Ny dag er aftalt.",
    Duty.Kind.ASK_HOPE: "Spurgt. Ikke endnu.",
    Duty.Kind.TONIGHT: "Mødt i aften. Sovepose, varm mad og natlinjens nummer er givet.",
    Duty.Kind.HOME_LOST: "Sted til i nat er fundet, og støtten fortsætter.",
    Duty.Kind.DEATH: "Netværket er ringet op, og breve er stoppet.",
}


def due_tonight(world: World, event: ev.DutiesLookedAt) -> list[Duty]:
    """Duties that fall due before the night, apart from those the story leaves for today."""
    ours = [row.pk for who, row in world.citizens.items() if who not in event.leave]
    due = Duty.objects.open().exclude(kind__in=BY_FACTS).filter(due_at__lte=event.until)
    return list(
        due.filter(citizen__in=ours)
        .select_related("owner", "citizen")
        .order_by("due_at", "kind", "id")
    )


def keep_duty(world: World, duty: Duty) -> None:
    by = duty.owner if duty.owner and duty.owner.username in world.users else world.user("leder")
    contacts.complete_duty(
        duty, by=world.user(by.username), note=DONE_NOTES.get(Duty.Kind(duty.kind), "Gjort.")
    )


def duties_looked_at(world: World, event: ev.DutiesLookedAt) -> None:
    """Most of what falls due is done the same day; the rest stands until somebody does it."""
    who = {citizen.pk: number for number, citizen in world.citizens.items()}
    for duty in due_tonight(world, event):
        rng = stream(world.scale.seed, "evening", event.at.date(), who[duty.citizen_id], duty.kind)
        lately = (world.scale.as_of - event.at.date()).days < TIDY_DAYS
        if lately or rng.random() < DONE_THE_SAME_DAY:
            keep_duty(world, duty)


HANDLERS: dict[type[ev.Event], Handler] = {
    ev.Contact: contact,
    ev.PlannedNext: planned_next,
    ev.AgreedHowOften: how_often,
    ev.DutyAsked: duty_asked,
    ev.Enquired: enquired,
    ev.EnquiryForwarded: enquiry_forwarded,
    ev.EnquiryAnswered: enquiry_answered,
    ev.DutiesLookedAt: duties_looked_at,
}
