"""What is asked once a conference is over."""

from typing import Any

from django import forms

from conferences.models import Invitation, Passage
from cpms.children.models import Practitioner
from cpms.design.forms import Checkboxes, DateField, Radios
from cpms.records.forms import RecordForm


class SendMinutesForm(RecordForm):
    """Who gets the minutes besides those who were invited."""

    others = forms.ModelMultipleChoiceField(
        label="Others whom the conference named",
        help_text="Everyone who was invited or came gets a copy in any case.",
        queryset=Practitioner.objects.none(),
        widget=Checkboxes,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = Practitioner.objects.select_related("agency")
        known = named.filter(invitations__conference__family=self.record.family).exclude(
            invitations__conference=self.record
        )
        self.fields["others"].queryset = known.distinct()  # type: ignore[attr-defined]


class AmendmentForm(RecordForm):
    """A change that somebody asks for."""

    passage = forms.ModelChoiceField(
        label="Which item of the minutes?",
        queryset=Passage.objects.none(),
        error_messages={"required": "Choose the item."},
    )
    asked_by = forms.ModelChoiceField(
        label="Who asks for it?",
        queryset=Invitation.objects.none(),
        error_messages={"required": "Choose who asks."},
    )
    text = forms.CharField(
        label="The change they ask for, in their words",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter the change they ask for."},
    )
    received_on = DateField(
        label="Day it arrived", error_messages={"required": "Enter the day it arrived."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        invited = self.record.invitations.select_related("practitioner", "person", "child")
        self.fields["asked_by"].queryset = invited  # type: ignore[attr-defined]
        written = self.record.passages.visible_to(self.user).exclude(text="")
        self.fields["passage"].queryset = written  # type: ignore[attr-defined]


class AnswerForm(RecordForm):
    """The chair's answer."""

    is_accepted = forms.TypedChoiceField(
        label="Is the amendment accepted?",
        choices=[("yes", "Accepted: it stands below the passage"), ("no", "Rejected")],
        coerce=lambda value: value == "yes",
        widget=Radios,
        error_messages={"required": "Choose whether it is accepted."},
    )
    answer = forms.CharField(
        label="The reason",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter the reason."},
    )
