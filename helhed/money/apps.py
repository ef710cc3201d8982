from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MoneyConfig(AppConfig):
    name = "helhed.money"
    label = "money"
    menu = ((_("Money"), "money:overview", "edit_money", 60),)
