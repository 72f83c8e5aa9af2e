"""Needs and actions as rows of a form: the same on the plan's page and in a meeting."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from cpms.design.forms import DateField, rows_of
from plans.models import Action, Need, Progress

LINES = {"rows": 2}
NOT_CHOSEN = ("", "Choose")


class NeedRow(forms.Form):
    """A need and its outcome."""

    need = forms.CharField(
        label="What we worry about",
        help_text="In plain words, about this child.",
        widget=forms.Textarea(attrs=LINES),
    )
    outcome = forms.CharField(
        label="What will be different",
        help_text="Name the child: “Robin sleeps and feels safe at home.”",
        required=False,
        widget=forms.Textarea(attrs=LINES),
    )
    measure = forms.CharField(
        label="How we will know", required=False, widget=forms.Textarea(attrs=LINES)
    )
    by_when = DateField(label="By when", required=False)


class ActionRow(forms.Form):
    """One action: what, why, who, by when, and how success shows."""

    action = forms.IntegerField(widget=forms.HiddenInput, required=False)
    what = forms.CharField(label="What", widget=forms.Textarea(attrs=LINES))
    why = forms.CharField(label="Why", required=False, widget=forms.Textarea(attrs=LINES))
    owner = forms.ChoiceField(label="Who", required=False)
    together_with = forms.CharField(label="Together with", required=False, max_length=200)
    by_when = DateField(label="By when", required=False)
    measure = forms.CharField(
        label="How we will know that it worked", required=False, widget=forms.Textarea(attrs=LINES)
    )

    def __init__(self, *args: Any, owners: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.choices = [NOT_CHOSEN, *owners]


class WorkedRow(ActionRow):
    """An action in a meeting: its words, and how far it has come."""

    progress = forms.ChoiceField(
        label="How far", choices=Progress, required=False, initial=Progress.NOT_BEGUN
    )
    progress_note = forms.CharField(label="In words", required=False, max_length=300)
    done_on = DateField(label="Done on", required=False)

    def clean(self) -> dict[str, Any]:
        """Demand the day of what is done."""
        said = super().clean() or self.cleaned_data
        if said.get("progress") == Progress.DONE and not said.get("done_on"):
            self.add_error("done_on", "Enter the day on which it was done.")
        return said


ActionRows = rows_of(ActionRow, label="Action", extra=2)
WorkedRows = rows_of(WorkedRow, label="Action", extra=1)


def need_values(need: Need) -> dict[str, Any]:
    """Return a need as its row shows it."""
    return {name: getattr(need, name) for name in ("need", "outcome", "measure", "by_when")}


def action_values(action: Action) -> dict[str, Any]:
    """Return an action as its row shows it."""
    fields = ("what", "why", "together_with", "by_when", "measure")
    worked = ("progress", "progress_note", "done_on")
    return {
        "action": action.pk,
        "owner": action.owner_key,
        **{name: getattr(action, name) for name in (*fields, *worked)},
    }


def kept_actions(need: Need) -> list[Action]:
    """Return the actions of a need that are in the plan."""
    return [action for action in need.actions.all() if action.removed_on is None]


def entered(rows: Any) -> list[Mapping[str, Any]]:
    """Return the rows in which anything was changed or added."""
    filled: list[Mapping[str, Any]] = rows.filled()
    return filled
