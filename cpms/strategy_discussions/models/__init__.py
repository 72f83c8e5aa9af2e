"""Strategy discussions, what was said and agreed in them, and the enquiries they begin."""

from cpms.strategy_discussions.choices import CriminalInvestigation, Method
from cpms.strategy_discussions.models.details import Action, Attendee, ChildAnalysis
from cpms.strategy_discussions.models.discussion import StrategyDiscussion
from cpms.strategy_discussions.models.enquiry import Section47Enquiry

__all__ = [
    "Action",
    "Attendee",
    "ChildAnalysis",
    "CriminalInvestigation",
    "Method",
    "Section47Enquiry",
    "StrategyDiscussion",
]
