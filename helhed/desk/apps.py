from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "helhed.desk"
    label = "desk"
