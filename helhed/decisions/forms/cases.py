"""Questions about a case: what is asked for, known, collected, heard, delayed."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.assessments.models import Assessment
from helhed.citizens.models import Consent
from helhed.core import clock
from helhed.decisions.models import CaseFile, Collection, Hearing, LegalBasis
from helhed.design.words import plain_day
from helhed.teams.models import Team

TEXT = forms.Textarea(attrs={"rows": 3})
CLOSINGS = [
    (value, capfirst(CaseFile.Closing(value).label))
    for value in (CaseFile.Closing.WITHDRAWN, CaseFile.Closing.FORWARDED)
]


def capital(choices: Any) -> list[tuple[str, Any]]:
    """The labels with a capital, as they stand alone in a list."""
    return [(value, capfirst(label)) for value, label in choices]


def paragraphs(on: date) -> list[tuple[str, str]]:
    """Paragraphs in force by which something is decided: (code, "Serviceloven § 85 · Støtte")."""
    rows = (
        LegalBasis.objects.on(on)
        .exclude(case_type__in=("none", ""))
        .order_by("act", "paragraph", "id")
    )
    return [(row.code, f"{row.label} · {row.title}") for row in rows]


class OpenCaseForm(forms.Form):
    title = forms.CharField(label=_("What does the citizen ask for?"), max_length=120)
    basis_code = forms.ChoiceField(
        label=_("Paragraph"), help_text=_("It can be changed until it is decided.")
    )
    received_at = forms.DateTimeField(
        label=_("When did the citizen ask?"),
        help_text=_("The first time somebody was asked, also in passing: then the clock started."),
    )
    how = forms.ChoiceField(
        label=_("How?"), choices=capital(CaseFile.How.choices), widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("In the citizen's own words"), widget=TEXT, required=False)
    leaves_on = forms.DateField(label=_("Moves out on, if known"), required=False)
    leaves_from = forms.CharField(label=_("Moves out from"), max_length=120, required=False)
    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none(), empty_label=None)
    impartial = forms.BooleanField(
        label=_("I have no part in it myself"), required=False, initial=True
    )

    def __init__(self, *args: Any, teams: QuerySet[Team], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        self.fields["team"].initial = teams.first()
        # Nobody decides by the first paragraph of a list because it stood there.
        self.fields["basis_code"].choices = [("", _("Choose")), *paragraphs(on)]  # type: ignore[attr-defined]
        self.fields["received_at"].initial = timezone.localtime(clock.now()).replace(
            second=0, microsecond=0, tzinfo=None
        )


class BasisForm(forms.Form):
    basis_code = forms.ChoiceField(label=_("Paragraph"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis_code"].choices = paragraphs(on)  # type: ignore[attr-defined]


class AssessmentForm(forms.Form):
    assessment = forms.ModelChoiceField(
        label=_("Which assessment does the decision rest on?"),
        queryset=Assessment.objects.none(),
        required=False,
        empty_label=_("None, only on what is noted in the case"),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, assessments: QuerySet[Assessment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["assessment"]
        field.queryset = assessments
        field.label_from_instance = lambda row: (
            f"{row.reason} ({row.get_state_display()}, {plain_day(row.opened_on, clock.today())})"
        )


class WordsForm(forms.Form):
    words = forms.CharField(label=_("In the citizen's own words"), widget=TEXT, required=False)
    words_declined = forms.BooleanField(
        label=_("The citizen was asked and would not say"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class LeavingForm(forms.Form):
    leaves_on = forms.DateField(label=_("Moves out on"), required=False)
    leaves_from = forms.CharField(label=_("Moves out from"), max_length=120, required=False)


class PassForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_("Who takes it over?"), queryset=User.objects.none(), empty_label=None
    )
    note = forms.CharField(label=_("In a few words"), max_length=300, required=False)

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]
        self.fields["to"].label_from_instance = lambda person: person.name  # type: ignore[attr-defined]


class DelayForm(forms.Form):
    HOW = (
        ("oral", _("Said face to face")),
        ("phone", _("By telephone")),
        ("paper", _("By letter on paper")),
        ("digital_post", _("Digital Post")),
    )
    new_day = forms.DateField(label=_("When can the citizen have an answer?"))
    reason = forms.CharField(
        label=_("Why later? Say it as you would to the citizen"), max_length=300, widget=TEXT
    )
    how = forms.ChoiceField(label=_("How is it told?"), choices=HOW, widget=forms.RadioSelect)


class CloseForm(forms.Form):
    closing = forms.ChoiceField(
        label=_("Why is there nothing to decide?"),
        choices=CLOSINGS,
        widget=forms.RadioSelect,
        help_text=_("Not having come or not having answered is no reason."),
    )
    note = forms.CharField(
        label=_("What did the citizen say, or to whom is it sent on?"), max_length=300, widget=TEXT
    )


class FactForm(forms.Form):
    text = forms.CharField(label=_("What do we know?"), max_length=500, widget=TEXT)
    source = forms.CharField(label=_("From whom?"), max_length=160)
    dated_on = forms.DateField(label=_("From which day?"))
    known_to_citizen = forms.BooleanField(
        label=_("The citizen knows it"), required=False, initial=True
    )
    against = forms.BooleanField(
        label=_("It speaks against what the citizen asks for"), required=False
    )
    weighs = forms.BooleanField(label=_("It weighs in the decision"), required=False, initial=True)


class CollectForm(forms.Form):
    from_whom = forms.CharField(label=_("Who is asked?"), max_length=160)
    what = forms.CharField(label=_("About what?"), max_length=300)
    basis = forms.ChoiceField(
        label=_("On what basis?"),
        choices=capital(Collection.Basis.choices),
        widget=forms.RadioSelect,
    )
    consent = forms.ModelChoiceField(
        label=_("Which consent?"),
        queryset=Consent.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    ground = forms.CharField(
        label=_("Which ground in the law, and why?"), max_length=300, required=False
    )
    asked_on = forms.DateField(label=_("Asked on"))

    def __init__(self, *args: Any, consents: QuerySet[Consent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].queryset = consents  # type: ignore[attr-defined]
        self.fields["consent"].label_from_instance = (  # type: ignore[attr-defined]
            lambda row: f"{row.purpose} · {row.parties}"
        )


class AnswerCollectionForm(forms.Form):
    answer = forms.CharField(label=_("What did they answer?"), widget=TEXT, required=False)
    done_without = forms.CharField(
        label=_("Or: why can it be decided without?"), max_length=300, required=False
    )
    on = forms.DateField(label=_("Day"))


class HearingForm(forms.Form):
    how = forms.ChoiceField(
        label=_("How does the citizen hear it?"),
        choices=capital(Hearing.How.choices),
        widget=forms.RadioSelect,
        help_text=_("Never by Digital Post alone."),
    )
    answer_by = forms.DateField(label=_("Day for the answer, agreed with the citizen"))
    agreed = forms.BooleanField(
        label=_("The day is agreed with the citizen"), required=False, initial=True
    )


class HearingAnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("What did the citizen answer?"),
        widget=TEXT,
        required=False,
        help_text=_("Write it as it was said."),
    )
    nothing_to_add = forms.BooleanField(label=_("The citizen has nothing to add"), required=False)
    answered_orally = forms.BooleanField(
        label=_("It was said, and I wrote it down"), required=False, initial=True
    )
    on = forms.DateField(label=_("Day"))
