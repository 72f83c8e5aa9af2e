"""Who took part, and who is sent the minutes."""

from typing import Any

from django import forms

from cpms.children.models import Agency, Practitioner
from cpms.design.forms import DateField, rows_of
from cpms.records.forms import RecordForm, RowsForm
from cpms.strategy_discussions.services import Came


class PractitionerField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A person of the directory, told with their agency."""

    def __init__(self, *, label: str) -> None:
        people = Practitioner.objects.select_related("agency")
        super().__init__(
            people.order_by("agency__kind", "name"),
            label=label,
            error_messages={"required": "Choose a person."},
        )

    def label_from_instance(self, obj: Any) -> str:
        """Return agency first: one looks for the police, then for who came."""
        return f"{obj.agency.get_kind_display()}: {obj.name}, {obj.job_title}, {obj.agency.name}"


class CameRow(forms.Form):
    """One person who took part."""

    practitioner = PractitionerField(label="Who")
    is_senior_enough = forms.BooleanField(
        label="Senior enough to decide for their agency", required=False
    )


class AttendanceForm(RowsForm):
    """Who took part, besides those already entered (ST-03)."""

    rows_class = rows_of(CameRow, label="Person", extra=2, least=1, most=30)

    def facts(self) -> dict[str, Any]:
        """Return the people."""
        return {"people": [Came(**row) for row in self.rows.filled()]}


class NewcomerForm(RecordForm):
    """A person who took part and is not in the directory yet."""

    name = forms.CharField(label="Name", max_length=150)
    job_title = forms.CharField(label="Job title", max_length=100)
    agency = forms.ModelChoiceField(
        label="Agency",
        queryset=Agency.objects.all(),
        error_messages={"required": "Choose the agency."},
    )
    email = forms.EmailField(
        label="E-mail", required=False, help_text="Without it, the minutes go by post."
    )
    telephone = forms.CharField(label="Telephone", max_length=30, required=False)
    is_senior_enough = forms.BooleanField(
        label="Senior enough to decide for their agency", required=False
    )


class OtherRow(forms.Form):
    """One more person who is sent the minutes."""

    practitioner = PractitionerField(label="Who")


class MinutesForm(RowsForm):
    """When the minutes go out, and to whom besides those who took part (ST-09)."""

    rows_class = rows_of(OtherRow, label="Other recipient", extra=2, most=30)

    circulated_on = DateField(label="Sent on")

    def facts(self) -> dict[str, Any]:
        """Return the day, the others, and the day on which this is said."""
        others = [row["practitioner"] for row in self.rows.filled()]
        return {**super().facts(), "others": others, "today": self.today}
