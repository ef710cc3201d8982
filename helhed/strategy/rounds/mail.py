"""The digest: one mail to one person about everything that is asked of them."""

from datetime import date

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from helhed.strategy.rounds.asked import Owner


def digest(owner: Owner, *, url: str, on: date) -> tuple[str, str]:
    """Subject and text. The titles of initiatives are public; nothing in it is about a citizen."""
    with translation.override("da"):
        late = owner.is_late(on)
        subject = (
            _("Late: how do your initiatives go?") if late else _("How do your initiatives go?")
        )
        context = {"owner": owner, "url": url, "on": on, "late": late}
        return subject, render_to_string("strategy/mail/digest.txt", context)
