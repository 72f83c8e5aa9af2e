"""What the desk enters at each step."""

from enquiries.forms.calling import CallBackForm, CallerForm, MissForm, NumberForm
from enquiries.forms.ending import AnswerForm, BecauseForm, RefusalForm
from enquiries.forms.follow_up import DiscussForm, FinishForm
from enquiries.forms.matching import DecideForm, SearchForm

__all__ = [
    "AnswerForm",
    "BecauseForm",
    "CallBackForm",
    "CallerForm",
    "DecideForm",
    "DiscussForm",
    "FinishForm",
    "MissForm",
    "NumberForm",
    "RefusalForm",
    "SearchForm",
]
