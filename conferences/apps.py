from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    """Every kind of child protection conference."""

    name = "conferences"
    verbose_name = "Conferences"

    def ready(self) -> None:
        """Tell the chronology its sentences, name who is concerned with a child, listen."""
        from conferences import owners, pages, tellings, visibility
        from conferences import receivers as _  # noqa: F401  they listen

        tellings.register()
        visibility.register()
        pages.register()
        owners.register()
