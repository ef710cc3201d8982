"""What has been made public of a plan, frozen as it stood that day."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhed.core import clock
from helhed.core.models import Noun
from helhed.strategy.models import ActionPlan


class PublicText(Noun):
    """A person's words for everybody about a plan, an initiative or an indicator (offentlig tekst).

    A draft until the plan is published again: the public database user cannot read it.
    """

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="public_texts")
    # The key of the plan, initiative or indicator it is about.
    subject = models.UUIDField()
    short = models.CharField(_("in a few words"), max_length=600, blank=True)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    short_en = models.CharField(_("in a few words, in English"), max_length=600, blank=True)
    easy = models.TextField(_("easy to read"), max_length=1200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "subject"], name="public_site_publictext_once_per_subject"
            ),
        ]


class PublicationQuerySet(models.QuerySet["Publication"]):
    def current(self) -> Self:
        """What everybody sees now."""
        return self.filter(current=True)


class Publication(Noun):
    """One publishing of a plan (offentliggørelse). Only whether it is the current one changes."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=80)
    published_at = models.DateTimeField(default=clock.now)
    current = models.BooleanField(default=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="public_site_publication_numbered_in_its_plan"
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(current=True),
                name="public_site_publication_one_is_current",
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(current=True),
                name="public_site_publication_address_is_its_own",
            ),
        ]


class PublishedPageQuerySet(models.QuerySet["PublishedPage"]):
    def current(self) -> Self:
        """Pages of what is public now, in reading order."""
        found = self.filter(publication__current=True).select_related("publication")
        return found.order_by("publication__slug", "kind", "position", "key")

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)


class PublishedPage(Noun):
    """One page of a publication (offentlig side): never changed, holds no names of persons."""

    class Kind(models.TextChoices):
        PLAN = "plan", _("plan")
        INITIATIVE = "initiative", _("initiative")
        INDICATOR = "indicator", _("indicator")
        HEARING = "hearing", _("hearing")
        PROPOSAL = "proposal", _("proposal")

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="pages")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.SlugField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    # 1-4 for the figures on the front page.
    headline = models.PositiveSmallIntegerField(null=True)
    # Its shape is told in helhed/public_site/snapshot.py.
    data = models.JSONField()

    objects = PublishedPageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "kind", "key"],
                name="public_site_publishedpage_address_is_its_own",
            ),
            models.CheckConstraint(
                condition=Q(headline__isnull=True) | Q(headline__range=(1, 4)),
                name="public_site_publishedpage_four_headlines",
            ),
        ]
