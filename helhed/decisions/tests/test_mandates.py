"""Nobody decides without a mandate, above it, or for themselves (law.md 17)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from helhed.decisions import verbs
from helhed.decisions.tests.conftest import TODAY
from helhed.decisions.tests.writing import know, missing, write
from helhed.decisions.verbs.decisions import NotYoursToApprove, WithinYourMandate
from helhed.teams.models import Absence


@pytest.fixture
def written(written, case, kasper):
    """With the one fact that every case has."""
    know(case, kasper, "Karen flytter fra herberg 1. december")
    return written


def test_without_any_mandate_nobody_decides(written, kasper, mandate):
    verbs.end_mandate(mandate, by=None, on=TODAY)

    assert missing(written, kasper) == {"mandate"}


def test_above_the_mandate_another_official_approves(written, kasper, pernille, approver):
    write(written, kasper, hours_a_week=Decimal(20))
    verbs.ask_approval(written, by=kasper, on=TODAY)
    assert missing(written, kasper) == {"mandate"}

    verbs.approve_decision(written, by=pernille, on=TODAY)
    made = verbs.make_decision(written, by=kasper, on=TODAY)

    assert (made.official, made.approved_by, made.mandate) == (kasper, pernille, approver)


def test_nobody_approves_their_own(written, kasper, mandate):
    mandate.may_approve, mandate.hours_limit = True, None
    mandate.save()

    with pytest.raises(NotYoursToApprove):
        verbs.approve_decision(written, by=kasper, on=TODAY)


def test_the_caseworker_cannot_let_another_ask_and_approve_it_then(
    written, case, kasper, pernille, approver, mandate
):
    """Whoever has the case does not approve it, whoever wrote the draft last."""
    mandate.may_approve, mandate.hours_limit = True, None
    mandate.save()
    write(written, pernille, conditions="")

    with pytest.raises(NotYoursToApprove):
        verbs.approve_decision(written, by=kasper, on=TODAY)


def test_a_mandate_without_approving_does_not_approve(written, kasper, pernille, approver):
    approver.may_approve = False
    approver.save()

    with pytest.raises(NotYoursToApprove):
        verbs.approve_decision(written, by=pernille, on=TODAY)


def test_within_ones_mandate_nobody_is_asked(written, kasper):
    with pytest.raises(WithinYourMandate):
        verbs.ask_approval(written, by=kasper, on=TODAY)


def test_an_approval_falls_when_what_it_was_given_for_is_changed(
    written, kasper, pernille, approver
):
    write(written, kasper, hours_a_week=Decimal(20))
    verbs.ask_approval(written, by=kasper, on=TODAY)
    verbs.approve_decision(written, by=pernille, on=TODAY)

    write(written, kasper, hours_a_week=Decimal(40))

    assert missing(written, kasper) == {"mandate"}


def test_a_stand_in_decides_only_while_the_other_is_away(written, kasper, amira, mandate):
    verbs.give_mandate(
        by=None,
        official=amira,
        basis_code="SEL85a",
        authority_code="council",
        from_day=date(2026, 1, 1),
        stands_in_for=kasper,
        given_by="Socialchefen",
    )
    assert missing(written, amira) == {"mandate"}

    Absence.objects.create(user=kasper, from_day=TODAY, until_day=TODAY + timedelta(7))

    assert missing(written, amira) == set()
    assert missing(written, amira, on=TODAY + timedelta(7)) == {"mandate"}
