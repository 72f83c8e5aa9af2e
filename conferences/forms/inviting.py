"""What is asked about those invited: who, as what, whom they know, what they answered."""

from typing import Any

from django import forms

from conferences.models import InvitedAs, Response
from conferences.services.inviting import Invitee
from conferences.suggestions import Candidate, candidates
from cpms.children.models import Child, Practitioner
from cpms.design.forms import Checkboxes, Radios, RevealingForm
from cpms.records.forms import RecordForm

OUTSIDE_FAMILY = [
    (value, label)
    for value, label in InvitedAs.choices
    if value in {InvitedAs.PROFESSIONAL, InvitedAs.ADVOCATE, InvitedAs.INTERPRETER}
]


class ChooseForm(RecordForm):
    """The list of those to invite: boxes beside everyone known, and one more from the directory.

    The page draws the first two fields as a table: a row for each person, and for each
    professional a box for each child whom they know (CF-05).
    """

    invite = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Invite"
    )
    knows = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Has had direct contact with"
    )
    other = forms.ModelChoiceField(
        queryset=Practitioner.objects.select_related("agency"),
        required=False,
        label="Somebody else from the directory",
    )
    other_as = forms.ChoiceField(
        choices=OUTSIDE_FAMILY,
        required=False,
        widget=Radios,
        label="Invited as",
        initial=InvitedAs.PROFESSIONAL,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        directory = self.fields["other"]
        assert isinstance(directory, forms.ModelChoiceField)
        if self.record.chair_id:
            entries = Practitioner.objects.select_related("agency")
            directory.queryset = entries.exclude(user=self.record.chair_id)
        self.children = list(self.record.concerned_children())
        self.candidates = candidates(self.record, self.today)
        self._offer("invite", [one.key for one in self.candidates])
        self._offer(
            "knows",
            [
                f"{one.key}:{child.pk}"
                for one in self.candidates
                if not one.is_family
                for child in self.children
            ],
        )
        self._tick()

    def facts(self) -> dict[str, Any]:
        """Return everyone chosen, each with the children they know."""
        chosen = set(self.cleaned_data["invite"])
        invitees = [
            Invitee(one.invitee.invited, one.invitee.invited_as, self._known_to(one))
            for one in self.candidates
            if one.key in chosen or one.is_sent
        ]
        if other := self.cleaned_data["other"]:
            invited_as = self.cleaned_data["other_as"] or InvitedAs.PROFESSIONAL
            if f"practitioner-{other.pk}" not in chosen:
                invitees.append(Invitee(other, invited_as))
        return {"invitees": invitees}

    def _offer(self, name: str, values: list[str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(value, value) for value in values]

    def _tick(self) -> None:
        """Say which boxes are ticked: what was sent, else the list, else the suggestion."""
        if self.is_bound:
            self.ticked = set(self.data.getlist("invite")) | set(self.data.getlist("knows"))  # type: ignore[attr-defined]
            return
        has_list = self.record.invitations.exists()
        listed = {row.key for row in self.candidates if row.is_suggested}
        if has_list:
            listed = {_key(row) for row in self.record.invitations.all()}
        knows = {f"{one.key}:{pk}" for one in self.candidates for pk in one.knows}
        self.ticked = listed | knows

    def _known_to(self, one: Candidate) -> list[Child]:
        known = set(self.cleaned_data["knows"])
        return [child for child in self.children if f"{one.key}:{child.pk}" in known]


class ChangeForm(RecordForm):
    """In which part a person is invited, and what must be arranged for them (FA-02)."""

    invited_as = forms.ChoiceField(choices=InvitedAs, widget=Radios, label="Invited as")
    needs = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Language and access needs",
        help_text="They stand in the invitation.",
    )
    is_supporter = forms.BooleanField(
        required=False,
        label="Attends in support of a colleague; has no view of their own (CF-18)",
    )
    knows = forms.ModelMultipleChoiceField(
        queryset=Child.objects.none(),
        required=False,
        widget=Checkboxes,
        label="Has had direct contact with",
        help_text="Counts for quoracy, for each child alone (CF-05).",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["knows"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Child.objects.visible_to(self.user, self.today).filter(
            decisions__conference=self.record.conference_id
        )


class AnswerForm(RevealingForm, RecordForm):
    """What a person answers to the invitation (CF-12)."""

    needed_when_revealed = frozenset({"deputy_name"})

    response = forms.ChoiceField(
        choices=[choice for choice in Response.choices if choice[0] != Response.NONE],
        widget=Radios(
            reveals={Response.DEPUTY: "deputy_name"},
            hints={
                Response.REPORT_ONLY: "Discuss it with the chair beforehand.",
                Response.APOLOGY: "A report is still asked for.",
            },
        ),
        label="Answer",
        error_messages={"required": "Choose an answer."},
    )
    deputy_name = forms.CharField(
        required=False,
        max_length=150,
        label="Who comes instead",
        help_text="Brief them so that they can speak for your agency.",
    )
    note = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Anything the chair must know",
    )

    def facts(self) -> dict[str, Any]:
        """Return the answer and its day."""
        return {**super().facts(), "on": self.today}


def _key(row: Any) -> str:
    kind = "practitioner" if row.practitioner_id else "person" if row.person_id else "child"
    return f"{kind}-{row.practitioner_id or row.person_id or row.child_id}"
