"""The pages of a plan."""

from plans.views.moves import CirculatePlan, DetailPlan, RevisePlan
from plans.views.pages import ComparePage, PlanAsOf, PlanOfChild, PlanPage
from plans.views.writing import (
    AddNeed,
    ChangeNeed,
    ReportProgress,
    TakeOutAction,
    TakeOutNeed,
    WriteWords,
)

__all__ = [
    "AddNeed",
    "ChangeNeed",
    "CirculatePlan",
    "ComparePage",
    "DetailPlan",
    "PlanAsOf",
    "PlanOfChild",
    "PlanPage",
    "ReportProgress",
    "RevisePlan",
    "TakeOutAction",
    "TakeOutNeed",
    "WriteWords",
]
