"""The forms of a core group."""

from core_groups.forms.meeting import MeetingForm
from core_groups.forms.moves import CancelForm, MinutesForm, NewDateForm, PlanMeetingForm

__all__ = ["CancelForm", "MeetingForm", "MinutesForm", "NewDateForm", "PlanMeetingForm"]
