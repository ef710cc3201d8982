"""The plans the law names, printed as views of the one plan: nothing is written twice."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from helhed.citizens.models import Citizen, Consent
from helhed.decisions.models import ServiceOrder
from helhed.plans.overview import Help, Overview, overview, plan_of

# kind: (title, law). Titles are the law's own words.
KINDS = {
    "141": ("Handleplan", "Serviceloven § 141"),
    "142": ("Plan under ophold på herberg", "Serviceloven § 142"),
    "coordinated": ("Koordinerende indsatsplan", "Sundhedsstyrelsens retningslinjer"),
    "discharge": ("Udskrivningsaftale", "Psykiatriloven § 13 a"),
}


@dataclass(frozen=True)
class Section:
    """A heading and what the plan says under it; empty where the plan says nothing yet."""

    heading: str
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class StatutoryPlan:
    """One statutory plan as a view of the citizen's plan on a day."""

    title: str
    law: str
    name: str
    on: date
    sections: list[Section]
    # What the law asks for and the plan does not say yet.
    gaps: list[str]


def statutory_plan(citizen: Citizen, kind: str, *, on: date) -> StatutoryPlan:
    """The plan of that kind (`KINDS`). Raises KeyError for a kind the law does not know."""
    title, law = KINDS[kind]
    seen = overview(plan_of(citizen.pk), on=on)
    sections = [
        Section(_("Purpose, in own words"), [f"”{block.hope.words}”" for block in seen.blocks]),
        Section(_("Goals"), [way.goal.wording for way in seen.ways]),
        Section(_("The help that is needed"), _helps(seen)),
        Section(_("How long it is expected to last"), _lasting(citizen, seen)),
        *_special(kind, citizen, seen, on),
        Section(_("Who keeps it together, and when we look at it again"), _kept(seen)),
    ]
    return StatutoryPlan(
        title=title,
        law=law,
        name=citizen.shown_name,
        on=on,
        sections=sections,
        gaps=[section.heading for section in sections if not section.lines],
    )


def _all_help(seen: Overview) -> list[Help]:
    return [help_ for way in seen.ways for help_ in way.helps] + seen.other_help


def _helps(seen: Overview) -> list[str]:
    lines = []
    for help_ in _all_help(seen):
        row = help_.service
        parts = [row.name, row.provider, row.how_often, row.legal_basis]
        lines.append(" · ".join(part for part in parts if part))
    return lines


def _lasting(citizen: Citizen, seen: Overview) -> list[str]:
    orders = ServiceOrder.objects.running().filter(citizen=citizen).order_by("start_on", "id")
    lines = [
        _("%(provider)s from %(day)s, without an end date; looked at by %(look)s")
        % {
            "provider": order.provider,
            "day": order.start_on.strftime("%d.%m.%Y"),
            "look": order.report_by.strftime("%d.%m.%Y"),
        }
        for order in orders
    ]
    if not lines and _all_help(seen):
        lines = [_("The help has no end date. It goes on as long as it helps.")]
    return lines


def _special(kind: str, citizen: Citizen, seen: Overview, on: date) -> list[Section]:
    """What this law asks for beside the rest."""
    steps = [step.text for way in seen.ways for step in way.steps if step.done_on is None]
    if kind == "142":
        return [Section(_("The way to a home: next steps"), steps)]
    if kind == "discharge":
        return [Section(_("What happens after the discharge, and who does it"), steps)]
    if kind == "coordinated":
        consents = Consent.objects.valid_on(on).filter(
            citizen=citizen, kind=Consent.Kind.HOLISTIC_PLAN
        )
        said = [f"{row.parties} ({row.given_on:%d.%m.%Y})" for row in consents]
        return [Section(_("The citizen's consent"), said), Section(_("Who does what"), steps)]
    asked = [f"{row.authority}: {row.answer or row.asked}" for row in seen.asked]
    strengths = [asset.text for asset in seen.strengths]
    return [Section(_("Other things that matter"), strengths + asked)]


def _kept(seen: Overview) -> list[str]:
    plan = seen.plan
    if plan is None:
        return []
    who = plan.lead_coordinator.name if plan.lead_coordinator else ""
    day = plan.next_review_on.strftime("%d.%m.%Y") if plan.next_review_on else ""
    return [line for line in (who, day) if line]
