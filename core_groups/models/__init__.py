"""Core groups, their members and meetings, and the visits to the child."""

from core_groups.models.contribution import Attendance, Contribution
from core_groups.models.group import CoreGroup, Member
from core_groups.models.meeting import CoreGroupMeeting
from core_groups.models.plan_of_action import PlanOfAction
from core_groups.models.visit import NotSeen, Place, Visit

__all__ = [
    "Attendance",
    "Contribution",
    "CoreGroup",
    "CoreGroupMeeting",
    "Member",
    "NotSeen",
    "Place",
    "PlanOfAction",
    "Visit",
]
