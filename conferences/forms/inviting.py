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
    invited_for = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Invited for"
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
        self._offer(
            "invited_for", [f"{one.key}:{pk}" for one in self.candidates for pk in one.may_hear_of]
        )
        self._tick()

    @property
    def is_asked_for_whom(self) -> bool:
        """Say whether there is more than one child, each with a list of their own (CF-14)."""
        return len(self.children) > 1

    def clean(self) -> dict[str, Any]:
        """Refuse a person invited for none of the children: their letter would be empty."""
        cleaned = super().clean() or self.cleaned_data
        if self.is_asked_for_whom:
            chosen, named = set(cleaned.get("invite", [])), cleaned.get("invited_for", [])
            for one in self.candidates:
                heard = {f"{one.key}:{pk}" for pk in one.may_hear_of}
                if one.key in chosen and heard and not heard & set(named):
                    who = f"Say for which child {one.name} is invited"
                    self.add_error("invited_for", f"{who}, or do not invite them (CF-14).")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Return everyone chosen, each with the children they know."""
        chosen = set(self.cleaned_data["invite"])
        invitees = [
            Invitee(
                one.invitee.invited,
                one.invitee.invited_as,
                self._known_to(one),
                self._invited_for(one),
            )
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
            sent = self.data.getlist  # type: ignore[attr-defined]
            self.ticked = {*sent("invite"), *sent("knows")}
            self.ticked_for = set(sent("invited_for"))
            return
        has_list = self.record.invitations.exists()
        listed = {row.key for row in self.candidates if row.is_suggested}
        if has_list:
            listed = {_key(row) for row in self.record.invitations.all()}
        knows = {f"{one.key}:{pk}" for one in self.candidates for pk in one.knows}
        self.ticked = listed | knows
        self.ticked_for = {
            f"{one.key}:{pk}" for one in self.candidates for pk in one.named or one.may_hear_of
        }

    def _invited_for(self, one: Candidate) -> list[Child]:
        """Return the children named, or none where all of them are: nothing is narrowed then."""
        named = set(self.cleaned_data["invited_for"])
        found = [child for child in self.children if f"{one.key}:{child.pk}" in named]
        is_narrower = self.is_asked_for_whom and len(found) < len(one.may_hear_of)
        return found if is_narrower else []

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
