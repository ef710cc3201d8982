"""Support to associations, step by step: scheme, round, application, assessment, decision."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.strategy.models import (
    AgendaItem,
    GrantApplication,
    GrantAssessment,
    GrantDecision,
    GrantRound,
    GrantScheme,
    Initiative,
    Party,
)
from helhed.strategy.verbs.parties import note_reference


class YearHasAScheme(Refused):
    message = _("There is a scheme for that year already.")


class RoundNotOpen(Refused):
    message = _("The round is not open on that day. Choose another round or the rolling pool.")


class AlreadyAssessed(Refused):
    message = _("The application is assessed already.")


class AssessFirst(Refused):
    message = _("Assess the application before the committee decides.")


class AlreadyDecided(Refused):
    message = _("The application has been decided already.")


class ChecklistNotMet(Refused):
    message = _(
        "The application does not meet the checklist: volunteers carry it, it is not covered by "
        "§ 79, and child certificates are in place. Refuse it, or put the checklist right."
    )


class MoreThanIsLeft(Refused):
    message = _("That is more than is left of the year's scheme.")


class MoreThanAskedFor(Refused):
    message = _("That is more than was asked for.")


@transaction.atomic
def set_up_scheme(
    *,
    by: User,
    year: int,
    amount_dkk: Decimal,
    priorities: str = "",
    criteria: str = "",
    agenda_item: AgendaItem | str | None = None,
) -> GrantScheme:
    """What the committee sets aside for the year, for whom and by which criteria (one a line)."""
    if GrantScheme.objects.filter(year=year).exists():
        raise YearHasAScheme
    scheme = GrantScheme(
        year=year,
        amount_dkk=amount_dkk,
        priorities=priorities.strip(),
        criteria=criteria.strip(),
        agenda_item=note_reference(agenda_item, by=by),
    )
    checked(scheme).save()
    audit.record("strategy.set_up_scheme", by=by, obj=scheme, year=year)
    return scheme


@transaction.atomic
def open_round(
    scheme: GrantScheme,
    *,
    by: User,
    kind: str,
    opens_on: date,
    closes_on: date,
    dialogue_meeting_on: date | None = None,
) -> GrantRound:
    """Associations may apply from the first day to the last, both included."""
    grant_round = GrantRound(
        scheme=scheme,
        kind=kind,
        opens_on=opens_on,
        closes_on=closes_on,
        dialogue_meeting_on=dialogue_meeting_on,
    )
    checked(grant_round).save()
    audit.record("strategy.open_round", by=by, obj=grant_round, scheme=scheme.pk)
    return grant_round


@transaction.atomic
def receive_application(
    grant_round: GrantRound,
    *,
    by: User,
    association: Party,
    title: str,
    asked_dkk: Decimal,
    received_on: date,
    aims: str = "",
    budget_dkk: Decimal | None = None,
    volunteers_at_core: bool = False,
    not_section_79: bool = False,
    child_certificates: bool = False,
    initiative: Initiative | None = None,
) -> GrantApplication:
    """An association asks, while the round is open."""
    if not grant_round.opens_on <= received_on <= grant_round.closes_on:
        raise RoundNotOpen
    application = GrantApplication(
        round=grant_round,
        association=association,
        title=title.strip(),
        aims=aims.strip(),
        asked_dkk=asked_dkk,
        budget_dkk=budget_dkk,
        received_on=received_on,
        volunteers_at_core=volunteers_at_core,
        not_section_79=not_section_79,
        child_certificates=child_certificates,
        initiative=initiative,
    )
    checked(application).save()
    audit.record("strategy.receive_application", by=by, obj=application, round=grant_round.pk)
    return application


@transaction.atomic
def check_application(
    application: GrantApplication,
    *,
    by: User,
    volunteers_at_core: bool,
    not_section_79: bool,
    child_certificates: bool,
) -> GrantApplication:
    """Put the checklist right, until the committee has decided."""
    application = _locked(application)
    if _final(application):
        raise AlreadyDecided
    application.volunteers_at_core = volunteers_at_core
    application.not_section_79 = not_section_79
    application.child_certificates = child_certificates
    application.save(update_fields=["volunteers_at_core", "not_section_79", "child_certificates"])
    audit.record("strategy.check_application", by=by, obj=application)
    return application


@transaction.atomic
def assess_application(
    application: GrantApplication,
    *,
    by: User,
    score: int,
    recommended_dkk: Decimal,
    reason: str,
    on: date,
) -> GrantAssessment:
    """What the administration thinks (score 0-10) and recommends the committee."""
    application = _locked(application)
    if GrantAssessment.objects.filter(application=application).exists():
        raise AlreadyAssessed
    if recommended_dkk > application.asked_dkk:
        raise MoreThanAskedFor
    assessment = GrantAssessment(
        application=application,
        score=score,
        recommended_dkk=recommended_dkk,
        reason=reason.strip(),
        assessed_by=by,
        assessed_on=on,
    )
    checked(assessment).save()
    audit.record("strategy.assess_application", by=by, obj=assessment, score=score)
    return assessment


@transaction.atomic
def decide_application(
    application: GrantApplication,
    *,
    by: User,
    outcome: str,
    on: date,
    granted_dkk: Decimal = Decimal(0),
    reason: str = "",
    agenda_item: AgendaItem | str | None = None,
) -> GrantDecision:
    """What the committee answered. A postponed application is decided again later."""
    # The scheme is locked, so that two decisions cannot use the same money.
    scheme = GrantScheme.objects.select_for_update().get(rounds=application.round_id)
    application = _locked(application)
    _may_decide(application, outcome, granted_dkk, left_of(scheme))
    decision = GrantDecision(
        application=application,
        outcome=outcome,
        granted_dkk=granted_dkk,
        reason=reason.strip(),
        agenda_item=note_reference(agenda_item, by=by),
        decided_on=on,
    )
    checked(decision).save()
    audit.record("strategy.decide_application", by=by, obj=decision, outcome=outcome)
    return decision


def _may_decide(
    application: GrantApplication, outcome: str, granted: Decimal, left: Decimal
) -> None:
    if _final(application):
        raise AlreadyDecided
    if not GrantAssessment.objects.filter(application=application).exists():
        raise AssessFirst
    if granted and not application.checklist_met:
        raise ChecklistNotMet
    if granted > application.asked_dkk:
        raise MoreThanAskedFor
    if granted > left:
        raise MoreThanIsLeft


def left_of(scheme: GrantScheme) -> Decimal:
    """What the scheme's decisions have left of its amount."""
    decisions = GrantDecision.objects.filter(application__round__scheme=scheme)
    used: Decimal | None = decisions.aggregate(used=Sum("granted_dkk"))["used"]
    return scheme.amount_dkk - (used or Decimal(0))


def _final(application: GrantApplication) -> bool:
    return application.decisions.exclude(outcome=GrantDecision.Outcome.POSTPONED).exists()


def _locked(application: GrantApplication) -> GrantApplication:
    return GrantApplication.objects.select_for_update(of=("self",)).get(pk=application.pk)
