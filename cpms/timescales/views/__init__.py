"""The pages of the timescales."""

from .corrections import CorrectDay
from .notices import Notices, PutAway
from .policy import ChoosePolicy
from .timescales import Timescales
from .working_days import CalendarPage, ChangeCalendar

__all__ = [
    "CalendarPage",
    "ChangeCalendar",
    "ChoosePolicy",
    "CorrectDay",
    "Notices",
    "PutAway",
    "Timescales",
]
