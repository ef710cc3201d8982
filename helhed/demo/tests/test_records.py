"""The small town has them all: assessments, health, help without a name, a month of money."""

from datetime import date

import pytest

from helhed.assessments.models import Answers, Assessment, Gap, View
from helhed.core import clock
from helhed.decisions.models import (
    AnonymousTreatment,
    CaseFile,
    Complaint,
    Price,
    Representative,
    TransitionMeeting,
)
from helhed.demo.authorities import ASKED, tell_authorities
from helhed.demo.build.world import World
from helhed.demo.decisions import TOLD
from helhed.demo.prices import PLACES, tell_prices
from helhed.demo.records import tell_records
from helhed.demo.scale import Scale, at
from helhed.demo.tests.test_decisions import AS_OF, told
from helhed.health.models import Allergy, AreaNote, Summary, Visit
from helhed.money.models import Budget, BusinessCase, Cost, ImportedFile, Posting, SupportRefund
from helhed.money.reckoning import settlement
from helhed.plans import verbs as plans
from helhed.plans.models import AuthorityRequest
from helhed.stays import verbs as stays
from helhed.stays.models import Kind
from helhed.teams.models import Enrolment
from helhed.teams.tests.factories import colleague


@pytest.fixture
def town(syd, kasper, pernille, lene):
    told(syd, kasper, pernille, 400)
    left = Enrolment.objects.order_by("citizen__sort_key").first().citizen
    with clock.frozen(at(date(2026, 2, 1), 9)):
        stays.begin_stay(left, by=kasper, kind=Kind.SHELTER, from_night=date(2026, 1, 1))
        stays.answer_tonight(
            left, by=kasper, on=date(2026, 2, 1), kind=Kind.OWN_HOME, although="Flytter nu"
        )
    world = World(Scale(len(TOLD), 400, AS_OF, 1))
    world.users = {
        "sagsbehandler": kasper,
        "leder": pernille,
        "amina": kasper,
        "sygeplejerske": lene,
        "controller": colleague("gram", "Lone Gram", syd, "controller"),
    }
    world.teams = {"act": syd}
    tell_prices(world)
    for row in Enrolment.objects.filter(team=syd).select_related("citizen")[:6]:
        plans.start_plan(row.citizen, by=kasper, on=date(2026, 1, 5))
    tell_records(world)
    tell_authorities(world)


def test_the_small_town_has_them_all(town):
    """Cases late, refused and complained about are counted in test_decisions, by the same story."""
    assert set(Assessment.objects.values_list("state", flat=True)) == {"going_on", "concluded"}
    assert set(View.objects.values_list("side", flat=True)) == set(View.Side.values)
    assert Gap.objects.filter(answered_on__isnull=True).exists()
    assert Answers.objects.filter(instrument="scale").count() >= 3
    assert CaseFile.objects.open().filter(assessment__isnull=False).exists()
    assert Representative.objects.exists()

    assert set(AreaNote.objects.values_list("state", flat=True)) == set(AreaNote.State.values)
    assert Allergy.objects.filter(serious=True).exists()
    assert Visit.objects.filter(companion__isnull=False).exists()
    assert Summary.objects.exists()

    assert AuthorityRequest.objects.count() == len(ASKED)
    assert AuthorityRequest.objects.waiting().count() == 3
    assert AuthorityRequest.objects.waiting().filter(received_on__isnull=False).exists()
    assert set(TransitionMeeting.objects.values_list("what", flat=True)) == {"meeting", "handover"}
    assert Price.objects.on(AS_OF).count() == len(PLACES)

    waiting = AnonymousTreatment.objects.filter(started_on__isnull=True, ended_on__isnull=True)
    assert waiting.count() == 1
    assert AnonymousTreatment.objects.filter(ended_on__isnull=False).count() == 1


def test_complaints_stand_at_every_step(town):
    steps = {
        (row.reassessed_on is not None, row.sent_on is not None, bool(row.result))
        for row in Complaint.objects.all()
    }
    assert steps == {(False, False, False), (True, True, False), (True, True, True)}


def test_a_controllers_month(town):
    """Granted and expected costs, two payers, three committed months, payments, what is lost."""
    assert set(Cost.objects.values_list("kind", flat=True)) == {"granted", "expected"}
    assert set(Posting.objects.values_list("kind", flat=True)) >= {"commitment", "actual"}
    months = set(Posting.objects.filter(kind="commitment").values_list("month", flat=True))
    assert months == {date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)}
    assert ImportedFile.objects.count() == 1
    assert Budget.objects.count() == 2
    lines = settlement(date(2026, 9, 1), date(2026, 11, 1))
    assert {line.payer for line in lines} == {"municipality", "state"}
    assert SupportRefund.objects.exists()
    assert BusinessCase.objects.count() == 1
