"""The pages of strategy discussions and of section 47 enquiries."""

from cpms.strategy_discussions.views.acts import Circulate, Decide, Hold, Plan
from cpms.strategy_discussions.views.enquiries import Conclude, EnquiryPage
from cpms.strategy_discussions.views.pages import DiscussionPage, DiscussionsOfChild
from cpms.strategy_discussions.views.writing import (
    AgreeActions,
    Analyse,
    AttendNewcomer,
    RecordAttendance,
    StrikeAction,
    StrikeAttendee,
)

__all__ = [
    "AgreeActions",
    "Analyse",
    "AttendNewcomer",
    "Circulate",
    "Conclude",
    "Decide",
    "DiscussionPage",
    "DiscussionsOfChild",
    "EnquiryPage",
    "Hold",
    "Plan",
    "RecordAttendance",
    "StrikeAction",
    "StrikeAttendee",
]
