from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "helhed.exchange"
    label = "exchange"
