from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "helhed.assessments"
    label = "assessments"
