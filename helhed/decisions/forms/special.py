"""Questions about who is responsible, notices, counselling, the free card and growing up."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helhed.core import clock
from helhed.decisions.forms.cases import capital
from helhed.decisions.models import (
    Counselling,
    LegalBasis,
    Responsibility,
    Transition,
    TransitionMeeting,
)
from helhed.teams.models import Team

TOPICS = (
    ("support", _("Support")),
    ("education", _("Education and work")),
    ("income", _("Income")),
    ("housing", _("Housing")),
    ("social", _("Friends and free time")),
    ("other", _("Other")),
)


class ResponsibleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("The municipality"),
        choices=capital(Responsibility.Role.choices),
        widget=forms.RadioSelect,
    )
    law = forms.ChoiceField(
        label=_("By the law on"),
        choices=capital(Responsibility.Law.choices),
        widget=forms.RadioSelect,
    )
    municipality = forms.CharField(label=_("Municipality"), max_length=80)
    because = forms.CharField(label=_("Because"), max_length=300)
    from_day = forms.DateField(label=_("From"))
    disputed_with = forms.CharField(
        label=_("If it is disputed: with whom?"), max_length=80, required=False
    )


class ResidenceForm(forms.Form):
    on = forms.DateField(label=_("Day"))
    what = forms.CharField(label=_("What do we know?"), max_length=300)
    municipality = forms.CharField(label=_("Municipality"), max_length=80)
    source = forms.CharField(label=_("From whom?"), max_length=160)


class RepresentativeForm(forms.Form):
    name = forms.CharField(label=_("Who speaks for the citizen?"), max_length=120)
    scope = forms.CharField(
        label=_("In what?"), max_length=200, help_text=_("Everything, or one case.")
    )
    from_day = forms.DateField(label=_("From"))
    until_day = forms.DateField(label=_("Until, if agreed"), required=False)
    gets_letters = forms.BooleanField(
        label=_("Gets a copy of letters"), required=False, initial=True
    )


class EndForm(forms.Form):
    on = forms.DateField(label=_("From which day?"), initial=clock.today)


class EndAnonymousForm(forms.Form):
    on = forms.DateField(label=_("Day"), initial=clock.today)
    because = forms.CharField(
        label=_("How did it end?"),
        max_length=300,
        help_text=_("Not having come is no end: look for the person, and keep the place."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ToldForm(forms.Form):
    on = forms.DateField(label=_("Day"))
    whom = forms.CharField(label=_("Who was told?"), max_length=120)


class CounsellingForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind"), choices=capital(Counselling.Kind.choices), widget=forms.RadioSelect
    )
    on = forms.DateField(label=_("Day"))
    hours = forms.DecimalField(
        localize=True,
        label=pgettext_lazy("number", "Hours"),
        max_digits=4,
        decimal_places=1,
        min_value=0,
    )
    child = forms.IntegerField(
        label=_("For a child: number in the family"), min_value=1, required=False
    )


class CardForm(forms.Form):
    number = forms.CharField(label=_("Card number"), max_length=20)
    from_day = forms.DateField(label=_("From"))


class EarningForm(forms.Form):
    on = forms.DateField(label=_("Day"))
    amount_dkk = forms.DecimalField(
        localize=True, label=_("Kroner"), max_digits=10, decimal_places=2, min_value=0
    )
    employer = forms.CharField(label=_("Where"), max_length=120, required=False)


class TopicForm(forms.Form):
    topic = forms.ChoiceField(
        label=_("What is thought through with the young person?"),
        choices=[row for row in TOPICS if row[0] in Transition.TOPICS],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What is agreed?"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class TransitionMeetingForm(forms.Form):
    what = forms.ChoiceField(
        label=_("What is it?"),
        choices=capital(TransitionMeeting.What.choices),
        widget=forms.RadioSelect,
        initial=TransitionMeeting.What.MEETING,
    )
    on = forms.DateField(label=_("Day"))
    with_whom = forms.CharField(
        label=_("With whom?"),
        max_length=200,
        help_text=_("The young person, the parents, and those who take over."),
    )


class TransitionHeldForm(forms.Form):
    held_on = forms.DateField(label=_("Held on"))
    agreed = forms.CharField(label=_("What was agreed?"), widget=forms.Textarea(attrs={"rows": 3}))


class AnonymousForm(forms.Form):
    called = forms.CharField(label=_("What does the person want to be called?"), max_length=60)
    basis_code = forms.ChoiceField(label=_("Treatment"), widget=forms.RadioSelect)
    asked_at = forms.DateTimeField(label=_("When did the person ask?"))
    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none(), empty_label=None)

    def __init__(self, *args: Any, teams: QuerySet[Team], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = LegalBasis.objects.on(on).filter(anonymous_allowed=True).exclude(start_within="")
        basis: Any = self.fields["basis_code"]
        basis.choices = [(row.code, f"{row.title} ({row.label})") for row in rows]
        team: Any = self.fields["team"]
        team.queryset = teams
        self.fields["asked_at"].initial = timezone.localtime(clock.now()).replace(
            second=0, microsecond=0, tzinfo=None
        )
