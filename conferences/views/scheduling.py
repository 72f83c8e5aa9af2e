"""Fixing chair, place and time."""

from typing import Any

from django.http import HttpResponse

from conferences import timeliness
from conferences.forms.scheduling import ScheduleForm
from conferences.models import Conference
from conferences.services.scheduling import schedule_conference
from conferences.views.requesting import OfConference
from cpms.timescales.calendar import now
from cpms.timescales.policy import working_days
from cpms.timescales.presentation import shown

BOOKINGS_SHOWN = 30


class Schedule(OfConference):
    """Schedule a conference, or move it; the page shows the last day in time and why."""

    move = "schedule"
    form_class = ScheduleForm
    template_name = "conferences/before/schedule.html"
    button = "Schedule"
    title = "Schedule the conference"
    done_message = "The conference is scheduled."

    def initial(self) -> dict[str, Any]:
        """Return what is fixed already."""
        conference = self.record
        return {
            "chair": conference.chair_id,
            "scheduled_at": conference.scheduled_at,
            "venue": conference.venue,
            "lateness_reason": conference.lateness_reason,
        }

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
