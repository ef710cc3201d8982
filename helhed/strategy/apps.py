from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    name = "helhed.strategy"
    label = "strategy"
    tells_figures = "helhed.strategy.told.told_of_our_work"
    menu = ((_("Strategy"), "strategy:desk", "", 80),)
