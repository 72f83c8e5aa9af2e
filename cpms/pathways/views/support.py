"""Pages of action plans and child in need meetings (CF-22, LA-07)."""

from typing import Any

from cpms.pathways.forms import support as forms
from cpms.pathways.models import ActionPlan, ChildInNeedMeeting
from cpms.pathways.views.base import Act, Begin, StatusPage


class ActionPlanPage(StatusPage[ActionPlan]):
    """An action plan, with its reviews (CF-22)."""

    model = ActionPlan
    page_name = "Action plan"


class AgreeActionPlan(Begin[ActionPlan]):
    """Agree an action plan (CF-22)."""

    model = ActionPlan
    move = "agree"
    form_class = forms.ActionPlanForm
    on_record = ("support", "family_group_conference", "access", "actions")
    today_for = ("agreed_on",)
    button = "Agree the action plan"
    done_message = "The action plan is agreed. Its next review has a clock."


class ReviewActionPlan(Act[ActionPlan]):
    """Review an action plan (CF-22)."""

    model = ActionPlan
    move = "review"
    form_class = forms.ReviewActionPlanForm
    button = "Record the review"
    done_message = "The review is recorded."

    def initial(self) -> dict[str, Any]:
        """Return today and the actions as they were."""
        return {"reviewed_on": self.today, "actions": self.record.actions}


class CloseActionPlan(Act[ActionPlan]):
    """Close an action plan."""

    model = ActionPlan
    move = "close"
    form_class = forms.CloseActionPlanForm
    today_for = ("closed_on",)


class ChildInNeedMeetingPage(StatusPage[ChildInNeedMeeting]):
    """The first child in need meeting, with what the court demands (LA-07)."""

    model = ChildInNeedMeeting
    page_name = "Child in need meeting"


class SetMeetingDate(Act[ChildInNeedMeeting]):
    """Set the date of the meeting (LA-07)."""

    model = ChildInNeedMeeting
    move = "set_date"
    form_class = forms.MeetingDateForm


class HoldMeeting(Act[ChildInNeedMeeting]):
    """Record the meeting (LA-07)."""

    model = ChildInNeedMeeting
    move = "hold"
    form_class = forms.MeetingForm
    today_for = ("held_on",)

    def initial(self) -> dict[str, Any]:
        """Return today, and the contingency that the conference set."""
        return {**super().initial(), "contingency": self.record.contingency}
