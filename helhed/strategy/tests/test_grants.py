from datetime import date
from decimal import Decimal

import pytest

from helhed.core.checking import AgainstARule
from helhed.strategy.models import GrantReport
from helhed.strategy.tests.factories import (
    a_party,
    a_round,
    a_scheme,
    an_application,
    an_initiative,
)
from helhed.strategy.tests.moments import TODAY
from helhed.strategy.verbs import grants, partnerships

pytestmark = pytest.mark.django_db
KR = Decimal


def assessed(signe, **fields):
    application = an_application(**fields)
    grants.assess_application(
        application, by=signe, score=7, recommended_dkk=KR(1), reason="God", on=TODAY
    )
    return application


def decided(signe, granted=100_000, **fields):
    return grants.decide_application(
        assessed(signe, **fields), by=signe, outcome="granted", granted_dkk=KR(granted), on=TODAY
    )


def agreed(signe, **fields):
    return partnerships.agree_partnership(
        by=signe,
        decision=decided(signe, **fields),
        title="Værested om søndagen",
        from_day=date(2026, 4, 1),
        last_day=date(2027, 3, 31),
        instalments=[(date(2026, 4, 15), KR(60_000)), (date(2027, 1, 15), KR(40_000))],
    )


def test_the_whole_run_from_scheme_to_settled_money(signe):
    scheme = grants.set_up_scheme(by=signe, year=2026, amount_dkk=KR(300_000))
    open_now = grants.open_round(
        scheme, by=signe, kind="ordinary", opens_on=TODAY, closes_on=date(2026, 3, 31)
    )
    initiative = an_initiative()
    application = grants.receive_application(
        open_now,
        by=signe,
        association=a_party(),
        title="Søndagskaffe",
        asked_dkk=KR(100_000),
        received_on=TODAY,
        volunteers_at_core=True,
        not_section_79=True,
        child_certificates=True,
        initiative=initiative,
    )
    grants.assess_application(
        application, by=signe, score=8, recommended_dkk=KR(80_000), reason="Rammer målet.", on=TODAY
    )
    decision = grants.decide_application(
        application,
        by=signe,
        outcome="partly",
        granted_dkk=KR(80_000),
        reason="Rammen rækker ikke til alt.",
        on=TODAY,
    )
    partnership = partnerships.agree_partnership(
        by=signe,
        decision=decision,
        title="Søndagskaffe",
        from_day=date(2026, 4, 1),
        last_day=date(2026, 12, 31),
        instalments=[(date(2026, 4, 15), KR(80_000))],
    )
    partnerships.pay_instalment(partnership.instalments.get(), by=signe, on=date(2026, 4, 15))
    report = partnerships.receive_report(
        partnership.reports.get(),
        by=signe,
        on=date(2027, 2, 1),
        text="42 søndage.",
        spent_dkk=KR(70_000),
        unspent_dkk=KR(10_000),
    )
    assert report.unspent == GrantReport.Unspent.OPEN
    report = partnerships.settle_unspent(report, by=signe, how="paid_back")

    assert report.unspent == "paid_back"
    assert report.due_on == date(2027, 3, 31)
    assert partnership.initiative == initiative
    assert grants.left_of(scheme) == 220_000


def test_a_year_has_one_scheme(signe):
    a_scheme(year=2026)

    with pytest.raises(grants.YearHasAScheme):
        grants.set_up_scheme(by=signe, year=2026, amount_dkk=KR(1))


@pytest.mark.parametrize("day", [date(2026, 1, 31), date(2026, 4, 1)])
def test_nobody_applies_outside_the_round(signe, day):
    with pytest.raises(grants.RoundNotOpen):
        grants.receive_application(
            a_round(), by=signe, association=a_party(), title="X", asked_dkk=KR(1), received_on=day
        )


def test_the_committee_decides_on_what_was_assessed(signe):
    with pytest.raises(grants.AssessFirst):
        grants.decide_application(
            an_application(), by=signe, outcome="refused", reason="Nej", on=TODAY
        )


