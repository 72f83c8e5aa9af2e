"""The days on which a plan is made detailed, revised and sent."""

from typing import Any

from cpms.design.forms import DateField
from cpms.records.forms import RecordForm


class DetailForm(RecordForm):
    """The day on which the core group made the plan detailed."""

    detailed_on = DateField(label="Agreed by the core group on")

    def facts(self) -> dict[str, Any]:
        """Return the day, and today to hold it against."""
        return {**self.cleaned_data, "today": self.today}


class ReviseForm(RecordForm):
    """The day on which the changes were agreed."""

    revised_on = DateField(label="Changes agreed on")

    def facts(self) -> dict[str, Any]:
        """Return the day, and today to hold it against."""
        return {**self.cleaned_data, "today": self.today}


class CirculateForm(RecordForm):
    """Sending happens today; there is nothing to enter."""

    def facts(self) -> dict[str, Any]:
        """Return today."""
        return {"circulated_on": self.today}
