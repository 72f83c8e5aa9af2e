"""Where a child is, in whose care, and with what support: one page, all of it."""

from typing import Any

from cpms.accounts.permissions import Permission
from cpms.children.models import Child
from cpms.children.views.of_child import ChildPage
from cpms.pathways import roads
from cpms.pathways.views.base import CURRENT
from cpms.pathways.waiting import tasks_for


class PathwaysPage(ChildPage):
    """Care and whereabouts of one child, with everything that can be recorded."""

    permission = Permission.OPEN_CASE
    template_name = "pathways/child.html"
    page_name = "Care and whereabouts"
    current = CURRENT

    def visible(self) -> Any:
        """Return the children this person may see."""
        return Child.objects.visible_to(self.user, self.today)

    def context(self) -> dict[str, Any]:
        """Return what is open, what is over, and what can be recorded."""
        return {
            **super().context(),
            "waiting": list(tasks_for(self.user, self.today, self.record)),
            "roads": roads.of_child(self.record, self.user),
            "life": roads.life_of(self.record, self.user),
        }
