from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    name = "helhed.insights"
    label = "insights"
    menu = ((_("Figures"), "insights:figures", "see_figures", 64),)
