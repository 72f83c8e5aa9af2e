"""Fixing chair, place and time."""

from typing import Any

from django.http import HttpResponse
from django.utils.dateparse import parse_datetime

from conferences import timeliness
from conferences.assistant import offer_for
from conferences.forms.scheduling import ScheduleForm
from conferences.models import Conference
from conferences.services.scheduling import schedule_conference
from conferences.views.requesting import OfConference
from cpms.accounts.permissions import Permission
from cpms.records.views import RecordPage
from cpms.timescales.calendar import now
from cpms.timescales.policy import working_days
from cpms.timescales.presentation import shown

BOOKINGS_SHOWN = 30
MOVABLE = (
    Conference.State.AGREED,
    Conference.State.SCHEDULED,
    Conference.State.CONVENED,
    Conference.State.STOOD_DOWN,
)


class Schedule(OfConference):
    """Schedule a conference, or move it; the page shows the last day in time and why."""

    move = "schedule"
    form_class = ScheduleForm
    template_name = "conferences/before/schedule.html"
    button = "Schedule"
    title = "Schedule the conference"
    done_message = "The conference is scheduled."

    def initial(self) -> dict[str, Any]:
        """Return what is fixed already, or the slot that was chosen from the assistant."""
        conference = self.record
        fixed = {
            "chair": conference.chair_id,
            "minute_taker": conference.minute_taker_id,
            "scheduled_at": conference.scheduled_at,
            "venue": conference.venue,
            "lateness_reason": conference.lateness_reason,
        }
        return {**fixed, **self.chosen_slot()}

    def chosen_slot(self) -> dict[str, Any]:
        """Return the slot that stands in the address, as far as it can be read."""
        given = self.request.GET
        chosen: dict[str, Any] = {
            name: given[name] for name in ("chair", "minute_taker", "venue") if name in given
        }
        try:
            at = parse_datetime(given.get("at", ""))
        except ValueError:
            at = None
        return {**chosen, "scheduled_at": at} if at else chosen

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Show the clocks that run, and what chairs and rooms are booked for."""
        clocks = timeliness.one_of_each(timeliness.clocks(self.record))
        calendar = working_days()
        booked = Conference.objects.visible_to(self.user).filter(
            state__in=Conference.BOOKED, scheduled_at__gte=now()
        )
        return super().show(
            status,
            deadlines=shown(clocks, today=self.today, now=now(), calendar=calendar),
            bookings=booked.exclude(pk=self.record.pk)
            .select_related("chair")
            .order_by("scheduled_at")[:BOOKINGS_SHOWN],
            **extra,
        )

    def act(self, **facts: Any) -> Conference:
        """Schedule; where people were told of another time, tell them."""
        return schedule_conference(self.record, by=self.user, **facts)


class Slots(RecordPage[Conference]):
    """The scheduling assistant: the slots that are left, and what each would break (CF-03)."""

    model = Conference
    permission = Permission.SCHEDULE_CONFERENCE
    template_name = "conferences/before/slots.html"
    page_name = "Scheduling assistant"

    def context(self) -> dict[str, Any]:
        """Return the slots, the clocks they are counted by, and the children."""
        clocks = timeliness.one_of_each(timeliness.clocks(self.record))
        moment, calendar = now(), working_days()
        return {
            "offer": offer_for(self.record, self.today),
            "is_movable": self.record.state in MOVABLE,
            "children": list(self.record.concerned_children()),
            "deadlines": shown(clocks, today=self.today, now=moment, calendar=calendar),
        }
