"""Why a file is opened, and whether that was needed."""

from typing import Any

from django import forms

from cpms.children.models import Access
from cpms.design.forms import Radios
from cpms.records.forms import RecordForm


class ReasonForm(RecordForm):
    """Why somebody without a relation opens a child's file."""

    kind = forms.ChoiceField(
        label="Why do you need this record?",
        choices=Access.Kind,
        widget=Radios,
        error_messages={"required": "Choose why you need this record."},
    )
    reason = forms.CharField(
        label="In a few words",
        max_length=500,
        help_text="Such as: mother rang the duty desk, she and the children are at a friend's.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say in a few words why you need this record."},
    )


class ReviewForm(RecordForm):
    """Whether the opening was needed."""

    finding = forms.ChoiceField(
        label="What did you find?",
        choices=Access.Finding,
        widget=Radios,
        error_messages={"required": "Choose what you found."},
    )
    reason = forms.CharField(
        label="How you know, and what follows",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say how you know, and what follows."},
    )

    def facts(self) -> dict[str, Any]:
        """Return what was found, by whom and on which day."""
        return {**super().facts(), "reviewer": self.user, "on": self.today}
