"""How far an action has come."""

from typing import Any

from django import forms

from cpms.design.forms import DateField, Radios, RevealingForm
from cpms.records.forms import RecordForm
from plans.models import Progress


class ProgressForm(RecordForm, RevealingForm):
    """Progress in a choice and a few words; done asks for the day."""

    progress = forms.ChoiceField(
        label="How far is it?",
        choices=Progress,
        widget=Radios(reveals={Progress.DONE: "done_on"}),
    )
    done_on = DateField(label="Done on", required=False)
    progress_note = forms.CharField(
        label="In a few words",
        help_text="For example: 2 of 6 sessions. If it is late, say why.",
        required=False,
        max_length=300,
    )
    needed_when_revealed = frozenset({"done_on"})

    def facts(self) -> dict[str, Any]:
        """Return what the service is given."""
        return {"said": dict(self.cleaned_data)}
