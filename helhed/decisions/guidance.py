"""The way to complain, made from the register, never by hand (forvaltningsloven § 25)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helhed.decisions import registers
from helhed.decisions.models import Decision, LegalBasis, Outcome

Appeal = LegalBasis.Appeal


@dataclass(frozen=True)
class Guidance:
    """`body` is the code of who hears the complaint; empty where there is nobody above."""

    body: str
    text: str


def is_full_approval(decision: Decision) -> bool:
    """All that is asked for is given, also the wish for who gives it; nothing is taken away."""
    return (
        decision.outcome == Outcome.GRANTED
        and decision.provider_wish_followed is not False
        and not decision.conditions
        and not decision.reduces_help
    )


def guidance_for(
    decision: Decision, basis: LegalBasis, *, contact: str, on: date
) -> Guidance | None:
    """What the letter says of complaints, or None when everything is given.

    `basis` is the paragraph of the day, `contact` whom to tell, with a telephone number.
    """
    if is_full_approval(decision):
        return None
    return guidance(basis, contact=contact, on=on)


def guidance(basis: LegalBasis, *, contact: str, on: date) -> Guidance:
    """The same for any paragraph, whatever the outcome."""
    if basis.appeal == Appeal.NONE:
        return Guidance("", _nobody_above(contact))
    body = registers.authority(basis.appeal, on=on).name
    sentences = {
        Appeal.APPEALS_BOARD: _board,
        Appeal.PATIENT_COMPLAINTS: _patients,
        Appeal.PSYCHIATRIC_BOARD: _psychiatry,
        Appeal.CITIZENS_ADVISER: _adviser,
    }
    return Guidance(basis.appeal, sentences[Appeal(basis.appeal)](basis, body, contact, on))


def _nobody_above(contact: str) -> str:
    return _(
        "This decision cannot be complained about to anybody else. If you are not content, tell"
        " %(contact)s, or talk to the citizens' adviser."
    ) % {"contact": contact}


def _board(basis: LegalBasis, body: str, contact: str, on: date) -> str:
    complain = registers.whole(basis.appeal_within, on=on)
    again = registers.whole("reassessment_weeks", on=on)
    first = ngettext(
        "You can complain to %(body)s within %(weeks)d week after you got the letter.",
        "You can complain to %(body)s within %(weeks)d weeks after you got the letter.",
        complain,
    ) % {"body": body, "weeks": complain}
    then = _manager_first() if basis.decided_by != LegalBasis.By.COUNCIL else _we_first()
    say = _("Say it, or write it, to %(contact)s.") % {"contact": contact}
    return f"{first} {say} {then % {'weeks': again}}"


def _we_first() -> str:
    return _(
        "We look at the case again within %(weeks)d weeks. If we do not say yes to all of it, we"
        " send it on."
    )


def _manager_first() -> str:
    return _(
        "The manager looks at it again within %(weeks)d weeks. If it is not a yes to all of it, it"
        " is sent on."
    )


def _patients(basis: LegalBasis, body: str, contact: str, on: date) -> str:
    years = registers.whole(basis.appeal_within, on=on)
    return _(
        "You can complain about the treatment to %(body)s within %(years)d years. %(contact)s helps"
        " you write it."
    ) % {"body": body, "years": years, "contact": contact}


def _psychiatry(basis: LegalBasis, body: str, contact: str, on: date) -> str:
    return _("You can complain to %(body)s. Say it to the ward or to %(contact)s.") % {
        "body": body,
        "contact": contact,
    }


def _adviser(basis: LegalBasis, body: str, contact: str, on: date) -> str:
    return _("You can complain to %(body)s at any time. %(contact)s can help you.") % {
        "body": body,
        "contact": contact,
    }
