"""Lets the affairs of a random municipality happen by the verbs, and reads the facts back.

The facts come by the statements of the snapshot, so what is proved of them holds from the verb to
the figure. Persons keep no order here: nothing one of them does meets another.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.db import connection

from helhed.casework import verbs as casework
from helhed.citizens.models import Citizen
from helhed.contacts import verbs as contacts
from helhed.core import clock
from helhed.decisions import verbs as decisions
from helhed.decisions.models import Decision
from helhed.decisions.shipping import load_registers
from helhed.demo.scale import at
from helhed.demo.tests.affairs import Affairs, Complained, Offered, Town
from helhed.housing import verbs as housing
from helhed.housing.models import Offer
from helhed.insights.arrow import RECORDS
from helhed.insights.records import Facts
from helhed.insights.sources import STATEMENTS
from helhed.money import verbs as money
from helhed.money.models import Cost
from helhed.plans import verbs as plans
from helhed.stays import verbs as stays
from helhed.stays.models import Bed, BedKind, Kind, Site
from helhed.stays.verbs import by_name
from helhed.teams import verbs as teams
from helhed.teams.models import Organisation, Team
from helhed.teams.tests.factories import OrganisationFactory, TeamFactory, colleague, enrolled

LONG_AGO = date(2024, 1, 1)
READY = {
    "outcome": "granted",
    "content": "Støtte 10 timer om ugen.",
    "hours_a_week": Decimal(10),
    "provider": "ACT-teamet",
    "provider_wish": "ACT-teamet",
    "provider_wish_followed": True,
    "facts": "Du sover ude.",
    "considerations": "Du har brug for nogen at ringe til.",
    "citizen_view": "Det er fint.",
}
Happening = tuple[date, Callable[[], object]]
_number = count(1)


def facts_told() -> Facts:
    """Everything the snapshot would hold, as records."""
    found = Facts()
    with connection.cursor() as cursor:
        for name, record in RECORDS.items():
            cursor.execute(STATEMENTS[name], [])
            getattr(found, name).extend(record(*row) for row in cursor.fetchall())
    return found


def tell(town: Town, *, until: date) -> None:
    """All of it happens, each thing at ten o'clock of its day, up to the morning of `until`."""
    load_registers()
    teller = Teller()
    for one in town.people:
        teller.tell(one, until)
    with clock.frozen(at(until, 8)):
        for month in town.committed:
            money.commit_month(month, by=teller.worker)
        teller.pay(town)
        by_name.keep_everybody()


class Teller:
    """Two teams, a worker who decides, a landlord, and who everybody became."""

    def __init__(self) -> None:
        number = next(_number)
        self.act: Team = TeamFactory(name=f"ACT {number}")
        self.other: Team = TeamFactory(name=f"Naboteam {number}")
        self.worker = colleague(f"ane{number}", "Ane Opdigtet", self.act, "authority_caseworker")
        self.next_door = colleague(f"uffe{number}", "Uffe Opdigtet", self.other, "act_worker")
        self.flats = Site(name=f"Boliger {number}", kind=Kind.OWN_HOME)
        self.flats.save()
        self.landlords: dict[str, Organisation | None] = {
            "other": OrganisationFactory(name=f"Boligforening {number}", kind="association"),
            "helps": self.act.organisation,
            "": None,
        }
        self.costs: dict[int, Cost] = {}
        decisions.give_mandate(
            by=None,
            official=self.worker,
            basis_code="SEL85a",
            authority_code="council",
            from_day=LONG_AGO,
            given_by="Socialchefen",
        )

    def tell(self, one: Affairs, until: date) -> None:
        with clock.frozen(at(one.began, 9)):
            story = Story(self, one)
        for day, happens in sorted(story.happenings(), key=lambda happening: happening[0]):
            if day < until:
                with clock.frozen(at(day, 10)):
                    happens()
        self.costs[one.number] = story.cost

    def pay(self, town: Town) -> None:
        lines = [
            f"{self.costs[one.number].pk};{month:%Y-%m};{kroner};Faktura"
            for one in town.people
            for month, kroner in one.paid.items()
        ]
        content = "\n".join(("udgift;måned;beløb;tekst", *lines)).encode()
        money.import_actuals("betalinger.csv", content, by=self.worker)


