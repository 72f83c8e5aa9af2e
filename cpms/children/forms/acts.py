"""What is asked when a child's own record moves."""

from datetime import date
from typing import Any

from django import forms

from cpms.children.forms.siblings import ChildrenField, open_siblings
from cpms.children.models import Sex
from cpms.design.forms import DateField, Radios
from cpms.records.forms import RecordForm


class CauseForm(RecordForm):
    """Reasonable cause to suspect significant harm, for one or several siblings (ST-01)."""

    children = ChildrenField(label="For which children?", missing="Choose at least one child.")
    decided_on = DateField(
        label="Day of the decision",
        help_text="The strategy discussion is due within 1 working day of it (ST-02).",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["children"].queryset = open_siblings(self)  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Return the children, the day, and the day on which this is said."""
        return {**super().facts(), "today": self.today}


class BirthForm(RecordForm):
    """The birth of a child who was expected."""

    given_name = forms.CharField(label="Given name", max_length=80)
    born_on = DateField(label="Date of birth")
    sex = forms.ChoiceField(label="Sex", choices=Sex, widget=Radios)

    def facts(self) -> dict[str, Any]:
        """Return the birth, and the day on which this is said."""
        return {**super().facts(), "today": self.today}


class PastDayForm(RecordForm):
    """A move that needs the day on which it happened and no more."""

    def not_in_the_future(self, name: str) -> date:
        """Return the day entered, or say that it still lies ahead."""
        day: date = self.cleaned_data[name]
        if day > self.today:
            raise forms.ValidationError("The day cannot lie in the future.")
        return day


class CloseForm(PastDayForm):
    """The day the service's work with the child ended."""

    closed_on = DateField(label="Closed on")

    def clean_closed_on(self) -> date:
        """Refuse a day that lies ahead."""
        return self.not_in_the_future("closed_on")


class ReopenForm(PastDayForm):
    """The day the child was referred again."""

    reopened_on = DateField(label="Opened again on")

    def clean_reopened_on(self) -> date:
        """Refuse a day that lies ahead."""
        return self.not_in_the_future("reopened_on")
