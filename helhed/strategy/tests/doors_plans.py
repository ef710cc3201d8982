from datetime import date
from decimal import Decimal

from helhed.accounts.models import User
from helhed.strategy.models import (
    Crosswalk,
    GrantAssessment,
    GrantDecision,
    GrantReport,
    Instalment,
    Lineage,
    Partnership,
)
from helhed.strategy.tests.doors import STEER, Door
from helhed.strategy.tests.factories import (
    a_criterion,
    a_goal,
    a_milestone,
    a_plan,
    a_policy,
    a_principle,
    a_round,
    a_scheme,
    an_application,
    an_initiative,
    funding,
    saved,
)
from helhed.teams.tests.factories import TeamFactory, colleague

DAY = date(2026, 3, 1)


def somebody():
    return User.objects.filter(username="maker").first() or colleague(
        "maker", "Maker Dam", TeamFactory(name="Planlægning"), "unit_leader"
    )


def of(make):
    return lambda: [make().pk]


def a_mapping():
    return saved(Crosswalk(from_goal=a_goal(), to_goal=a_goal(), made_by=somebody(), made_on=DAY))


def a_lineage():
    return saved(
        Lineage(from_initiative=an_initiative(), kind="closed", on=DAY, made_by=somebody())
    )


def an_assessed_application():
    application = an_application()
    saved(
        GrantAssessment(
            application=application,
            score=5,
            recommended_dkk=1,
            reason="God",
            assessed_by=somebody(),
            assessed_on=DAY,
        )
    )
    return application


def a_decision():
    return saved(
        GrantDecision(
            application=an_assessed_application(),
            outcome="granted",
            granted_dkk=Decimal(1000),
            decided_on=DAY,
        )
    )


def a_partnership():
    decision = a_decision()
    return saved(
        Partnership(
            association=decision.application.association,
            decision=decision,
            title="Søndagskaffe",
            from_day=DAY,
            last_day=date(2026, 12, 31),
        )
    )


def an_instalment():
    return saved(Instalment(partnership=a_partnership(), due_on=DAY, amount_dkk=Decimal(1000)))


def a_report():
    return saved(GrantReport(partnership=a_partnership(), year=2026, due_on=DAY))


def read(make=None):
    return Door(args=of(make)) if make else Door()


def steer(make=None, method="get"):
    return Door(STEER, method, of(make)) if make else Door(STEER, method)


DOORS: dict[str, Door] = {
    "desk": read(),
    "policies": read(),
    "write-policy": steer(),
    "policy": read(a_policy),
    "edit-policy": steer(a_policy),
    "set-goal": steer(a_policy),
    "edit-goal": steer(a_goal),
    "remove-goal": steer(a_goal, "post"),
    "set-principle": steer(a_policy),
    "edit-principle": steer(a_principle),
    "remove-principle": steer(a_principle, "post"),
    "crosswalk": read(a_policy),
    "cross-goals": steer(a_policy, "post"),
    "uncross-goals": steer(a_mapping, "post"),
    "plans": read(),
    "adopt-plan": steer(a_policy),
    "plan": read(a_plan),
    "plan-table": read(a_plan),
    "plan-timeline": read(a_plan),
    "edit-plan": steer(a_plan),
    "prolong-plan": steer(a_plan),
    "start-initiative": steer(a_plan),
    "initiative": read(an_initiative),
    "initiative-history": read(an_initiative),
    "edit-initiative": steer(an_initiative),
    "assign-owner": steer(an_initiative),
    "override-status": steer(an_initiative),
    "return-to-computed": steer(an_initiative, "post"),
    "begin-initiative": steer(an_initiative),
    "finish-initiative": steer(an_initiative),
    "pause-initiative": steer(an_initiative),
    "resume-initiative": steer(an_initiative, "post"),
    "carry-on": steer(an_initiative),
    "take-back-lineage": steer(a_lineage, "post"),
    "set-milestone": steer(an_initiative),
    "edit-milestone": steer(a_milestone),
    "take-up-milestone": steer(a_milestone, "post"),
    "complete-milestone": steer(a_milestone),
    "drop-milestone": steer(a_milestone, "post"),
    "reopen-milestone": steer(a_milestone, "post"),
    "split-criteria": steer(an_initiative),
    "edit-criterion": steer(a_criterion),
    "remove-criterion": steer(a_criterion, "post"),
    "reach-criterion": steer(a_criterion, "post"),
    "add-funding": steer(an_initiative),
    "edit-funding": steer(funding),
    "remove-funding": steer(funding, "post"),
    "parties": read(),
    "name-party": steer(),
    "name-committee": steer(),
    "grants": read(),
    "set-up-grants": steer(),
    "grant-scheme": Door(args=lambda: [a_decision().application.round.scheme_id]),
    "open-grant-round": steer(a_scheme),
    "receive-application": steer(a_round),
    "check-application": steer(an_application),
    "assess-application": steer(an_application),
    "decide-application": steer(an_assessed_application),
    "agree-partnership": steer(a_decision),
    "grant-partnership": read(a_partnership),
    "pay-instalment": steer(an_instalment, "post"),
    "receive-report": steer(a_report),
    "settle-unspent": steer(a_report),
}
