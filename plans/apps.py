from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Child protection plans."""

    name = "plans"
    verbose_name = "Plans"

    def ready(self) -> None:
        """Listen for what conferences decide, and tell the events of a plan."""
        from plans import banner, receivers, tellings

        receivers.listen()
        tellings.register()
        banner.register()
