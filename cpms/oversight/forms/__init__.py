"""What is asked before a file is opened, a record restricted or a conflict declared."""

from cpms.oversight.forms.access import ReasonForm, ReviewForm
from cpms.oversight.forms.bars import ConflictForm, EndForm, ReadersForm, RestrictForm

__all__ = ["ConflictForm", "EndForm", "ReadersForm", "ReasonForm", "RestrictForm", "ReviewForm"]
