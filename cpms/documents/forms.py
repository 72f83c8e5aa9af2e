"""What is asked about letters."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cpms.design.forms import Checkboxes, DateField
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


class RecallForm(RecordForm):
    """Why a circulation is taken back."""

    reason = forms.CharField(
        label="Why is it taken back?",
        help_text="The reason stays on record. Nobody outside is told.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is taken back."},
    )


class _Recipients(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        """Name the recipient, and whom the letter was about."""
        about = ", ".join(child.name for child in obj.children.all())
        return f"{obj.recipient_name} (about {about})" if about else str(obj.recipient_name)


class CorrectionForm(RecordForm):
    """What was wrong, and to whom the correction goes."""

    letters = _Recipients(
        queryset=Letter.objects.none(),
        widget=Checkboxes,
        label="To whom?",
        error_messages={"required": "Choose at least one recipient."},
    )
    words = forms.CharField(
        label="The correction, as the recipients read it",
        help_text="Say what was wrong and what is right. Each of them gets the same words.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Enter the correction."},
    )

    def __init__(self, *args: Any, sent: Sequence[Letter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["letters"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        rows = Letter.objects.filter(pk__in=[letter.pk for letter in sent])
        field.queryset = rows.select_related("circulation").prefetch_related("children")
