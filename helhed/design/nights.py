"""Where somebody sleeps: icon, colour group and words for each kind of night."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Look:
    icon: str
    tone: str
    label: str | Promise


LOOKS = {
    "own_home": Look("home", "home", _("Own home")),
    "shelter": Look("bed", "bed", _("Shelter")),
    "acute_home": Look("key", "bed", _("Acute housing")),
    "acute_offer": Look("bed", "night", _("Social acute offer")),
    "supported_home": Look("apartment", "bed", _("Supported housing")),
    "with_others": Look("weekend", "others", _("With others")),
    "night_cafe": Look("local-cafe", "night", _("Night café")),
    "outside": Look("bedtime", "night", _("Outside")),
    "hospital": Look("local-hospital", "ward", _("Hospital")),
    "treatment": Look("stethoscope", "ward", _("In treatment")),
    "prison": Look("fence", "ward", _("Prison or arrest")),
    "hotel": Look("hotel", "bed", _("Hotel or hostel")),
    "unknown": Look("help", "unknown", _("Not known")),
    "protected": Look("shield", "protected", _("A safe place")),
}
ALIASES = {
    "street": "outside",
    "rough": "outside",
    "night_shelter": "night_cafe",
    "shelter_110": "shelter",
    "crisis_centre": "protected",
    "crisis_center": "protected",
    "safe_place": "protected",
    "arrest": "prison",
    "transitional_home": "acute_home",
    "transitional": "acute_home",
    "acute": "acute_home",
    "family": "with_others",
    "family_friends": "with_others",
    "residence": "supported_home",
    "other": "with_others",
    "friends": "with_others",
    "family_or_friends": "with_others",
    "residential": "supported_home",
    "psychiatry": "hospital",
    "none": "unknown",
    "": "unknown",
}


def look(kind: str) -> Look:
    """How to show a kind of night. A kind not listed is shown as not known."""
    kind = str(kind or "").lower().replace("-", "_")
    return LOOKS.get(ALIASES.get(kind, kind), LOOKS["unknown"])
