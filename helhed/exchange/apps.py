from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from helhed.access.may import May


class ExchangeConfig(AppConfig):
    name = "helhed.exchange"
    label = "exchange"
    menu = ((_("Messages"), "exchange:messages", May.SEE_MESSAGES, 90),)
