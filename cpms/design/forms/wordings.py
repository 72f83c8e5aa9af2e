"""What a field says when it refuses: in words made from its own label.

Django's "This field is required." tells nobody which. These replace Django's own wordings only;
what a form words itself stays.
"""

from typing import Any

from django import forms


def called(field: forms.Field, label: str) -> str:
    """Return the label as it stands within a sentence: "Date of birth" becomes "date of birth".

    A name keeps its capital if the label says so with an apostrophe ("Robin's words"), and so
    does a word in capitals; a field may say otherwise: `field.called = "London borough"`.
    """
    if hasattr(field, "called"):
        return str(field.called)
    first = label.split(" ", 1)[0]
    is_name = "’" in first or "'" in first or first[1:2].isupper() or first == "I"
    return label if is_name else label[:1].lower() + label[1:]


def is_choice(field: forms.Field) -> bool:
    """Whether the person picks from what is offered."""
    return isinstance(field, forms.ChoiceField | forms.ModelChoiceField)


def required(field: forms.Field, label: str) -> str:
    """Return what to do about a field left empty."""
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}” to go on."
    if label.endswith("?"):
        return f"{'Choose an answer to' if is_choice(field) else 'Answer'} “{label}”"
    if isinstance(field, forms.FileField):
        return f"Choose a file: {called(field, label)}."
    return f"{'Choose' if is_choice(field) else 'Enter'} {_asked(field)}{called(field, label)}."


def _asked(field: forms.Field) -> str:
    """Return what is to be typed, where a label like "Held on" does not say it."""
    kind = getattr(field, "asks_for", "")
    return f"{kind}: " if kind and kind.split()[-1] not in str(field.label).lower() else ""


def wordings(field: forms.Field, label: str) -> dict[str, str]:
    """Return every wording this field uses in place of Django's own."""
    safe = label.replace("%", "%%")
    return {
        "required": required(field, label),
        "max_length": f"{safe} must be %(limit_value)d letters or fewer; it has %(show_value)d.",
        "min_length": f"{safe} must be at least %(limit_value)d letters; it has %(show_value)d.",
        "min_value": f"{safe} must be %(limit_value)s or more.",
        "max_value": f"{safe} must be %(limit_value)s or less.",
        "invalid_choice": f"Choose {called(field, safe)} from the answers shown.",
        "invalid_pk_value": f"Choose {called(field, safe)} from the answers shown.",
    } | ({"invalid": f"{safe} must be a whole number."} if _is_whole(field) else {})


def _is_whole(field: forms.Field) -> bool:
    return type(field) is forms.IntegerField


def _djangos_own(field: forms.Field) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            found.update(getattr(kind, "default_error_messages", {}))
    return found


def use_plain_words(field: forms.Field, label: str) -> None:
    """Replace Django's own wordings on this field by ours."""
    theirs = _djangos_own(field)
    for code, words in wordings(field, label).items():
        if field.error_messages.get(code) == theirs.get(code):
            field.error_messages[code] = words
