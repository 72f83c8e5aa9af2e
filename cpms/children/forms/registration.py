"""Registering a child and the siblings, born or expected."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from cpms.accounts.models import Team
from cpms.children.models import Sex
from cpms.children.services import NewChild
from cpms.design.forms import DateField, rows_of
from cpms.records.forms import RecordForm, RowsForm

NO_DAY = "Enter a date of birth or, for a child not yet born, the estimated delivery date."
TWO_DAYS = (
    "Enter the date of birth or the estimated delivery date, not both. "
    "A child who is born has a date of birth only."
)


class ChildQuestions(forms.Form):
    """One child: born with a date of birth, or expected on a day."""

    today: date

    given_name = forms.CharField(
        label="Given name",
        max_length=80,
        required=False,
        help_text="Leave empty for an unborn baby without a name.",
    )
    family_name = forms.CharField(
        label="Family name",
        max_length=80,
        required=False,
        help_text="Only if it differs from the family’s.",
    )
    date_of_birth = DateField(label="Date of birth", required=False)
    expected_on = DateField(
        label="Estimated delivery date", required=False, help_text="Only for a child not yet born."
    )
    sex = forms.ChoiceField(label="Sex", choices=Sex, initial=Sex.UNKNOWN, required=False)
    known_as = forms.CharField(
        label="Also known as",
        max_length=300,
        required=False,
        help_text="Other names and spellings, with commas between them.",
    )
    school = forms.CharField(label="School or nursery", max_length=150, required=False)

    def clean_date_of_birth(self) -> date | None:
        """Refuse a birth that lies ahead."""
        born: date | None = self.cleaned_data["date_of_birth"]
        if born and born > self.today:
            raise forms.ValidationError(
                "The date of birth cannot lie in the future. Is it the estimated delivery date?"
            )
        return born

    def clean_expected_on(self) -> date | None:
        """Refuse an estimated delivery date that is past."""
        expected: date | None = self.cleaned_data["expected_on"]
        if expected and expected < self.today:
            raise forms.ValidationError(
                "The estimated delivery date is past. If the child is born, enter the date of "
                "birth; otherwise the new estimate."
            )
        return expected

    def clean(self) -> dict[str, Any]:
        """Demand the one day or the other, and a name for a child who is born."""
        cleaned = super().clean() or self.cleaned_data
        born, expected = cleaned.get("date_of_birth"), cleaned.get("expected_on")
        if self.errors.keys() & {"date_of_birth", "expected_on"}:
            return cleaned
        if not born and not expected:
            self.add_error("date_of_birth", NO_DAY)
        elif born and expected:
            self.add_error("expected_on", TWO_DAYS)
        if born and not cleaned.get("given_name"):
            self.add_error("given_name", "Enter the given name of a child who is born.")
        return cleaned


class ChildRow(ChildQuestions):
    """A child as a row among the siblings."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)


def names_in(text: str) -> tuple[str, ...]:
    """Return the names that stand between commas, each once."""
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


class FamilyNeeds(RecordForm):
    """The language and the needs of those who are registered together (FA-02)."""

    language = forms.CharField(label="Language at home", max_length=60, initial="English")
    is_interpreter_needed = forms.BooleanField(label="An interpreter is needed", required=False)
    access_needs = forms.CharField(
        label="What helps them to take part",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Reading, hearing, sight, moving about. It is shown wherever a meeting or a "
        "letter is planned.",
    )

    def needs(self) -> dict[str, Any]:
        """Return language and needs as each child's record keeps them."""
        kept = ("language", "is_interpreter_needed", "access_needs")
        return {name: self.cleaned_data[name] for name in kept}

    def new_child(self, row: dict[str, Any], family_name: str) -> NewChild:
        """Return one row as the child to register."""
        known = {**row, "family_name": row["family_name"] or family_name}
        aliases = names_in(known.pop("known_as"))
        sex = known.pop("sex") or Sex.UNKNOWN
        return NewChild(**known, sex=sex, aliases=aliases, **self.needs())


class RegistrationForm(RowsForm, FamilyNeeds):
    """A new family: what is the same for all, then a row for each child."""

    rows_class = rows_of(ChildRow, label="Child", extra=1, least=1, most=12)

    family_name = forms.CharField(label="Family name", max_length=80)
    registered_on = DateField(label="Referred on")
    team = forms.ModelChoiceField(
        label="Team",
        queryset=Team.objects.all(),
        error_messages={"required": "Choose the team that works with the family."},
    )

    field_order = ["family_name", "registered_on", "team"]

    def row_arguments(self) -> dict[str, Any]:
        """Return what each row is made with."""
        return {"today": self.today}

    def clean_registered_on(self) -> date:
        """Refuse a referral that lies ahead."""
        day: date = self.cleaned_data["registered_on"]
        if day > self.today:
            raise forms.ValidationError("The day of the referral cannot lie in the future.")
        return day

    def facts(self) -> dict[str, Any]:
        """Return the family as the service registers it."""
        name = self.cleaned_data["family_name"]
        children: Sequence[NewChild] = [self.new_child(row, name) for row in self.rows.filled()]
        return {
            "name": name,
            "children": children,
            "team": self.cleaned_data["team"],
            "on": self.cleaned_data["registered_on"],
        }


class SiblingForm(ChildQuestions, FamilyNeeds):
    """One more child of a family that is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        family = self.record.family
        self.fields["family_name"].help_text = f"Only if it differs from “{family}”."
        self.order_fields(list(ChildQuestions.base_fields))

    def facts(self) -> dict[str, Any]:
        """Return the child as the service registers it."""
        fields = ChildQuestions.base_fields
        row = {name: self.cleaned_data[name] for name in fields}
        return {"new": self.new_child(row, self.record.family.name), "on": self.today}
