"""What other authorities were asked, and one young person on the way to eighteen. All invented."""

from datetime import date, timedelta

from helhed.casework.verbs.enrolling import enrol
from helhed.citizens.verbs import create_citizen
from helhed.contacts import verbs as contacts
from helhed.core import clock
from helhed.decisions import verbs as decisions
from helhed.demo.build.world import World
from helhed.demo.scale import at
from helhed.plans import verbs as plans
from helhed.plans.models import AuthorityRequest, Plan
from helhed.teams.models import Enrolment

About = AuthorityRequest.About
# days ago, about, whom, what, days until the answer is due, answer after days (0: none yet)
ASKED = (
    (
        *(9, About.DENTAL, "Den sociale tandpleje i Åkøbing"),
        *("En tid til en tand, der gør ondt, gerne om eftermiddagen", 14, 5),
        "Tid torsdag kl. 14. En af os kan komme med.",
    ),
    (
        *(20, About.BENEFIT, "Ydelsescentret i Åkøbing"),
        *("Kontanthjælp fra den dag, lejekontrakten begynder", 24, 0),
        "",
    ),
    (
        *(4, About.EMPLOYMENT, "Jobcentret i Åkøbing"),
        *("Samtaler her i huset i stedet for på jobcentret", 14, 0),
        "",
    ),
    (
        *(30, About.OTHER, "Udbetaling Danmark"),
        *("Boligstøtte til den nye bolig", 21, 18),
        "Bevilget fra den første i måneden.",
    ),
    (
        *(9, About.DUAL_DIAGNOSIS, "Psykiatrien i regionen"),
        *("Behandling af psykisk lidelse og afhængighed under ét tag", 30, 0),
        "",
    ),
)
SOCIAL_TEST = "Sover på herberget og kan ikke bruge en almindelig tandlæge."


def tell_authorities(world: World) -> None:
    """One request each for the first plans of the ACT team, and the way to eighteen for one."""
    here = Enrolment.objects.filter(team=world.teams["act"], until_day__isnull=True)
    plans_here = Plan.objects.filter(
        citizen__in=here.values("citizen"),
        citizen__deceased_on__isnull=True,
        citizen__unnamed=False,
        citizen__protected=False,
    )
    found = plans_here.select_related("citizen", "lead_coordinator")
    for row, plan in zip(ASKED, found.order_by("created_at", "id"), strict=False):
        _ask(world, plan, row)
    _soon_eighteen(world)


def _ask(world: World, plan: Plan, row: tuple[int, str, str, str, int, int, str]) -> None:
    ago, about, authority, asked, within, answered, answer = row
    by, on = world.user("amina"), world.scale.as_of - timedelta(days=ago)
    if on <= world.scale.first_day:
        return
    with clock.frozen(at(on, 11)):
        request = plans.ask_authority(
            plan,
            by=by,
            on=on,
            about=about,
            authority=authority,
            asked=asked,
            answer_by=on + timedelta(days=within),
            social_test=SOCIAL_TEST if about == About.DENTAL else "",
        )
    if about == About.DUAL_DIAGNOSIS:
        received = on + timedelta(days=2)
        with clock.frozen(at(received, 9, 40)):
            plans.note_authority_received(request, by=by, on=received, received_on=received)
    if answered:
        day = on + timedelta(days=answered)
        with clock.frozen(at(day, 9, 20)):
            plans.note_authority_answer(request, by=by, answered_on=day, answer=answer)


def _soon_eighteen(world: World) -> None:
    """Seventeen and a half, begun with last spring, one meeting held and the hand-over planned."""
    today, by = world.scale.as_of, world.user("sagsbehandler")
    born = date(today.year - (17 if today.month > 7 else 18), 7, 24)
    begun = max(today - timedelta(days=60), world.scale.first_day)
    with clock.frozen(at(begun, 10)):
        citizen = create_citizen(by=by, name="Storm Opdigtet Havgaard", birth_date=born)
        enrol(citizen, by=by, team=world.teams["act"], from_day=begun, own_person=by)
        row = decisions.begin_transition(citizen, by=by, on=begun)
        first = decisions.plan_transition_meeting(
            row,
            by=by,
            what="meeting",
            on=begun + timedelta(days=14),
            with_whom="Storm, hans mor, ungekoordinatoren og uddannelsesvejlederen",
        )
        decisions.settle_topic(row, by=by, topic="education", note="Bliver på produktionsskolen.")
    with clock.frozen(at(begun + timedelta(days=14), 15)):
        decisions.note_transition_meeting(
            first,
            by=by,
            held_on=begun + timedelta(days=14),
            agreed="Vi finder et sted at bo, før han fylder 18. Hans mor er med hele vejen.",
        )
    met = max(today - timedelta(days=3), begun)
    with clock.frozen(at(met, 15)):
        contacts.note_contact(
            citizen, by=by, contact_id=None, outcome="met", at=at(met, 14), place="Skolen"
        )
        contacts.make_appointment(
            citizen,
            by=by,
            at=at(today + timedelta(days=5), 14),
            worker=by,
            what="Se en lejlighed sammen",
        )
    with clock.frozen(at(today, 8, 5)):
        decisions.plan_transition_meeting(
            row,
            by=by,
            what="handover",
            on=today + timedelta(days=16),
            with_whom="Storm, hans mor, ungekoordinatoren og ACT-teamet",
        )
