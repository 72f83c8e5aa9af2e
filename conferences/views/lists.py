"""The conferences: to be agreed, to be scheduled, to come, done."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.db import models

from conferences import timeliness
from conferences.models import Conference
from cpms.accounts.permissions import Permission
from cpms.children.banner import banner_of
from cpms.children.models import Child
from cpms.records.views import Page, RecordPage

ROWS = 25
State = Conference.State
FILTERS: dict[str, tuple[str, tuple[State, ...]]] = {
    "to-come": ("To come", (State.SCHEDULED, State.CONVENED, State.OPENED)),
    "to-agree": ("To agree", (State.REQUESTED,)),
    "to-schedule": ("To schedule", (State.AGREED, State.STOOD_DOWN)),
    "done": ("Held or closed", (State.HELD, State.DECLINED, State.CANCELLED)),
}


class Conferences(Page):
    """A list whose filter stands in the address; as many queries for one row as for all."""

    permission = Permission.SEE_CONFERENCES
    template_name = "conferences/before/list.html"
    page_name = "Conferences"

    @property
    def chosen(self) -> str:
        """The filter of the address, else what is still to come."""
        wanted = self.request.GET.get("show", "")
        return wanted if wanted in FILTERS else next(iter(FILTERS))

    @cached_property
    def rows(self) -> PageOfRows[Conference]:
        """One page of the conferences chosen."""
        found = Conference.objects.visible_to(self.user).filter(state__in=FILTERS[self.chosen][1])
        order = ["-scheduled_at", "-pk"] if self.chosen == "done" else ["scheduled_at", "pk"]
        found = found.select_related("chair").prefetch_related("decisions__child")
        return Paginator(found.order_by(*order), ROWS).get_page(self.request.GET.get("page"))

    def context(self) -> dict[str, Any]:
        """Return the filters with how many each holds, and the rows with their last days."""
        counts = Conference.objects.visible_to(self.user).aggregate(
            **{
                name.replace("-", "_"): models.Count(
                    "pk", filter=models.Q(state__in=states), distinct=True
                )
                for name, (_, states) in FILTERS.items()
            }
        )
        filters = [
            {
                "text": f"{label} ({counts[name.replace('-', '_')]})",
                "href": f"?show={name}",
                "is_current": name == self.chosen,
            }
            for name, (label, _) in FILTERS.items()
        ]
        return {
            "rows": self.rows,
            "filters": filters,
            "chosen": self.chosen,
            "last_days": timeliness.last_days(list(self.rows)),
        }

    def child_ids(self) -> Iterable[int]:
        """Return every child whose name the list shows."""
        return {row.child_id for one in self.rows for row in one.decisions.all()}


class ChildConferences(RecordPage[Child]):
    """The conferences about one child, the latest first."""

    model = Child
    permission = Permission.SEE_CONFERENCES
    template_name = "conferences/before/of_child.html"
    page_name = "Conferences of a child"

    def context(self) -> dict[str, Any]:
        """Return the conferences, each with what it decided for this child."""
        decisions = self.record.decisions.select_related("conference__chair").order_by("-pk")
        return {
            "banner": banner_of(self.record, self.user, self.today, "child-conferences"),
            "decisions": list(decisions),
            "can_ask": self.user.may(Permission.REQUEST_CONFERENCE),
        }
