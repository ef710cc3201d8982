"""The rule of the waiting order: proposed, simulated, and only then published."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.errors import Refused
from helhed.housing.fitting import WISHES
from helhed.housing.models import Rule
from helhed.housing.order import PARTS, simulate
from helhed.stays.models import Bed

FIRST_ORDER = ["fits", "waiting", "said", "lot"]
FIRST_MUST = ["rent", "pets"]


class NothingIsHidden(Refused):
    message = _(
        "Every part of the order must be one that is explained, waiting time must count, and the"
        " lot comes last."
    )


class PublishedAlready(Refused):
    message = _("This version of the rule is in force already, or a later one is.")


def current_rule(at: datetime) -> Rule:
    """The rule in force; the first one is written when nobody has published any."""
    rule = Rule.objects.filter(published_at__isnull=False).order_by("-number").first()
    if rule is not None:
        return rule
    rule, _made = Rule.objects.get_or_create(
        number=1,
        defaults={
            "must": FIRST_MUST,
            "order": FIRST_ORDER,
            "why": gettext("The first rule: own wishes, then waiting time."),
            "proposed_at": at,
            "published_at": at,
        },
    )
    return rule


@transaction.atomic
def propose_rule(
    *, by: User, must: list[str], order: list[str], why: str, beds: list[Bed], at: datetime
) -> Rule:
    """A new version, with what it would change for the homes there are. Nobody is moved yet."""
    _check(must, order)
    old = current_rule(at)
    moves = simulate(old, must=must, by=order, beds=beds, on=at.date())
    newest = Rule.objects.order_by("-number").values_list("number", flat=True).first() or 0
    rule = Rule(
        number=newest + 1,
        must=must,
        order=order,
        why=why,
        proposed_by=by,
        proposed_at=at,
        simulated={
            "against": old.number,
            "homes": len(beds),
            "people": len({move.facts.wish_id for move in moves}),
            "moves": [_move(move) for move in moves],
        },
    )
    rule.save()
    audit.record("housing.propose_rule", by=by, obj=rule, moves=len(moves))
    return rule


def _move(move: Any) -> dict[str, Any]:
    # Keys, not names: who it is, is asked of the door when it is shown.
    return {
        "home": move.bed.name,
        "wish": str(move.facts.wish_id),
        "before": move.before,
        "after": move.after,
    }


def _check(must: list[str], order: list[str]) -> None:
    known = set(order) <= set(PARTS) and set(must) <= set(WISHES)
    once = len(set(order)) == len(order)
    if not (known and once and "waiting" in order and order[-1] == "lot"):
        raise NothingIsHidden


@transaction.atomic
def publish_rule(rule: Rule, *, by: User, at: datetime) -> Rule:
    """The proposed version is in force from now; the older ones stay to be read."""
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    later = Rule.objects.filter(published_at__isnull=False, number__gte=rule.number)
    if rule.published_at is not None or later.exists():
        raise PublishedAlready
    rule.published_at, rule.published_by = at, by
    rule.save(update_fields=["published_at", "published_by"])
    audit.record("housing.publish_rule", by=by, obj=rule, number=rule.number)
    return rule


def versions_on(day: date) -> list[Rule]:
    """Published versions up to the day, newest first."""
    return list(Rule.objects.filter(published_at__date__lte=day).order_by("-number"))
