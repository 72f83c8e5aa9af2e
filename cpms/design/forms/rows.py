"""Rows that repeat: several extra rows without scripts, "Add another" with them."""

from typing import TYPE_CHECKING, Any, cast

from django import forms

if TYPE_CHECKING:
    Base = forms.BaseFormSet[Any]
else:
    Base = forms.BaseFormSet  # the type takes its parameter only while types are checked


class Rows(Base):
    """A set of rows. Rows left empty are passed over."""

    row_label = "Row"

    def get_context(self) -> dict[str, Any]:
        """Return the rows and what one of them is called."""
        return {"formset": self, "row_label": self.row_label}

    def filled(self) -> list[dict[str, Any]]:
        """Return what was entered, one mapping for each row that has anything in it."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]


def rows_of(
    form: type[forms.Form],
    *,
    label: str,
    extra: int = 3,
    least: int = 0,
    most: int = 50,
) -> type[Rows]:
    """Make the class for rows of `form`; `label` is what one row is called: "Action"."""
    factory = forms.formset_factory(
        form,
        formset=Rows,
        extra=extra,
        min_num=least,
        validate_min=least > 0,
        max_num=most,
        validate_max=True,
    )
    made = cast(type[Rows], factory)
    made.row_label = label
    return made
