"""The diary, the rooms, and the time of those who chair and minute."""

from datetime import date
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse

from conferences import chairing
from conferences.diary import BY_CHAIR, BY_ROOM, Diary, month_of, week_of
from conferences.forms.rooms import AwayForm, CapacityForm, RoomForm
from conferences.models import DaysAway
from conferences.models.venue import Venue
from conferences.services.rooms import end_away, keep_away, keep_capacity, keep_room
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.design.formats import moment
from cpms.records.views import Page, ServiceFormView
from cpms.timescales.calendar import add_months, add_weeks, first_of_month
from cpms.timescales.policy import working_days


class DiaryPage(Page):
    """Week and month, by chair and by room, and capacity against what is due."""

    permission = Permission.SCHEDULE_CONFERENCE
    template_name = "conferences/before/diary.html"
    page_name = "Diary"

    @cached_property
    def on(self) -> date:
        """The day of the address, else today."""
        try:
            return date.fromisoformat(self.request.GET.get("on", ""))
        except ValueError:
            return self.today

    def context(self) -> dict[str, Any]:
        """Return the diary of the week or the month, and where the next and the last one are."""
        is_month = self.request.GET.get("view") == "month"
        by = BY_ROOM if self.request.GET.get("by") == BY_ROOM else BY_CHAIR
        first, last = (month_of if is_month else week_of)(self.on)
        diary = Diary(self.user, first, last, self.today, working_days())
        return {
            "diary": diary,
            "rows": [] if is_month else diary.of_rooms() if by == BY_ROOM else diary.of_chairs(),
            "is_month": is_month,
            "by": by,
            "before": add_months(first, -1) if is_month else add_weeks(first, -1),
            "after": add_months(first_of_month(first), 1) if is_month else add_weeks(first, 1),
            "last": last,
        }


class OfUnit(ServiceFormView[Any]):
    """A form of the unit's own, about no child."""

    permission = Permission.SCHEDULE_CONFERENCE
    record: Any = None
    returns_to = "chairs"

    def success_url(self, record: Any) -> str:
        """Return to the list."""
        return reverse(self.returns_to)


class Rooms(OfUnit):
    """The rooms, and a form for one more."""

    template_name = "conferences/before/rooms.html"
    form_class = RoomForm
    page_name = "Rooms"
    title = "Rooms"
    button = "Add the room"
    done_message = "The room is kept."
    returns_to = "rooms"

    def context(self) -> dict[str, Any]:
        """Return the rooms beside the form."""
        return {**super().context(), "rooms": list(Venue.listed())}

    def act(self, **facts: Any) -> Venue:
        """Add it."""
        return keep_room(None, by=self.user, **facts)


class ChangeRoom(OfUnit):
    """One room: seats, access, whether it is offered."""

    form_class = RoomForm
    page_name = "Change a room"
    title = "Change a room"
    button = "Keep the room"
    done_message = "The room is kept."
    returns_to = "rooms"

    @cached_property
    def record(self) -> Venue:
        """The room of the address."""
        room = Venue.listed().filter(pk=self.kwargs["pk"]).first()
        if room is None:
            raise Http404("There is no such room.")
        return room

    def initial(self) -> dict[str, Any]:
        """Return the room as it stands."""
        names = ("name", "seats", "is_step_free", "access_note", "is_retired")
        return {name: getattr(self.record, name) for name in names}

    def act(self, **facts: Any) -> Venue:
        """Keep it."""
        return keep_room(self.record, by=self.user, **facts)


class Chairs(OfUnit):
    """Who chairs and minutes, how many a week, and when they are away."""

    template_name = "conferences/before/chairs.html"
    form_class = AwayForm
    page_name = "Chairs and minute takers"
    title = "Chairs and minute takers"
    button = "Keep the days away"

    def context(self) -> dict[str, Any]:
        """Return the people with their weeks and their days away."""
        capacities, usual = chairing.capacities(), chairing.usual_capacity()
        return {
            **super().context(),
            "people": [
                {"user": chair, "takes": capacities.get(chair.pk, usual)}
                for chair in chairing.chairs(self.today)
            ],
            "away": chairing.away_from(self.today),
        }

    def act(self, **facts: Any) -> None:
        """Keep them, and say what is booked on them."""
        booked = keep_away(by=self.user, **facts)
        messages.success(self.request, "The days away are kept.")
        for one in booked:
            when = moment(one.scheduled_at)
            messages.warning(self.request, f"Booked on {when}: move it or choose somebody else.")


class BackAgain(OfUnit):
    """Days away are taken back."""

    page_name = "Take days away back"
    title = "Take the days away back"
    button = "They are there after all"
    done_message = "The days away are taken back."

    @cached_property
    def record(self) -> DaysAway:
        """The days of the address."""
        row = chairing.away_from(self.today).filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404("There are no such days.")
        return row

    def act(self, **facts: Any) -> None:
        """Take them back."""
        end_away(self.record, by=self.user)


class ChangeCapacity(OfUnit):
    """How many conferences a chair takes in a week."""

    form_class = CapacityForm
    page_name = "Change a capacity"
    button = "Keep the number"
    done_message = "The number is kept."

    @cached_property
    def record(self) -> User:
        """The chair of the address."""
        chair = chairing.chairs(self.today).filter(pk=self.kwargs["pk"]).first()
        if chair is None:
            raise Http404("Nobody of this number chairs.")
        return chair

    def heading(self) -> str:
        """Return whose capacity it is."""
        return f"{self.record}: conferences a week"

    def initial(self) -> dict[str, Any]:
        """Return the number that holds now."""
        return {"per_week": chairing.capacities().get(self.record.pk, chairing.usual_capacity())}

    def act(self, **facts: Any) -> None:
        """Keep it."""
        keep_capacity(self.record, by=self.user, **facts)
