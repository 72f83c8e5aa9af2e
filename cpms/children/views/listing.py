"""The list of children, searched and narrowed by what stands in the address."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator

from cpms.accounts.permissions import Permission
from cpms.children.forms import SearchForm
from cpms.children.models import Child
from cpms.children.models.child import ChildQuerySet
from cpms.children.narrowing import matching
from cpms.children.search import find_by_text
from cpms.records.views import Page

ROWS = 25
SIMILAR = 8


class ChildrenPage(Page):
    """The children this person may see; 25 to a page."""

    permission = Permission.SEARCH_CHILDREN
    template_name = "children/children.html"
    page_name = "Children"

    @cached_property
    def form(self) -> SearchForm:
        """The search as the address says it; what it does not understand is passed over."""
        return SearchForm(self.request.GET)

    def found(self) -> ChildQuerySet:
        """Return the children that the search finds."""
        self.form.is_valid()
        asked = self.form.cleaned_data
        rows = matching(Child.objects.visible_to(self.user, self.today), asked.get("q", ""))
        if team := asked.get("team"):
            rows = rows.filter(team=team)
        if lead := asked.get("lead"):
            rows = rows.led_by(lead)
        if asked.get("state") != "all":
            rows = rows.filter(state=asked.get("state") or Child.State.OPEN)
        return rows

    @cached_property
    def children(self) -> PageOfRows[Child]:
        """One page of them, with what a row shows."""
        rows = self.found().with_lead().select_related("team").prefetch_related("aliases")
        rows = rows.order_by("family_name", "given_name", "pk")
        return Paginator(rows, ROWS).get_page(self.request.GET.get("page"))

    @cached_property
    def similar(self) -> list[Child]:
        """Whom the search may mean, by sound or slip, when nobody is found word for word."""
        text = str(self.form.cleaned_data.get("q", ""))
        if self.children.paginator.count or not text.strip():
            return []
        among = Child.objects.visible_to(self.user, self.today)
        return [candidate.child for candidate in find_by_text(text, among=among, limit=SIMILAR)]

    def context(self) -> dict[str, Any]:
        """Return the search, the rows, and the address without its page."""
        address = self.request.GET.copy()
        address.pop("page", None)
        return {
            "form": self.form,
            "children": self.children,
            "similar": self.similar,
            "address": address.urlencode(),
            "is_searched": any(address.values()),
            "may_register": self.user.may(Permission.REGISTER_CHILD),
        }

    def child_ids(self) -> Iterable[int]:
        """Return the children on this page of the list, and those who may be meant."""
        return [child.pk for child in (*self.children, *self.similar)]
