"""Write a business case; what it gives is always computed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.core.versions import save_if_unchanged
from helhed.money import som
from helhed.money.models import BusinessCase


class AssumptionMissing(Refused):
    message = _("A number is missing or is no number. Each consequence needs its source.")


@transaction.atomic
def write_business_case(
    *,
    by: User,
    title: str,
    assumptions: Mapping[str, Any],
    case: BusinessCase | None = None,
    based_on: int = 1,
) -> BusinessCase:
    """Write the assumptions, new or anew. Raises AssumptionMissing and Conflict.

    `assumptions` has the shape `som.read` describes.
    """
    try:
        read = som.read(assumptions)
    except (KeyError, ArithmeticError, ValueError, TypeError) as error:
        raise AssumptionMissing from error
    if any(not row.source for row in read.consequences):
        raise AssumptionMissing
    if case is None:
        case = BusinessCase(title=title.strip(), assumptions=dict(assumptions), written_by=by)
        checked(case).save()
    else:
        fields = {"title": title.strip(), "assumptions": dict(assumptions)}
        save_if_unchanged(case, based_on=based_on, **fields)
    audit.record("money.write_business_case", by=by, obj=case)
    return case
