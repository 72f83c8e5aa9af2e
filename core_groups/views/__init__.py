"""The pages of a core group."""

from core_groups.views.meetings import (
    CancelMeeting,
    CirculateMinutes,
    MoveMeeting,
    PlanMeeting,
    RecordMeeting,
)
from core_groups.views.pages import CoreGroupPage, GroupOfChild, MeetingPage

__all__ = [
    "CancelMeeting",
    "CirculateMinutes",
    "CoreGroupPage",
    "GroupOfChild",
    "MeetingPage",
    "MoveMeeting",
    "PlanMeeting",
    "RecordMeeting",
]
