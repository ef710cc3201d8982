from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


def _load(sender: Any, **kwargs: Any) -> None:
    # Going back to before the registers leaves nothing to load into.
    if "decisions_legalbasis" not in connection.introspection.table_names():
        return
    # By name: the models are not ready when this file is read.
    import_string("helhed.decisions.shipping.load_registers")()


class DecisionsConfig(AppConfig):
    name = "helhed.decisions"
    label = "decisions"
    menu = (
        (_("Decisions"), "decisions:cases", "read_decisions", 30),
        (_("Registers"), "decisions:registers", "edit_registers", 95),
    )

    def ready(self) -> None:
        post_migrate.connect(_load, sender=self)
