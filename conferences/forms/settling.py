"""One form for each part of a decision; "the same for" saves typing it for siblings."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from conferences import days
from conferences.models import Category, Decision, Limb
from cpms.accounts.models import User
from cpms.accounts.permissions import GRANTS, Permission
from cpms.children.models import Person, Practitioner
from cpms.design.formats import day as written
from cpms.design.forms import Checkboxes, DateField, Radios, TimeField, rows_of
from cpms.records.forms import RecordForm
from cpms.timescales.calendar import at_clock

LEADS = [role for role, grants in GRANTS.items() if Permission.LEAD_PLAN in grants]


def long_text(label: str, hint: str = "", *, is_required: bool = True, rows: int = 6) -> Any:
    """Return a field for several sentences."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=is_required,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": f"Enter: {label[0].lower()}{label[1:]}."},
    )


class PartForm(RecordForm):
    """A part of the decision of one child, and of the siblings it is the same for."""

    also_for = forms.TypedMultipleChoiceField(
        label="The same for", coerce=int, widget=Checkboxes, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = self.record.conference.decisions.filter(state=Decision.State.AWAITED)
        rows = others.exclude(pk=self.record.pk).select_related("child")
        choices = [(row.pk, row.child.name) for row in rows]
        if choices:
            self.fields["also_for"].choices = choices  # type: ignore[attr-defined]
            self.order_fields([*(name for name in self.fields if name != "also_for"), "also_for"])
        else:
            del self.fields["also_for"]


class TestForm(PartForm):
    """Which limb of the test is met, and in which category."""

    limb = forms.ChoiceField(
        label="By which limb of the test?",
        choices=Limb.choices,
        widget=Radios,
        error_messages={"required": "Choose the limb of the test."},
    )
    category = forms.ChoiceField(
        label="Category",
        choices=Category.choices,
        widget=Radios,
        error_messages={"required": "Choose the category."},
    )
    concerns = long_text(
        "The concerns as they stand today", "The category says what worries us now."
    )


class LeadForm(PartForm):
    """Who leads for the child."""

    lead_professional = forms.ModelChoiceField(
        label="Lead professional",
        help_text="A qualified social worker (CF-21).",
        queryset=User.objects.filter(roles_held__role__in=LEADS, is_active=True).distinct(),
        error_messages={"required": "Choose the lead professional."},
    )


def text_form(field: str, label: str, hint: str = "") -> type[PartForm]:
    """Return the form for a part that is one text."""
    return type(f"{field.title()}Form", (PartForm,), {field: long_text(label, hint)})


class CoreGroupDayForm(PartForm):
    """When the first core group meets: only days that are in time are offered."""

    day = forms.ChoiceField(
        label="Day of the first core group",
        help_text="The ten working days after the conference (CG-02).",
        error_messages={"required": "Choose the day."},
    )
    time = TimeField(
        label="Time, like 15:30", error_messages={"required": "Enter the time, like 15:30."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        booked = self.record.first_core_group_at
        if booked:
            local = timezone.localtime(booked)
            self.initial["day"], self.initial["time"] = local.date().isoformat(), local.time()
        self.fields["day"].choices = offered(days.core_group_days(self.record))  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Return the moment."""
        facts = super().facts()
        moment: datetime = at_clock(date.fromisoformat(facts.pop("day")), facts.pop("time"))
        return {**facts, "first_core_group_at": moment}


class ReviewDayForm(PartForm):
    """When the next review is: only days that are in time are offered."""

    review_on = forms.TypedChoiceField(
        label="Day of the next review",
        coerce=date.fromisoformat,
        help_text="Within 3 months for the first review, within 6 for a later one (CF-30).",
        error_messages={"required": "Choose the day."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last_first = list(reversed(days.review_days(self.record)))
        self.fields["review_on"].choices = offered(last_first)  # type: ignore[attr-defined]


def offered(possible: Iterable[date]) -> list[tuple[str, str]]:
    """Return the days as choices."""
    return [("", "Choose"), *((day.isoformat(), written(day)) for day in possible)]


class DeferralForm(PartForm):
    """What is missing, and who gets it."""

    missing_information = long_text("Which critical information is missing?")
    who_gets_it = forms.CharField(
        label="Who answers for getting it?",
        max_length=150,
        error_messages={"required": "Enter who gets it."},
    )


class StepDownForm(PartForm):
    """The plan that follows a child protection plan."""

    step_down = forms.ChoiceField(
        label="Which plan follows?",
        choices=Decision.StepDown.choices,
        widget=Radios,
        error_messages={"required": "Choose which plan follows."},
    )
    step_down_plan = long_text("What the plan holds", "As the last core group drew it up (CF-35).")
    step_down_meetings = long_text("The dates of its meetings", rows=2)
    has_parents_consent = forms.TypedChoiceField(
        label="Do the parents consent to it?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=Radios,
        error_messages={"required": "Say whether the parents consent."},
    )


class NeedForm(forms.Form):
    """One line of the outline plan."""

    need = forms.CharField(label="Need or risk", widget=forms.Textarea(attrs={"rows": 2}))
    outcome = forms.CharField(
        label="What needs to change, and by how much", widget=forms.Textarea(attrs={"rows": 2})
    )
    by_when = DateField(label="By when")


NeedRows = rows_of(NeedForm, label="Need", extra=1, least=1)


class OutlineForm(PartForm):
    """The outline plan, line by line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = self.record.outline.values("need", "outcome", "by_when")
        self.rows = NeedRows(data=kwargs.get("data"), initial=list(lines), prefix="needs")

    def clean(self) -> dict[str, Any]:
        """Check the lines with the form."""
        if not self.rows.is_valid():
            raise forms.ValidationError(
                "Say for each line what is needed, what is to change, and by when."
            )
        return super().clean() or self.cleaned_data

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        """Draw the lines before the question about siblings."""
        return format_html("{}{}", self.rows.render(), super().render(*args, **kwargs))

    __str__ = render
    __html__ = render

    def facts(self) -> dict[str, Any]:
        """Return the lines that were filled in."""
        return {**super().facts(), "needs": self.rows.filled()}


class CoreGroupForm(PartForm):
    """Who carries the plan out with the family."""

    practitioners = forms.ModelMultipleChoiceField(
        label="Professionals",
        help_text="The lead professional belongs to it in any case (CG-01).",
        queryset=Practitioner.objects.none(),
        widget=Checkboxes,
        error_messages={"required": "Choose at least one professional."},
    )
    people = forms.ModelMultipleChoiceField(
        label="Family", queryset=Person.objects.none(), widget=Checkboxes, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_conference = {"invitations__conference": self.record.conference}
        professionals = Practitioner.objects.select_related("agency").filter(**of_conference)
        self.fields["practitioners"].queryset = professionals  # type: ignore[attr-defined]
        self.fields["people"].queryset = Person.objects.filter(**of_conference)  # type: ignore[attr-defined]
        places = self.record.core_group.all()
        named = [row.practitioner_id for row in places if row.practitioner_id]
        self.initial["practitioners"] = named
        self.initial["people"] = [row.person_id for row in places if row.person_id]
