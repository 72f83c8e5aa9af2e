"""Core groups, their members, and the meetings in which they carry a plan out."""

from core_groups.models.contribution import Attendance, Contribution
from core_groups.models.group import CoreGroup, Member
from core_groups.models.meeting import CoreGroupMeeting

__all__ = ["Attendance", "Contribution", "CoreGroup", "CoreGroupMeeting", "Member"]
