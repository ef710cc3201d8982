"""Making a plan public, and taking it back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.public_site.models import Publication, PublicText, PublishedPage
from helhed.public_site.snapshot import Draft, Kind, pages_of
from helhed.strategy.models import ActionPlan, ContactPerson, Indicator

FOUR = 4
# Shorter names are ordinary words as well.
SHORTEST_NAME = 5


class NamesInText(Refused):
    """The name of a contact person or an owner stands in what would be published."""

    def __init__(self, places: Sequence[str]) -> None:
        self.places = list(places)
        super().__init__(
            _("A colleague is named in: %(places)s. Take the name out before you publish.")
            % {"places": "; ".join(places)}
        )


class TooManyHeadlines(Refused):
    message = _("Choose four figures at most for the front page.")


class NotPublic(Refused):
    message = _("The plan is not public now.")


@transaction.atomic
def write_public_text(
    plan: ActionPlan, *, by: User | None, subject: UUID, **words: str
) -> PublicText:
    """The words for everybody about the plan, an initiative or an indicator; a draft until
    the plan is published. `words`: short, title_en, short_en, easy.
    """
    row = PublicText.objects.select_for_update().filter(plan=plan, subject=subject).first()
    row = row or PublicText(plan=plan, subject=subject)
    for name, value in words.items():
        setattr(row, name, value.strip())
    row.version += not row._state.adding
    checked(row).save()
    audit.record("public_site.write_public_text", by=by, obj=row, subject=subject)
    return row


@transaction.atomic
def publish_plan(
    plan: ActionPlan, *, by: User, at: datetime, headlines: Sequence[str] = ()
) -> Publication:
    """Copy what is public of the plan as it stands; what was public before gives way to it.

    `headlines` are the keys of the indicators for the front page, in their order.
    """
    if len(headlines) > FOUR:
        raise TooManyHeadlines
    drafts = pages_of(plan, on=timezone.localdate(at))
    if found := sorted(set(named_in(plan, drafts))):
        raise NamesInText(found)
    ActionPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    earlier = Publication.objects.filter(plan=plan)
    number = (earlier.aggregate(last=Max("number"))["last"] or 0) + 1
    earlier.current().update(current=False)
    publication = Publication(plan=plan, number=number, slug=_slug(plan, drafts), published_at=at)
    checked(publication).save()
    places = {key: place for place, key in enumerate(headlines, start=1)}
    PublishedPage.objects.bulk_create(
        PublishedPage(
            publication=publication,
            kind=one.kind,
            key=publication.slug if one.kind == Kind.PLAN else one.key,
            position=one.position,
            headline=places.get(one.subject) if one.kind == Kind.INDICATOR else None,
            data=one.data,
        )
        for one in _addressed(drafts)
    )
    audit.record("public_site.publish_plan", by=by, obj=publication, plan=plan.pk, number=number)
    return publication


@transaction.atomic
def withdraw_plan(plan: ActionPlan, *, by: User) -> Publication:
    """Nothing of the plan is public any more. What was published is kept, but shown to nobody."""
    publication = Publication.objects.current().filter(plan=plan).select_for_update().first()
    if publication is None:
        raise NotPublic
    publication.current = False
    publication.save(update_fields=["current"])
    audit.record("public_site.withdraw_plan", by=by, obj=publication, plan=plan.pk)
    return publication


def _slug(plan: ActionPlan, drafts: Sequence[Draft]) -> str:
    wanted = next(one.key for one in drafts if one.kind == Kind.PLAN)
    taken = Publication.objects.current().exclude(plan=plan).filter(slug=wanted).exists()
    return f"{wanted[:60]}-{plan.pk.hex[-6:]}" if taken else wanted


def _addressed(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Two titles may give the same address; the second gets a number."""
    taken: set[tuple[str, str]] = set()
    for one in drafts:
        key, number = one.key, 1
        while (one.kind, key) in taken:
            number += 1
            key = f"{one.key}-{number}"
        taken.add((one.kind, key))
        yield Draft(one.kind, key, one.position, one.data, one.subject)


def named_in(plan: ActionPlan, drafts: Sequence[Draft]) -> Iterator[str]:
    """Where a contact person or an owner is named: the titles of those pages."""
    names = _names(plan)
    for one in drafts:
        text = " ".join(" ".join(_texts(one.data)).split()).casefold()
        if any(name in text for name in names):
            yield str(one.data["title"])


def _names(plan: ActionPlan) -> set[str]:
    persons = ContactPerson.objects.filter(initiative__plan=plan).values_list("person", flat=True)
    owners = plan.initiatives.filter(owner__isnull=False).values_list("owner__name", flat=True)
    figures = Indicator.objects.filter(owner__isnull=False).values_list("owner__name", flat=True)
    found = (" ".join(name.split()).casefold() for name in (*persons, *owners, *figures))
    return {name for name in found if len(name) >= SHORTEST_NAME and " " in name}


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
