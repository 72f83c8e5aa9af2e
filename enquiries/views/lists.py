"""The log of the desk: what is open, what came in, what follows second enquiries."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cpms.accounts.permissions import Permission
from cpms.records import clock
from cpms.records.views import Page
from cpms.timescales import calendar
from enquiries.models import Desk, Enquiry, FollowUp
from enquiries.models.enquiry import EnquiryQuerySet
from enquiries.office_hours import last_closing

SHOWS = {
    "open": "Open",
    "today": "Today",
    "night": "Taken at night",
    "follow-ups": "Second enquiries to follow up",
    "all": "All",
}
ON_A_PAGE = 50


class EnquiryList(Page):
    """The enquiries of both desks; the filter stands in the address."""

    template_name = "enquiries/list.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the log to those who answer enquiries or follow them up."""
        if not (self.user.may(Permission.ANSWER_ENQUIRY) or self.is_following):
            raise PermissionDenied("Enquiries are for the Child Protection Unit.")
        return super().dispatch(request, *args, **kwargs)

    @property
    def is_following(self) -> bool:
        """Say whether the person follows second enquiries up."""
        return self.user.may(Permission.FOLLOW_ENQUIRIES)

    @property
    def show_name(self) -> str:
        """Which list is asked for."""
        asked = self.request.GET.get("show", "")
        usual = "follow-ups" if self.is_following else "open"
        return asked if asked in SHOWS else usual

    def context(self) -> dict[str, Any]:
        """Return the rows of one page, and what the filters are."""
        follow_ups = self.show_name == "follow-ups"
        rows = self.follow_ups() if follow_ups else self.enquiries()
        return {
            "shows": SHOWS,
            "show_name": self.show_name,
            "q": self.asked,
            "rows": Paginator(rows, ON_A_PAGE).get_page(self.request.GET.get("page")),
            "is_desk": self.user.may(Permission.ANSWER_ENQUIRY),
            "to_follow": FollowUp.objects.visible_to(self.user).unfinished().count(),
        }

    @property
    def asked(self) -> str:
        """What was looked for among the enquiries: a reference, a caller, an agency."""
        return self.request.GET.get("q", "").strip()

    def enquiries(self) -> EnquiryQuerySet:
        """Return the enquiries of the list."""
        rows: EnquiryQuerySet = Enquiry.objects.visible_to(self.user)
        rows = rows.select_related("agency", "received_by")
        if self.asked:
            rows = rows.filter(
                Q(reference__icontains=self.asked)
                | Q(caller_name__icontains=self.asked)
                | Q(agency__name__icontains=self.asked)
            )
        return rows.filter(self.condition())

    def condition(self) -> Q:
        """Return what the list holds."""
        since = calendar.start_of_day(self.today)
        closing = last_closing(clock.now())
        return {
            "open": Q(pk__in=Enquiry.objects.visible_to(self.user).unfinished().values("pk")),
            "today": Q(received_at__gte=since),
            "night": Q(received_at__gte=closing, desk=Desk.NIGHT),
        }.get(self.show_name, Q())

    def follow_ups(self) -> Any:
        """Return the second enquiries that are still followed, the oldest first."""
        rows = FollowUp.objects.visible_to(self.user).unfinished()
        return rows.select_related("enquiry__agency")
