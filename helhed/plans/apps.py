from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "helhed.plans"
    label = "plans"
