from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """The unit's enquiry desk."""

    name = "enquiries"
    verbose_name = "Enquiries"

    def ready(self) -> None:
        """Listen for the moves of enquiries, tell their events, stand in the header."""
        from enquiries import navigation, receivers, tellings

        receivers.connect()
        tellings.register()
        navigation.register()
