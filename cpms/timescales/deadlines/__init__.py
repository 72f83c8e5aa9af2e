"""Deadlines: a pure function of chronology, pack and calendar, and where its rows are kept."""

from .clocks import DeadlineRow, deadlines
from .happenings import EventLike, Happening, chronology

__all__ = ["DeadlineRow", "EventLike", "Happening", "chronology", "deadlines"]
