"""Cases in every phase: asked for, heard, waiting, late, granted, refused, complained about.

Told by the verbs, each at its own moment of the last weeks. All invented.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.citizens.verbs import give_consent
from helhed.core import clock
from helhed.decisions import duties, verbs
from helhed.decisions.models import (
    Authority,
    CaseFile,
    Collection,
    Complaint,
    Decision,
    Hearing,
    Mandate,
)
from helhed.demo.build.world import World
from helhed.demo.case_story import BeforeTheStory, Story
from helhed.demo.places import MUNICIPALITY
from helhed.teams.models import Enrolment

BASES = ("SEL85", "SEL85a", "SEL101", "SEL107", "FRIKORT")
OFTEN_USED = ("SEL82b", "SEL104", "SUL141")
GIVEN_BY = "Direktøren for social og sundhed"


def tell_decisions(world: World) -> int:
    """The mandates, and one case of each kind for as many citizens as there are. Returns cases."""
    _give_mandates(world)
    story = Story(world, _citizens(world))
    before = CaseFile.objects.count()
    for tell in TOLD:
        try:
            tell(story)
        except BeforeTheStory:
            continue
        except StopIteration:
            break
    with clock.frozen(story.on(0, 8)):
        duties.recompute(at=clock.now(), by=story.by)
    return CaseFile.objects.count() - before


def _citizens(world: World) -> list[Citizen]:
    """Citizens of the ACT team, those known longest first: the same story each time."""
    here = Enrolment.objects.filter(
        team=world.teams["act"],
        until_day__isnull=True,
        citizen__deceased_on__isnull=True,
        citizen__unnamed=False,
        citizen__protected=False,
    )
    rows = here.select_related("citizen").order_by("from_day", "citizen__sort_key", "citizen")
    return [row.citizen for row in rows]


def _give_mandates(world: World) -> None:
    first = world.scale.first_day
    Authority.objects.filter(code="council").update(name=MUNICIPALITY, shipped=False)
    for basis in (*BASES, *OFTEN_USED):
        _mandate(world.user("sagsbehandler"), basis, first, hours_limit=Decimal(15))
        _mandate(world.user("leder"), basis, first, may_approve=True)


def _mandate(official: User, basis: str, first: date, **limits: Any) -> None:
    if Mandate.objects.filter(official=official, basis_code=basis).exists():
        return
    verbs.give_mandate(
        by=None,
        official=official,
        basis_code=basis,
        authority_code="council",
        from_day=first,
        given_by=GIVEN_BY,
        **limits,
    )


def _asked_today(story: Story) -> None:
    story.ask(0, words="")


def _being_informed(story: Story) -> None:
    case = story.ask(6)
    with clock.frozen(story.on(5)):
        consent = give_consent(
            case.citizen,
            by=story.by,
            kind="RSL11a",
            purpose="Støtte i hjemmet",
            parties="Distriktspsykiatrien",
            how="oral",
            given_on=clock.today(),
        )
        verbs.collect(
            case,
            by=story.by,
            from_whom="Distriktspsykiatrien",
            what="Hvad hjælper i hverdagen?",
            basis=Collection.Basis.CONSENT,
            consent=consent,
            asked_on=clock.today(),
        )


def _heard_too_late(story: Story) -> None:
    """The page of the picture: moving out before the decision."""
    case = story.ask(9, leaves_on=story.day(9), leaves_from="Lindegården")
    with clock.frozen(story.on(3)):
        story.know(
            case,
            "Lindegården skriver, at du er væk de fleste weekender",
            known_to_citizen=False,
            against=True,
        )
        story.know(case, "Din bror kan hjælpe i weekenden", known_to_citizen=False, against=True)
        verbs.start_hearing(case, by=story.by, how=Hearing.How.READ_ALOUD, answer_by=story.day(10))
    with clock.frozen(story.on(1)):
        story.draft(case, outcome="partly", from_day=story.day(9), review_on=story.day(110))


def _waits_for_approval(story: Story) -> None:
    case = story.ask(12)
    with clock.frozen(story.on(1)):
        story.know(case, "Har brug for støtte hver dag")
        row = story.draft(case, hours_a_week=Decimal(21), dkk_a_month=Decimal(41000))
        verbs.ask_approval(row, by=story.by, on=clock.today())


def _late(story: Story) -> None:
    story.ask(34, title="Støtte i hverdagen", basis="SEL85")


def _late_and_told(story: Story) -> None:
    case = story.ask(33, title="Midlertidigt botilbud", basis="SEL107")
    with clock.frozen(story.on(2)):
        verbs.tell_delay(
            case,
            by=story.by,
            new_day=story.day(45),
            reason="Vi venter på et sted, der passer til dig.",
            how="oral",
        )


def _treatment(story: Story) -> None:
    story.ask(10, title="Stofbehandling", basis="SEL101")


def _granted(story: Story) -> None:
    order = story.order(story.decide(story.ask(80), 70), 66)
    with clock.frozen(story.on(20)):
        verbs.report(
            order,
            by=story.leader,
            on=clock.today(),
            text="Vi ses tre gange om ugen. Huslejen er betalt, og køkkenet er i brug.",
            citizen_view="Jeg sover om natten nu.",
        )


def _review_soon(story: Story) -> None:
    made = story.decide(story.ask(130), 118, review_on=story.day(6))
    story.order(made, 115)


def _partly_and_complained(story: Story) -> None:
    case = story.ask(30)
    made = story.decide(
        case,
        16,
        outcome="partly",
        reasons_not="I weekenden er du hos din bror, og vagttelefonen er åben hele døgnet.",
    )
    with clock.frozen(story.on(8)):
        _complain(story, made, "Jeg vil også have nogen i weekenden.")


def _complain(story: Story, made: Decision, words: str) -> Complaint:
    return verbs.take_complaint(
        made, by=story.by, received_on=clock.today(), how=Complaint.How.ORAL, words=words
    )


def _refused_and_sent_on(story: Story, *, days_ago: int = 150, result: str = "") -> None:
    case = story.ask(days_ago, title="Midlertidigt botilbud", basis="SEL107")
    made = story.decide(
        case,
        days_ago - 20,
        outcome="refused",
        content="",
        provider="",
        reasons_not="Du har selv sagt, at du helst vil bo alene, og støtte hjemme kan klare det.",
    )
    with clock.frozen(story.on(days_ago - 30)):
        row = _complain(story, made, "Jeg kan ikke være alene om natten.")
    with clock.frozen(story.on(days_ago - 50)):
        row = verbs.reassess(
            row,
            by=story.by,
            on=clock.today(),
            reassessed=Complaint.Reassessed.UPHELD,
            reasons="Vi har set på det igen og mener stadig, at støtte hjemme er det rette.",
        )
        row = verbs.send_on(row, by=story.by, on=clock.today())
    if result:
        with clock.frozen(story.on(days_ago - 120)):
            verbs.note_result(row, by=story.by, on=clock.today(), result=result)


def _remitted(story: Story) -> None:
    _refused_and_sent_on(story, days_ago=300, result=Complaint.Result.REMITTED)


def _upheld(story: Story) -> None:
    _refused_and_sent_on(story, days_ago=260, result=Complaint.Result.UPHELD)


def _free_card(story: Story) -> None:
    case = story.ask(60, title="Socialt frikort", basis="FRIKORT")
    made = story.decide(
        case,
        50,
        content="Et socialt frikort.",
        hours_a_week=None,
        dkk_a_month=None,
        provider="",
        provider_wish="",
        provider_wish_followed=None,
    )
    with clock.frozen(story.on(48)):
        card = verbs.give_free_card(made, by=story.by, number="DEMO-1001", from_day=clock.today())
    with clock.frozen(story.on(30)):
        verbs.note_earning(
            card,
            by=story.by,
            on=clock.today(),
            amount_dkk=Decimal(2400),
            employer="Cykelværkstedet",
        )


def _less_too_soon(story: Story) -> None:
    """Help is to be made less for somebody with a right to notice (§ 3 a): too soon."""
    granted = story.decide(
        story.ask(160, title="Støtte i hverdagen", basis="SEL85"),
        150,
        hours_a_week=Decimal(12),
        content="Støtte i hverdagen 12 timer om ugen.",
    )
    case = story.ask(
        15,
        title="Støtte i hverdagen, færre timer",
        basis="SEL85",
        citizen=granted.citizen,
        words="Jeg vil gerne beholde mine timer lidt endnu.",
    )
    with clock.frozen(story.on(1)):
        story.know(case, "Klarer nu selv indkøb og vasketøj")
        story.draft(
            case,
            hours_a_week=Decimal(7),
            content="Støtte i hverdagen 7 timer om ugen.",
            reduces_help=True,
            notice_applies=True,
            less_from=story.day(30),
            from_day=story.day(30),
            review_on=story.day(150),
            dkk_a_month=Decimal(13000),
            facts="Du klarer nu selv indkøb og vasketøj.",
            considerations="Du har brug for færre timer, og vi trapper ned, så du kan følge med.",
            citizen_view="Det er fint at øve mig, men ikke for hurtigt.",
        )


def _dear(story: Story) -> None:
    """So much help in a year that the state gives some of it back (§ 176)."""
    case = story.ask(170, title="Længerevarende botilbud", basis="SEL107")
    story.decide(
        case,
        164,
        content="En plads på Enghøj med nogen hos dig hele døgnet.",
        hours_a_week=None,
        dkk_a_month=Decimal(168000),
        provider="Botilbuddet Enghøj",
        provider_wish="Enghøj",
        facts="Du kan ikke være alene, og to botilbud har måttet give op.",
        considerations="Du har brug for et lille sted, hvor nogen altid er vågne.",
    )


def _withdrawn(story: Story) -> None:
    case = story.ask(21, title="Støtte i hverdagen", basis="SEL85")
    with clock.frozen(story.on(14)):
        verbs.close_case(
            case,
            by=story.by,
            closing=CaseFile.Closing.WITHDRAWN,
            note="Sagde selv, at han klarer det med sin søster.",
        )


TOLD: tuple[Callable[[Story], None], ...] = (
    _heard_too_late,
    _waits_for_approval,
    _partly_and_complained,
    _granted,
    _late,
    _review_soon,
    _asked_today,
    _being_informed,
    _treatment,
    _late_and_told,
    _refused_and_sent_on,
    _remitted,
    _upheld,
    _free_card,
    _dear,
    _less_too_soon,
    _withdrawn,
)
