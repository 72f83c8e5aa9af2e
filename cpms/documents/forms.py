"""What is asked about letters."""

from typing import Any

from django import forms

from cpms.design.forms import DateField
from cpms.documents.models import Letter
from cpms.records.forms import RecordForm


class PostedForm(RecordForm):
    """Which of the waiting letters were posted or handed over, and when."""

    letters = forms.ModelMultipleChoiceField(
        queryset=Letter.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label="Letters posted or handed over",
        error_messages={"required": "Choose at least one letter."},
    )
    posted_on = DateField(label="Day of posting")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["letters"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Letter.objects.visible_to(self.user).to_post()

    def facts(self) -> dict[str, Any]:
        """Return the letters, the day, and the day on which this is said."""
        return {**super().facts(), "today": self.today}
