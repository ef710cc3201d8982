"""Wishes: said, said anew, and put away when somebody waits no longer."""

import secrets
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core.errors import Refused
from helhed.housing.models import Said, Wish

LOTS = 1_000_000


class WriteTheWords(Refused):
    message = _("Write what the citizen wishes for, in their own words.")


@transaction.atomic
def say_wish(
    citizen: Citizen,
    *,
    by: User,
    words: str,
    on: date,
    waiting_since: date | None = None,
    **facts: Any,
) -> Said:
    """The citizen says what home they wish for. New words never cost waiting time.

    The first time the citizen gets a place in the order, waiting since `waiting_since` or `on`, and
    a lot is drawn and kept. `facts`: areas, kinds, rooms, rent_max_dkk, pets, alone, couple, floor,
    support.
    """
    if not words.strip():
        raise WriteTheWords
    wish = Wish.objects.select_for_update().filter(citizen=citizen, ended_on=None).first()
    if wish is None:
        since = waiting_since or on
        wish = Wish(citizen=citizen, waiting_since=since, lot=secrets.randbelow(LOTS) + 1)
        wish.save()
    wish.said.filter(current=True).update(current=False)
    said = Said(citizen=citizen, wish=wish, words=words.strip(), said_on=on, noted_by=by, **facts)
    said.save()
    audit.record("housing.say_wish", by=by, obj=said, wish=wish.pk)
    return said


def still_here(citizen: Citizen) -> Wish | None:
    """The citizen's place in the order, if they wait."""
    return Wish.objects.waiting().filter(citizen=citizen).first()


@transaction.atomic
def end_wish(wish: Wish, *, by: User, on: date, because: str) -> Wish:
    """The citizen waits no longer. A no to a home never ends the waiting."""
    wish = Wish.objects.select_for_update().get(pk=wish.pk)
    if wish.ended_on is None:
        wish.ended_on, wish.ended_because = on, because
        wish.version += 1
        wish.save(update_fields=["ended_on", "ended_because", "version"])
        audit.record("housing.end_wish", by=by, obj=wish, because=because)
    return wish
