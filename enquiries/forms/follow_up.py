"""The discussion with the district team, and its end (EN-06)."""

from typing import Any

from django import forms

from cpms.design.forms import DateField
from cpms.records.forms import RecordForm


class DiscussForm(RecordForm):
    """What was discussed, and who does what."""

    discussed_on = DateField(label="Discussed on")
    discussed_with = forms.CharField(label="With whom, of which district team", max_length=150)
    agreed = forms.CharField(label="What was agreed", widget=forms.Textarea(attrs={"rows": 4}))
    owner = forms.CharField(label="Who does it", max_length=150)
    answer_by = DateField(label="Answer expected by", required=False)

    def facts(self) -> dict[str, Any]:
        """Return what was entered, and the day."""
        return {**self.cleaned_data, "today": self.today}


class FinishForm(RecordForm):
    """What the team did."""

    answer = forms.CharField(label="The team’s answer", widget=forms.Textarea(attrs={"rows": 4}))

    def facts(self) -> dict[str, Any]:
        """Return the answer, received today."""
        return {**self.cleaned_data, "finished_on": self.today}
