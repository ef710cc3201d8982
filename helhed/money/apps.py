from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MoneyConfig(AppConfig):
    name = "helhed.money"
    label = "money"
    # A case shows what help will cost without knowing this room: see decisions.costs.
    what_help_costs = "helhed.money.expected.costs_of"
    menu = ((_("Money"), "money:overview", "edit_money", 60),)
