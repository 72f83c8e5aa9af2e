"""Choosing a day or two versions to read."""

from datetime import date
from typing import Any

from django import forms

from cpms.design.forms import DateField
from plans.models import Plan


class DayForm(forms.Form):
    """The day at whose end the plan is read, or the number of a version."""

    on = DateField(label="As of the end of", required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def day(self) -> date | None:
        """Return the day asked for, if one was and is a real day."""
        day: date | None = self._asked("on")
        return day

    def number(self) -> int | None:
        """Return the version asked for, unless a day is."""
        number: int | None = self._asked("version")
        return None if self.day() else number

    def _asked(self, name: str) -> Any:
        return self.cleaned_data.get(name) if self.is_bound and self.is_valid() else None


class CompareForm(forms.Form):
    """Two versions of one plan."""

    earlier = forms.TypedChoiceField(label="From", coerce=int)
    later = forms.TypedChoiceField(label="To", coerce=int)

    def __init__(self, *args: Any, record: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = list(record.versions.all())
        choices = [(one.number, f"Version {one.number}, {one.kind}") for one in versions]
        for name, initial in zip(self.fields, versions[-2:], strict=False):
            field: Any = self.fields[name]
            field.choices, field.initial = choices, initial.number
        self.last_two = tuple(one.number for one in versions[-2:])

    def chosen(self) -> tuple[int, int]:
        """Return the two numbers, the earlier first; the last two where none are chosen."""
        if self.is_bound and self.is_valid():
            earlier, later = sorted(self.cleaned_data.values())
            return earlier, later
        return self.last_two[0], self.last_two[-1]
