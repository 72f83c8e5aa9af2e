"""What is asked where a person comes at times of their own, or is excluded."""

from typing import Any

from django import forms

from conferences.models import Invitation
from cpms.design.forms import Checkboxes, TimeField
from cpms.records.forms import RecordForm
from cpms.timescales.calendar import at_clock, local_day


class ApartForm(RecordForm):
    """The person's own times on the day, and whom they must not meet (CF-08)."""

    comes_at = TimeField(label="Comes at")
    goes_at = TimeField(label="Leaves at")
    kept_apart_from = forms.ModelMultipleChoiceField(
        queryset=Invitation.objects.none(),
        required=False,
        widget=Checkboxes,
        label="Must not meet",
        help_text="Their letters and calendars say nothing of this, or of these times.",
    )
    arrival_note = forms.CharField(
        required=False,
        max_length=200,
        label="What to tell them about arriving",
        help_text="Such as which entrance. It stands in this person’s letter alone.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kept_apart_from"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        others = Invitation.objects.filter(conference=self.record.conference_id)
        field.queryset = others.exclude(pk=self.record.pk).select_related(
            "practitioner", "person", "child"
        )

    def facts(self) -> dict[str, Any]:
        """Return the times as moments of the day on which the conference meets."""
        facts = super().facts()
        day = local_day(self.record.conference.scheduled_at)
        for name in ("comes_at", "goes_at"):
            facts[name] = at_clock(day, facts[name])
        return {**facts, "on": self.today}


class TogetherForm(RecordForm):
    """The word that a person comes when everybody comes."""

    def facts(self) -> dict[str, Any]:
        """Return the day."""
        return {"on": self.today}


class ExcludeForm(RecordForm):
    """Why a person cannot come, and how they are heard instead."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5}),
        label="Why",
        help_text="The person reads these words. Write nothing that they may not learn.",
        error_messages={"required": "Say why: it stands in the letter to the person."},
    )
    heard_instead = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        label="How they are heard instead",
        help_text="Such as a meeting with the chair beforehand, a letter, an advocate.",
        error_messages={"required": "Say how the person is heard instead."},
    )

    def facts(self) -> dict[str, Any]:
        """Return the words and the day."""
        return {**super().facts(), "on": self.today}
