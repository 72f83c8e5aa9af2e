"""The error summary at the top of a page: every error, each linked to its field."""

from django import forms
from django.forms.boundfield import BoundField
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from cpms.design.forms.days import Parts
from cpms.design.forms.parameters import bad_parts
from cpms.design.forms.rows import Rows

Fillable = forms.BaseForm | Rows


def target(bound: BoundField) -> str:
    """Return the id of the box to go to: the first one in error."""
    widget = bound.field.widget
    if isinstance(widget, Parts):
        bad = bad_parts(bound)
        return f"{bound.auto_id}_{next(name for name, _ in widget.parts if name in bad)}"
    return str(bound.auto_id)


def _of_form(form: forms.BaseForm) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for error in form.non_field_errors():
        found.append({"text": str(error)})
    for name in form.fields:
        for error in form.errors.get(name, []):
            found.append({"text": str(error), "href": f"#{target(form[name])}"})
    return found


def error_list(*filled: Fillable | None) -> list[dict[str, str]]:
    """Return every error of these forms and sets of rows, in the order of the page.

    A form that has rows of its own (`form.rows`) brings their errors with it.
    """
    found: list[dict[str, str]] = []
    for one in filled:
        if isinstance(one, Rows):
            found.extend({"text": str(error)} for error in one.non_form_errors())
            found.extend(error_list(*one.forms))
        elif one is not None:
            found.extend(_of_form(one))
            found.extend(error_list(getattr(one, "rows", None)))
    return found


def has_errors(*filled: Fillable | None) -> bool:
    """Whether any of these forms was sent and refused: the title then begins with "Error"."""
    return bool(error_list(*filled))


def error_summary(*filled: Fillable | None) -> SafeString:
    """Draw the summary of these forms' errors; nothing if there is none."""
    errors = error_list(*filled)
    if not errors:
        return SafeString("")
    drawn = get_template("components/error_summary.html").render({"errors": errors})
    # The template escapes what people typed; what it returns is a piece of page.
    return mark_safe(drawn)
