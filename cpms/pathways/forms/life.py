"""What ends a plan by itself: death, leaving the UK, marriage, the 18th birthday (PL-15)."""

from typing import Any

from django import forms

from cpms.design.forms import DateField, Radios
from cpms.pathways.forms.base import TodayForm, words

CONCERNS = (("yes", "Yes"), ("no", "No"))


class DeathForm(TodayForm):
    """The death of a child (PL-15, ST-10)."""

    died_on = DateField(label="Day of death")
    known_by = words("How is it known?", "From whom, and what shows it.")
    concerns = forms.ChoiceField(
        label="Are there safeguarding concerns?",
        choices=CONCERNS,
        widget=Radios(
            hints={
                "yes": "A strategy discussion must be held for each brother and sister; it stays "
                "in front of you until it is (ST-10)."
            }
        ),
    )

    def facts(self) -> dict[str, Any]:
        """Return the death, and whether there are concerns."""
        facts = super().facts()
        return {**facts, "has_concerns": facts.pop("concerns") == "yes"}


class LeavingForm(TodayForm):
    """Leaving the UK for good (PL-15)."""

    left_on = DateField(label="Day of leaving")
    known_by = words("How is it known?", "Who confirmed it, and what was done to confirm it.")
    is_permanent = forms.BooleanField(label="The child has left for good", required=False)


class MarriageForm(TodayForm):
    """The marriage of a young person (PL-15)."""

    married_on = DateField(label="Day of the marriage")
    known_by = words("How is it known?", "The certificate, or who confirmed it.")


class EighteenForm(TodayForm):
    """The 18th birthday, where the day was not recorded by itself (PL-15)."""

    turned_on = DateField(label="Day on which the young person turned 18")
