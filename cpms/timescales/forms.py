"""The forms of the timescales: the calculator, and what an administrator changes."""

from datetime import date, datetime
from typing import Any

from django import forms

from cpms.design.formats import day
from cpms.design.forms import DateField, Radios, TimeField
from cpms.records.forms import RecordForm

from .calendar import at_clock
from .choosing import PolicyChange
from .packs import all_packs, load
from .policy import choices
from .proclaiming import Change, Kind


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


class CalendarChangeForm(RecordForm):
    """A bank holiday proclaimed or withdrawn, or a closure entered or taken back."""

    kind = forms.ChoiceField(
        label="What is changed?",
        choices=[
            (Kind.PROCLAIMED, "A bank holiday was proclaimed"),
            (Kind.WITHDRAWN, "A bank holiday was withdrawn"),
            (Kind.CLOSED, "The authority will be closed"),
            (Kind.OPENED, "The authority will be open after all"),
        ],
        widget=Radios(
            hints={
                Kind.CLOSED: "Clocks go on running on such a day, unless the policy says otherwise."
            }
        ),
    )
    day = DateField(label="Which day?")
    name = forms.CharField(
        label="What the day is called",
        max_length=80,
        required=False,
        help_text="For example: Coronation of King Charles III. Stands wherever a count skips it.",
    )
    known_on = DateField(
        label="Since when is it known?",
        help_text="What was done before that day stays as it was counted then.",
    )

    def clean_known_on(self) -> date:
        """Nothing becomes known tomorrow."""
        known_on: date = self.cleaned_data["known_on"]
        if known_on > self.today:
            raise forms.ValidationError("The day since when it is known must not lie ahead.")
        return known_on

    def clean(self) -> dict[str, Any]:
        """A day that stops clocks has a name."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        named = {Kind.PROCLAIMED, Kind.CLOSED}
        if cleaned.get("kind") in named and not cleaned.get("name"):
            self.add_error("name", "Enter what the day is called.")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The change, as the calendar is given it."""
        asked = self.cleaned_data
        return {
            "change": Change(Kind(asked["kind"]), asked["day"], asked["name"], asked["known_on"])
        }


TAKEN_BACK = ""


class PolicyForm(RecordForm):
    """Which pack from which day; or an earlier choice moved to another day, or taken back."""

    instead_of = forms.ChoiceField(
        label="What is changed?",
        required=False,
        widget=Radios,
        choices=lambda: [
            ("", "A further change of policy"),
            *((f"{on}", f"{load(name).title}, from {day(on)}") for on, name in choices()),
        ],
    )
    pack = forms.ChoiceField(
        label="Policy",
        required=False,
        choices=lambda: [
            *((pack.name, pack.title) for pack in all_packs().values()),
            (TAKEN_BACK, "None: the change above is taken back"),
        ],
    )
    effective_from = DateField(
        label="In force from",
        help_text="Clocks that start on this day or later are counted by it.",
    )

    def facts(self) -> dict[str, Any]:
        """The change, as the service is given it."""
        asked = self.cleaned_data
        instead_of = asked["instead_of"]
        return {
            "change": PolicyChange(
                asked["pack"],
                asked["effective_from"],
                date.fromisoformat(instead_of) if instead_of else None,
            )
        }


class CorrectionForm(RecordForm):
    """The day on which it truly happened, and how the wrong one came about."""

    happened_on = DateField(label="On which day did it happen?")
    reason = forms.CharField(
        label="How did the wrong day come about?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Stands in the chronology beside both days. The wrong line is kept.",
    )
