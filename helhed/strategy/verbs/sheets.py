"""Taking a plan out as an Excel file, and reading one in: all of it or nothing."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.audit.models import Channel
from helhed.core.errors import Conflict, Refused
from helhed.strategy.models import (
    ActionPlan,
    Committee,
    Criterion,
    Goal,
    Initiative,
    Milestone,
    Party,
)
from helhed.strategy.sheets.changes import Changes, RowChange, changes
from helhed.strategy.sheets.content import SHEETS, PlanSheet, Row, content_of, rows_of
from helhed.strategy.sheets.reading import Problem, ProblemsInSheet
from helhed.strategy.sheets.writing import workbook_of
from helhed.strategy.verbs.following import (
    edit_criterion,
    edit_milestone,
    set_milestone,
    split_criteria,
)
from helhed.strategy.verbs.initiatives import edit_initiative, start_initiative
from helhed.strategy.verbs.parties import name_party

TEXTS = (
    *("overview_title", "target_group", "carried_over_text", "challenge", "description"),
    *("success_criteria", "partners_text", "origin_text"),
)
AS_THEY_ARE = ("title", "number", "kind", "carried_over", "origin", "starts_on", "due_on", *TEXTS)


class ChangedMeanwhile(Refused):
    message = _("The plan has changed since you saw what would change. Look at it once more.")


class NothingChanges(Refused):
    message = _("The file says the same as the plan. Nothing is changed.")


@transaction.atomic
def take_out_sheet(plan: ActionPlan, *, by: User) -> bytes:
    """The plan as an .xlsx file."""
    data = workbook_of(content_of(plan), title=f"{plan.title} {plan.period}")
    audit.record("strategy.take_out_sheet", by=by, obj=plan, channel=Channel.EXPORT)
    return data


@transaction.atomic
def accept_sheet(plan: ActionPlan, *, by: User, sheet: PlanSheet, shown: str) -> Changes:
    """Carry out what the file changes; `shown` is the digest of the changes that were shown.

    Rows the file leaves out stay in the plan. Raises ChangedMeanwhile when the changes are no
    longer those, ProblemsInSheet when a row goes against a rule; then nothing is stored.
    """
    # Two who accept files of the same plan wait for each other.
    ActionPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    found = changes(plan, sheet)
    if not found.rows:
        raise NothingChanges
    if found.digest != shown:
        raise ChangedMeanwhile
    _Accepting(plan, by, sheet).carry_out(found)
    audit.record("strategy.accept_sheet", by=by, obj=plan, rows=len(found.rows))
    return found


class _Accepting:
    """The rows one after the other; new initiatives first, since milestones may point at them."""

    def __init__(self, plan: ActionPlan, by: User, sheet: PlanSheet) -> None:
        self.plan, self.by = plan, by
        self.numbers = {
            (part, id(row)): (name, number)
            for name, (part, _columns) in SHEETS.items()
            for number, row in enumerate(rows_of(sheet)[part], start=3)
        }
        # What a new row is called in the file, and the initiative it became.
        self.made: dict[str, Initiative] = {}

    def carry_out(self, found: Changes) -> None:
        steps: dict[str, Callable[[RowChange], None]] = {
            "initiatives": self.initiative,
            "milestones": self.milestone,
            "criteria": self.criterion,
        }
        for one in found.rows:
            try:
                steps[one.part](one)
            except Conflict:
                raise ChangedMeanwhile from None
            except Refused as refusal:
                name, number = self.numbers[one.part, id(one.row)]
                problem = Problem(name, number, _now("the row"), str(refusal))
                raise ProblemsInSheet([problem]) from refusal

    def initiative(self, one: RowChange) -> None:
        row = one.row
        fields = {name: row[name] for name in AS_THEY_ARE}
        more: dict[str, Any] = {
            **fields,
            "goals": self._goals(row),
            "committees": self._committees(row),
            "partners": [name_party(name, by=self.by) for name in _names(row, "partners")],
            "department": self._department(row),
        }
        if one.before is None:
            self.made[row.ref] = start_initiative(self.plan, by=self.by, **more)
            return
        standing = Initiative.objects.select_related("plan").get(pk=row.ref)
        edit_initiative(standing, by=self.by, based_on=standing.version, **more)

    def _goals(self, row: Row) -> list[Goal]:
        wanted = _names(row, "goals")
        return list(Goal.objects.filter(policy=self.plan.policy_id, key__in=wanted))

    def _committees(self, row: Row) -> list[Committee]:
        wanted = _names(row, "committees")
        known = {one.name: one for one in Committee.objects.filter(name__in=wanted)}
        return [known[name] for name in wanted]

    def _department(self, row: Row) -> Party | None:
        name = str(row["department"] or "")
        return name_party(name, by=self.by, kind=Party.Kind.DEPARTMENT) if name else None

    def _of(self, row: Row) -> Initiative:
        ref = str(row["initiative"])
        return self.made[ref] if ref in self.made else Initiative.objects.get(pk=ref)

    def milestone(self, one: RowChange) -> None:
        row: Any = one.row
        said = {name: row[name] for name in ("title", "due_on", "note")}
        if one.before is None:
            set_milestone(self._of(row), by=self.by, **said)
            return
        standing = Milestone.objects.get(pk=row.ref)
        edit_milestone(standing, by=self.by, based_on=standing.version, **said)

    def criterion(self, one: RowChange) -> None:
        row: Any = one.row
        names = ("text", "kind", "direction", "baseline", "target", "unit", "due_on")
        said = {name: row[name] for name in names}
        if one.before is None:
            made = split_criteria(self._of(row), by=self.by, texts=[row["text"]])
            if not made:
                raise Refused(_("The initiative has that criterion already."))
            standing = made[0]
        else:
            standing = Criterion.objects.get(pk=row.ref)
        edit_criterion(standing, by=self.by, based_on=standing.version, **said)


def _names(row: Row, name: str) -> tuple[str, ...]:
    value = row[name]
    return value if isinstance(value, tuple) else ()
