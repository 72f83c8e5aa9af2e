"""The forms in which a plan is written."""

from plans.forms.moves import CirculateForm, DetailForm, ReviseForm
from plans.forms.progress import ProgressForm
from plans.forms.rows import ActionRow, ActionRows, NeedRow
from plans.forms.writing import NeedForm, TakeOutForm, WordsForm

__all__ = [
    "ActionRow",
    "ActionRows",
    "CirculateForm",
    "DetailForm",
    "NeedForm",
    "NeedRow",
    "ProgressForm",
    "ReviseForm",
    "TakeOutForm",
    "WordsForm",
]
