from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "helhed.contacts"
    label = "contacts"
