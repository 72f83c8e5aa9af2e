"""The calculator's form."""

from datetime import date, datetime
from typing import Any

from django import forms

from cpms.design.forms.days import DateField
from cpms.design.forms.moments import TimeField

from .calendar import at_clock
from .packs import all_packs


def rule_choices() -> list[tuple[str, str]]:
    """Every rule of every pack, by its title."""
    titles = {
        rule.code: rule.title for pack in all_packs().values() for rule in pack.latest.timescales
    }
    return sorted(titles.items(), key=lambda choice: choice[1])


class CalculatorForm(forms.Form):
    """A rule, a start and a policy. Asks in the address, so that an answer can be sent on."""

    code = forms.ChoiceField(label="What must happen", choices=rule_choices)
    start = DateField(
        label="Counted from",
        help_text="The day it started, or the day of the meeting for rules that count back.",
    )
    clock = TimeField(
        label="Time of the meeting", required=False, help_text="Only for rules that count hours."
    )
    pack = forms.ChoiceField(
        label="Policy", choices=lambda: [(pack.name, pack.title) for pack in all_packs().values()]
    )

    def begins(self) -> date | datetime:
        """The day, or the moment where a time was given."""
        cleaned: dict[str, Any] = self.cleaned_data
        return (
            at_clock(cleaned["start"], cleaned["clock"]) if cleaned["clock"] else cleaned["start"]
        )
