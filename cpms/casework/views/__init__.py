"""Pages that read every stage."""

from cpms.casework.views.child import ChildPage, Chronology
from cpms.casework.views.management import Dashboard, DeadlineList
from cpms.casework.views.my_work import MyWork

__all__ = ["ChildPage", "Chronology", "Dashboard", "DeadlineList", "MyWork"]
