"""The plan, its needs and actions, its versions, and what follows when it ends."""

from plans.models.need import Action, Need, Progress
from plans.models.plan import EndReason, Plan
from plans.models.review import PlanReview, StepDownPlan
from plans.models.version import PlanVersion

__all__ = [
    "Action",
    "EndReason",
    "Need",
    "Plan",
    "PlanReview",
    "PlanVersion",
    "Progress",
    "StepDownPlan",
]
