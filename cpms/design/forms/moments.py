"""A time of day, and a moment: a day with a time, in England."""

import re
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cpms.design import formats
from cpms.design.forms.days import PARTS, Parts, part_error, read_day

# 14:30, 14.30, 1430, 9:05, 2pm, 2:30 pm
TIME = re.compile(r"^(\d{1,2})(?:[:.]?(\d{2}))?\s*([ap]m)?$", re.IGNORECASE)
NOON = 12


def read_time(text: str) -> time:
    """Return the time typed; ValueError if it is none."""
    match = TIME.match(text.strip())
    if match is None or not (match[2] or match[3]):
        raise ValueError(text)
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half and not 1 <= hour <= NOON:
        raise ValueError(text)
    if half:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    return time(hour, minute)


class TimeInput(forms.TextInput):
    """A short box for a time."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input--width-5", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """Show 14:30, not 14:30:00."""
        return formats.clock(value) if isinstance(value, time) else value


class TimeField(forms.TimeField):
    """A time of day, like 14:30 or 2:30pm."""

    widget = TimeInput
    asks_for = "the time"

    def to_python(self, value: Any) -> time | None:
        """Read what people type for a time."""
        if value in self.empty_values or isinstance(value, time):
            return value or None
        try:
            return read_time(str(value))
        except ValueError:
            label = self.label or "The time"
            raise ValidationError(f"{label} must be a time, like 14:30.", code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """Show a time as people type it."""
        return formats.clock(value) if isinstance(value, time) else value


class MomentParts(Parts):
    """Day, month and year as the date input has them, and the time."""

    parts = (*PARTS, ("time", 5))

    def decompress(self, value: Any) -> list[Any]:
        """Return the boxes' content for a moment, or for text like 2026-11-24T14:30."""
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        if not value:
            return [None] * 4
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return [local.day, local.month, local.year, formats.clock(local)]


class MomentField(forms.Field):
    """A moment in England: aware, and refused where the clocks skip the hour it names."""

    widget = MomentParts
    asks_for = "the date and time"

    def to_python(self, value: Any) -> datetime | None:
        """Read the boxes, or say which of them is missing or wrong."""
        if value in self.empty_values or isinstance(value, datetime):
            return value or None
        label = str(self.label or "The date and time")
        *day_boxes, time_box = [str(box or "").strip() for box in value]
        on = read_day(label, day_boxes)
        if on is None and not time_box:
            return None
        if on is None:
            raise part_error(f"{label} must include a date.", "day", "month", "year")
        if not time_box:
            raise part_error(f"{label} must include a time.", "time")
        return self._moment(label, on, time_box)

    def _moment(self, label: str, on: date, text: str) -> datetime:
        try:
            local = datetime.combine(on, read_time(text), timezone.get_current_timezone())
        except ValueError:
            raise part_error(f"{label} must have a time like 14:30.", "time") from None
        if local.astimezone(UTC).astimezone(local.tzinfo).time() != local.time():
            raise part_error(
                f"{label} names an hour that does not exist: on {formats.day(on)} the clocks go "
                f"forward, and there is no {formats.clock(local.time())}.",
                "time",
            )
        return local
