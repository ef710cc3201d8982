from datetime import date

from helhed.strategy.models import ContactPerson
from helhed.strategy.tests.doors import STEER, Door
from helhed.strategy.tests.factories import an_initiative, saved
from helhed.strategy.tests.following import someone
from helhed.strategy.tests.moments import TODAY
from helhed.strategy.verbs.keys import make_key


def a_contact():
    return [saved(ContactPerson(initiative=an_initiative(), person="Vibeke Opdigtet")).pk]


def a_key():
    until = date(2027, 1, 1)
    key, _secret = make_key(
        "Ledelsesoverblik", by=someone(), scopes=["plans"], expires_on=until, on=TODAY
    )
    return [key.pk]


DOORS: dict[str, Door] = {
    "add-contact": Door(STEER, args=lambda: [an_initiative().pk]),
    "change-contact": Door(STEER, args=a_contact),
    "remove-contact": Door(STEER, method="post", args=a_contact),
    "keys": Door(STEER),
    "revoke-key": Door(STEER, method="post", args=a_key),
}
