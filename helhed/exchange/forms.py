"""What is asked before a citizen gets all that is written about them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helhed.exchange.whole.register import Part
from helhed.exchange.whole.telling import part_words

KNOWN_BY = [
    ("known", _("I know the person well")),
    ("papers", _("by papers with a picture")),
    ("mitid", _("by MitID")),
    ("for_them", _("I know who speaks for the person, and have seen the power of attorney")),
]
HANDED = [
    ("hand", _("in the hand")),
    ("read", _("we read it together, and the person takes it home")),
    ("digital_post", _("by Digital Post")),
    ("for_them", _("to who speaks for the person")),
]
DECIDE = [("give", _("Give it")), ("hold", _("Hold it back"))]


class WholeRecordForm(forms.Form):
    """`doubtful` are the parts that hold something and so must be decided on."""

    identified = forms.ChoiceField(
        label=_("How do you know that it is the right person?"),
        choices=KNOWN_BY,
        widget=forms.RadioSelect,
    )
    handed = forms.ChoiceField(
        label=_("How is it handed over?"), choices=HANDED, widget=forms.RadioSelect
    )
    because = forms.CharField(
        label=_("Why is something held back?"),
        help_text=_("Only if you hold something back. The citizen reads it on the first page."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, doubtful: Sequence[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doubtful = doubtful
        words = part_words()
        for part in doubtful:
            self.fields[str(part)] = forms.ChoiceField(
                label=str(words[part]), choices=DECIDE, widget=forms.RadioSelect
            )
        self.order_fields([*map(str, doubtful), "because", "identified", "handed"])
        first = str(doubtful[0]) if doubtful else "because"
        self.sections = {
            first: _("What you must decide"),
            "identified": _("When it is given"),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self._held(cleaned) and not cleaned.get("because", "").strip():
            self.add_error("because", _("Write why something is held back."))
        return cleaned

    def _held(self, cleaned: dict[str, Any]) -> list[str]:
        return [str(part) for part in self.doubtful if cleaned.get(str(part)) == "hold"]

    def decided(self) -> dict[str, Any]:
        """What was decided, as it can be kept until the files are made."""
        kept = {name: self.cleaned_data[name] for name in ("identified", "handed", "because")}
        return {**kept, "held": self._held(self.cleaned_data)}
