"""Who is calling, and the call back."""

from typing import Any

from django import forms

from cpms.children.models import Agency, DirectoryNumber
from cpms.design.forms import Radios
from cpms.records.forms import RecordForm

PROFESSIONAL, PUBLIC = "professional", "public"
CALLER = ("caller_name", "caller_job_title", "agency", "agency_said", "caller_number", "concern")


class CallerForm(RecordForm):
    """Step 1: who is calling (EN-02, EN-03)."""

    caller_kind = forms.ChoiceField(
        label="Who is calling?",
        choices=[(PROFESSIONAL, "A professional"), (PUBLIC, "A member of the public")],
        initial=PROFESSIONAL,
        widget=Radios(hints={PUBLIC: "Refused, and kept on record: parents and press too"}),
    )
    caller_name = forms.CharField(
        label="Name", max_length=150, help_text="“Not given” if they will not say"
    )
    caller_job_title = forms.CharField(label="What they are", max_length=100, required=False)
    agency = forms.ModelChoiceField(
        Agency.objects.all(), label="Agency", required=False, empty_label="Not in the directory"
    )
    agency_said = forms.CharField(
        label="Agency, if it is not in the directory", max_length=150, required=False
    )
    caller_number = forms.CharField(
        label="Number the caller gives",
        max_length=30,
        required=False,
        help_text="Noted, never used to call back",
    )
    concern = forms.CharField(
        label="Why they ask", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """Ask a professional for their agency."""
        cleaned = super().clean() or self.cleaned_data
        named = cleaned.get("agency") or cleaned.get("agency_said")
        if cleaned.get("caller_kind") == PROFESSIONAL and not named:
            self.add_error("agency", "Choose the agency, or write its name below.")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Return the caller, and whether they are of the public."""
        return {
            "caller": {name: self.cleaned_data[name] for name in CALLER},
            "is_public": self.cleaned_data["caller_kind"] == PUBLIC,
        }


class NumberForm(RecordForm):
    """Step 2, first half: a number out of the directory and no other (EN-02)."""

    number = forms.ModelChoiceField(
        DirectoryNumber.objects.none(), label="Number to call back on", widget=Radios()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = DirectoryNumber.objects.held().select_related("agency", "verified_by")
        field = self.fields["number"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = held.filter(agency=self.record.agency_id)
        field.empty_label = None
        if len(field.queryset) == 1:
            self.initial.setdefault("number", field.queryset[0].pk)


class CallBackForm(RecordForm):
    """Step 2, second half: what became of the call back."""

    call_answered_by = forms.CharField(
        label="Who answered, and how you reached the caller",
        max_length=150,
        help_text="Such as: reception put us through to Lindsay Fixture",
    )
    is_confirmed = forms.BooleanField(
        label="The agency confirmed that the caller works there",
        error_messages={
            "required": "Tick this when the agency has confirmed the caller. If it does not, "
            "choose “Could not confirm who they are”."
        },
    )


class MissForm(RecordForm):
    """Nobody was reached."""

    note = forms.CharField(required=False, max_length=150)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["call_answered_by"] = forms.CharField(required=False, max_length=150)

    def facts(self) -> dict[str, Any]:
        """Return what was written in the one box of the step, whichever button was used."""
        return {"note": self.cleaned_data["note"] or self.cleaned_data["call_answered_by"]}
