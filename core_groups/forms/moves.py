"""Planning, moving and cancelling a meeting, and sending its minutes."""

from typing import Any

from django import forms

from cpms.design.forms import MomentField
from cpms.records.forms import RecordForm


class PlanMeetingForm(RecordForm):
    """When and where the group meets."""

    planned_at = MomentField(label="Date and time")
    venue = forms.CharField(label="Place", required=False, max_length=150)

    def facts(self) -> dict[str, Any]:
        """Return the date, and today as the day on which it was agreed."""
        return {**self.cleaned_data, "planned_on": self.today}


class NewDateForm(PlanMeetingForm):
    """Another date for a meeting that is planned."""

    def facts(self) -> dict[str, Any]:
        """Return the date, and today as the day of the change."""
        return {**self.cleaned_data, "moved_on": self.today}


class CancelForm(RecordForm):
    """Why a meeting does not take place."""

    reason = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"rows": 3}))

    def facts(self) -> dict[str, Any]:
        """Return the reason and today."""
        return {**self.cleaned_data, "cancelled_on": self.today}


class MinutesForm(RecordForm):
    """Sending happens today; there is nothing to enter."""

    def facts(self) -> dict[str, Any]:
        """Return today."""
        return {"circulated_on": self.today}
