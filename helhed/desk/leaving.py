"""What the pages say first to whoever lets a citizen leave a shelter before support is decided."""

from django.utils.translation import gettext_lazy as _

from helhed.casework.verbs.endings import Missing
from helhed.citizens.models import Citizen
from helhed.stays import verbs as stays


def missing_before_leaving(citizen: Citizen) -> list[Missing]:
    """A line for each decision that is not made, with whom to ask."""
    return [
        Missing(
            _("Support is being decided and is not in place."),
            _("Ask for some days more, or ask %(who)s to decide it first.")
            % {"who": duty.owner.name if duty.owner else "…"},
        )
        for duty in stays.warnings_before_leaving(citizen)
    ]
