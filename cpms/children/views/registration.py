"""Registering a family, and one more child of a family that is known."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.urls import reverse

from cpms.accounts.permissions import Permission
from cpms.children import services
from cpms.children.forms import RegistrationForm, SiblingForm
from cpms.children.models import Child
from cpms.children.views.of_child import ChildAct
from cpms.records.views import ServiceFormView


class RegisterFamily(ServiceFormView[Child]):
    """Register a child with the siblings: one form, all or none."""

    permission = Permission.REGISTER_CHILD
    title = "Register a child and siblings"
    form_class = RegistrationForm
    template_name = "children/register.html"
    button = "Register"
    record: Any = None  # nobody is registered yet

    def initial(self) -> dict[str, Any]:
        """Return today and the person's own team."""
        return {"registered_on": self.today, "team": self.user.team_id}

    def act(self, **facts: Any) -> Child:
        """Register all of them and say under which numbers."""
        children = services.register_family(**facts, by=self.user)
        given = ", ".join(f"{child.name}, case {child.case_number}" for child in children)
        messages.success(self.request, f"Registered: {given}.")
        return children[0]

    def success_url(self, record: Child | None) -> str:
        """Return to the family just registered; from the empty form, to the list."""
        return reverse("child-people", args=[record.pk]) if record else reverse("children")

    def child_ids(self) -> Iterable[int]:
        """Return nothing: the form shows no child's particulars."""
        return ()


class RegisterSibling(ChildAct):
    """Register one more child of the family."""

    permission = Permission.REGISTER_CHILD
    title = "Register a sibling"
    form_class = SiblingForm
    button = "Register"

    def initial(self) -> dict[str, Any]:
        """Return the language and needs that the known child has."""
        known = self.record
        return {
            "language": known.language,
            "is_interpreter_needed": known.is_interpreter_needed,
        }

    def act(self, **facts: Any) -> None:
        """Register the child with the same team."""
        child = services.register_child(
            self.record.family, team=self.record.team, by=self.user, **facts
        )
        messages.success(self.request, f"Registered: {child.name}, case {child.case_number}.")
