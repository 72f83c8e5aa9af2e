"""The enquiry desk: enquiries, what was done with each, and what follows a second one."""

from enquiries.models.enquiry import Enquiry
from enquiries.models.follow_up import FollowUp
from enquiries.models.states import Desk, Outcome
from enquiries.models.steps import CallBackAttempt, DeskCounter, EnquiryStep, SaidKey

__all__ = [
    "CallBackAttempt",
    "Desk",
    "DeskCounter",
    "Enquiry",
    "EnquiryStep",
    "FollowUp",
    "Outcome",
    "SaidKey",
]
