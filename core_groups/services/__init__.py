"""What people do with core groups, their meetings, and the visits to the child."""

from core_groups.services.contributing import report_to_meeting
from core_groups.services.forming import ENDED, disband_group, form_group, plan_next_meeting
from core_groups.services.membership import end_by_hand, follow_lead, join, leave, name_deputy
from core_groups.services.recommending import bring_to_review, report_awaited
from core_groups.services.recording import record_meeting
from core_groups.services.visiting import (
    agree_plan_of_action,
    agree_visits,
    record_visit,
    tell_of_no_access,
)

__all__ = [
    "ENDED",
    "agree_plan_of_action",
    "agree_visits",
    "bring_to_review",
    "disband_group",
    "end_by_hand",
    "follow_lead",
    "form_group",
    "join",
    "leave",
    "name_deputy",
    "plan_next_meeting",
    "record_meeting",
    "record_visit",
    "report_awaited",
    "report_to_meeting",
    "tell_of_no_access",
]
