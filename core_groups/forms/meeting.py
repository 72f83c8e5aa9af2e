"""A meeting recorded on one page: attendance, reports, plan, views, minutes, next date (CG-05)."""

from dataclasses import dataclass
from typing import Any

from django import forms

from core_groups.models import Attendance, Contribution, Member
from cpms.design.forms import DateField, MomentField, Radios, rows_of
from cpms.records.forms import RecordForm
from plans.forms.rows import (
    NeedRow,
    WorkedRows,
    action_values,
    entered,
    kept_actions,
    need_values,
)
from plans.models import Need
from plans.owners import people_round

SMALL, LARGE = {"rows": 3}, {"rows": 8}
THRESHOLD = (("yes", "Still met"), ("no", "No longer met"), ("", "Not before a review"))


class ContributionRow(forms.Form):
    """One member: whether they came, and their report, fact and opinion apart (CG-05)."""

    member = forms.IntegerField(widget=forms.HiddenInput)
    attendance = forms.ChoiceField(label="Came", choices=[("", "Choose"), *Attendance.choices])
    deputy_name = forms.CharField(label="Deputy’s name", required=False, max_length=150)
    facts = forms.CharField(
        label="Report: what happened", required=False, widget=forms.Textarea(attrs=SMALL)
    )
    opinion = forms.CharField(
        label="Report: professional opinion", required=False, widget=forms.Textarea(attrs=SMALL)
    )

    def clean(self) -> dict[str, Any]:
        """Demand the name of a deputy who came."""
        said = super().clean() or self.cleaned_data
        if said.get("attendance") == Attendance.DEPUTY and not said.get("deputy_name"):
            self.add_error("deputy_name", "Enter the deputy’s name.")
        return said


ContributionRows = rows_of(ContributionRow, label="Member", extra=0)


def _own_report(contribution: Contribution | None) -> Contribution | None:
    """Return the report that the member wrote here themselves: shown, not changed (CG-05)."""
    return contribution if contribution and contribution.reported_on else None


def _brought(member: Member, contribution: Contribution | None) -> dict[str, Any]:
    """Return what the page shows of a member before anything is typed."""
    shown: dict[str, Any] = {"member": member.pk}
    if contribution and not _own_report(contribution):
        shown |= {"facts": contribution.facts, "opinion": contribution.opinion}
    return shown


@dataclass(frozen=True)
class NeedPart:
    """A need of the plan on the page: its words and the rows of its actions."""

    need: Need
    words: NeedRow
    rows: Any


class MeetingForm(RecordForm):
    """All that a meeting leaves behind."""

    held_on = DateField(label="Held on")
    childs_views = forms.CharField(
        label="What the child says",
        help_text="Their words, and who asked them when.",
        required=False,
        widget=forms.Textarea(attrs=SMALL),
    )
    parents_views = forms.CharField(
        label="What the parents or carers say", required=False, widget=forms.Textarea(attrs=SMALL)
    )
    minutes = forms.CharField(label="Minutes", widget=forms.Textarea(attrs=LARGE))
    minutes_by = forms.ChoiceField(label="Minutes taken by", required=False)
    next_at = MomentField(label="The group meets next on", required=False)
    then_at = MomentField(label="And after that on", required=False)
    later_at = MomentField(label="And then on", required=False)
    next_venue = forms.CharField(label="Place of the next meeting", required=False, max_length=150)
    next_late_reason = forms.CharField(
        label="Why later than the procedure asks, if it is",
        required=False,
        widget=forms.Textarea(attrs=SMALL),
    )
    is_threshold_met = forms.TypedChoiceField(
        label="The threshold of significant harm is",
        choices=THRESHOLD,
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=Radios,
    )
    threshold_evidence = forms.CharField(
        label="Evidence for it", required=False, widget=forms.Textarea(attrs=SMALL)
    )
    who_leads_next = forms.CharField(
        label="If the plan should end: who leads what next",
        required=False,
        widget=forms.Textarea(attrs=SMALL),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = list(self.record.group.members.on(self.record.day).with_names())
        brought = {row.member_id: row for row in self.record.contributions.all()}
        self.contributions = ContributionRows(
            self._sent(),
            prefix="members",
            initial=[_brought(member, brought.get(member.pk)) for member in self.members],
        )
        for member, row in self.attended:
            asked = f"Say whether {member.name} came."
            row.fields["attendance"].error_messages["required"] = asked
            row.own = _own_report(brought.get(member.pk))
            if row.own:
                del row.fields["facts"], row.fields["opinion"]
        names = [(member.name, member.name) for member in self.members]
        self.fields["minutes_by"].choices = [("", "Choose"), *names]  # type: ignore[attr-defined]
        plan = self.record.group.plan
        owners = people_round(plan)
        needs = plan.needs.kept().with_owners()
        self.needs = [self._part(need, owners) for need in needs]

    def _sent(self) -> Any:
        return self.data if self.is_bound else None

    def _part(self, need: Need, owners: list[tuple[str, str]]) -> NeedPart:
        rows = WorkedRows(
            self._sent(),
            prefix=f"need-{need.pk}-actions",
            initial=[action_values(action) for action in kept_actions(need)],
            form_kwargs={"owners": owners},
        )
        words = NeedRow(self._sent(), prefix=f"need-{need.pk}", initial=need_values(need))
        return NeedPart(need, words, rows)

    @property
    def attended(self) -> list[tuple[Any, Any]]:
        """Each member with their row of the page."""
        return list(zip(self.members, self.contributions.forms, strict=False))

    @property
    def parts(self) -> list[Any]:
        """Every form of the page in its order, for the summary of errors."""
        plan = [one for part in self.needs for one in (part.words, part.rows)]
        return [self.contributions, *plan, self]

    def is_valid(self) -> bool:
        """Ask every part, so that all errors show at once."""
        others = [part.is_valid() for part in self.parts[:-1]]
        return all([super().is_valid(), *others])

    def facts(self) -> dict[str, Any]:
        """Return everything that the service records."""
        said = dict(self.cleaned_data)
        later = [said.pop("then_at"), said.pop("later_at")]
        return {
            **said,
            "further": [moment for moment in later if moment],
            "today": self.today,
            "contributions": [row.cleaned_data for row in self.contributions.forms],
            "needs": [
                (part.need, part.words.cleaned_data, entered(part.rows)) for part in self.needs
            ],
        }
