"""What the forms off the main road share: today among the facts, and room to write."""

from typing import Any

from django import forms

from cpms.children.models import LocalAuthority
from cpms.records.forms import RecordForm


class TodayForm(RecordForm):
    """A form whose move asks whether a day given lies ahead."""

    def facts(self) -> dict[str, Any]:
        """Return what was entered, and the day on which it is."""
        return {**super().facts(), "today": self.today}


def words(label: str, hint: str = "", *, rows: int = 3, required: bool = True) -> forms.CharField:
    """Return a question that is answered in a few sentences."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def line(label: str, hint: str = "", *, required: bool = True, most: int = 150) -> forms.CharField:
    """Return a question that is answered in one line."""
    return forms.CharField(label=label, help_text=hint, required=required, max_length=most)


def authority(label: str) -> forms.Field:
    """Return the choice of another local authority."""
    return forms.ModelChoiceField(label=label, queryset=LocalAuthority.objects.others())
