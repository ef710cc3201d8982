from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HousingConfig(AppConfig):
    name = "helhed.housing"
    label = "housing"
    menu = ((_("Homes"), "housing:homes", "read_homes", 40),)
