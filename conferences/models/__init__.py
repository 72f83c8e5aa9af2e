"""Conferences: the meeting, the decision for each child, who came and what they said."""

from conferences.models.chairing import Capacity, DaysAway
from conferences.models.conference import Conference
from conferences.models.decision import Decision
from conferences.models.invitation import CoreGroupPlace, Invitation, InvitedAs, Response
from conferences.models.kinds import Kind
from conferences.models.minutes import Amendment, Passage
from conferences.models.outline import OutlineNeed
from conferences.models.recommendation import Recommendation
from conferences.models.report import Report
from conferences.models.settled import Category, Limb
from conferences.models.statement import Statement, StatementKind
from conferences.models.venue import Venue

__all__ = [
    "Amendment",
    "Capacity",
    "Category",
    "Conference",
    "CoreGroupPlace",
    "DaysAway",
    "Decision",
    "Invitation",
    "InvitedAs",
    "Kind",
    "Limb",
    "OutlineNeed",
    "Passage",
    "Recommendation",
    "Report",
    "Response",
    "Statement",
    "StatementKind",
    "Venue",
]
