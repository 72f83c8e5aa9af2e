"""The working days: what was entered beside the published bank holidays, and changing it."""

from typing import Any

from django.contrib import messages
from django.urls import reverse

from cpms.accounts.permissions import Permission
from cpms.design.formats import day, plural
from cpms.records.guards import Refused
from cpms.records.views import Page

from .. import calendar
from ..deadlines.keeping import Recomputed
from ..forms import CalendarChangeForm
from ..policy import announcements, closures, pack_in_force, working_days
from ..proclaiming import Change, make, would_move
from .trying import TriedFirst


class CalendarPage(Page):
    """Bank holidays proclaimed or withdrawn late, closures, and the published ones ahead."""

    template_name = "timescales/working_days.html"
    permission = Permission.MANAGE_CALENDAR

    def context(self) -> dict[str, Any]:
        """Return what was entered, latest first, and the bank holidays of a year."""
        year_on = calendar.add_years(self.today, 1)
        return {
            "announced": [
                [day(told.day), _said(told), day(told.known_on)]
                for told in reversed(announcements())
            ],
            "closures": [[day(closed.day), closed.name] for closed in reversed(closures())],
            "ahead": [
                [day(on), name] for on, name in working_days().holidays_between(self.today, year_on)
            ],
            "stop": pack_in_force().in_force(self.today).switches.closures_stop_clocks,
            "reaches": calendar.last_day(),
        }


class ChangeCalendar(TriedFirst):
    """Change one day of the calendar, after seeing which clocks that moves (MG-01)."""

    permission = Permission.MANAGE_CALENDAR
    title = "Change the working days"
    form_class = CalendarChangeForm
    button = "Show what would move"
    confirm = "Change the calendar"

    def initial(self) -> dict[str, Any]:
        """Return today as the day since when it is known."""
        return {"known_on": self.today}

    def would_move(self, **facts: Any) -> Recomputed:
        """Try the change."""
        try:
            return would_move(facts["change"])
        except calendar.CalendarEnds as error:
            raise Refused(str(error)) from error

    def act(self, **facts: Any) -> None:
        """Make it, and say how many clocks moved."""
        change: Change = facts["change"]
        moved = make(change, by=self.user).moved
        messages.success(self.request, f"{change.because} {plural(len(moved), 'clock')} moved.")

    def success_url(self, record: Any) -> str:
        """Return to the list of days."""
        return reverse("working-days")


def _said(told: calendar.Announcement) -> str:
    return f"Withdrawn: {told.name}" if told.is_withdrawn else told.name
