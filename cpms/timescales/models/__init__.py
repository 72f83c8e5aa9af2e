"""Rows of the timescales: deadlines, the days that change the calendar, and reminders."""

from .days import BankHoliday, ClosureDay
from .deadline import BreachReason, Deadline, DeadlineMoved, Standing
from .policy import PackChoice
from .reminders import Dispatch, Heartbeat, Notice, Stage
from .tally import MonthTally

__all__ = [
    "BankHoliday",
    "BreachReason",
    "ClosureDay",
    "Deadline",
    "DeadlineMoved",
    "Dispatch",
    "Heartbeat",
    "MonthTally",
    "Notice",
    "PackChoice",
    "Stage",
    "Standing",
]
