"""Who is here, and how."""

from typing import Any

from django import forms

from conferences.models import InvitedAs
from conferences.models.invitation import Attendance
from conferences.services.attendance import LEFT
from cpms.children.models import Agency, Child, Person, Practitioner
from cpms.design.forms import Checkboxes, Radios
from cpms.records.forms import RecordForm

HOW = [
    (Attendance.IN_PERSON, "In person"),
    (Attendance.VIDEO, "By video"),
    (Attendance.DEPUTY, "A briefed deputy came"),
    (Attendance.ABSENT, "Absent"),
    (LEFT, "Has left"),
]


class MarkForm(RecordForm):
    """How one person attends."""

    attendance = forms.ChoiceField(
        label="How do they attend?",
        choices=HOW,
        widget=Radios(reveals={Attendance.DEPUTY: "deputy_name"}),
        error_messages={"required": "Choose how they attend."},
    )
    deputy_name = forms.CharField(label="Name of the deputy", max_length=150, required=False)


class _AboutChildren(RecordForm):
    """A form that asks which of the children somebody knows."""

    knows = forms.ModelMultipleChoiceField(
        label="Which children have they or their agency had direct contact with?",
        help_text="Only they count for quoracy and are asked for a view (CF-05).",
        queryset=Child.objects.none(),
        widget=Checkboxes,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["knows"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Child.objects.filter(decisions__conference=self.record)


class AddForm(_AboutChildren):
    """Somebody who came without an invitation."""

    field_order = [
        "invited_as", "practitioner", "person", "name", "job_title", "agency",
        "attendance", "knows", "is_supporter",
    ]  # fmt: skip
    invited_as = forms.ChoiceField(
        label="In which part do they come?",
        choices=[choice for choice in InvitedAs.choices if choice[0] != InvitedAs.CHILD],
        widget=Radios,
    )
    practitioner = forms.ModelChoiceField(
        label="A professional the service knows",
        queryset=Practitioner.objects.select_related("agency"),
        required=False,
    )
    person = forms.ModelChoiceField(
        label="An adult of the family", queryset=Person.objects.none(), required=False
    )
    name = forms.CharField(label="Or their name, if they are new", max_length=150, required=False)
    job_title = forms.CharField(label="Their job", max_length=100, required=False)
    agency = forms.ModelChoiceField(
        label="Their agency", queryset=Agency.objects.all(), required=False
    )
    attendance = forms.ChoiceField(
        label="How do they attend?", choices=HOW[:2], initial=Attendance.IN_PERSON, widget=Radios
    )
    is_supporter = forms.BooleanField(
        label="They come in support of a colleague, and have no view of their own (CF-18)",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = self.record.family.people.exclude(invitations__conference=self.record)


class DescribeForm(_AboutChildren):
    """Whom a professional knows, and for whom they speak."""

    line_of_management = forms.CharField(
        label="Line of management",
        help_text="Left empty, it is their agency. People of one line have one view (CF-18).",
        max_length=150,
        required=False,
    )
    is_supporter = forms.BooleanField(
        label="They come in support of a colleague, and have no view of their own (CF-18)",
        required=False,
    )
