"""What the citizen says: hopes, strengths, and what helps when it gets hard."""

from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import check_fields, checked
from helhed.core.errors import Conflict, Refused
from helhed.core.versions import save_if_unchanged
from helhed.plans.models import CrisisPlan, Goal, Hope, Plan, Strength


class WordsAreMissing(Refused):
    message = _("Write the hope in the citizen's own words.")


class HopeHasGoals(Refused):
    message = _(
        "There are goals under this hope. Let them point at another hope, or put them away first."
    )


@transaction.atomic
def write_hope(plan: Plan, *, by: User, words: str, on: date, most_important: bool = False) -> Hope:
    """Write down a hope in the citizen's own words, with the colleague who wrote it together."""
    if not words.strip():
        raise WordsAreMissing
    others = Hope.objects.filter(plan=plan, put_away_on__isnull=True)
    if most_important:
        _make_room_in_front(others)
    hope = Hope(
        citizen_id=plan.citizen_id,
        plan=plan,
        words=words.strip(),
        said_on=on,
        written_with=by,
        rank=1 if most_important else others.count() + 1,
    )
    checked(hope).save()
    audit.record("plans.write_hope", by=by, obj=hope)
    return hope


@transaction.atomic
def reword_hope(hope: Hope, *, by: User, words: str, on: date, based_on: int) -> Hope:
    """Write the hope as the citizen says it now; the earlier words stay in the story.

    Raises Conflict with both texts when somebody changed it since version `based_on`.
    """
    if not words.strip():
        raise WordsAreMissing
    # Repeating a post must not move the day the words were said.
    said_on = hope.said_on if hope.words == words.strip() else on
    save_if_unchanged(hope, based_on=based_on, words=words.strip(), said_on=said_on)
    audit.record("plans.reword_hope", by=by, obj=hope, version=hope.version)
    return hope


@transaction.atomic
def put_hope_first(hope: Hope, *, by: User) -> Hope:
    """This is what matters most right now, the citizen says."""
    _make_room_in_front(Hope.objects.filter(plan=hope.plan_id, put_away_on__isnull=True))
    hope.rank = 1
    hope.save(update_fields=["rank"])
    audit.record("plans.put_hope_first", by=by, obj=hope)
    return hope


def _make_room_in_front(hopes: "models.QuerySet[Hope]") -> None:
    for rank, hope in enumerate(hopes.select_for_update(), start=2):
        if hope.rank != rank:
            hope.rank = rank
            hope.save(update_fields=["rank"])


@transaction.atomic
def put_hope_away(hope: Hope, *, by: User, on: date) -> Hope:
    """The citizen does not hope for this any more, or not now. The words are kept.

    Raises HopeHasGoals while current goals point at it, so that no goal loses its hope unseen.
    """
    if Goal.objects.current_on(on).filter(hope=hope).exists():
        raise HopeHasGoals
    hope.put_away_on = on
    hope.save(update_fields=["put_away_on"])
    audit.record("plans.put_hope_away", by=by, obj=hope)
    return hope


@transaction.atomic
def bring_hope_back(hope: Hope, *, by: User) -> Hope:
    """The hope counts again."""
    hope.put_away_on = None
    hope.save(update_fields=["put_away_on"])
    audit.record("plans.bring_hope_back", by=by, obj=hope)
    return hope


@transaction.atomic
def add_strength(plan: Plan, *, by: User, text: str) -> Strength:
    """Write down something the citizen is good at or can lean on."""
    strength = Strength(citizen_id=plan.citizen_id, plan=plan, text=text.strip())
    checked(strength).save()
    audit.record("plans.add_strength", by=by, obj=strength)
    return strength


@transaction.atomic
def remove_strength(strength: Strength, *, by: User, on: date) -> Strength:
    """Take a strength off the plan; it is kept with the day it was taken off."""
    strength.removed_on = on
    strength.save(update_fields=["removed_on"])
    audit.record("plans.remove_strength", by=by, obj=strength)
    return strength


@transaction.atomic
def keep_strength(strength: Strength, *, by: User) -> Strength:
    """The strength stands in the plan after all."""
    strength.removed_on = None
    strength.save(update_fields=["removed_on"])
    audit.record("plans.keep_strength", by=by, obj=strength)
    return strength


@transaction.atomic
def write_crisis_plan(
    plan: Plan,
    *,
    by: User,
    on: date,
    signs: str = "",
    helps: str = "",
    does_not_help: str = "",
    call: str = "",
    based_on: int | None = None,
) -> CrisisPlan:
    """Write what is agreed for hard times: how we notice, what helps and does not, who to call.

    `based_on` is the version that was read, or None when there was none. Raises Conflict with
    both texts when somebody wrote meanwhile.
    """
    texts = {"signs": signs, "helps": helps, "does_not_help": does_not_help, "call": call}
    crisis = CrisisPlan.objects.filter(plan=plan).first()
    if crisis is None:
        crisis = CrisisPlan(citizen_id=plan.citizen_id, plan=plan, written_on=on, **texts)
        checked(crisis).save()
    elif {name: getattr(crisis, name) for name in texts} != texts:
        _rewrite(crisis, texts, on=on, based_on=based_on)
    audit.record("plans.write_crisis_plan", by=by, obj=crisis, version=crisis.version)
    return crisis


def _rewrite(crisis: CrisisPlan, texts: dict[str, str], *, on: date, based_on: int | None) -> None:
    check_fields(crisis, **texts)
    if based_on is None:
        theirs = {name: getattr(crisis, name) for name in texts}
        raise Conflict(mine=dict(texts), theirs=theirs, version=crisis.version)
    save_if_unchanged(crisis, based_on=based_on, **texts)
    CrisisPlan.objects.filter(pk=crisis.pk).update(written_on=on)
    crisis.written_on = on
