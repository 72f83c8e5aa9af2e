"""Choosing among the children of a family, so that nothing is entered once for each."""

from typing import Any

from django import forms

from cpms.children.models import Child
from cpms.design.forms import Checkboxes


class ChildrenField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """The children of one family that the person may see and whose cases are open."""

    widget = Checkboxes

    def __init__(self, *, label: str, missing: str, **kwargs: Any) -> None:
        super().__init__(
            Child.objects.none(), label=label, error_messages={"required": missing}, **kwargs
        )

    def label_from_instance(self, obj: Any) -> str:
        """Return the child's name and case number: siblings may bear like names."""
        return f"{obj.name}, case {obj.case_number}"


def open_siblings(form: Any) -> Any:
    """Return the child that a form is about with the siblings, those the person may see."""
    family = Child.objects.visible_to(form.user).filter(family=form.record.family)
    return family.filter(state=Child.State.OPEN).order_by("date_of_birth", "pk")
