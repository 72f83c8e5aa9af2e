"""The adults round a child, where people live, and the child's own particulars."""

from typing import Any

from django import forms

from cpms.children.circle import Tie
from cpms.children.forms.registration import names_in
from cpms.children.forms.siblings import ChildrenField, open_siblings
from cpms.children.models import Child, Person, RelationshipKind, Sex
from cpms.design.forms import Checkboxes, DateField, Radios
from cpms.records.forms import RecordForm

_NEEDS_HINT = "Reading, hearing, sight, moving about."


class PersonForm(RecordForm):
    """An adult, and what they are to the child and to the siblings chosen."""

    name = forms.CharField(label="Full name", max_length=160)
    kind = forms.ChoiceField(
        label="What are they to the child?", choices=RelationshipKind, widget=Radios
    )
    has_parental_responsibility = forms.BooleanField(
        label="Has parental responsibility", required=False
    )
    children = ChildrenField(label="To which children?", missing="Choose at least one child.")
    date_of_birth = DateField(label="Date of birth", required=False)
    telephone = forms.CharField(label="Telephone", max_length=30, required=False)
    email = forms.EmailField(label="E-mail", required=False)
    language = forms.CharField(label="Language", max_length=60, initial="English")
    is_interpreter_needed = forms.BooleanField(label="An interpreter is needed", required=False)
    access_needs = forms.CharField(
        label="What helps them to take part",
        required=False,
        help_text=_NEEDS_HINT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["children"].queryset = open_siblings(self)  # type: ignore[attr-defined]

    def clean_date_of_birth(self) -> Any:
        """Refuse a birth that lies ahead."""
        born = self.cleaned_data["date_of_birth"]
        if born and born > self.today:
            raise forms.ValidationError("The date of birth cannot lie in the future.")
        return born

    def facts(self) -> dict[str, Any]:
        """Return the adult, the children, and the tie between them."""
        facts = super().facts()
        tie = Tie(facts.pop("kind"), facts.pop("has_parental_responsibility"))
        return {**facts, "tie": tie}


class AddressForm(RecordForm):
    """Where people of the family live from a day on."""

    lines = forms.CharField(label="Address", widget=forms.Textarea(attrs={"rows": 3}))
    postcode = forms.CharField(label="Postcode", max_length=10, required=False)
    from_on = DateField(label="Since")
    is_confidential = forms.BooleanField(
        label="Keep this address confidential",
        required=False,
        help_text="It is then shown on no page but its own, in no list and in no letter, and "
        "everyone who opens it is written down.",
    )
    children = ChildrenField(label="Children who live there", missing="", required=False)
    people = forms.ModelMultipleChoiceField(
        label="Adults who live there",
        queryset=Person.objects.none(),
        required=False,
        widget=Checkboxes,
    )
    learned_on = DateField(
        label="Learned on",
        required=False,
        help_text="Only for a move: the lead professional is told at once, who tells the unit "
        "on the same day (MV-01).",
    )
    told_by = forms.CharField(label="Who told of the move?", max_length=150, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["children"].queryset = open_siblings(self)  # type: ignore[attr-defined]
        adults = self.record.family.people.all()
        self.fields["people"].queryset = adults  # type: ignore[attr-defined]
        if not adults:
            del self.fields["people"]

    def facts(self) -> dict[str, Any]:
        """Return the place, those who live there, and when and from whom it is known."""
        facts = {"people": [], "today": self.today, **super().facts()}
        facts["learned_on"] = facts["learned_on"] or self.today
        facts["told_by"] = facts["told_by"] or str(self.user)
        return facts


class ParticularsForm(RecordForm):
    """What is known of a child and may be put right."""

    given_name = forms.CharField(label="Given name", max_length=80, required=False)
    family_name = forms.CharField(label="Family name", max_length=80)
    known_as = forms.CharField(
        label="Also known as",
        max_length=300,
        required=False,
        help_text="Other names and spellings, with commas between them.",
    )
    sex = forms.ChoiceField(label="Sex", choices=Sex, widget=Radios)
    school = forms.CharField(label="School or nursery", max_length=150, required=False)
    language = forms.CharField(label="Language", max_length=60)
    is_interpreter_needed = forms.BooleanField(label="An interpreter is needed", required=False)
    access_needs = forms.CharField(
        label="What helps the child to take part",
        required=False,
        help_text=_NEEDS_HINT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_given_name(self) -> str:
        """Demand a name of a child who is born."""
        name: str = self.cleaned_data["given_name"]
        assert isinstance(self.record, Child)
        if not name and not self.record.is_unborn:
            raise forms.ValidationError("Enter the given name of a child who is born.")
        return name

    def facts(self) -> dict[str, Any]:
        """Return the particulars, with the other names one by one."""
        facts = super().facts()
        return {**facts, "known_as": names_in(facts["known_as"])}
