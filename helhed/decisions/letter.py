"""The letter to the citizen: plain words first, the law last. Always in Danish.

A draft is written from what stands now. A decision that is made keeps the words it was made with,
and prints them whatever the registers say later.
"""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from helhed.accounts.models import User
from helhed.decisions import clocks, registers
from helhed.decisions.guidance import guidance_for
from helhed.decisions.models import Authority, Decision, LegalBasis, Outcome, Representative
from helhed.design.pdf import laid_out
from helhed.design.words import phone, plain_day

# Universal accessibility: headings, reading order and language stand in the file.
TAGGED = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}
DANISH = "da"


@dataclass(frozen=True)
class Part:
    """A heading and its paragraphs. `missing` marks what the draft still lacks."""

    heading: str
    paragraphs: list[str]
    missing: bool = False


@dataclass(frozen=True)
class Letter:
    """Every word of the letter."""

    sender: str
    date: str
    title: str
    dear: str
    summary: list[str]
    parts: list[Part] = field(default_factory=list)
    guidance_heading: str = ""
    guidance: str = ""
    greeting: list[str] = field(default_factory=list)

    def words(self) -> str:
        """The whole letter as one text, to be read aloud."""
        parts = [line for part in self.parts for line in (part.heading, *part.paragraphs)]
        guidance = [self.guidance_heading, self.guidance] if self.guidance else []
        lines = [self.title, self.dear, *self.summary, *parts, *guidance, *self.greeting]
        return "\n".join(line for line in lines if line)


def letter_of(decision: Decision, *, by: User, on: date, basis: LegalBasis | None = None) -> Letter:
    """As it was made, or as it would be made today by `by`; `basis` where it is at hand."""
    if decision.snapshot is not None:
        return _kept(decision.snapshot["letter"])
    with translation.override(DANISH):
        basis = basis or LegalBasis.objects.with_code(decision.case.basis_code, on=on)
        return _written(decision, basis, by=by, on=on)


def _kept(stored: dict[str, Any]) -> Letter:
    parts = [Part(**part) for part in stored["parts"]]
    return Letter(**{**stored, "parts": parts})


def _written(decision: Decision, basis: LegalBasis | None, *, by: User, on: date) -> Letter:
    case, by = decision.case, _signer(decision, by)
    sender = registers.find_authority("council", on=on)
    contact = _contact(by)
    guidance = guidance_for(decision, basis, contact=contact, on=on) if basis else None
    return Letter(
        sender=f"{sender.name if sender else ''} · {case.team.name}".strip(" ·"),
        date=plain_day(on, date.min),
        title=_title(decision, basis),
        dear=_("Dear %(name)s") % {"name": case.citizen.first_name},
        summary=_summary(decision, on),
        parts=[part for part in _parts(decision, basis, on) if part.paragraphs],
        guidance_heading=_("If you do not agree") if guidance else "",
        guidance=guidance.text if guidance else "",
        greeting=_greeting(decision, by, sender, on),
    )


def _signer(decision: Decision, by: User) -> User:
    """Whoever approves or reads a draft sees the letter of the one who decides."""
    official = decision.official
    if official is None or by.pk in (official.pk, decision.case.caseworker_id):
        return by
    return official


def _contact(by: User) -> str:
    return f"{by.get_short_name()}{_on_phone(by.phone)}"


def _on_phone(number: str) -> str:
    return _(" on %(phone)s") % {"phone": phone(number)} if number else ""


def _title(decision: Decision, basis: LegalBasis | None) -> str:
    what = (basis.title if basis else decision.case.title) or decision.case.title
    what = what[:1].lower() + what[1:]
    titles = {
        Outcome.GRANTED: _("You get %(what)s"),
        Outcome.PARTLY: _("You get part of what you asked for: %(what)s"),
        Outcome.REFUSED: _("You do not get %(what)s"),
    }
    template = titles.get(Outcome(decision.outcome)) if decision.outcome else None
    return (template or _("Your case about %(what)s")) % {"what": what}


def _summary(decision: Decision, on: date) -> list[str]:
    if decision.outcome == Outcome.REFUSED:
        return [_("We have decided that you do not get what you asked for. Here you can read why.")]
    lines = [decision.content]
    if decision.provider:
        lines.append(_("The help comes from %(provider)s.") % {"provider": decision.provider})
    lines.append(_period(decision, on))
    return [line for line in lines if line]


def _period(decision: Decision, on: date) -> str:
    if decision.from_day is None:
        return ""
    says = _("It begins on %(day)s.") % {"day": plain_day(decision.from_day, on)}
    if decision.until_day is not None:
        says += " " + _("It lasts until %(day)s.") % {"day": plain_day(decision.until_day, on)}
    else:
        says += " " + _("It has no end date, and it does not stop if you are not at home.")
    if decision.review_on is not None:
        look = _("We look at it together on %(day)s: does it help you?")
        says += " " + look % {"day": plain_day(decision.review_on, on)}
    return says


