"""A report as its author writes it: statements kept apart, and how parents have it."""

from typing import Any

from django import forms
from django.utils.safestring import SafeString

from conferences.convictions import mentions_a_conviction
from conferences.models import StatementKind
from conferences.services.reporting import Said, Sharing
from cpms.children.models import Child
from cpms.design.forms import Checkboxes, DateField, Radios, RevealingForm, rows_of
from cpms.records.forms import RecordForm, RowsForm

SHARED, WITHHELD, NOT_YET = "shared", "withheld", "not_yet"


class StatementForm(forms.Form):
    """One statement: its kind, its words, and which children it is about (CF-13)."""

    kind = forms.ChoiceField(
        choices=StatementKind,
        widget=Radios(
            hints={
                StatementKind.FACT: "Known, and where from.",
                StatementKind.OBSERVATION: "Seen or heard by you or a colleague.",
                StatementKind.ALLEGATION: "Said by somebody, not established.",
                StatementKind.OPINION: "Your professional judgement, and what it rests on.",
            }
        ),
        label="What kind of statement",
        error_messages={"required": "Say what kind of statement this is."},
    )
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        label="Statement",
        error_messages={"required": "Write the statement."},
    )
    children = forms.ModelMultipleChoiceField(
        queryset=Child.objects.none(),
        widget=Checkboxes,
        label="About",
        error_messages={"required": "Say which child the statement is about."},
    )

    def __init__(self, *args: Any, children: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["children"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = children

    def has_changed(self) -> bool:
        """Pass over a row without words: that is how a statement is taken out again."""
        return bool(str(self.data.get(self.add_prefix("text"), "")).strip())


class ReportForm(RevealingForm, RowsForm):
    """The whole report. Kept as a draft as often as one likes, submitted once (CF-11)."""

    rows_class = rows_of(StatementForm, label="Statement", extra=2)
    needed_when_revealed = frozenset({"shared_on", "withheld_reason"})

    sharing = forms.ChoiceField(
        choices=[
            (SHARED, "The parents have seen it"),
            (NOT_YET, "Not shared yet"),
            (WITHHELD, "Withheld from them, exceptionally"),
        ],
        widget=Radios(
            reveals={SHARED: "shared_on", WITHHELD: "withheld_reason"},
            hints={NOT_YET: "The report can be kept, but not submitted."},
        ),
        label="Sharing with the parents",
        error_messages={"required": "Say whether the parents have seen the report."},
    )
    shared_on = DateField(required=False, label="Day on which they saw it")
    withheld_reason = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Why it is withheld",
        help_text="Only after discussion with the chair. Say below what was agreed.",
    )
    sharing_agreement = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="If withheld: what the chair agreed about how it is shared",
    )
    agreed_on = DateField(required=False, label="If withheld: day of the discussion with the chair")
    has_consent_for_convictions = forms.BooleanField(
        required=False,
        label="A criminal conviction is mentioned, and the person consents to it standing here",
        help_text="Without consent take it out: the police officer tells the conference (CF-15).",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in self.rows.forms if self.is_bound else ():
            row.empty_permitted = True
        if not self._mentions_a_conviction():
            del self.fields["has_consent_for_convictions"]

    def row_arguments(self) -> dict[str, Any]:
        """Return the children whom a statement may be about."""
        conference = self.record.conference_id
        children = Child.objects.visible_to(self.user, self.today)
        return {"children": children.filter(decisions__conference=conference).distinct()}

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        """Draw the statements first: sharing and consent are about them."""
        drawn: SafeString = self.rows.render() + super(RowsForm, self).render(*args, **kwargs)
        return drawn

    __str__ = render
    __html__ = render

    def facts(self) -> dict[str, Any]:
        """Return statements, sharing and consent, and whether to submit."""
        given = self.cleaned_data
        return {
            "statements": [
                Said(row["kind"], row["text"], list(row["children"])) for row in self.rows.filled()
            ],
            "sharing": self._sharing(),
            "has_consent_for_convictions": given.get("has_consent_for_convictions", False),
            "is_final": "submit" in self.data,
        }

    def _sharing(self) -> Sharing:
        given = self.cleaned_data
        if given["sharing"] == WITHHELD:
            return Sharing(
                withheld_reason=given["withheld_reason"],
                sharing_agreement=given["sharing_agreement"],
                withholding_agreed_on=given["agreed_on"],
            )
        return Sharing(shared_with_parents_on=given.get("shared_on"))

    def _mentions_a_conviction(self) -> bool:
        if self.is_bound:
            texts = [value for key, value in self.data.items() if key.endswith("-text")]
        else:
            texts = [row["text"] for row in self.initial.get("rows", [])]
        return any(mentions_a_conviction(str(text)) for text in texts)


class ReceiveForm(RecordForm):
    """A report that came on paper or by e-mail, from an author without an account."""

    received_on = DateField(label="Day on which it came")
    paper_note = forms.CharField(
        max_length=200,
        label="Where it is kept",
        help_text="Such as the place in the case file, so that the chair finds it.",
        error_messages={"required": "Say where the report is kept."},
    )

    def facts(self) -> dict[str, Any]:
        """Return the facts, and the day on which they are entered."""
        return {**super().facts(), "today": self.today}


class CancelReportForm(RecordForm):
    """A report that is not needed after all."""

    def facts(self) -> dict[str, Any]:
        """Return the day."""
        return {"cancelled_on": self.today}