def test_an_application_is_assessed_once_and_for_no_more_than_was_asked(signe):
    application = assessed(signe)
    words = {"by": signe, "score": 5, "reason": "God", "on": TODAY}

    with pytest.raises(grants.AlreadyAssessed):
        grants.assess_application(application, recommended_dkk=KR(1), **words)
    with pytest.raises(grants.MoreThanAskedFor):
        grants.assess_application(an_application(), recommended_dkk=KR(100_001), **words)
    with pytest.raises(AgainstARule):
        grants.assess_application(an_application(), recommended_dkk=KR(1), **{**words, "score": 11})


def test_the_checklist_stands_before_a_yes_and_not_before_a_no(signe):
    application = assessed(signe, child_certificates=False)
    yes = {"by": signe, "outcome": "granted", "granted_dkk": KR(1000), "on": TODAY}

    with pytest.raises(grants.ChecklistNotMet):
        grants.decide_application(application, **yes)
    grants.check_application(
        application, by=signe, volunteers_at_core=True, not_section_79=True, child_certificates=True
    )
    assert grants.decide_application(application, **yes)
    with pytest.raises(grants.AlreadyDecided):
        grants.check_application(
            application,
            by=signe,
            volunteers_at_core=True,
            not_section_79=True,
            child_certificates=False,
        )


def test_a_postponed_application_is_decided_later_and_only_once(signe):
    application = assessed(signe)
    grants.decide_application(
        application, by=signe, outcome="postponed", reason="Mangler budget.", on=TODAY
    )
    no = {"by": signe, "outcome": "refused", "reason": "Nej", "on": TODAY}
    grants.decide_application(application, **no)

    with pytest.raises(grants.AlreadyDecided):
        grants.decide_application(application, **no)


def test_no_more_is_granted_than_was_asked_for_or_is_left(signe):
    scheme = a_scheme(amount_dkk=KR(150_000))
    open_now = a_round(scheme=scheme)
    decided(signe, round=open_now)

    with pytest.raises(grants.MoreThanIsLeft):
        decided(signe, granted=50_001, round=open_now)
    with pytest.raises(grants.MoreThanAskedFor):
        decided(signe, granted=100_001, round=open_now)
    assert decided(signe, granted=50_000, round=open_now)


@pytest.mark.parametrize(
    ("outcome", "granted", "reason"),
    [("granted", 0, ""), ("refused", 5, "Nej"), ("partly", 5, ""), ("refused", 0, "")],
)
def test_amount_answer_and_reason_fit_each_other(signe, outcome, granted, reason):
    with pytest.raises(AgainstARule):
        grants.decide_application(
            assessed(signe),
            by=signe,
            outcome=outcome,
            granted_dkk=KR(granted),
            reason=reason,
            on=TODAY,
        )


def test_an_agreement_follows_a_yes_and_pays_just_that(signe):
    no = grants.decide_application(
        assessed(signe), by=signe, outcome="refused", reason="Nej", on=TODAY
    )
    words = {"by": signe, "title": "X", "from_day": TODAY, "last_day": TODAY}

    with pytest.raises(partnerships.NothingWasGranted):
        partnerships.agree_partnership(decision=no, **words)
    with pytest.raises(partnerships.InstalmentsDoNotFit):
        partnerships.agree_partnership(
            decision=decided(signe), instalments=[(TODAY, KR(99_999))], **words
        )
    partnership = agreed(signe)
    with pytest.raises(partnerships.HasAnAgreement):
        partnerships.agree_partnership(decision=partnership.decision, **words)


def test_a_report_is_expected_for_each_year(signe):
    assert [report.year for report in agreed(signe).reports.all()] == [2026, 2027]


def test_an_instalment_is_paid_once(signe):
    instalment = agreed(signe).instalments.first()
    partnerships.pay_instalment(instalment, by=signe, on=TODAY)

    with pytest.raises(partnerships.AlreadyPaid):
        partnerships.pay_instalment(instalment, by=signe, on=TODAY)


def test_a_report_is_received_once_and_money_settled_when_there_is_some(signe):
    report = agreed(signe).reports.first()
    with pytest.raises(partnerships.NotReported):
        partnerships.settle_unspent(report, by=signe, how="moved")
    words = {"by": signe, "on": TODAY, "text": "Fint", "spent_dkk": KR(60_000)}
    partnerships.receive_report(report, **words)

    with pytest.raises(partnerships.AlreadyReported):
        partnerships.receive_report(report, **words)
    with pytest.raises(partnerships.NothingUnspent):
        partnerships.settle_unspent(report, by=signe, how="moved")
