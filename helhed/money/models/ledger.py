"""The ledger: what was committed, what was paid, and what came back. Nothing is ever rewritten."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.core import clock
from helhed.core.models import Noun
from helhed.money.models.costs import Cost, Payer


class ImportedFile(Noun):
    """A file with actual payments, as it was received (indlæst fil)."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    rows = models.PositiveIntegerField()
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    imported_at = models.DateTimeField(default=clock.now)


class Posting(AboutCitizen):
    """One line of the ledger (postering), in øre; a mistake is met by its opposite.

    The database lets nobody change or remove a line.
    """

    class Kind(models.TextChoices):
        COMMITMENT = "commitment", _("committed")
        ACTUAL = "actual", _("paid")
        REFUND = "refund", _("refunded")

    cost = models.ForeignKey(Cost, on_delete=models.PROTECT, related_name="postings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    payer = models.CharField(max_length=18, choices=Payer.choices)
    payer_name = models.CharField(max_length=120, blank=True)
    month = models.DateField()
    oere = models.BigIntegerField()
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    file = models.ForeignKey(
        ImportedFile, null=True, blank=True, on_delete=models.PROTECT, related_name="postings"
    )
    line = models.PositiveIntegerField(null=True, blank=True)
    text = models.CharField(max_length=200, blank=True)
    booked_at = models.DateTimeField(default=clock.now)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("month", "booked_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(month__day=1), name="money_posting_month_is_its_first_day"
            ),
            # A month is committed once; running the month again changes nothing.
            models.UniqueConstraint(
                fields=["cost", "month", "payer", "payer_name"],
                condition=Q(kind="commitment", reverses__isnull=True),
                name="money_posting_month_is_committed_once",
            ),
            models.UniqueConstraint(
                fields=["file", "line", "payer", "payer_name"],
                name="money_posting_line_is_read_once",
            ),
        ]
        indexes = [models.Index(fields=["month", "payer"], name="money_posting_month")]


class Budget(Noun):
    """What a payer has set aside for a year, by legal basis or as a whole (budget)."""

    year = models.PositiveSmallIntegerField(_("year"))
    payer = models.CharField(_("payer"), max_length=18, choices=Payer.choices)
    basis_code = models.CharField(_("legal basis"), max_length=70, blank=True)
    oere = models.BigIntegerField(_("amount in øre"))
    source = models.CharField(_("where it stands"), max_length=200)

    class Meta:
        ordering = ("-year", "payer", "basis_code", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "payer", "basis_code"], name="money_budget_one_for_each_line"
            ),
            models.CheckConstraint(condition=Q(oere__gte=0), name="money_budget_is_not_negative"),
        ]
