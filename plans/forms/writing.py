"""Writing the plan's words, and a need with its actions."""

from typing import Any

from django import forms

from cpms.records.forms import RecordForm
from plans.forms.rows import (
    ActionRows,
    NeedRow,
    action_values,
    entered,
    kept_actions,
    need_values,
)
from plans.owners import people_round

LINES = {"rows": 4}


class WordsForm(RecordForm):
    """What the plan is for, what is good, and what happens if it does not work."""

    concerns = forms.CharField(
        label="What this plan is for",
        help_text="The exact nature of the concerns for this child, in plain words (PL-01).",
        widget=forms.Textarea(attrs=LINES),
    )
    strengths = forms.CharField(
        label="Strengths", required=False, widget=forms.Textarea(attrs=LINES)
    )
    contingency = forms.CharField(
        label="If it does not work",
        help_text="What happens then, also where a service is late or nothing changes (PL-03).",
        required=False,
        widget=forms.Textarea(attrs=LINES),
    )
    bottom_lines = forms.CharField(
        label="Bottom lines",
        help_text="What must not happen, and what follows if it does.",
        required=False,
        widget=forms.Textarea(attrs=LINES),
    )


class NeedForm(RecordForm, NeedRow):
    """A need, its outcome, and the actions that lead to it, on one page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        need: Any = kwargs.get("record")
        is_new = need is None or need.pk is None
        if not is_new:
            kwargs["initial"] = need_values(need)
        super().__init__(*args, **kwargs)
        self.rows = ActionRows(
            self.data if self.is_bound else None,
            prefix="actions",
            initial=[] if is_new else [action_values(one) for one in kept_actions(need)],
            form_kwargs={"owners": people_round(self.record.plan)},
        )

    def is_valid(self) -> bool:
        """Ask the need and every row of actions, so that all errors show at once."""
        return all([super().is_valid(), self.rows.is_valid()])

    def facts(self) -> dict[str, Any]:
        """Return the need and the rows that were changed or added."""
        return {"said": dict(self.cleaned_data), "actions": entered(self.rows)}


class TakeOutForm(RecordForm):
    """Why a need or an action leaves the plan."""

    reason = forms.CharField(
        label="Why is it taken out?",
        help_text="Readers see this beside what was taken out.",
        widget=forms.Textarea(attrs=LINES),
    )
