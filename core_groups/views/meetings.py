"""What people do with the meetings of a core group."""

from typing import Any

from core_groups import timeliness
from core_groups.forms import CancelForm, MeetingForm, MinutesForm, NewDateForm, PlanMeetingForm
from core_groups.models import CoreGroup, CoreGroupMeeting
from core_groups.services import record_meeting
from cpms.children.banner import banner_of
from cpms.records.models import Record
from cpms.records.views import CreateMoveView, MoveView


class OfMeeting(MoveView[CoreGroupMeeting]):
    """One move of one meeting, under the banner of the child."""

    model = CoreGroupMeeting
    template_name = "plans/act.html"

    def context(self) -> dict[str, Any]:
        """Return the banner beside the form."""
        child = self.record.group.plan.child
        return {**super().context(), "banner": banner_of(child, self.user, self.today)}


class PlanMeeting(CreateMoveView[CoreGroupMeeting], OfMeeting):
    """Put a meeting into the diary."""

    move = "plan"
    form_class = PlanMeetingForm
    button = "Plan the meeting"
    done_message = "The meeting is planned."

    def new(self) -> CoreGroupMeeting:
        """Return a meeting of the group that the address names."""
        groups: Any = CoreGroup.objects.visible_to(self.user)
        meeting: CoreGroupMeeting = CoreGroupMeeting(group=self.found(groups))
        return meeting

    def success_url(self, record: Any) -> str:
        """Go on to the group."""
        return str(record.group.get_absolute_url())


class MoveMeeting(OfMeeting):
    """Change the date of a meeting; all members are told in writing (CG-07)."""

    move = "move"
    form_class = NewDateForm
    button = "Change the date and tell everyone"
    done_message = "Each member has been told the new date in writing."

    def initial(self) -> dict[str, Any]:
        """Return the date and place as they are."""
        return {"planned_at": self.record.planned_at, "venue": self.record.venue}


class CancelMeeting(OfMeeting):
    """Cancel a meeting, with the reason."""

    move = "cancel"
    form_class = CancelForm
    button = "Cancel the meeting"
    done_message = "The meeting is cancelled."


class RecordMeeting(OfMeeting):
    """Record a meeting on one page (CG-05 to CG-08, PL-04)."""

    move = "hold"
    form_class = MeetingForm
    template_name = "core_groups/record.html"
    title = "Record the core group"
    button = "Record the meeting"
    done_message = "The meeting is recorded. Send the minutes and the plan to all members."

    def context(self) -> dict[str, Any]:
        """Return by when the group meets again, counted from the day it was planned for."""
        child, day = self.record.group.plan.child, self.record.day
        return {
            **super().context(),
            "next_due": timeliness.next_due(day),
            "review_ahead": timeliness.review_ahead(child.pk, min(day, self.today)),
        }

    def initial(self) -> dict[str, Any]:
        """Return the day for which the meeting was planned."""
        return {
            "held_on": self.record.day,
            "next_venue": self.record.venue,
            "minutes": self.record.minutes,
            "minutes_by": self.record.minutes_by,
        }

    def refusals(self) -> list[str]:
        """Say only that it cannot be recorded now: what is missing is entered on this page."""
        return [] if self.transition else super().refusals()

    def act(self, **facts: Any) -> Record:
        """Record it, with the plan as the group left it."""
        return record_meeting(self.record, **facts, by=self.user)


class CirculateMinutes(OfMeeting):
    """Send the minutes to all members (CG-06)."""

    move = "circulate_minutes"
    form_class = MinutesForm
    button = "Send the minutes"
    done_message = "Each member has been sent a copy of the minutes."
