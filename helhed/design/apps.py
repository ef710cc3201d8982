from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Templates, components, styles and scripts that make all pages look alike."""

    name = "helhed.design"
    label = "design"
