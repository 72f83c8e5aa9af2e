"""What the caller says of the child, and which child it is."""

from typing import Any

from django import forms

from cpms.children.models import Child
from cpms.design.forms import DateField
from cpms.records.forms import RecordForm
from enquiries.matches import Matches
from enquiries.models import Enquiry

NOBODY, UNSURE, NONE = "nobody", "unsure", "none"


class SearchForm(RecordForm):
    """Step 3, first half: as the caller says it, slips and all."""

    said_given_name = forms.CharField(label="First name", max_length=80, required=False)
    said_family_name = forms.CharField(label="Family name", max_length=80, required=False)
    said_date_of_birth = DateField(label="Date of birth", required=False)
    said_address = forms.CharField(label="Address", max_length=200, required=False)
    said_school = forms.CharField(label="School or nursery", max_length=150, required=False)
    said_mother = forms.CharField(label="Mother’s name", max_length=150, required=False)
    said_known_as = forms.CharField(label="Also known as", max_length=150, required=False)
    said_expected_on = DateField(
        label="Expected delivery, if not yet born",
        required=False,
        help_text="With the mother’s name",
    )

    def facts(self) -> dict[str, Any]:
        """Return what was said."""
        return {"said": dict(self.cleaned_data)}


class DecideForm(RecordForm):
    """Step 3, second half: a person decides among those found."""

    match = forms.ChoiceField(
        label="Is one of them the child?",
        error_messages={"required": "Choose one of them, “Neither” or “I cannot tell”."},
    )
    same_as = forms.ChoiceField(
        label="Was any of these earlier enquiries about the same child?",
        error_messages={
            "required": "Say whether an earlier enquiry was about the same child (EN-06)."
        },
    )
    why = forms.CharField(
        label="Why you think so",
        max_length=300,
        error_messages={"required": "Say in one line why you think so: it is kept."},
    )

    def __init__(self, *args: Any, matches: Matches, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = {str(found.child.pk): found.child for found in matches.children}
        self.earlier = {str(found.enquiry.pk): found.enquiry for found in matches.enquiries}
        self._offer("match", [*self.children, NOBODY, UNSURE])
        self._offer("same_as", [*self.earlier, NONE])
        self.fields["same_as"].required = bool(self.earlier) and not self._leaves_it()

    def _offer(self, name: str, values: list[str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(value, value) for value in values]

    def _leaves_it(self) -> bool:
        return self.data.get("match") == UNSURE

    @property
    def is_unsure(self) -> bool:
        """Say whether the person leaves the match to the QA Manager."""
        return bool(self.cleaned_data["match"] == UNSURE)

    def facts(self) -> dict[str, Any]:
        """Return the child and the earlier enquiry that were chosen."""
        child: Child | None = self.children.get(self.cleaned_data["match"])
        same_as: Enquiry | None = self.earlier.get(self.cleaned_data["same_as"])
        return {"child": child, "same_as": same_as, "why": self.cleaned_data["why"]}
