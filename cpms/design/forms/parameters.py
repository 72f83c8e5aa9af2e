"""From a field on a form to the parameters of the design system's macro for it."""

import re
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from cpms.design.forms.days import Parts

Parameters = dict[str, Any]

KINDS = {"radio": "radios", "checkbox": "checkboxes", "text": "input", "file": "file"}
# Written by the macro itself, or in the way of what people paste; errors say it better.
NOT_PASSED_ON = {"class", "rows", "cols", "maxlength", "minlength", "placeholder", "required"}
# The macros for a line of text have parameters of their own for these.
OWN_PARAMETERS = ("autocomplete", "autocapitalize", "inputmode", "pattern")
UNPICKED = "---------"
# The number of a row within rows that repeat: "members-2".
ROW = re.compile(r"^(.*)-\d+$")


def kind_of(widget: forms.Widget) -> str:
    """Return which macro draws the widget."""
    if isinstance(widget, Parts):
        return "date"
    if isinstance(widget, forms.SelectMultiple):
        return "checkboxes"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    kind = getattr(widget, "input_type", None) or "text"
    return kind if kind in {"select", "password"} else KINDS.get(kind, "input")


def is_tick(widget: forms.Widget) -> bool:
    """Whether the widget is one box to tick, its label beside it."""
    return isinstance(widget, forms.CheckboxInput)


def _hint(text: Any) -> Parameters:
    return {"html": text} if isinstance(text, SafeString) else {"text": text}


def _row_attributes(bound: BoundField, suffix: str = "", id_suffix: str = "") -> Parameters:
    """Return what the script needs to number the field again when a row comes or goes."""
    row = ROW.match(bound.form.prefix or "")
    if row is None:
        return {}
    pattern = f"{row[1]}-%index%"
    tail = f"{bound.html_name[len(bound.form.prefix or '') :]}"
    return {
        "data-name": f"{pattern}{tail}{suffix}",
        "data-id": f"id_{pattern}{tail}{suffix or id_suffix}",
    }


def _attributes(bound: BoundField) -> Parameters:
    attrs = bound.field.widget.attrs
    kept = {key: value for key, value in attrs.items() if key not in NOT_PASSED_ON}
    if bound.field.disabled:
        kept["disabled"] = "disabled"
    return kept


def bad_parts(bound: BoundField) -> set[str]:
    """Return the boxes an error is about; all of them if it does not say."""
    errors = bound.form.errors.as_data().get(bound.name, [])
    named = {part for error in errors for part in (error.params or {}).get("parts", ())}
    widget = bound.field.widget
    return named or {name for name, _ in getattr(widget, "parts", ()) if errors}


def _date(bound: BoundField, found: Parameters) -> None:
    widget = bound.field.widget
    assert isinstance(widget, Parts)
    value = bound.value()
    values: list[Any] = value if isinstance(value, list) else widget.decompress(value)
    bad = bad_parts(bound)
    found["items"] = [
        {
            "name": f"{bound.html_name}_{name}",
            "id": f"{bound.auto_id}_{name}",
            "label": name.capitalize(),
            "value": "" if content is None else content,
            "inputmode": "text" if name == "time" else "numeric",
            "classes": f"govuk-input--width-{max(size, 2)}"
            + (" govuk-input--error" if name in bad else ""),
            "attributes": _row_attributes(bound, f"_{name}"),
        }
        for (name, size), content in zip(widget.parts, values, strict=False)
    ]


def _chosen(bound: BoundField) -> set[str]:
    value = bound.value()
    if isinstance(value, list | tuple | set):
        return {str(one) for one in value}
    return {"" if value is None else str(value)}


