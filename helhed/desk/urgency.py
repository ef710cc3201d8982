"""What matters now about a citizen: one tag, at most one of them red, always with words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhed.stays.models import Kind
from helhed.teams.models import Duty

if TYPE_CHECKING:
    from helhed.desk.board import Row

MOST_TAGS = 2
K = Duty.Kind


@dataclass(frozen=True)
class Tag:
    tone: str
    icon: str
    words: str | Promise


# Kind of duty → tag, the most urgent first. Red breaks a promise today; yellow is soon.
BY_DUTY: tuple[tuple[str, Tag], ...] = (
    (K.TONIGHT, Tag("red", "warning", _("Where tonight?"))),
    (K.HOME_LOST, Tag("red", "warning", _("Home lost"))),
    (K.DEATH, Tag("grey", "front-hand", _("Died: take care of those around"))),
    (K.OUTREACH, Tag("yellow", "footprint", _("Being looked for"))),
    (K.NOT_MET, Tag("yellow", "footprint", _("Not met for long"))),
    (K.ON_LEAVE, Tag("blue", "local-hospital", _("On leave from hospital"))),
    (K.HANDOVER, Tag("blue", "handshake", _("Asked to take over"))),
    (K.AFTER_DISCHARGE, Tag("blue", "local-hospital", _("Just discharged"))),
    (K.ENQUIRY, Tag("blue", "call", _("Somebody asks"))),
    (K.AFTERCARE, Tag("blue", "handshake", _("Aftercare"))),
    (K.RESUME_SERVICE, Tag("grey", "pause-circle", _("Help on pause"))),
    (K.ASKED, Tag("grey", "front-hand", _("Asked for by a colleague"))),
)


def what_matters_now(row: "Row") -> list[Tag]:
    """At most two tags, the most urgent first."""
    tags = list(_tags(row))
    red_seen = False
    kept = []
    for tag in tags:
        if tag.tone == "red" and red_seen:
            continue
        red_seen = red_seen or tag.tone == "red"
        kept.append(tag)
    return kept[:MOST_TAGS]


def _tags(row: "Row") -> list[Tag]:
    if row.citizen.deceased_on:
        return [tag for kind, tag in BY_DUTY if kind == K.DEATH]
    acute = {duty.kind for duty in row.duties if duty.acute or duty.kind != K.TONIGHT}
    if K.OUTREACH in acute:
        # Whoever is looked for has not been met for long: one of the two says enough.
        acute.discard(K.NOT_MET)
    tags = [tag for kind, tag in BY_DUTY if kind in acute]
    if row.is_forgotten:
        tags.insert(0, Tag("red", "warning", _("Nobody has this")))
    tags += _in_hospital(row, tags)
    if row.tonight is not None and row.tonight.kind == Kind.PRISON:
        tags.append(Tag("grey", "fence", _("In custody")))
    if row.citizen.protected:
        tags.append(Tag("grey", "shield", _("Address protected")))
    if row.is_new:
        tags.append(Tag("blue", "person-add", _("New in the team")))
    return tags


def _in_hospital(row: "Row", tags: list[Tag]) -> list[Tag]:
    if not row.admitted or row.tonight is None:
        return []
    if row.tonight.ready_on is not None:
        return [Tag("yellow", "local-hospital", _("Ready to leave hospital"))]
    if any(tag.icon == "local-hospital" for tag in tags):
        return []
    return [Tag("grey", "local-hospital", _("In hospital"))]
