"""Action plans and child in need meetings (CF-22, LA-07)."""

from django import forms

from cpms.design.forms import DateField, Radios
from cpms.pathways.forms.base import TodayForm, words
from cpms.pathways.models import FamilyGroupConference


class ActionPlanForm(TodayForm):
    """What a child who is not on a plan is supported with (CF-22)."""

    agreed_on = DateField(label="Agreed on")
    support = words("Which support services are considered?")
    family_group_conference = forms.ChoiceField(
        label="A Family Group Conference", choices=FamilyGroupConference.choices, widget=Radios
    )
    access = words("How is the support reached, and by whom?", rows=2)
    actions = words("Actions", "Who does what by when.", rows=5)
    next_review_on = DateField(label="Next review", help_text="Within 6 months (CF-22).")


class ReviewActionPlanForm(TodayForm):
    """A review of the action plan (CF-22)."""

    reviewed_on = DateField(label="Reviewed on")
    found = words("What did the review find?")
    actions = words("Actions as they are now", "Who does what by when.", rows=5)
    next_review_on = DateField(label="Next review", help_text="Within 6 months (CF-22).")


class CloseActionPlanForm(TodayForm):
    """The end of an action plan."""

    closed_on = DateField(label="Closed on")
    reason = words("Why does it close, and what goes on?")


class MeetingDateForm(TodayForm):
    """The day of the first child in need meeting (LA-07)."""

    planned_on = DateField(label="Day of the meeting", help_text="Within 6 weeks of the review.")


class MeetingForm(TodayForm):
    """The first child in need meeting (LA-07)."""

    held_on = DateField(label="Day of the meeting")
    notes = words("What was agreed?", "The court’s elements among it.", rows=5)
    contingency = words(
        "What happens if concerns grow?",
        "A contingency for this child: safety planning, and further legal advice (LA-07).",
    )
