from django.apps import AppConfig


class StaysConfig(AppConfig):
    name = "helhed.stays"
    label = "stays"
