"""Who and what is around a contact, for the form that adds to it."""

from helhed.citizens.models import NetworkMember
from helhed.contacts.forms import Around
from helhed.contacts.models import Contact
from helhed.contacts.timeline import places_known
from helhed.core import clock
from helhed.teams.models import Membership

MOST_NAMES = 12


def around(contact: Contact) -> Around:
    """The places we know, those who work beside the one who noted, and the citizen's own people."""
    today = clock.today()
    own_teams = Membership.objects.on(today).filter(user=contact.by_id).values("team")
    beside = (
        Membership.objects.on(today)
        .filter(team__in=own_teams, user__is_active=True)
        .exclude(user=contact.by_id)
        .order_by("user__name")
        .values_list("user", "user__name")
        .distinct()
    )
    people = NetworkMember.objects.filter(citizen=contact.citizen_id, removed_on__isnull=True)
    names = list(people.order_by("created_at", "id").values_list("name", flat=True)[:MOST_NAMES])
    return Around(
        places=places_known(contact.citizen),
        colleagues=list(beside),
        network=list(dict.fromkeys([*names, *contact.network_present])),
    )
