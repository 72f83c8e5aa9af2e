from django.apps import AppConfig


class DesignConfig(AppConfig):
    """How forms and components look; no domain word."""

    name = "cpms.design"
    verbose_name = "Design"
