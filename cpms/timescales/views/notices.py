"""What a person has been told: the bell's page."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views import View

from cpms.accounts.models import User
from cpms.children.models import Child
from cpms.records.views import Page

from .. import calendar
from ..models import Notice


class Notices(Page):
    """The notices that wait for the person, soonest due first."""

    template_name = "timescales/notices.html"

    def context(self) -> dict[str, Any]:
        """Return the notices, with the child's name only where the person may see the child."""
        waiting = list(Notice.objects.visible_to(self.user).waiting())
        seen = Child.objects.visible_to(self.user).in_bulk({notice.child_id for notice in waiting})
        self.shown = set(seen)
        return {"notices": [(notice, seen.get(notice.child_id)) for notice in waiting]}

    def child_ids(self) -> set[int]:
        """Return the children whose names the page shows."""
        return self.shown


class PutAway(View):
    """Put one notice away, or all that are ticked."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark the person's own notices as done; another's are out of reach."""
        assert isinstance(request.user, User)
        ids = [int(number) for number in request.POST.getlist("notice") if number.isdecimal()]
        Notice.objects.visible_to(request.user).waiting().filter(pk__in=ids).update(
            done_at=calendar.now()
        )
        return HttpResponseRedirect(reverse("notices"))


def waiting_count(user: User) -> int:
    """The number on the bell."""
    return Notice.objects.visible_to(user).waiting().count()
