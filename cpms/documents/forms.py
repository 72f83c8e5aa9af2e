"""What is asked about letters."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cpms.design.forms import Checkboxes, DateField, Radios
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


class CopyForm(RecordForm):
    """For whom a further copy is made, and why (CF-28)."""

    whose = forms.ChoiceField(
        label="For whom is the copy?",
        choices=[
            ("professional", "A professional, a court or another organisation"),
            ("reader", "The member of the family to whom this letter was sent"),
        ],
        widget=Radios,
        initial="professional",
        error_messages={"required": "Choose for whom the copy is."},
    )
    recipient_name = forms.CharField(
        label="Name of the person",
        help_text="Not for a member of the family: theirs is known.",
        max_length=160,
        required=False,
    )
    organisation = forms.CharField(
        label="Agency, court or organisation", max_length=160, required=False
    )
    reason = forms.CharField(
        label="Reason, as it stands on every page",
        help_text="For example: care proceedings, case number of the court.",
        max_length=200,
        error_messages={"required": "Enter the reason."},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for name and organisation of whoever is not of the family."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("whose") == "professional":
            for name, words in (("recipient_name", "name"), ("organisation", "organisation")):
                if not cleaned.get(name):
                    self.add_error(name, f"Enter the {words}: it stands on every page.")
        if cleaned.get("whose") == "reader" and self.record.person is None:
            self.add_error("whose", "This letter was not sent to a member of the family.")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Return for whom and why; the family's own copy is theirs by the letter."""
        facts = super().facts()
        if facts.pop("whose") == "reader":
            facts |= {"person": self.record.person, "recipient_name": "", "organisation": ""}
        return facts


class WithdrawForm(RecordForm):
    """Why a copy is withdrawn."""

    reason = forms.CharField(
        label="Why is it withdrawn?",
        help_text="Who checks the copy is told that it was withdrawn, not why.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is withdrawn."},
    )


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
