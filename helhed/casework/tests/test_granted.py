"""From the decision to the help, and from the shelter to the home, in the right order."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from helhed.casework import verbs as casework
from helhed.casework.verbs.granted import follow_up_help, start_granted_service
from helhed.casework.verbs.shelter import (
    ConditionsAreMissing,
    NotInAShelter,
    can_council_discharge,
    council_discharges,
    expel,
    leave_shelter,
)
from helhed.core import clock
from helhed.core.checking import AgainstARule
from helhed.decisions import verbs as decisions
from helhed.decisions.models import CaseFile, Expulsion, FollowUp, PlaceNotice
from helhed.decisions.shipping import load_registers
from helhed.decisions.verbs.orders import AlreadyStarted
from helhed.housing.models import Tenancy
from helhed.plans import verbs as plans
from helhed.plans.models import Service
from helhed.stays import verbs as stays
from helhed.stays.models import Kind, Site, Stay
from helhed.stays.verbs import DecideFirst
from helhed.teams.models import Duty

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)
MOVES = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _monday_morning(db):
    with clock.frozen(NOW):
        load_registers()
        yield


@pytest.fixture
def shelter(karen, amira) -> Stay:
    house = Site.objects.create(name="Lindegården", kind=Kind.SHELTER)
    return stays.begin_stay(
        karen, by=amira, kind=Kind.SHELTER, site=house, from_night=date(2026, 10, 1)
    )


@pytest.fixture
def case(karen, kasper, syd) -> CaseFile:
    for code in ("SEL85a", "SEL107"):
        decisions.give_mandate(
            by=None,
            official=kasper,
            basis_code=code,
            authority_code="council",
            from_day=date(2026, 1, 1),
            given_by="Chefen",
        )
    return open_case(karen, kasper, syd, "SEL85a")


def open_case(citizen, by, team, basis):
    return decisions.open_case(
        citizen,
        by=by,
        team=team,
        title="Støtte i eget hjem",
        basis_code=basis,
        received_at=NOW - timedelta(days=4),
        how=CaseFile.How.ORAL,
        words="Nogen at ringe til.",
    )


def decide(case, by, from_day=TODAY):
    decisions.note_fact(case, by=by, text="Flytter", source="Karen", dated_on=TODAY)
    draft = decisions.draft_decision(case, by=by)
    draft = decisions.write_decision(
        draft,
        by=by,
        based_on=draft.version,
        outcome="granted",
        content="Støtte",
        hours_a_week=Decimal(10),
        provider_wish="ACT",
        provider_wish_followed=True,
        from_day=from_day,
        review_on=date(2027, 3, 1),
        facts="F",
        considerations="G",
        citizen_view="Ja.",
    )
    return decisions.make_decision(draft, by=by, on=TODAY)


def order(made, by, start_on=TODAY):
    return decisions.send_order(
        made,
        by=by,
        on=TODAY,
        provider="ACT-team Syd",
        goals=["Et hjem, der holder"],
        extent="10 timer om ugen",
        start_on=start_on,
        report_by=date(2027, 2, 1),
    )


@pytest.fixture
def ordered(case, kasper):
    return order(decide(case, kasper), kasper)


def test_what_is_granted_begins_in_the_plan_under_its_paragraph(ordered, kasper, karen):
    service = start_granted_service(ordered, by=kasper, from_day=TODAY)

    assert (service.name, service.legal_basis) == ("Støtte i eget hjem", "Serviceloven § 85 a")
    ordered.refresh_from_db()
    assert (ordered.started_on, ordered.service_key) == (TODAY, service.pk)
    with pytest.raises(AlreadyStarted):
        start_granted_service(ordered, by=kasper, from_day=TODAY)
    assert Service.objects.filter(citizen=karen).count() == 1


def follow(ordered, by, result, **more):
    return follow_up_help(ordered, by=by, on=TODAY, result=result, note="Vi så på det.", **more)


def test_p5_help_that_ends_opens_aftercare(ordered, kasper, karen):
    service = start_granted_service(ordered, by=kasper, from_day=TODAY)

    follow(ordered, kasper, FollowUp.Result.END)

    service.refresh_from_db()
    ordered.decision.refresh_from_db()
    assert service.until_day == ordered.decision.ended_on == TODAY
    assert Duty.objects.open().filter(citizen=karen, kind=Duty.Kind.AFTERCARE).exists()


def test_p1_a_no_show_is_no_result_of_looking_at_help():
    assert {label for _code, label in FollowUp.Result.choices} == {
        "Træf afgørelse om fortsættelse af indsats",
        "Træf afgørelse om afslutning af indsats og visiter til ny",
        "Træf afgørelse om afslutning af indsats",
    }


def test_help_that_goes_on_has_a_next_day(ordered, kasper):
    start_granted_service(ordered, by=kasper, from_day=TODAY)

    with pytest.raises(AgainstARule):
        follow(ordered, kasper, FollowUp.Result.GO_ON)
    assert follow(ordered, kasper, FollowUp.Result.GO_ON, next_on=date(2027, 2, 1)).next_on


def test_other_help_is_a_new_case_and_what_there_is_goes_on(ordered, kasper, karen):
    service = start_granted_service(ordered, by=kasper, from_day=TODAY)

    follow(ordered, kasper, FollowUp.Result.OTHER)

    service.refresh_from_db()
    assert service.until_day is None
    assert CaseFile.objects.open().get(citizen=karen).how == "authority"


# Leaving a shelter (law.md 3) ---------------------------------------------------------------


def leave(karen, by, **more):
    return leave_shelter(karen, by=by, on=TODAY, tonight=Kind.OWN_HOME, **more)


def test_law_3_discharge_before_the_decision_is_warned(karen, amira, shelter, case):
    with pytest.raises(DecideFirst):
        leave(karen, amira)

    assert Stay.objects.open().get(citizen=karen) == shelter


def test_law_3_after_the_decision_nobody_is_warned(karen, amira, shelter, case, kasper):
    decide(case, kasper)

    assert leave(karen, amira).kind == Kind.OWN_HOME


def test_who_leaves_all_the_same_is_told_of_why_and_the_case_hurries(karen, amira, shelter, case):
    leave(karen, amira, although="Hun vil selv flytte i dag.")

    duty = Duty.objects.open().get(kind=Duty.Kind.DECIDE)
    assert duty.due_at <= clock.now()
    assert duty.steps.filter(note="Hun vil selv flytte i dag.").exists()


def tonight(karen, by):
    casework.answer_tonight(karen, by=by, on=TODAY, kind=Kind.FAMILY_FRIENDS)


def moves_in(karen, by):
    casework.move_in(karen, by=by, on=TODAY)


def moves_into_the_home_of_a_lease(karen, by):
    home = Tenancy.objects.create(citizen=karen, address="Havnegade 3", lease_signed_on=TODAY)
    casework.move_into_home(home, by=by, on=TODAY)


@pytest.mark.parametrize("leave", [leave, tonight, moves_in, moves_into_the_home_of_a_lease])
def test_law_3_no_page_evades_the_warning(karen, amira, shelter, case, leave):
    with pytest.raises(DecideFirst):
        leave(karen, amira)

    assert Stay.objects.open().get(citizen=karen) == shelter


def test_somebody_who_stays_nowhere_cannot_leave(karen, amira):
    with pytest.raises(NotInAShelter):
        leave(karen, amira)


def met(karen, on=MOVES):
    return {row.key for row in can_council_discharge(karen, on=on) if row.met}


def test_law_3_the_council_may_discharge_only_when_every_condition_holds(
    karen, amira, kasper, syd, shelter, case
):
    assert met(karen) == set()
    plan = plans.start_plan(karen, by=amira, on=TODAY)
    plans.set_goal(
        plan,
        by=amira,
        on=TODAY,
        wording="Egen dør",
        hope=None,
        no_hope_reason="Vil ikke endnu",
        ask_again_on=date(2026, 12, 12),
    )
    assert met(karen) == {"plan"}

    home = Tenancy.objects.create(
        citizen=karen, address="Havnegade 3", lease_signed_on=TODAY, keys_on=date(2026, 12, 2)
    )
    assert met(karen) == {"plan", "place", "lease"}
    with pytest.raises(ConditionsAreMissing) as refusal:
        council_discharges(karen, by=kasper, on=MOVES, tonight=Kind.OWN_HOME)
    assert {row.key for row in refusal.value.missing} == {"support", "begins", "moving"}
    assert all(row.do for row in refusal.value.missing)

    made = decide(case, kasper, from_day=MOVES)
    assert met(karen) == {"plan", "place", "lease", "support"}
    order(made, kasper, start_on=MOVES)
    home.keys_on = MOVES
    home.save()

    assert met(karen) == {"plan", "place", "lease", "support", "begins", "moving"}
    night = council_discharges(karen, by=kasper, on=MOVES, tonight=Kind.OWN_HOME)
    assert night.kind == Kind.OWN_HOME


def test_law_3_with_a_residence_the_discharge_waits_until_the_place_is_ready(
    karen, kasper, syd, shelter, case
):
    residence = open_case(karen, kasper, syd, "SEL107")
    made = decide(residence, kasper, from_day=MOVES)
    there = order(made, kasper, start_on=date(2026, 12, 3))
    keys = [row.key for row in can_council_discharge(karen, on=MOVES)]
    assert keys == ["plan", "place", "ready"]
    assert "ready" not in met(karen)

    there.start_on, there.accepted_on = MOVES, TODAY
    there.save()

    assert "ready" in met(karen)


def test_an_expulsion_says_why_what_was_tried_and_where_to(karen, amira, shelter):
    says = {"reason": "Slog på en dør", "tried_first": "Gik en tur sammen", "next_place": ""}
    with pytest.raises(AgainstARule):
        expel(karen, by=amira, on=TODAY, tonight=Kind.STREET, **says)

    says["next_place"] = "Møllehuset"
    expel(karen, by=amira, on=TODAY, tonight=Kind.SHELTER, **says)

    row = Expulsion.objects.get()
    assert "kan ikke påklages" in row.guidance
    assert Stay.objects.open().get(citizen=karen).place == "Møllehuset"


@pytest.fixture
def strandby_acts(karen, kasper):
    decisions.note_responsible(
        karen,
        by=kasper,
        role="acts",
        law="social",
        municipality="Strandby Kommune",
        because="Boede der før",
        from_day=date(2026, 1, 1),
    )


def test_law_3_another_acting_municipality_is_told_within_three_working_days(
    karen, amira, kasper, shelter, case, strandby_acts
):
    decide(case, kasper)

    leave(karen, amira)

    notice = PlaceNotice.objects.get()
    assert (notice.what, notice.tell_by) == ("shelter_out", date(2026, 11, 19))
    duty = Duty.objects.open().get(kind=Duty.Kind.TELL_PLACE)
    decisions.tell_municipality(notice, by=amira, on=TODAY, whom="Strandby Kommune")
    duty.refresh_from_db()
    assert duty.done_at is not None


def test_law_3_it_is_told_of_arriving_too_by_whatever_page(karen, amira, strandby_acts):
    casework.answer_tonight(karen, by=amira, on=TODAY, kind=Kind.SHELTER)
    casework.answer_tonight(karen, by=amira, on=TODAY, kind=Kind.SHELTER)

    notice = PlaceNotice.objects.get()
    assert (notice.what, notice.tell_by) == ("shelter_in", date(2026, 11, 19))

    casework.answer_tonight(karen, by=amira, on=TODAY, kind=Kind.CRISIS_CENTRE)
    told = set(PlaceNotice.objects.values_list("what", flat=True))
    assert told == {"shelter_in", "shelter_out", "crisis_in"}


def test_while_we_act_ourselves_nobody_is_told(karen, amira):
    casework.answer_tonight(karen, by=amira, on=TODAY, kind=Kind.SHELTER)

    assert not PlaceNotice.objects.exists()
