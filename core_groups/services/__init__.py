"""Forming a core group, recording its meetings, disbanding it."""

from core_groups.services.forming import disband_group, form_group, leave, plan_next_meeting
from core_groups.services.recording import record_meeting

__all__ = ["disband_group", "form_group", "leave", "plan_next_meeting", "record_meeting"]
