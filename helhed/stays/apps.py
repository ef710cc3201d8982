from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaysConfig(AppConfig):
    name = "helhed.stays"
    label = "stays"
    menu = ((_("By-name list"), "stays:by-name", "read_by_name", 62),)
