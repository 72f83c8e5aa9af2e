"""What is asked about a strategy discussion, step by step."""

from cpms.strategy_discussions.forms.meeting import HoldForm, PlanForm
from cpms.strategy_discussions.forms.outcome import MOVE_TO, ConcludeForm, DecideForm
from cpms.strategy_discussions.forms.people import AttendanceForm, MinutesForm, NewcomerForm
from cpms.strategy_discussions.forms.writing import ActionsForm, AnalysisForm

__all__ = [
    "MOVE_TO",
    "ActionsForm",
    "AnalysisForm",
    "AttendanceForm",
    "ConcludeForm",
    "DecideForm",
    "HoldForm",
    "MinutesForm",
    "NewcomerForm",
    "PlanForm",
]
