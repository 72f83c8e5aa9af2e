"""Pages that read every stage."""

from cpms.casework.views.child import ChildPage, Chronology
from cpms.casework.views.dashboard import Dashboard
from cpms.casework.views.lists import ConferenceList, DeadlineList, PlanList
from cpms.casework.views.my_work import MyWork

__all__ = [
    "ChildPage",
    "Chronology",
    "ConferenceList",
    "Dashboard",
    "DeadlineList",
    "MyWork",
    "PlanList",
]
