"""Radios and checkboxes whose choices may carry a hint or open a further question."""

from collections.abc import Mapping
from typing import Any

from django import forms


class _Explained:
    """A choice of several, each with a hint if need be, and fields it reveals."""

    hints: Mapping[str, str]
    reveals: Mapping[str, str]

    def __init__(
        self,
        *,
        hints: Mapping[Any, str] | None = None,
        reveals: Mapping[Any, str] | None = None,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
    ) -> None:
        super().__init__(attrs=attrs, choices=choices)  # type: ignore[call-arg]
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.reveals = {str(value): name for value, name in (reveals or {}).items()}


class Radios(_Explained, forms.RadioSelect):
    """One of several. `reveals={"no": "reason"}` shows the field `reason` under "no"."""


class Checkboxes(_Explained, forms.CheckboxSelectMultiple):
    """Any of several, with hints and revealed fields as `Radios` has them."""


def revealed_names(form: forms.BaseForm) -> set[str]:
    """Return the fields that a choice of this form reveals, and so draws in its own place."""
    return {
        name
        for field in form.fields.values()
        for name in getattr(field.widget, "reveals", {}).values()
    }
