"""What is asked about rooms, and about the time of those who chair and minute."""

from typing import Any

from django import forms

from conferences import chairing
from conferences.models.venue import Venue, key_of
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.design.forms import DateField
from cpms.records.forms import RecordForm


class RoomForm(RecordForm):
    """One room: how many it holds, and how it is reached (FA-02)."""

    name = forms.CharField(max_length=150, label="Name of the room")
    seats = forms.IntegerField(min_value=2, max_value=200, required=False, label="Seats")
    is_step_free = forms.BooleanField(required=False, label="Reached without a step")
    access_note = forms.CharField(
        required=False,
        max_length=200,
        label="How it is reached",
        help_text="Such as a hearing loop, or where to park.",
    )
    is_retired = forms.BooleanField(required=False, label="Not offered any more")

    def clean_name(self) -> str:
        """Refuse a second room of the same name, however it is written."""
        name = str(self.cleaned_data["name"]).strip()
        others = Venue.objects.named(name)
        if self.record is not None:
            others = others.exclude(pk=self.record.pk)
        if not key_of(name) or others.exists():
            raise forms.ValidationError("There is a room of this name already. Change that one.")
        return name


class AwayForm(RecordForm):
    """Days on which somebody neither chairs nor takes minutes."""

    person = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Who is away",
        error_messages={"required": "Choose who is away."},
    )
    from_on = DateField(label="First day away")
    until_on = DateField(label="Last day away")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = chairing.holding(Permission.MINUTE_CONFERENCE, self.today)

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("from_on"), cleaned.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", "The last day away cannot lie before the first.")
        return cleaned


class CapacityForm(RecordForm):
    """How many conferences this chair takes in a week."""

    per_week = forms.IntegerField(min_value=0, max_value=20, label="Conferences a week")
