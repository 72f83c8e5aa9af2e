"""What every page about one child has: the banner above it, and the way back."""

from typing import Any

from django.urls import reverse

from cpms.accounts.permissions import Permission
from cpms.children.banner import banner_of
from cpms.children.models import Child
from cpms.records.views import MoveView, RecordPage, ServiceFormView


class ChildPage(RecordPage[Child]):
    """A page that shows something of one child."""

    model = Child
    permission = Permission.OPEN_CASE
    current = ""

    def context(self) -> dict[str, Any]:
        """Return the banner beside what the page shows."""
        banner = banner_of(self.record, self.user, self.today, self.current)
        return {**super().context(), "banner": banner}


class ChildAct(ServiceFormView[Child]):
    """A form about one child, that leads back to the people round the child."""

    model = Child
    template_name = "children/act.html"

    def context(self) -> dict[str, Any]:
        """Return the banner beside the form."""
        return {**super().context(), "banner": banner_of(self.record, self.user, self.today)}

    def success_url(self, record: Any) -> str:
        """Return to the page of people, where the result is seen."""
        return reverse("child-people", args=[self.record.pk])


class ChildMove(MoveView[Child]):
    """A move of the child's own record."""

    model = Child
    template_name = "children/act.html"

    def context(self) -> dict[str, Any]:
        """Return the banner beside the form."""
        return {**super().context(), "banner": banner_of(self.record, self.user, self.today)}
