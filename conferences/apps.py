from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ConferencesConfig(AppConfig):
    """Every kind of child protection conference."""

    name = "conferences"
    verbose_name = "Conferences"

    def ready(self) -> None:
        """Tell the chronology its sentences, name who is concerned with a child, listen."""
        from conferences import (
            kept,
            meetings_in_calendars,
            owners,
            pages,
            recalls,
            tellings,
            visibility,
        )
        from conferences import receivers as _  # noqa: F401  they listen

        tellings.register()
        visibility.register()
        pages.register()
        owners.register()
        meetings_in_calendars.register()
        post_migrate.connect(kept.keep_bookings_apart, sender=self)
        recalls.register()
