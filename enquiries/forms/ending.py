"""The words said, and the ways out."""

from django import forms

from cpms.records.forms import RecordForm


class AnswerForm(RecordForm):
    """Step 4: the words were said."""

    shown = forms.CharField(widget=forms.HiddenInput)
    advice = forms.CharField(
        label="Advice you gave, and what the caller said to it",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BecauseForm(RecordForm):
    """The enquiry ends here; anything worth keeping of how."""

    because = forms.CharField(label="Anything to add", required=False, max_length=300)


class RefusalForm(RecordForm):
    """The enquiry is refused, and why."""

    because = forms.CharField(
        label="What did not fit",
        max_length=300,
        help_text="Such as: the school knows nobody of that name",
    )
