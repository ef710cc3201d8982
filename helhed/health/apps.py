from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "helhed.health"
    label = "health"
