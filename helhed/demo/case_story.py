"""One caseworker's cases, told by the verbs, each at its own moment of the last weeks."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from helhed.casework.verbs.granted import start_granted_service
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.decisions import verbs
from helhed.decisions.models import CaseFile, Decision, Delivery, ServiceOrder
from helhed.demo.build.world import World
from helhed.demo.scale import at
from helhed.money import verbs as money
from helhed.money.models import Cost, Payer

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
        self,
        days_ago: int,
        title: str = SUPPORT,
        basis: str = "SEL85a",
        citizen: Citizen | None = None,
        **more: Any,
    ) -> CaseFile:
        """Somebody asks, so many days ago: the next citizen, or one who has asked before."""
        if self.day(-days_ago) <= self.first_day:
            raise BeforeTheStory
        more.setdefault("words", WORDS)
        with clock.frozen(self.on(days_ago)):
            return verbs.open_case(
                citizen or next(self.citizens),
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
        """What it will cost; half of support in a home is the state's for a time (§ 176 a)."""
        half = [money.Part(Payer.MUNICIPALITY, 5_000), money.Part(Payer.STATE, 5_000)]
        money.expect_cost_of_case(
            row.case,
            by=self.by,
            oere=int(dkk_a_month * 100),
            per=Cost.Per.MONTH,
            from_day=row.from_day or clock.today(),
            provider=row.provider,
            parts=half
            if row.case.basis_code == "SEL85a"
            else [money.Part(Payer.MUNICIPALITY, 10_000)],
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
