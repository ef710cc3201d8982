from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db.models.signals import post_migrate


class ConfigConfig(AppConfig):
    name = "helhed.config"

    def ready(self) -> None:
        # Django speaks after migrating only for rooms that have tables, and this one has none.
        post_migrate.connect(make_cache_table, sender=apps.get_app_config("accounts"))


def make_cache_table(**_: Any) -> None:
    """The table behind the shared cache has no migration of its own."""
    call_command("createcachetable", verbosity=0)
