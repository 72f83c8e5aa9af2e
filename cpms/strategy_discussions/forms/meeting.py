"""How, when and under whom a strategy discussion meets."""

from typing import Any

from django import forms

from cpms.accounts.models import RoleHeld, User
from cpms.accounts.permissions import GRANTS, Permission
from cpms.children.forms.siblings import ChildrenField, open_siblings
from cpms.design.forms import DateField, Radios, RevealingForm, TimeField
from cpms.records.forms import RecordForm
from cpms.strategy_discussions import guards
from cpms.strategy_discussions.choices import Method


def _chairs(today: Any) -> Any:
    roles = [role for role, may in GRANTS.items() if Permission.RUN_STRATEGY_DISCUSSION in may]
    held = RoleHeld.objects.on(today).filter(role__in=roles)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("name")


class MeetingForm(RevealingForm, RecordForm):
    """How they meet and who chairs: asked when it is planned and when it was held."""

    meeting_method = forms.ChoiceField(
        label="How do they meet?",
        choices=Method,
        widget=Radios(
            hints={Method.TELEPHONE: "Only in exceptional circumstances (ST-04)."},
            reveals={Method.TELEPHONE: "telephone_reason"},
        ),
    )
    telephone_reason = forms.CharField(
        label="Why by telephone?", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    chair = forms.ModelChoiceField(
        label="Chair",
        queryset=User.objects.none(),
        help_text="An experienced social worker, deputy manager or manager, who answers for the "
        "record (ST-05).",
        error_messages={"required": "Choose the chair."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = _chairs(self.today)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say beside the field that a telephone call needs its reason (ST-04)."""
        cleaned = super().clean()
        if "meeting_method" in cleaned and not guards.telephone_has_a_reason.allows(None, cleaned):
            refusal = guards.telephone_has_a_reason.refusal_for(None)
            self.add_error("telephone_reason", refusal)
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Return the facts, and the day on which they are said."""
        return {**super().facts(), "today": self.today}


class PlanForm(MeetingForm):
    """A discussion called for a day, about a child and the siblings it also concerns."""

    children = ChildrenField(label="About which children?", missing="Choose at least one child.")
    planned_for = DateField(label="Planned for")
    starts_at = TimeField(label="Time", required=False, help_text="For example, 14:30")
    place = forms.CharField(label="Place or link to join", max_length=200, required=False)

    field_order = [
        "children", "planned_for", "starts_at", "meeting_method", "telephone_reason", "place",
        "chair",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["children"].queryset = open_siblings(self)  # type: ignore[attr-defined]


class HoldForm(MeetingForm):
    """That it was held, and what the agencies told each other."""

    held_on = DateField(label="Held on")
    information_shared = forms.CharField(
        label="Information shared",
        help_text="What each agency knows (ST-06).",
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    field_order = ["held_on", "meeting_method", "telephone_reason", "chair", "information_shared"]
