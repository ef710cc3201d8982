from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from helhed.access.may import May


class PublicSiteConfig(AppConfig):
    name = "helhed.public_site"
    label = "public_site"
    menu = ((_("The public site"), "public_site:desk", May.STEER, 82),)
