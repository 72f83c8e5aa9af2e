"""What is written into the minutes."""

from typing import Any

from django import forms

from conferences.models import Invitation
from cpms.children.models import Child
from cpms.design.forms import Checkboxes
from cpms.records.forms import RecordForm


class PassageForm(RecordForm):
    """The words of one passage, and the version they were written on top of."""

    text = forms.CharField(
        label="Minutes",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "class": "min"}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """Return the words with the line ends that every browser shows alike."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class AddPassageForm(RecordForm):
    """A further passage: its heading, whom it is about, from whom it is withheld."""

    heading = forms.CharField(
        label="Heading", max_length=120, error_messages={"required": "Enter a heading."}
    )
    children = forms.ModelMultipleChoiceField(
        label="Which children is it about?",
        help_text="None chosen: all of them.",
        queryset=Child.objects.none(),
        widget=Checkboxes,
        required=False,
    )
    withheld_from = forms.ModelMultipleChoiceField(
        label="From whom is it withheld?",
        help_text="Only exceptionally, after discussion with the chair (CF-14).",
        queryset=Invitation.objects.none(),
        widget=Checkboxes,
        required=False,
    )
    withheld_reason = forms.CharField(
        label="Why it is withheld", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        children = Child.objects.filter(decisions__conference=self.record)
        self.fields["children"].queryset = children  # type: ignore[attr-defined]
        invited = self.record.invitations.select_related("practitioner", "person", "child")
        self.fields["withheld_from"].queryset = invited  # type: ignore[attr-defined]
