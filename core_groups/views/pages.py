"""The core group of a plan, and one of its meetings."""

from functools import cached_property
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from core_groups.models import CoreGroup, CoreGroupMeeting
from core_groups.standing import group_standing, meeting_standing
from cpms.children.banner import banner_of
from cpms.children.models import Child
from cpms.records.views import RecordPage

PAGE = "core-group-of-child"


class CoreGroupPage(RecordPage[CoreGroup]):
    """Members, meetings, and what the group is to do next."""

    model = CoreGroup
    template_name = "core_groups/group.html"
    page_name = "Core group"

    def visible(self) -> models.QuerySet[CoreGroup]:
        """Return the groups, with their child and plan."""
        return super().visible().select_related("plan__child__family", "plan__lead_professional")

    def context(self) -> dict[str, Any]:
        """Return the group as it stands today."""
        banner = banner_of(self.record.plan.child, self.user, self.today, PAGE)
        return {"banner": banner, **group_standing(self.record, self.user, self.today)}


class MeetingPage(RecordPage[CoreGroupMeeting]):
    """One meeting: planned, or with its record."""

    model = CoreGroupMeeting
    template_name = "core_groups/meeting.html"
    page_name = "Core group meeting"

    def visible(self) -> models.QuerySet[CoreGroupMeeting]:
        """Return the meetings, with their child and plan."""
        return super().visible().select_related("group__plan__child__family")

    def context(self) -> dict[str, Any]:
        """Return the meeting with what was brought to it."""
        banner = banner_of(self.record.group.plan.child, self.user, self.today, PAGE)
        return {"banner": banner, **meeting_standing(self.record, self.user)}


class GroupOfChild(RecordPage[Child]):
    """A child's core group, found by the child: the one formed, else the last."""

    model = Child
    template_name = "core_groups/none.html"
    page_name = "Core group"

    @cached_property
    def latest(self) -> CoreGroup | None:
        """The group to go to, if there ever was one."""
        groups = CoreGroup.objects.visible_to(self.user).filter(plan__child=self.record)
        found: CoreGroup | None = groups.order_by("formed_on", "pk").last()
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go to the group, or say that there is none."""
        if self.latest:
            return HttpResponseRedirect(self.latest.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Return the banner of the child."""
        return {"banner": banner_of(self.record, self.user, self.today, PAGE)}
