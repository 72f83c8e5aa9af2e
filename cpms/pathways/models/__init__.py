"""What follows when a child moves, is missing, is in care or needs no plan."""

from cpms.pathways.models.action_plans import ActionPlan, FamilyGroupConference
from cpms.pathways.models.child_in_need import ChildInNeedMeeting
from cpms.pathways.models.telling import AddressTelling, AuthorityLetter

__all__ = [
    "ActionPlan",
    "AddressTelling",
    "AuthorityLetter",
    "ChildInNeedMeeting",
    "FamilyGroupConference",
]
