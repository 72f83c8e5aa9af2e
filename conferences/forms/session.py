"""What is asked about the meeting as a whole."""

from django import forms

from cpms.records.forms import RecordForm


class StandDownForm(RecordForm):
    """Why the conference is stood down."""

    reason = forms.CharField(
        label="Why is the conference stood down?",
        help_text="It is reconvened at the earliest opportunity (CF-06).",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter why the conference is stood down."},
    )


class ReviewForm(RecordForm):
    """What a review of a decision, or the Panel, found."""

    finding = forms.CharField(
        label="What was found?",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Enter what was found."},
    )
