from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactsConfig(AppConfig):
    name = "helhed.contacts"
    label = "contacts"
    menu = (
        (_("Outreach"), "contacts:outreach", "write_contacts", 20),
        (_("Enquiries"), "contacts:enquiries", "answer_enquiries", 25),
    )
