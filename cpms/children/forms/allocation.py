"""Who leads for a child."""

from typing import Any

from django import forms

from cpms.accounts.models import RoleHeld, User
from cpms.accounts.permissions import GRANTS, Permission
from cpms.children.forms.siblings import ChildrenField, open_siblings
from cpms.design.forms import DateField
from cpms.records.forms import RecordForm


def _leaders() -> list[str]:
    """Return the roles whose holders may lead for a child."""
    return [role for role, granted in GRANTS.items() if Permission.RECORD_CASEWORK in granted]


class AllocationForm(RecordForm):
    """A lead professional for the child and, if chosen, the siblings (CF-21)."""

    worker = forms.ModelChoiceField(
        label="Lead professional",
        queryset=User.objects.none(),
        error_messages={"required": "Choose the lead professional."},
    )
    children = ChildrenField(label="For which children?", missing="Choose at least one child.")
    on = DateField(label="From", help_text="The allocation before it ends on this day.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = RoleHeld.objects.on(self.today).filter(role__in=_leaders())
        workers = User.objects.filter(is_active=True, pk__in=held.values("user"))
        self.fields["worker"].queryset = workers.order_by("name")  # type: ignore[attr-defined]
        self.fields["children"].queryset = open_siblings(self)  # type: ignore[attr-defined]
