"""A day, typed as day, month and year, with an error that names what is wrong."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cpms.design.formats import MONTHS

PARTS = (("day", 2), ("month", 2), ("year", 4))
LONGEST_YEAR = 4


class Parts(forms.MultiWidget):
    """Boxes side by side, each with its own name: `held_on_day`, `held_on_month`..."""

    parts: Sequence[tuple[str, int]] = ()
    govuk = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({name: forms.TextInput() for name, _ in self.parts}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """Return the content of each box for a value."""
        raise NotImplementedError


class DateParts(Parts):
    """The design system's date input."""

    parts = PARTS

    def decompress(self, value: Any) -> list[Any]:
        """Return the boxes' content for a day, or for text like 2026-11-24."""
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        return [value.day, value.month, value.year] if value else [None] * 3


def part_error(message: str, *parts: str) -> ValidationError:
    """Return an error that knows which boxes it is about, so that they are outlined."""
    return ValidationError(message, code="invalid", params={"parts": parts})


def month_number(text: str) -> int:
    """Return 11 for "11", "Nov" or "November"."""
    if text.isdigit():
        return int(text)
    matches = [n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(text.lower())]
    if len(text) < len("Jan") or len(matches) != 1:
        raise ValueError(text)
    return matches[0]


def read_day(label: str, values: Sequence[Any]) -> date | None:
    """Return the day typed, None if nothing was, or say which part is missing or wrong."""
    texts = [str(value or "").strip() for value in values]
    if not any(texts):
        return None
    missing = [name for (name, _), text in zip(PARTS, texts, strict=True) if not text]
    if missing:
        raise part_error(f"{label} must include a {' and a '.join(missing)}.", *missing)
    day, month, year = texts
    if not (year.isdigit() and len(year) == LONGEST_YEAR):
        raise part_error(f"{label} must have a year of 4 numbers, like 2026.", "year")
    try:
        return date(int(year), month_number(month), int(day))
    except ValueError:
        raise part_error(
            f"{label} must be a real date, like 24 11 2026.", "day", "month", "year"
        ) from None


class DateField(forms.DateField):
    """A day. The form's label begins the error: "Held on must be a real date"."""

    widget = DateParts
    asks_for = "the date"

    def to_python(self, value: Any) -> date | None:
        """Read the boxes; anything else as Django does."""
        if isinstance(value, list | tuple):
            return read_day(str(self.label or "The date"), value)
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Show a moment as the day it is in England."""
        if isinstance(value, datetime) and timezone.is_aware(value):
            return timezone.localtime(value).date()
        return value
