"""The pages of the timescales."""

from .notices import Notices, PutAway
from .timescales import Timescales
from .working_days import CalendarPage, ChangeCalendar

__all__ = ["CalendarPage", "ChangeCalendar", "Notices", "PutAway", "Timescales"]
