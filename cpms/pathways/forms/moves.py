"""Moves within the area, into it and out of it."""

from typing import Any

from django import forms

from cpms.children.models import Practitioner
from cpms.design.forms import Checkboxes, DateField
from cpms.pathways.forms.base import TodayForm, authority, line, words
from cpms.pathways.services.moves import attended_for_work, initial_conference_of
from cpms.records.forms import RecordForm


class ToldTheUnitForm(TodayForm):
    """The unit is told: by telephone or in person, on this day (MV-01)."""

    notified_on = DateField(label="Day on which the unit was told")


class PractitionersField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Professionals to tick, each shown by name, post and agency."""

    widget = Checkboxes

    def label_from_instance(self, obj: Any) -> str:
        """Return who it is: two people may share a name, and an address is at stake."""
        return f"{obj.name}, {obj.job_title}, {obj.agency}"


class TellOthersForm(RecordForm):
    """The professionals who attended the initial conference; nobody else can be chosen."""

    practitioners = PractitionersField(
        queryset=Practitioner.objects.none(),
        label="Who is told of the move?",
        help_text="The professionals who attended the initial conference. Parents, relatives and "
        "their supporters are not on this list, also where they attended.",
        error_messages={"required": "Choose at least one professional."},
    )
    cleared = PractitionersField(
        queryset=Practitioner.objects.none(),
        required=False,
        label="Who is cleared to have the confidential address?",
        help_text="It stands in no letter: the lead professional gives it to those ticked here. "
        "Everyone else learns only that there was a move.",
    )
    is_checked = forms.BooleanField(
        label="I have checked each person ticked, by name and agency",
        error_messages={"required": "Check each person by name and agency, then tick this."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Practitioner.objects.filter(
            pk__in=[one.pk for one in attended_for_work(self.record.child)]
        ).select_related("agency")
        for name in ("practitioners", "cleared"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
        if not self.record.address.is_confidential:
            del self.fields["cleared"]

    @property
    def has_attendees(self) -> bool:
        """Say whether there was an initial conference to which anybody came."""
        return initial_conference_of(self.record.child) is not None

    def clean(self) -> dict[str, Any]:
        """Refuse clearance for somebody who is not told at all."""
        cleaned = super().clean() or self.cleaned_data
        told = set(cleaned.get("practitioners") or [])
        if set(cleaned.get("cleared") or []) - told:
            self.add_error("cleared", "Somebody is cleared who is not told. Tick them above too.")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Return whom to tell, who is cleared, and today."""
        given = self.cleaned_data
        return {
            "practitioners": list(given["practitioners"]),
            "cleared": list(given.get("cleared") or []),
            "circulated_on": self.today,
        }


class TransferInForm(TodayForm):
    """A child on another authority's plan moves in (MV-02)."""

    authority = authority("Which authority’s plan is the child on?")
    notified_on = DateField(
        label="Day on which this became known",
        help_text="The transfer-in conference is due within 15 working days of it (MV-02).",
    )
    told_by = line("Who told of it?", "Name, agency and telephone.")
    their_worker = line("Lead professional there", "Name and telephone.", most=200)
    their_plan = words("The plan there", "Category, since when, and the main concerns.")


class TransferOutForm(TodayForm):
    """A child on a plan moves for good to another authority (PL-16)."""

    authority = authority("Which authority does the child move to?")
    moved_on = DateField(label="Day of the move")
    notified_on = DateField(
        label="Day on which that authority was notified",
        help_text="Its conference is due within 15 working days of it. The plan here goes on "
        "until then (PL-16).",
    )
    their_worker = line("Whom did it name?", "Name and telephone.", required=False, most=200)


class TheirConferenceForm(TodayForm):
    """The receiving authority's conference (PL-16)."""

    held_on = DateField(label="Day of the other authority’s conference")
    evidence = words(
        "How is it known?",
        "Its letter or minutes, from whom. With this the plan here ends, and everyone invited to "
        "the initial conference is told.",
    )


class WithdrawForm(TodayForm):
    """The move does not come about."""

    withdrawn_on = DateField(label="Day on which this became known")
    reason = words("Why?")
