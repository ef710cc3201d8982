"""Cases in every phase: asked for, heard, waiting, late, granted, refused, complained about.

Told by the verbs, each at its own moment of the last weeks. All invented.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from helhed.accounts.models import User
from helhed.casework.verbs.granted import start_granted_service
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
    Delivery,
    Hearing,
    Mandate,
    ServiceOrder,
)
from helhed.demo.build.world import World
from helhed.demo.places import MUNICIPALITY
from helhed.demo.scale import at
from helhed.money import verbs as money
from helhed.money.models import Cost, Payer
from helhed.teams.models import Enrolment

BASES = ("SEL85", "SEL85a", "SEL101", "SEL107", "FRIKORT")
OFTEN_USED = ("SEL82b", "SEL104", "SUL141")
GIVEN_BY = "Direktøren for social og sundhed"
WORDS = "Der skal være nogen, også når det ikke er kontortid."
SUPPORT = "Støtte i eget hjem"
GOAL = "Have et hjem, der holder"


class BeforeTheStory(Exception):
    """The invented municipality is younger than this case would be."""


class Story:
    """The teller: one caseworker, one leader, and the day it is today."""

    def __init__(self, world: World, citizens: list[Citizen]) -> None:
        self.today = world.scale.as_of
        self.first_day = world.scale.first_day
        self.by = world.user("sagsbehandler")
        self.leader = world.user("leder")
        self.team = world.teams["act"]
        self.citizens = iter(citizens)

    def on(self, days_ago: int, hour: int = 10) -> datetime:
        # What is asked for today was asked for before the morning's meeting.
        return at(self.today - timedelta(days=days_ago), hour if days_ago else 8, 5)

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def ask(
        self, days_ago: int, title: str = SUPPORT, basis: str = "SEL85a", **more: Any
    ) -> CaseFile:
        """Somebody asks, so many days ago."""
        if self.day(-days_ago) <= self.first_day:
            raise BeforeTheStory
        more.setdefault("words", WORDS)
        with clock.frozen(self.on(days_ago)):
            return verbs.open_case(
                next(self.citizens),
                by=self.by,
                team=self.team,
                title=title,
                basis_code=basis,
                received_at=self.on(days_ago, 9),
                how=CaseFile.How.ORAL,
                **more,
            )

    def know(self, case: CaseFile, text: str, **more: Any) -> None:
        verbs.note_fact(
            case, by=self.by, text=text, source="Lindegården", dated_on=clock.today(), **more
        )

    def draft(self, case: CaseFile, **fields: Any) -> Decision:
        """A draft in which everything is written."""
        row = verbs.draft_decision(case, by=self.by)
        written = {
            "outcome": "granted",
            "content": "Støtte fra ACT-teamet 10 timer om ugen, og vagttelefonen hele døgnet.",
            "hours_a_week": Decimal(10),
            "dkk_a_month": Decimal(18500),
            "provider": self.team.name,
            "provider_wish": "ACT-teamet",
            "provider_wish_followed": True,
            "from_day": clock.today() + timedelta(days=3),
            "review_on": clock.today() + timedelta(days=120),
            "facts": "Du flytter i egen bolig og har bedt om støtte.",
            "considerations": "Du har brug for nogen at ringe til og hjælp til at komme på plads.",
            "citizen_view": "Det er fint, når jeg kender dem.",
        }
        says = {**written, **fields}
        row = verbs.write_decision(row, by=self.by, based_on=row.version, **says)
        if row.dkk_a_month:
            self.expect(row, row.dkk_a_month)
        return row

    def expect(self, row: Decision, dkk_a_month: Decimal) -> None:
        """What it will cost, half of it the state's for a time (§ 176 a)."""
        money.expect_cost_of_case(
            row.case,
            by=self.by,
            oere=int(dkk_a_month * 100),
            per=Cost.Per.MONTH,
            from_day=row.from_day or clock.today(),
            provider=row.provider,
            parts=[money.Part(Payer.MUNICIPALITY, 5_000), money.Part(Payer.STATE, 5_000)],
        )

    def decide(self, case: CaseFile, days_ago: int, **fields: Any) -> Decision:
        """Informed, written, made and read aloud on one day."""
        with clock.frozen(self.on(days_ago, 11)):
            self.know(case, "Flytter fra herberg til egen bolig")
            row = self.draft(case, **fields)
            made = verbs.make_decision(row, by=self.by, on=clock.today())
            verbs.deliver_decision(
                made, by=self.by, how=Delivery.How.READ_ALOUD, came_on=clock.today()
            )
            return made

    def order(self, made: Decision, days_ago: int) -> ServiceOrder:
        """Ordered and begun."""
        with clock.frozen(self.on(days_ago, 13)):
            order = verbs.send_order(
                made,
                by=self.by,
                on=clock.today(),
                provider=self.team.name,
                provider_team=self.team,
                goals=[GOAL],
                extent="10 timer om ugen",
                start_on=clock.today(),
                report_by=clock.today() + timedelta(days=90),
            )
            start_granted_service(order, by=self.by, from_day=clock.today())
            return order


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
    _withdrawn,
)
