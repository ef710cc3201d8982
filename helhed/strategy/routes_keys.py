"""The addresses of contact persons, and of keys for other programs."""

from django.urls import path

from helhed.strategy.views import contacts, keys

urlpatterns = [
    path(
        "initiatives/<uuid:initiative_id>/contacts/new/", contacts.add_contact, name="add-contact"
    ),
    path("contacts/<uuid:contact_id>/edit/", contacts.change_contact, name="change-contact"),
    path("contacts/<uuid:contact_id>/remove/", contacts.remove_contact, name="remove-contact"),
    path("keys/", keys.keys, name="keys"),
    path("keys/<uuid:key_id>/revoke/", keys.revoke_key, name="revoke-key"),
]