def _parts(decision: Decision, basis: LegalBasis | None, on: date) -> list[Part]:
    case = decision.case
    asked = _("You asked on %(day)s.") % {"day": plain_day(case.received_at, on)}
    said = f"”{case.words}”" if case.words else ""
    return [
        _help_of_today(decision, on),
        Part(_("What you asked for"), _filled(asked, said)),
        Part(_("What we have looked at"), _filled(decision.facts, *_heard(decision))),
        Part(_("Why we have decided this"), _filled(decision.considerations)),
        _not_all(decision),
        _provider(decision),
        Part(_("What it depends on"), _filled(decision.conditions)),
        Part(_("What you think of it"), _filled(decision.citizen_view)),
        Part(_("The law"), _law(basis)),
    ]


def _help_of_today(decision: Decision, on: date) -> Part:
    heading = _("The help you have today")
    if not decision.reduces_help:
        return Part(heading, [])
    if decision.less_from is None:
        return Part(heading, [_("Still missing: until which day it goes on")], missing=True)
    goes_on = _(
        "The help you have today goes on unchanged until %(day)s. From then on, what stands in this"
        " letter applies."
    ) % {"day": plain_day(decision.less_from, on)}
    if not decision.must_give_notice:
        return Part(heading, [goes_on])
    weeks = registers.whole("reduction_notice_weeks", on=on)
    if decision.less_from < clocks.earliest_reduction(on):
        short = _("Still missing: the day is too near for %(weeks)d weeks' notice")
        return Part(heading, [goes_on, short % {"weeks": weeks}], missing=True)
    notice = _(
        "You get at least %(weeks)d weeks' notice by serviceloven § 3 a, so that you can complain"
        " and prepare yourself."
    ) % {"weeks": weeks}
    return Part(heading, [goes_on, notice])


def _filled(*lines: str) -> list[str]:
    return [line for line in lines if line]


def _heard(decision: Decision) -> list[str]:
    hearings = sorted(decision.case.hearings.all(), key=lambda hearing: hearing.started_on)
    answered = [hearing for hearing in hearings if hearing.answer]
    return [
        _("You heard what speaks against, and you answered: ”%(answer)s”")
        % {"answer": hearing.answer}
        for hearing in answered
    ]


def _not_all(decision: Decision) -> Part:
    heading = _("Why you do not get all of it")
    if decision.outcome not in (Outcome.PARTLY, Outcome.REFUSED):
        return Part(heading, [])
    if not decision.reasons_not:
        return Part(heading, [_("Still missing: why not all of it")], missing=True)
    return Part(heading, [decision.reasons_not])


def _provider(decision: Decision) -> Part:
    if decision.outcome == Outcome.REFUSED or not decision.provider_wish:
        return Part("", [])
    heading = _("Who gives the help")
    wish = _("You wished for: %(wish)s.") % {"wish": decision.provider_wish}
    if decision.provider_wish_followed is not False:
        return Part(heading, [wish, _("So it will be.")])
    why = decision.reason_if_not or _("Still missing: why the wish is not followed")
    return Part(heading, [wish, why], missing=not decision.reason_if_not)


def _law(basis: LegalBasis | None) -> list[str]:
    if basis is None:
        return []
    says = _("The law is %(law)s.") % {"law": _in_a_sentence(basis)}
    return [says, basis.text]


def _in_a_sentence(basis: LegalBasis) -> str:
    label = basis.label
    return label[:1].lower() + label[1:]


def _greeting(decision: Decision, by: User, sender: Authority | None, on: date) -> list[str]:
    on_behalf = _("on behalf of %(authority)s") % {"authority": sender.name} if sender else ""
    lines = [_("Kind regards"), by.name, on_behalf]
    if decision.approved_by is not None:
        lines.append(_("Approved by %(name)s") % {"name": decision.approved_by.name})
    copies = Representative.objects.on(on).filter(citizen=decision.citizen_id, gets_letters=True)
    if names := ", ".join(copies.order_by("name").values_list("name", flat=True)):
        lines.append(_("Copy to %(names)s") % {"names": names})
    return _filled(*lines)


def as_words(letter: Letter) -> dict[str, Any]:
    """The letter as plain values, for the snapshot."""
    return asdict(letter)


def letter_pdf(letter: Letter, *, draft: bool) -> bytes:
    """The letter on paper, tagged for screen readers."""
    with translation.override(DANISH):
        context = {"letter": letter, "draft": draft, "demo": settings.HELHED_DEMO}
        html = render_to_string("decisions/print_letter.html", context)
    page = laid_out(html)
    made: bytes = page.write_pdf(**TAGGED)
    return made
