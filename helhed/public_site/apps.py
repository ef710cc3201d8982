from django.apps import AppConfig


class PublicSiteConfig(AppConfig):
    name = "helhed.public_site"
