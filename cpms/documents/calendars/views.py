"""The file of one meeting, a person's feed, and the page on which a feed is opened and ended."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from cpms.accounts.looks import record_look
from cpms.documents.calendars import ics
from cpms.documents.calendars.models import CalendarEntry
from cpms.documents.calendars.services import (
    entries_for,
    feeds_of,
    open_feed,
    reader_of,
    revoke_feed,
)
from cpms.documents.models import Letter
from cpms.records import clock
from cpms.records.views import RecordPage, ServiceFormView


def file_of(content: bytes, name: str) -> HttpResponse:
    """Return a calendar file: kept by nobody on the way, named by a reference."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    response = HttpResponse(content, content_type=ics.CONTENT_TYPE, headers=headers)
    response["Cache-Control"] = "private, no-store"
    return response


class LetterEntry(RecordPage[Letter]):
    """The calendar entry that came with a letter, as it stands now: a late reader is right."""

    model = Letter
    page_name = "Calendar entry"

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Return the file, and write down who took it."""
        entry = CalendarEntry.objects.visible_to(self.user).filter(letters=self.record).first()
        if entry is None:
            raise Http404("No meeting came with this letter.")
        record_look(self.request, self.child_ids(), self.page_name)
        return file_of(ics.invitation(entry), f"meeting-{entry.reference}")


class MyCalendar(ServiceFormView[CalendarEntry]):
    """A person's own feed: opened here, and ended here."""

    template_name = "documents/calendars/mine.html"
    page_name = "My calendar"
    title = "Your meetings in your own calendar"
    button = "Make an address"
    record: Any = None  # a person's own page

    def context(self) -> dict[str, Any]:
        """Return whether a feed is open, and what it would hold."""
        return {
            **super().context(),
            "address": "",
            "is_revoked": False,
            "feed": feeds_of(self.user).first(),
            "entries": list(entries_for(self.user, self.today).order_by("starts_at", "pk")),
        }

    def success_url(self, record: Any) -> str:
        """Stay here."""
        return reverse("my-calendar")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open a feed and show its address this once, or end the one that is open."""
        with transaction.atomic():
            if "revoke" in request.POST:
                revoke_feed(self.user)
                return self.show(is_revoked=True)
            path = reverse("calendar-feed", args=[open_feed(self.user)])
            return self.show(address=f"{settings.SERVICE_URL.rstrip('/')}{path}")


@method_decorator(login_not_required, name="dispatch")
class Feed(View):
    """A person's meetings for a calendar program, which cannot sign in.

    A secret that opens nothing answers as an address that never was.
    """

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Return the feed as it is at this request."""
        user = reader_of(token)
        if user is None:
            raise Http404("There is no such page, or it is not for you.")
        response = file_of(ics.feed(entries_for(user, clock.today())), "meetings")
        response["Referrer-Policy"] = "no-referrer"
        return response
