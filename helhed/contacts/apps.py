from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactsConfig(AppConfig):
    name = "helhed.contacts"
    label = "contacts"
    # The plan prints the next appointment without knowing this room: see plans.upcoming.
    what_happens_next = "helhed.contacts.upcoming.next_appointment"
    # The by-name list asks when somebody was met without knowing this room: see stays.lives.
    signs_of_life = "helhed.contacts.signs.signs_of_life"
    # What is said of a sanction stands beside what was tried: see plans.verbs.authorities.
    what_was_tried = "helhed.contacts.signs.what_was_tried"
    menu = (
        (_("Outreach"), "contacts:outreach", "write_contacts", 20),
        (_("Enquiries"), "contacts:enquiries", "answer_enquiries", 25),
    )
