"""Levels of a condition over time, and the groups somebody belongs to."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.assessments import ffb
from helhed.assessments.models import Assessment, Condition, Level, TargetGroup
from helhed.assessments.verbs.assessments import still_going_on
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core.checking import checked
from helhed.core.errors import Refused


class CarriesNoLevel(Refused):
    message = _("This subtheme is told in words; a level belongs to what somebody does.")


@transaction.atomic
def set_level(
    citizen: Citizen,
    *,
    by: User,
    code: str,
    on: date,
    function: int | None = None,
    support: int | None = None,
    note: str = "",
    assessment: Assessment | None = None,
) -> Level:
    """Write how it is with a condition on a day. A follow-up is one more level of the same row.

    `function` and `support` are 0-4, 9 = not assessed. Source: Fælles Faglige Begreber.
    """
    if assessment is not None:
        still_going_on(assessment)
    if function is not None and not ffb.carries_level(code):
        raise CarriesNoLevel
    condition = Condition.objects.filter(citizen=citizen, code=code).first()
    if condition is None:
        condition = Condition(citizen=citizen, code=code)
        condition.save()
    level = Level(
        citizen=citizen,
        condition=condition,
        assessment=assessment,
        function=function,
        support=support,
        note=note.strip(),
        on=on,
        set_by=by,
    )
    checked(level).save()
    audit.record("assessments.set_level", by=by, obj=level, code=code)
    return level


@transaction.atomic
def withdraw_level(level: Level, *, by: User, on: date) -> Level:
    """Take back a level set by mistake."""
    level.withdrawn_on = on
    level.save(update_fields=["withdrawn_on"])
    audit.record("assessments.withdraw_level", by=by, obj=level)
    return level


@transaction.atomic
def name_target_groups(
    assessment: Assessment, *, by: User, codes: Sequence[str]
) -> list[TargetGroup]:
    """Name the groups in order; the first weighs most. Replaces what stood there."""
    still_going_on(assessment)
    ordered = list(dict.fromkeys(codes))
    for code in ordered:
        ffb.code(code, "target_group")
    assessment.target_groups.exclude(code__in=ordered).delete()
    standing = {group.code: group for group in assessment.target_groups.all()}
    groups = []
    for rank, code in enumerate(ordered, start=1):
        group = standing.get(code) or TargetGroup(
            citizen_id=assessment.citizen_id, assessment=assessment, code=code
        )
        group.rank = rank
        group.save()
        groups.append(group)
    audit.record("assessments.name_target_groups", by=by, obj=assessment, codes=ordered)
    return groups
