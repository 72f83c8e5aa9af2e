"""The outcome of a discussion, and the end of an enquiry."""

from typing import Any, cast

from django import forms

from cpms.design.forms import DateField, Radios
from cpms.records.forms import RecordForm
from cpms.strategy_discussions import guards
from cpms.strategy_discussions.choices import CriminalInvestigation
from cpms.strategy_discussions.models import StrategyDiscussion

State = StrategyDiscussion.State

MOVE_TO = {
    State.SECTION_47_INITIATED: "decide_section_47",
    State.SECTION_17_ASSESSMENT: "decide_section_17",
    State.NO_FURTHER_INVOLVEMENT: "decide_no_further_involvement",
}


class DecideForm(RecordForm):
    """The outcome and the reasons for it (ST-06, ST-07)."""

    outcome = forms.ChoiceField(
        label="What was decided?",
        choices=[(state.value, state.label) for state in MOVE_TO],
        widget=Radios(
            hints={
                State.SECTION_47_INITIATED: "An enquiry starts for each child, and the clock of "
                "the initial conference with it, from the day of the discussion (ST-12).",
                State.SECTION_17_ASSESSMENT: "The children are assessed as children in need.",
                State.NO_FURTHER_INVOLVEMENT: "Other services or early help may follow.",
            }
        ),
    )
    rationale = forms.CharField(
        label="Why? Must section 47 enquiries be made?", widget=forms.Textarea(attrs={"rows": 5})
    )
    criminal_investigation = forms.ChoiceField(
        label="Is there a criminal investigation?", choices=CriminalInvestigation, widget=Radios
    )
    investigation_conduct = forms.CharField(
        label="How is it conducted, and when?",
        required=False,
        help_text="Only if there is one.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Say beside the field that an investigation is described (ST-06)."""
        cleaned = cast(dict[str, Any], super().clean())
        if "criminal_investigation" in cleaned and not guards.investigation_is_described.allows(
            None, cleaned
        ):
            refusal = guards.investigation_is_described.refusal_for(None)
            self.add_error("investigation_conduct", refusal)
        return cleaned


class ConcludeForm(RecordForm):
    """How a section 47 enquiry ends."""

    ends = {
        "conclude": "Concerns substantiated, and the child is likely to suffer significant harm",
        "conclude_no_continuing_risk": "Concerns substantiated, but no continuing risk of "
        "significant harm",
        "conclude_not_substantiated": "Concerns not substantiated",
    }

    end = forms.ChoiceField(
        label="What did the enquiry find?",
        choices=list(ends.items()),
        widget=Radios(hints={"conclude": "An initial conference is held (ST-12)."}),
    )
    summary = forms.CharField(
        label="Findings and reasons", widget=forms.Textarea(attrs={"rows": 6})
    )
    concluded_on = DateField(label="Concluded on")

    def facts(self) -> dict[str, Any]:
        """Return the end, and the day on which it is said."""
        return {**super().facts(), "today": self.today}
