from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.module_loading import import_string


def _signed_in(sender: Any, **said: Any) -> None:
    # By name: the models are not ready when this file is read.
    import_string("helhed.accounts.shared_computers.renew_after_sign_in")(said["request"])


class AccountsConfig(AppConfig):
    name = "helhed.accounts"
    label = "accounts"

    def ready(self) -> None:
        user_logged_in.connect(_signed_in, sender=None, dispatch_uid="accounts.signed_in")
