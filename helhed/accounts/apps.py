from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "helhed.accounts"
    label = "accounts"