def _item(bound: BoundField, value: Any, text: Any, number: int) -> Parameters:
    widget = bound.field.widget
    is_chosen = str(value) in _chosen(bound)
    item: Parameters = {
        "value": str(value),
        "text": text,
        "checked": is_chosen,
        "selected": is_chosen,
        "attributes": _row_attributes(bound, id_suffix=f"-{number}" if number > 1 else ""),
    }
    if str(value) in getattr(widget, "hints", {}):
        item["hint"] = {"text": widget.hints[str(value)]}
    if str(value) in getattr(widget, "reveals", {}):
        item["conditional"] = {"html": bound.form[widget.reveals[str(value)]].render()}
    return item


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    """Return the choices without groups: the group's name goes before each of its choices."""
    found: list[tuple[Any, Any]] = []
    for value, text in choices:
        if isinstance(text, list | tuple):
            found.extend((inner, f"{value}: {inner_text}") for inner, inner_text in text)
        else:
            found.append((value, text))
    return found


def _choices(bound: BoundField, found: Parameters) -> None:
    is_select = found["kind"] == "select"
    choices = [
        (value, "Choose" if is_select and text == UNPICKED else text)
        for value, text in _flat(bound.field.widget.choices)
        if is_select or str(value) != "" or text != UNPICKED
    ]
    found["items"] = [_item(bound, *choice, number) for number, choice in enumerate(choices, 1)]
    if is_select:
        for item in found["items"]:
            item["attributes"] = {}
        found["attributes"] |= _row_attributes(bound)


def _tick(bound: BoundField, found: Parameters) -> None:
    item = {
        "value": "on",
        "text": bound.label,
        "checked": bool(bound.value()),
        "attributes": _row_attributes(bound),
    }
    if hint := found.pop("hint", None):
        item["hint"] = hint
    found["items"] = [item]


def _text(bound: BoundField, found: Parameters) -> None:
    widget, value = bound.field.widget, bound.value()
    # A password that was typed never goes back into a page.
    is_kept = getattr(widget, "render_value", True) and value is not None
    found["value"] = value if is_kept else ""
    found |= {
        name: found["attributes"].pop(name)
        for name in OWN_PARAMETERS
        if name in found["attributes"] and found["kind"] != "textarea"
    }
    found["attributes"] |= _row_attributes(bound)
    if found["kind"] == "textarea":
        found["rows"] = widget.attrs.get("rows", 5)
        found["maxlength"] = getattr(bound.field, "max_length", None)
        found["threshold"] = 75
    elif isinstance(widget, forms.NumberInput):
        found |= {"type": "text", "inputmode": "numeric", "spellcheck": False}
    else:
        found["type"] = getattr(widget, "input_type", "text")


def _kind_parameters(bound: BoundField, found: Parameters) -> None:
    if found["kind"] == "date":
        _date(bound, found)
    elif is_tick(bound.field.widget):
        _tick(bound, found)
    elif found["kind"] in {"radios", "checkboxes", "select"}:
        _choices(bound, found)
    elif found["kind"] == "file":
        found["attributes"] |= _row_attributes(bound)
    else:
        _text(bound, found)


def parameters(bound: BoundField) -> Parameters:
    """Return everything the macro of this field takes, `kind` saying which macro."""
    kind = kind_of(bound.field.widget)
    found: Parameters = {
        "kind": kind,
        "id": bound.auto_id,
        "idPrefix": bound.auto_id,
        "name": bound.html_name,
        "classes": bound.field.widget.attrs.get("class", ""),
        "attributes": _attributes(bound),
    }
    if kind in {"radios", "checkboxes"}:
        found["classes"] = f"govuk-{kind}--small {found['classes']}".strip()
    if bound.help_text:
        found["hint"] = _hint(bound.help_text)
    if bound.errors:
        found["errorMessage"] = {"text": " ".join(str(error) for error in bound.errors)}
    if kind in {"radios", "checkboxes", "date"} and not is_tick(bound.field.widget):
        legend = {"text": bound.label, "classes": "govuk-fieldset__legend--s"}
        found["fieldset"] = {"legend": legend}
    else:
        found["label"] = {"text": bound.label, "classes": "govuk-label--s"}
    _kind_parameters(bound, found)
    return found
