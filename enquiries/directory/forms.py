"""What is entered into the directory."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from cpms.children.models import Agency, AgencyKind
from cpms.records.forms import RecordForm

a_number = RegexValidator(
    r"^\+?[0-9 ()\-]{7,29}$", "Write the number with its code, like 01632 960 118."
)
SOURCE = "Where you found it yourself: the published switchboard, the school register, a letter"


class AgencyForm(RecordForm):
    """A new agency."""

    name = forms.CharField(label="Name of the agency", max_length=150)
    kind = forms.ChoiceField(label="Kind", choices=AgencyKind.choices)
    email = forms.EmailField(label="Secure e-mail", required=False)

    def clean_name(self) -> str:
        """Refuse a second entry for the same agency."""
        name: str = self.cleaned_data["name"].strip()
        if Agency.objects.filter(name__iexact=name).exists():
            raise forms.ValidationError("The directory has an agency of this name.")
        return name


class SourceForm(RecordForm):
    """Where a number was checked."""

    source = forms.CharField(label="Checked against", max_length=150, help_text=SOURCE)

    def facts(self) -> dict[str, Any]:
        """Return what was entered, and the day."""
        return {**self.cleaned_data, "today": self.today}


class NewNumberForm(SourceForm):
    """A new number of an agency."""

    number = forms.CharField(label="Number", max_length=30, validators=[a_number])
    label = forms.CharField(label="Where it rings", max_length=80, initial="Main office")
    field_order = ["number", "label", "source"]


class WithdrawForm(RecordForm):
    """A number that is no longer the agency's."""

    def facts(self) -> dict[str, Any]:
        """Return the day."""
        return {"today": self.today}
