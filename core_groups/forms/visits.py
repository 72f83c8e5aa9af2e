"""A visit entered in ten seconds, completed at the desk, and what follows from it."""

from typing import Any

from django import forms

from core_groups.guards.visits import resistance_continues
from core_groups.models import NotSeen, Place
from cpms.children.models import Child
from cpms.design.forms import Checkboxes, DateField, MomentField, Radios
from cpms.records import clock
from cpms.records.forms import RecordForm

YES_NO = (("yes", "Yes"), ("no", "No"))
SMALL = {"rows": 3}
WHY_NOT = "Say why {child} was not seen."
ALONE = "Say whether you saw {child} alone."


def words(label: str, **more: Any) -> forms.CharField:
    """Return a field for a few sentences that may be left empty."""
    widget = forms.Textarea(attrs=SMALL)
    return forms.CharField(label=label, required=False, widget=widget, **more)


class VisitForm(RecordForm):
    """One visit, as it is entered at the door (CG-14)."""

    visited_at = MomentField(label="Day and time of the visit")
    was_seen = forms.ChoiceField(label="Did you see the child?", choices=YES_NO)
    was_alone = forms.ChoiceField(label="Alone?", choices=YES_NO, required=False)
    place = forms.ChoiceField(label="Where?", choices=Place)
    place_detail = forms.CharField(label="Where, if elsewhere", required=False, max_length=150)
    childs_words = words("Words")
    not_seen_reason = forms.ChoiceField(label="Why not?", choices=NotSeen, required=False)
    not_seen_detail = words("What happened at the door?")
    resistance = words(
        "Did anything keep you from the child?",
        help_text="Always asleep, always at a relative’s, no time. It is told to the lead "
        "professional at once (CG-13).",
    )
    is_bedroom_seen = forms.BooleanField(label="Bedroom seen", required=False)
    also_seen = forms.ModelMultipleChoiceField(
        label="Brothers and sisters seen as well",
        queryset=Child.objects.none(),
        required=False,
        widget=Checkboxes,
    )
    present = words("Who was there?")
    wishes = words("Wishes and feelings")
    concern = words("Something worried me")
    next_step = words("Next step")
    next_visit_on = DateField(label="Next visit", required=False)
    is_planned = forms.ChoiceField(
        label="Did the family know you were coming?", choices=YES_NO, required=False
    )
    visitor_name = forms.CharField(label="Who visited", max_length=150)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.called = self.record.given_name or "the baby"
        self.fields["was_seen"].label = f"Did you see {self.called}?"
        whose = f"{self.called}’s words" if self.record.given_name else "What the family said"
        self.fields["childs_words"].label = whose
        siblings = self.record.siblings().visible_to(self.user, self.today)
        self.fields["also_seen"].queryset = siblings.filter(state=Child.State.OPEN)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask alone or not of a child who was seen, and why of one who was not."""
        said = super().clean() or self.cleaned_data
        was_seen = said.get("was_seen")
        if was_seen == "yes" and not said.get("was_alone"):
            self.add_error("was_alone", ALONE.format(child=self.called))
        if was_seen == "no" and not said.get("not_seen_reason"):
            self.add_error("not_seen_reason", WHY_NOT.format(child=self.called))
        if said.get("place") == Place.ELSEWHERE and not said.get("place_detail"):
            self.add_error("place_detail", "Say where it was.")
        return said

    def facts(self) -> dict[str, Any]:
        """Return what the service records; what belongs to the other answer is dropped."""
        said = dict(self.cleaned_data)
        also_seen = said.pop("also_seen")
        was_seen = said["was_seen"] == "yes"
        said |= {
            "was_seen": was_seen,
            "was_alone": was_seen and said["was_alone"] == "yes",
            "is_planned": said["is_planned"] != "no",
        }
        for name in _OF_THE_OTHER_ANSWER[was_seen]:
            said[name] = ""
        if not was_seen:
            said["is_bedroom_seen"] = False
        return {"said": said, "also_seen": also_seen, "today": self.today, "now": clock.now()}


_OF_THE_OTHER_ANSWER = {True: ("not_seen_reason", "not_seen_detail"), False: ("childs_words",)}


class CompleteForm(RecordForm):
    """What the entry at the door left out."""

    childs_words = words("The child’s own words")
    wishes = words("Wishes and feelings")
    present = words("Who was there?")
    is_bedroom_seen = forms.BooleanField(label="Bedroom seen", required=False)
    concern = words("Something worried me")
    next_step = words("Next step")
    next_visit_on = DateField(label="Next visit", required=False)

    def facts(self) -> dict[str, Any]:
        """Return the words, and today."""
        return {**self.cleaned_data, "completed_on": self.today}


class PlanOfActionForm(RecordForm):
    """What was agreed with the police, and what else was considered (CG-12)."""

    agreed_on = DateField(label="Agreed on")
    police = forms.CharField(
        label="Agreed with, of the police", help_text="Name, rank and reference.", max_length=200
    )
    steps = forms.CharField(
        label="What will be done, by whom and by when", widget=forms.Textarea(attrs={"rows": 5})
    )
    told = words("Which members of the core group were told")
    is_strategy_discussion_held = forms.ChoiceField(
        label="Will there be a strategy discussion?", choices=YES_NO, widget=Radios
    )
    strategy_discussion_reason = words("Why, or why not? (strategy discussion)")
    is_legal_meeting_held = forms.ChoiceField(
        label="Will there be a legal planning meeting?", choices=YES_NO, widget=Radios
    )
    legal_meeting_reason = words("Why, or why not? (legal planning meeting)")
    is_review_brought_forward = forms.ChoiceField(
        label="Will the review conference be brought forward?", choices=YES_NO, widget=Radios
    )
    review_reason = words("Why, or why not? (review)")

    CONSIDERED = (
        "is_strategy_discussion_held",
        "is_legal_meeting_held",
        "is_review_brought_forward",
    )

    def facts(self) -> dict[str, Any]:
        """Return the plan of action, each question answered by yes or no."""
        said = {**self.cleaned_data, "today": self.today}
        return said | {name: said[name] == "yes" for name in self.CONSIDERED}


class ResistanceForm(RecordForm):
    """What follows from resistance to the child being seen (CG-13)."""

    answered_on = DateField(label="Decided on")
    answer = forms.CharField(label="What is done about it", widget=forms.Textarea(attrs=SMALL))
    emergency_consideration = words(
        "Emergency action: taken or not, and why",
        help_text="Needed where an earlier visit met resistance as well.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not resistance_continues(self.record):
            del self.fields["emergency_consideration"]

    def facts(self) -> dict[str, Any]:
        """Return the answer, and today."""
        return {**self.cleaned_data, "today": self.today}


class FrequencyForm(RecordForm):
    """How often the child is seen while the plan lasts (CG-14, CG-16)."""

    every_days = forms.TypedChoiceField(
        label="The child is seen at least every",
        choices=((7, "7 days"), (10, "10 days"), (14, "2 weeks"), (21, "3 weeks"), (28, "4 weeks")),
        coerce=int,
        widget=Radios,
    )
    agreed_on = DateField(label="Agreed on")
