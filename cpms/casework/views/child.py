"""The child's page and the whole chronology."""

from collections.abc import Iterable
from typing import Any

from cpms.accounts.permissions import Permission
from cpms.casework import child_page
from cpms.children.banner import banner_of
from cpms.children.models import Child
from cpms.records.views import RecordPage
from cpms.timescales.calendar import now


class ChildPage(RecordPage[Child]):
    """One child: the clock strip, what is due, what happened, who is there."""

    model = Child
    permission = Permission.OPEN_CASE
    template_name = "casework/child.html"
    page_name = "overview"
    current = "child"

    def context(self) -> dict[str, Any]:
        """Return the overview and the banner above it."""
        return {
            "banner": banner_of(self.record, self.user, self.today, self.current),
            "overview": child_page.overview(self.record, self.user, self.today, now()),
            "people": child_page.people_of(self.record),
        }

    def child_ids(self) -> Iterable[int]:
        """Return the child itself."""
        return [self.record.pk]


class Chronology(ChildPage):
    """Everything that happened to one child, newest first."""

    template_name = "casework/chronology.html"
    page_name = "chronology"
    current = "chronology"

    def context(self) -> dict[str, Any]:
        """Return every line of the chronology."""
        return {
            "banner": banner_of(self.record, self.user, self.today, self.current),
            "lines": child_page.chronology(self.record, self.user),
        }
