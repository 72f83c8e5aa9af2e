"""What is asked when a conference is asked for, declined or cancelled."""

from typing import Any

from django import forms

from conferences.grounds import enquiry_behind
from conferences.models import Kind
from cpms.children.models import Agency, Child
from cpms.design.forms import Checkboxes, Radios
from cpms.records.forms import RecordForm

LARGE = {"rows": 5}


class RequestForm(RecordForm):
    """Which children, which kind, and why (CF-01, ST-12, ST-13)."""

    children = forms.ModelMultipleChoiceField(
        queryset=Child.objects.none(),
        widget=Checkboxes,
        label="Children",
        help_text="Each child is decided for alone.",
        error_messages={"required": "Choose at least one child."},
    )
    kind = forms.ChoiceField(choices=Kind, widget=Radios, label="Kind of conference")
    reason = forms.CharField(
        widget=forms.Textarea(attrs=LARGE),
        label="Why a conference is needed",
        help_text="The harm, what the enquiries found so far, and how urgent it is.",
    )
    other_ground = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Ground other than a section 47 enquiry",
        help_text="Only for children without an enquiry, such as an order of a court.",
    )
    asked_by_agency = forms.ModelChoiceField(
        queryset=Agency.objects.all(),
        required=False,
        label="Agency that asks",
        help_text="Only where another agency asks through its designated safeguarding lead.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["children"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Child.objects.visible_to(self.user, self.today).filter(
            family=self.record.family_id
        )
        field.widget.hints = {str(child.pk): self._enquiry_of(child) for child in field.queryset}

    def _enquiry_of(self, child: Child) -> str:
        return "" if enquiry_behind(child) else "No section 47 enquiry leads here."


class DeclineForm(RecordForm):
    """Why no conference is held."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs=LARGE),
        label="Reasons",
        help_text="The lead professional and the agency that asked read them as you write them.",
        error_messages={"required": "Give the reasons."},
    )

    def facts(self) -> dict[str, Any]:
        """Return the reasons and the day."""
        return {**super().facts(), "declined_on": self.today}


class CancelForm(RecordForm):
    """Why a conference does not take place after all."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs=LARGE),
        label="Reason",
        help_text="The professionals invited read it. The family hears it from their worker.",
        error_messages={"required": "Say why it is cancelled."},
    )

    def facts(self) -> dict[str, Any]:
        """Return the reason and the day."""
        return {**super().facts(), "cancelled_on": self.today}


class AgreeForm(RecordForm):
    """The chairs' word that a conference is needed."""

    def facts(self) -> dict[str, Any]:
        """Return the day."""
        return {"agreed_on": self.today}
