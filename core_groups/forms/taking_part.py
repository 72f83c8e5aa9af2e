"""What members bring to a core group, and who belongs to it (CG-01, CG-05, CG-06)."""

from typing import Any

from django import forms

from cpms.children.models import Person, Practitioner
from cpms.design.forms import DateField
from cpms.records.forms import RecordForm


class OwnReportForm(RecordForm):
    """A member's written report on progress, fact and opinion apart (CG-05)."""

    what_happened = forms.CharField(
        label="What happened since the last meeting",
        help_text="What you or your agency saw, did or were told, and when.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    opinion = forms.CharField(
        label="Your professional opinion of it",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def facts(self) -> dict[str, Any]:
        """Return the report, and today."""
        said = self.cleaned_data
        return {"facts": said["what_happened"], "opinion": said["opinion"], "today": self.today}


class OwnMinutesForm(RecordForm):
    """The minutes, by whichever member takes them (CG-06)."""

    minutes = forms.CharField(label="Minutes", widget=forms.Textarea(attrs={"rows": 12}))

    def facts(self) -> dict[str, Any]:
        """Return the minutes, who took them, and today."""
        return {**self.cleaned_data, "minutes_by": self.user.name, "written_on": self.today}


class MemberForm(RecordForm):
    """A new member: a professional of the directory, or somebody of the family (CG-01)."""

    practitioner = forms.ModelChoiceField(
        label="Professional",
        queryset=Practitioner.objects.select_related("agency"),
        required=False,
        empty_label="Choose",
    )
    person = forms.ModelChoiceField(
        label="Or somebody of the family, or a carer",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Choose",
    )
    deputy_name = forms.CharField(label="Deputy", required=False, max_length=150)
    from_on = DateField(label="Member from")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        family = self.record.plan.child.family.people.all()
        self.fields["person"].queryset = family  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Demand one person, and no more than one."""
        said = super().clean() or self.cleaned_data
        if bool(said.get("practitioner")) == bool(said.get("person")):
            self.add_error("practitioner", "Choose either a professional or one of the family.")
        return said


class DeputyForm(RecordForm):
    """Who stands in for a member."""

    deputy_name = forms.CharField(
        label="Deputy",
        help_text="Somebody who knows the child and is briefed.",
        required=False,
        max_length=150,
    )


class LeaveForm(RecordForm):
    """The last day of a membership."""

    on = DateField(label="Last day as a member")