class Story:
    """One person, from the first night outdoors."""

    def __init__(self, teller: Teller, one: Affairs) -> None:
        self.teller, self.one, self.by = teller, one, teller.worker
        self.citizen: Citizen = enrolled(
            teller.act, by=self.by, from_day=one.began, name=f"Opdigtet {one.number}"
        )
        for first, until in one.crisis:
            self._crisis(first, until)
        stays.begin_stay(self.citizen, by=self.by, kind=Kind.STREET, from_night=one.began)
        facts = {"areas": ["Nord"]} if one.says_where else {}
        self.wish = housing.say_wish(
            self.citizen, by=self.by, words="En dør med lås.", on=one.began, **facts
        ).wish
        self.beds = [self._bed(home) for home in range(2)]
        self.offer: Offer | None = None
        self.cost = self._cost(self._decided())

    def happenings(self) -> list[Happening]:
        one = self.one
        found: list[Happening] = [(one.asked, self._ask)]
        found += [(offer.day, self._offering(offer)) for offer in one.offers]
        for day, happens in (
            (one.moved, self._move),
            (one.lost, self._lose),
            (one.treated, self._treat),
            (one.handed_over, self._hand_over),
        ):
            if day is not None:
                found.append((day, happens))
        if one.complained is not None:
            found += self._complaining(one.complained)
        if one.handed_over is not None and one.gap:
            found.append((one.handed_over + timedelta(days=one.gap), self._enrol_again))
        return found

    def _crisis(self, first: date, until: date) -> None:
        stay = stays.begin_stay(self.citizen, by=self.by, kind=Kind.CRISIS_CENTRE, from_night=first)
        stays.end_stay(stay, by=self.by, until_day=until, tonight=Kind.STREET)

    def _bed(self, home: int) -> Bed:
        return stays.add_bed(
            self.teller.flats,
            by=self.by,
            name=f"Bolig {self.one.number}.{home}",
            kind=BedKind.FLAT,
            landlord=self.teller.landlords[self.one.landlord],
            open_from=LONG_AGO,
        )

    def _decided(self) -> Decision:
        case = decisions.open_case(
            self.citizen,
            by=self.by,
            team=self.teller.act,
            title="Støtte",
            basis_code="SEL85a",
            received_at=clock.now(),
            how="oral",
            words="Nogen at ringe til.",
        )
        decisions.note_fact(
            case, by=self.by, text="Sover ude", source="Gadeplan", dated_on=self.one.began
        )
        draft = decisions.draft_decision(case, by=self.by)
        period = {
            "from_day": self.one.began + timedelta(days=3),
            "review_on": self.one.began + timedelta(days=120),
        }
        decisions.write_decision(draft, by=self.by, based_on=draft.version, **READY, **period)
        draft.refresh_from_db()
        made = decisions.make_decision(draft, by=self.by, on=self.one.began)
        decisions.deliver_decision(made, by=self.by, how="read_aloud", came_on=self.one.began)
        return made

    def _cost(self, decision: Decision) -> Cost:
        self.decision = decision
        parts = [money.Part(payer, percent * 100) for payer, percent in self.one.parts.items()]
        cost = money.expect_cost(
            self.citizen,
            by=self.by,
            what="Støtte",
            oere=self.one.kroner * 100,
            per="month",
            from_day=self.one.costs_from,
            parts=parts,
        )
        return money.grant_cost(cost, by=self.by, decision=decision)

    def _offering(self, offered: Offered) -> Callable[[], object]:
        return lambda: self._offer(offered)

    def _offer(self, offered: Offered) -> None:
        """Said no to, until the last one of somebody who moves."""
        offer = housing.make_offer(
            self.wish,
            by=self.by,
            bed=self.beds[offered.home],
            from_night=offered.day,
            answer_by=clock.now() + timedelta(days=2),
            why="Har set huset.",
            conditions=["Et vilkår"] * offered.conditions,
        )
        if self.one.moved is not None and offered is self.one.offers[-1]:
            self.offer = housing.accept_offer(offer, by=self.by, on=offered.day)
        else:
            housing.decline_offer(offer, by=self.by, on=offered.day)

    def _move(self) -> None:
        tenancy = housing.sign_lease(
            self.citizen,
            by=self.by,
            on=clock.today(),
            offer=self.offer,
            support_is_condition=self.one.demands_support,
        )
        casework.move_into_home(tenancy, by=self.by, on=clock.today())

    def _lose(self) -> None:
        casework.lose_home(
            self.citizen, by=self.by, on=clock.today(), why="Opsagt.", tonight=Kind.STREET
        )

    def _ask(self) -> None:
        enquiry = contacts.receive_enquiry(
            by=self.by,
            team=self.teller.act,
            sender="citizen",
            text="Jeg vil gerne i behandling.",
            channel="phone",
            received_at=clock.now(),
        )
        contacts.link_enquiry(enquiry, by=self.by, citizen=self.citizen)

    def _treat(self) -> None:
        plan = plans.start_plan(self.citizen, by=self.by, on=clock.today())
        plans.start_service(
            plan,
            by=self.by,
            name="Behandling",
            provider="Rusmiddelcentret",
            from_day=clock.today(),
            is_treatment=True,
        )

    def _hand_over(self) -> None:
        """By the two teams; with a gap as records of an earlier system may hold it."""
        act, other = self.teller.act, self.teller.other
        if not self.one.gap:
            asked = casework.hand_over(
                self.citizen, by=self.by, from_team=act, to_team=other, reason="Flytter."
            )
            casework.accept_handover(
                asked, by=self.by, on=clock.today(), own_person=self.teller.next_door
            )
            return
        enrolment = act.enrolments.get(citizen=self.citizen, until_day=None)
        teams.end_enrolment(
            enrolment, by=self.by, until_day=clock.today(), reason="handed_over", note="Flyttet."
        )

    def _enrol_again(self) -> None:
        teams.enrol(
            self.citizen,
            by=self.by,
            team=self.teller.other,
            from_day=clock.today(),
            legal_bases=["SEL85a"],
        )

    def _complaining(self, told: Complained) -> list[Happening]:
        found: list[Happening] = [
            (told.received, self._complain),
            (told.looked, lambda: self._look_again(told)),
        ]
        if told.sent is not None:
            found.append((told.sent, self._send_on))
        if told.decided is not None:
            found.append((told.decided, lambda: self._answered(told)))
        return found

    def _complain(self) -> None:
        self.complaint = decisions.take_complaint(
            self.decision,
            by=self.by,
            received_on=clock.today(),
            how="oral",
            words="Det er for lidt.",
        )

    def _look_again(self, told: Complained) -> None:
        self.complaint = decisions.reassess(
            self.complaint,
            by=self.by,
            on=clock.today(),
            reassessed=told.verdict,
            reasons="Vi har set på det igen.",
        )

    def _send_on(self) -> None:
        decisions.send_on(self.complaint, by=self.by, on=clock.today())

    def _answered(self, told: Complained) -> None:
        decisions.note_result(self.complaint, by=self.by, on=clock.today(), result=told.result)
