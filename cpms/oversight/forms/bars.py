"""Who may read a restricted record, and who is too close to a child."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from cpms.accounts.models import RoleHeld, User
from cpms.accounts.permissions import GRANTS, Permission
from cpms.children.models import Conflict, Restriction
from cpms.design.forms import Checkboxes, Radios
from cpms.records.forms import RecordForm


class ReadersField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """The people who may read a restricted record."""

    widget = Checkboxes

    def label_from_instance(self, obj: Any) -> str:
        """Return the person with what they do: two colleagues may bear like names."""
        return ", ".join(part for part in (obj.name, obj.job_title) if part)


def possible_readers(form: RecordForm, child: Any) -> QuerySet[User]:
    """Return everyone who opens case files or reports, but for those in conflict."""
    roles = [
        role
        for role, granted in GRANTS.items()
        if granted & {Permission.OPEN_CASE, Permission.SUBMIT_REPORT}
    ]
    held = RoleHeld.objects.on(form.today).filter(role__in=roles)
    close = child.conflicts.in_force().values("user")
    people = User.objects.filter(is_active=True, pk__in=held.values("user"))
    return people.exclude(pk__in=close).order_by("name")


class RestrictForm(RecordForm):
    """Why a record is restricted, and to whom."""

    kind = forms.ChoiceField(
        label="Why must this record be restricted?",
        choices=Restriction.Kind,
        widget=Radios,
        error_messages={"required": "Choose why the record must be restricted."},
    )
    reason = forms.CharField(
        label="In a few words",
        help_text="The readers see this. It enters no letter and no chronology.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say in a few words why."},
    )
    readers = ReadersField(
        label="Who may read it?",
        queryset=User.objects.none(),
        help_text="Nobody else will find this child, also not by search. Name the lead "
        "professional, who stands in for them, and a Quality Assurance Manager.",
        error_messages={"required": "Name at least one person who may read the record."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        readers = possible_readers(self, self.child)
        self.fields["readers"].queryset = readers  # type: ignore[attr-defined]

    @property
    def child(self) -> Any:
        """The child whose record it is."""
        return self.record

    def facts(self) -> dict[str, Any]:
        """Return the restriction and its day."""
        return {**super().facts(), "on": self.today}


class ReadersForm(RestrictForm):
    """Other readers of a restricted record."""

    kind = None  # type: ignore[assignment]

    @property
    def child(self) -> Any:
        """The child whose record it is."""
        return self.record.child


class ConflictForm(RecordForm):
    """Who is too close to a child, and in which way."""

    person = forms.ModelChoiceField(
        label="Who is too close?",
        queryset=User.objects.none(),
        empty_label=None,
        error_messages={"required": "Choose who is too close."},
    )
    kind = forms.ChoiceField(
        label="In which way?",
        choices=Conflict.Kind,
        widget=Radios,
        error_messages={"required": "Choose in which way."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = self._people()  # type: ignore[attr-defined]

    def _people(self) -> QuerySet[User]:
        """Return the person, and those for whom they may say it."""
        people = User.objects.filter(is_active=True).order_by("name")
        if self.user.may(Permission.RESTRICT_CHILD):
            return people
        if self.user.may(Permission.REVIEW_ACCESS) and self.user.team_id:
            return people.filter(team=self.user.team_id)
        return people.filter(pk=self.user.pk)

    def facts(self) -> dict[str, Any]:
        """Return the closeness and its day."""
        facts = super().facts()
        return {"user": facts.pop("person"), **facts, "on": self.today}


class EndForm(RecordForm):
    """Why a restriction or a conflict is over."""

    reason = forms.CharField(
        label="Why",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why."},
    )

    def facts(self) -> dict[str, Any]:
        """Return the reason and the day."""
        return {**super().facts(), "on": self.today}
