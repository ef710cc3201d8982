"""MedCom's types in words. The Danish texts are MedCom's own, which its tests look for."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, str | Promise] = {
    "STAA": _("Start of hospital stay - acute ambulant"),
    "STIN": _("Start of hospital stay - admitted"),
    "STOR": _("Start of leave"),
    "SLOR": _("End of leave"),
    "SLHJ": _("End of hospital stay - ended to home/primary sector"),
    "MORS": _("Dead"),
    "RE_STAA": _("Correction: Start of hospital stay - acute ambulant"),
    "RE_STIN": _("Correction: Start of hospital stay - admitted"),
    "RE_STOR": _("Correction: Start of leave"),
    "RE_SLOR": _("Correction: End of leave"),
    "RE_SLHJ": _("Correction: End of hospital stay - ended to home/primary sector"),
    "RE_MORS": _("Correction: Dead"),
    "AN_STAA": _("Cancellation: Start of hospital stay - acute ambulant"),
    "AN_STIN": _("Cancellation: Start of hospital stay - admitted"),
    "AN_STOR": _("Cancellation: Start of leave"),
    "AN_SLOR": _("Cancellation: End of leave"),
    "AN_SLHJ": _("Cancellation: End of hospital stay - ended to home/primary sector"),
    "AN_MORS": _("Cancellation: Dead"),
}


def in_words(kind: str) -> str:
    """What a code such as AN_SLHJ says; an unknown or unreadable type is called so."""
    return str(KINDS.get(kind, _("Type not read")))
