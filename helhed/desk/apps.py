from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "helhed.desk"
    label = "desk"
    menu = (
        (_("The board"), "desk:board", "edit_plan", 10),
        (_("Duties"), "desk:duties", "write_contacts", 30),
        (_("Leader"), "desk:leader", "lead", 60),
        (_("The log"), "desk:audit-log", "read_audit", 70),
    )
