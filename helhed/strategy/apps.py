from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "helhed.strategy"
    label = "strategy"
