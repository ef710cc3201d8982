from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "helhed.teams"
    label = "teams"
