"""The analysis for each child, and the actions."""

from typing import Any

from django import forms

from cpms.children.models import Agency
from cpms.design.forms import DateField, rows_of
from cpms.records.forms import RecordForm, RowsForm
from cpms.strategy_discussions.services import Agreed, Analysis


class AnalysisForm(RecordForm):
    """The analysis of harm, for each child apart (ST-06)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.analyses = kwargs.pop("analyses")
        super().__init__(*args, **kwargs)
        for row in self.analyses:
            self.fields[f"harm_{row.child_id}"] = forms.CharField(
                label=f"Analysis of harm to {row.child.name}",
                initial=row.harm,
                widget=forms.Textarea(attrs={"rows": 5}),
                error_messages={"required": f"Write the analysis of harm to {row.child.name}."},
            )
            self.fields[f"background_{row.child_id}"] = forms.CharField(
                label=f"Family history, culture and relationships of {row.child.name}",
                initial=row.background,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def facts(self) -> dict[str, Any]:
        """Return one analysis for each child."""
        given = self.cleaned_data
        return {
            "analyses": [
                Analysis(row.child, given[f"harm_{row.child_id}"],
                         given[f"background_{row.child_id}"])
                for row in self.analyses
            ]
        }  # fmt: skip


class ActionRow(forms.Form):
    """One action: specific, with an agency, a day, and how and when it is reported."""

    text = forms.CharField(label="What will be done", widget=forms.Textarea(attrs={"rows": 2}))
    agency = forms.ModelChoiceField(
        label="By which agency",
        queryset=Agency.objects.all(),
        error_messages={"required": "Choose the agency that will do it."},
    )
    due_on = DateField(label="By when")
    feedback_on = DateField(label="They hear of it by")
    feedback = forms.CharField(
        label="How will the others hear of it?",
        max_length=200,
        help_text="For example, by telephone to the lead professional",
    )


class ActionsForm(RowsForm):
    """The actions agreed (ST-08)."""

    rows_class = rows_of(ActionRow, label="Action", extra=2, least=1, most=30)

    def facts(self) -> dict[str, Any]:
        """Return the actions."""
        return {"actions": [Agreed(**row) for row in self.rows.filled()]}
