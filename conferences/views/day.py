"""The page of the day, and the moves of the meeting as a whole."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from conferences.board import Board, board_of, fetched
from conferences.forms.session import StandDownForm
from conferences.models import Conference
from conferences.services import session
from cpms.accounts.permissions import Permission
from cpms.records.views import MoveView, RecordPage


class DayPage(RecordPage[Conference]):
    """Agenda and minutes beside attendance, quoracy, views and what is missing."""

    model = Conference
    permission = Permission.MINUTE_CONFERENCE
    template_name = "conferences/day/page.html"
    page_name = "Conference, on the day"

    def visible(self) -> models.QuerySet[Conference]:
        """Return the conferences with all that the page reads."""
        return fetched(Conference.objects.visible_to(self.user), self.user)

    @cached_property
    def board(self) -> Board:
        """What the page shows."""
        item = self.request.GET.get("item", "")
        return board_of(
            self.record,
            self.user,
            today=self.today,
            now=timezone.now(),
            item=int(item) if item.isdecimal() else None,
        )

    def context(self) -> dict[str, Any]:
        """Return the board."""
        return {"board": self.board, "shows": self.request.GET.get("show", "")}

    def child_ids(self) -> Iterable[int]:
        """Return the children of the conference."""
        return [column.decision.child_id for column in self.board.columns]


class DayPanel(DayPage):
    """The live part of the page, asked for every few seconds while the page stands open."""

    template_name = "conferences/day/live.html"

    def child_ids(self) -> Iterable[int]:
        """Return nobody: the page that this is a part of has written down who looks."""
        return ()


class _MeetingMove(MoveView[Conference]):
    model = Conference
    permission = Permission.MINUTE_CONFERENCE

    def success_url(self, record: Any) -> str:
        """Return to the page of the day."""
        return reverse("conference-day", args=[record.pk])


class Open(_MeetingMove):
    """Open the conference."""

    move = "open"
    done_message = "The conference is open."

    def act(self, **facts: Any) -> Conference:
        """Open it now."""
        return super().act(opened_at=timezone.now())  # type: ignore[return-value]


class StandDown(_MeetingMove):
    """Stand the conference down, with the reason (CF-06)."""

    move = "stand_down"
    form_class = StandDownForm
    done_message = "The conference was stood down. Schedule it again at the earliest opportunity."

    def act(self, **facts: Any) -> Conference:
        """Stand it down, unless a decision closes at this moment."""
        return session.stand_down(self.record, stood_down_on=self.today, by=self.user, **facts)


class Hold(_MeetingMove):
    """Close the conference: it met, and decided for each child."""

    move = "hold"
    done_message = "The conference is closed. Its clocks are running."

    def success_url(self, record: Any) -> str:
        """Go on to what comes after, or back to the day while the conference sits."""
        name = "conference-after" if record.state == "held" else "conference-day"
        return reverse(name, args=[record.pk])
