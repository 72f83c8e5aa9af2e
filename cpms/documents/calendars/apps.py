from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """Meetings in people's own calendars."""

    name = "cpms.documents.calendars"
    label = "calendars"
    verbose_name = "Calendars"
