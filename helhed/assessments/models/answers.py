"""Answers to an instrument: a few questions, a scale, a score."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.core import clock


class Answers(AboutCitizen):
    """One filling-in of an instrument (besvarelse).

    `answers` = {item: number or null}; null is an item the citizen would rather skip, and then
    there is no score. Who else than the citizen answered is written (`proxy`), never hidden.
    """

    instrument = models.CharField(max_length=40)
    edition = models.CharField(max_length=20)
    answers = models.JSONField(default=dict)
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    proxy = models.CharField(_("answered by somebody else"), max_length=120, blank=True)
    spoken = models.BooleanField(_("read aloud"), default=False)
    about = models.CharField(_("what it is about"), max_length=120, blank=True)
    on = models.DateField(default=clock.today)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("on", "created_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(answers={}), name="assessments_answers_are_answers"
            ),
        ]
