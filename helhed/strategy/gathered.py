"""An initiative with its small parts, asked for at once: its page shows a dozen kinds of them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from helhed.strategy.models import (
    CommitteeOfInitiative,
    ContactPerson,
    Goal,
    ImportedField,
    Initiative,
    Lineage,
    Milestone,
    Partnership,
    RoundAnswer,
)
from helhed.strategy.standing import facts_of
from helhed.strategy.status import Course, Standing, Step, standing

ALONG = ("plan__policy", "owner", "department", "status_said_by")


def gathered() -> QuerySet[Any]:
    """Initiatives with `told_…` beside their fields: lists of what the page says of each part."""
    return Initiative.objects.select_related(*ALONG).annotate(
        told_goals=_told(Goal.objects.filter(initiatives=OuterRef("pk")), "pk title policy_id"),
        told_committees=_told(_of(CommitteeOfInitiative), "leads", name="committee__name"),
        told_contacts=_told(_of(ContactPerson), "pk person title department"),
        told_unsure=_told(_of(ImportedField).filter(sure=False), "label first_line last_line"),
        told_partnerships=_told(
            _of(Partnership),
            "pk from_day last_day",
            name="association__name",
        ),
        told_answers=_told(
            _of(RoundAnswer).order_by("-answered_at", "-id"),
            "status text answered_at",
            name="answered_by__name",
        ),
    )


def _of(model: Any) -> Any:
    return model.objects.filter(initiative=OuterRef("pk"))


def _told(rows: Any, fields: str, **named: str) -> ArraySubquery:
    said = {field: field for field in fields.split()} | named
    return ArraySubquery(rows.values(said=JSONObject(**said)))


def dated(rows: list[dict[str, Any]], *fields: str) -> list[dict[str, Any]]:
    """The rows with these fields as days or moments again, which JSON has as text."""
    return [row | {name: _day_or_moment(row[name]) for name in fields} for row in rows]


def _day_or_moment(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def lineage_of(initiative: Initiative) -> tuple[list[Lineage], list[Lineage]]:
    """What the initiative comes from, and what became of it. One query."""
    either = Q(from_initiative=initiative) | Q(to_initiative=initiative)
    rows = list(
        Lineage.objects.filter(either).select_related(
            "from_initiative__plan", "to_initiative__plan"
        )
    )
    mine: UUID = initiative.pk
    return (
        [row for row in rows if row.to_initiative_id == mine],
        [row for row in rows if row.from_initiative_id == mine],
    )


def standing_of(
    initiative: Initiative,
    milestones: list[Milestone],
    after: list[Lineage],
    courses: list[Course],
    *,
    on: date,
) -> Standing:
    """The status of one initiative from what its page has fetched already."""
    state = Milestone.State
    steps = [
        Step(row.due_on, row.state == state.DONE, row.state == state.UNDER_WAY)
        for row in milestones
        if row.state != state.DROPPED
    ]
    kinds = [row.kind for row in after if row.on <= on]
    facts = facts_of(initiative, steps, courses, kinds)
    return standing(facts, on=on, said=initiative.status_said, reason=initiative.status_reason)
