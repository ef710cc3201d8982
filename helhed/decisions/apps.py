from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "helhed.decisions"
