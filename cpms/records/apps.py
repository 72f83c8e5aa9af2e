from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    """Moves, guards and the chronology."""

    name = "cpms.records"
    verbose_name = "Records"

    def ready(self) -> None:
        """Protect the tables that are only added to, after whatever a migration did."""
        from cpms.records.append_only import protect_all

        post_migrate.connect(protect_all)
