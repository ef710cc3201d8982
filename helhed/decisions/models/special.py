"""Shelters, crisis centres, the social free card, growing up, and who is responsible."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.decisions.models.decisions import Decision


class PlaceNotice(AboutCitizen):
    """A shelter or crisis centre tells the acting municipality (underretning, § 110 stk. 6)."""

    class What(models.TextChoices):
        SHELTER_IN = "shelter_in", _("came to a shelter")
        SHELTER_OUT = "shelter_out", _("left a shelter")
        CRISIS_IN = "crisis_in", _("came to a crisis centre")
        CRISIS_OUT = "crisis_out", _("left a crisis centre")

    what = models.CharField(max_length=12, choices=What.choices)
    stay_key = models.UUIDField()
    happened_on = models.DateField()
    tell_by = models.DateField()
    told_on = models.DateField(null=True, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    told_whom = models.CharField(_("told whom"), max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stay_key", "what"], name="decisions_placenotice_once_for_a_stay"
            ),
        ]


class Expulsion(AboutCitizen):
    """Somebody is told to leave a shelter (bortvisning): why, what was tried, where to instead."""

    stay_key = models.UUIDField()
    reason = models.TextField(_("what happened"))
    tried_first = models.TextField(_("what was tried first"))
    next_place = models.CharField(_("which other place was offered"), max_length=200)
    decided_on = models.DateField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # By the register of that day: since 2025 there is nowhere to complain.
    guidance = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(tried_first="") & ~Q(next_place=""),
                name="decisions_expulsion_says_why_what_was_tried_and_where_to",
                violation_error_message=_(
                    "Write why, what was tried first, and which other place was offered."
                ),
            ),
        ]


class Counselling(AboutCitizen):
    """An hour of counselling or psychology at a crisis centre (rådgivning, § 109)."""

    class Kind(models.TextChoices):
        FIRST = "first", _("first and coordinating counselling")
        PSYCHOLOGY = "psychology", _("psychologist")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    # A child is a number in the family, never a name.
    child = models.PositiveSmallIntegerField(_("child number"), null=True, blank=True)
    on = models.DateField(_("day"))
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gt=0),
                name="decisions_counselling_takes_time",
                violation_error_message=_("Write the hours."),
            ),
        ]


class FreeCard(AboutCitizen):
    """The social free card (socialt frikort): ordinary work up to a cap, and no benefit is lost."""

    decision = models.ForeignKey(
        Decision, null=True, on_delete=models.PROTECT, related_name="free_cards"
    )
    number = models.CharField(_("card number"), max_length=20)
    from_day = models.DateField(_("from"))
    recheck_by = models.DateField()
    rechecked_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen"],
                condition=Q(ended_on__isnull=True),
                name="decisions_freecard_one_at_a_time",
                violation_error_message=_("The citizen has a card already."),
            ),
        ]


class Earning(AboutCitizen):
    """Money earned on the card (indtægt): only told by the citizen, or read from the tax office."""

    card = models.ForeignKey(FreeCard, on_delete=models.PROTECT, related_name="earnings")
    on = models.DateField(_("day"))
    amount_dkk = models.DecimalField(_("kroner"), max_digits=10, decimal_places=2)
    employer = models.CharField(_("where"), max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_dkk__gt=0),
                name="decisions_earning_is_money",
                violation_error_message=_("Write the amount."),
            ),
        ]


class Transition(AboutCitizen):
    """From youth to adult (overgang 16-18, UKO): begun at 16, help ready on the birthday of 18."""

    TOPICS = ("support", "education", "income", "housing", "social", "other")

    begun_on = models.DateField()
    # The day the person is 18: decisions take effect then.
    adult_on = models.DateField()
    topics_settled = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    note = models.TextField(_("what is agreed"), blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["citizen"], name="decisions_transition_once_in_a_life"),
        ]


class TransitionMeeting(AboutCitizen):
    """A meeting on the way to 18 (UKO-møde, overlevering): planned, then noted with its outcome."""

    class What(models.TextChoices):
        MEETING = "meeting", _("a meeting about growing up")
        HANDOVER = "handover", _("the hand-over to the adult team")

    transition = models.ForeignKey(Transition, on_delete=models.PROTECT, related_name="meetings")
    what = models.CharField(_("what"), max_length=8, choices=What.choices)
    on = models.DateField(_("day"))
    with_whom = models.CharField(_("with whom"), max_length=200)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    agreed = models.TextField(_("what was agreed"), blank=True)

    class Meta:
        ordering = ("on", "created_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on__isnull=True, agreed="")
                | Q(held_on__isnull=False) & ~Q(agreed=""),
                name="decisions_transitionmeeting_held_with_an_outcome",
                violation_error_message=_("Write what was agreed."),
            ),
        ]


class Responsibility(AboutCitizen):
    """Which municipality acts or pays, by which law, from when (handle- og betalingskommune)."""

    class Role(models.TextChoices):
        ACTS = "acts", _("acts")
        PAYS = "pays", _("pays")

    class Law(models.TextChoices):
        SOCIAL = "social", _("social services")
        BENEFIT = "benefit", _("benefit and employment")
        HEALTH = "health", _("health")

    role = models.CharField(_("the municipality"), max_length=4, choices=Role.choices)
    law = models.CharField(_("by the law on"), max_length=8, choices=Law.choices)
    municipality = models.CharField(_("municipality"), max_length=80)
    because = models.CharField(_("because"), max_length=300)
    from_day = models.DateField(_("from"))
    until_day = models.DateField(_("until"), null=True, blank=True)
    # Disagreement: somebody acts meanwhile, and Ankestyrelsen decides.
    disputed_with = models.CharField(_("disputed with"), max_length=80, blank=True)
    sent_to_board_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("law", "role", "from_day", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day__isnull=True) | Q(until_day__gt=F("from_day")),
                name="decisions_responsibility_ends_after_it_begins",
                violation_error_message=_("The last day lies after the first."),
            ),
        ]


class ResidenceFact(AboutCitizen):
    """One dated sign of where the citizen stayed or sought help (bopælsbevis), with its source."""

    on = models.DateField(_("day"))
    what = models.CharField(_("what we know"), max_length=300)
    municipality = models.CharField(_("municipality"), max_length=80)
    source = models.CharField(_("from whom"), max_length=160)

    class Meta:
        ordering = ("on", "id")
