from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string


def _publish(sender: Any, **kwargs: Any) -> None:
    # By name: the models are not ready when this file is read.
    import_string("helhed.access.publish.publish_roles")()


class AccessConfig(AppConfig):
    name = "helhed.access"
    label = "access"

    def ready(self) -> None:
        post_migrate.connect(_publish, sender=self)
