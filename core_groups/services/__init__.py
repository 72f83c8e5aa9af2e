"""Forming a core group, recording its meetings and the visits to its child, disbanding it."""

from core_groups.services.forming import disband_group, form_group, leave, plan_next_meeting
from core_groups.services.recording import record_meeting
from core_groups.services.visiting import (
    agree_plan_of_action,
    agree_visits,
    record_visit,
    tell_of_no_access,
)

__all__ = [
    "agree_plan_of_action",
    "agree_visits",
    "disband_group",
    "form_group",
    "leave",
    "plan_next_meeting",
    "record_meeting",
    "record_visit",
    "tell_of_no_access",
]
