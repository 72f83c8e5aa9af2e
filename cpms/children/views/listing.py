"""The list of children, searched and narrowed by what stands in the address."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from cpms.accounts.permissions import Permission
from cpms.children.filters import columns, filters
from cpms.children.forms import SearchForm
from cpms.children.models import Child
from cpms.children.models.child import ChildQuerySet
from cpms.children.narrowing import matching
from cpms.children.search import find_by_text
from cpms.records.views import ListPage

SIMILAR = 8
HEAD = ("Case number", "Name", "Also known as", "Born", "Expected", "Team", "Lead professional")
OTHERS = 10


class ChildrenPage(ListPage):
    """The children this person may see; 25 to a page."""

    permission = Permission.SEARCH_CHILDREN
    template_name = "children/children.html"
    page_name = "Children"

    @property
    def head(self) -> Sequence[str]:  # type: ignore[override]
        """The names of the file's columns, with those that later stages add."""
        return (*HEAD, "Case", *columns())

    @cached_property
    def search(self) -> SearchForm:
        """The search as the address says it; what it does not understand is passed over."""
        return SearchForm(self.request.GET)

    def found(self) -> ChildQuerySet:
        """Return the children that the search finds."""
        self.search.is_valid()
        asked = self.search.cleaned_data
        rows = matching(Child.objects.visible_to(self.user, self.today), asked.get("q", ""))
        if team := asked.get("team"):
            rows = rows.filter(team=team)
        if lead := asked.get("lead"):
            rows = rows.led_by(lead)
        if asked.get("state") != "all":
            rows = rows.filter(state=asked.get("state") or Child.State.OPEN)
        for one in filters():
            if chosen := asked.get(one.name):
                rows = one.narrow(rows, chosen)
        return rows

    def rows(self) -> ChildQuerySet:
        """Return the children found, with what a row shows."""
        rows = self.found().with_lead().select_related("team").prefetch_related("aliases")
        return rows.order_by("family_name", "given_name", "pk")

    @cached_property
    def text(self) -> str:
        """What is searched for; nothing where the list is only narrowed."""
        return str(self.search.cleaned_data.get("q", "")).strip()

    @cached_property
    def others(self) -> list[Child]:
        """Whom a search finds in whose case the person has no part: to open it needs a reason."""
        if not self.text or self.user.may(Permission.SEE_EVERY_CHILD):
            return []
        own = Child.objects.visible_to(self.user, self.today).values("pk")
        found = matching(Child.objects.findable_by(self.user, self.today), self.text)
        rows = found.exclude(pk__in=own).order_by("family_name", "given_name", "pk")
        return list(rows[:OTHERS])

    @cached_property
    def similar(self) -> list[Child]:
        """Whom the search may mean, by sound or slip, when nobody is found word for word."""
        if self.page.paginator.count or not self.text:
            return []
        own = Child.objects.visible_to(self.user, self.today)
        among = own if self.others else Child.objects.findable_by(self.user, self.today)
        return [
            candidate.child for candidate in find_by_text(self.text, among=among, limit=SIMILAR)
        ]

    def context(self) -> dict[str, Any]:
        """Return the search, the rows, and the address without its page."""
        shown = list(self.page)
        return {
            **super().context(),
            "search": self.search,
            "children": self.page,
            "similar": self.similar,
            "others": self.others,
            "told": {label: told(shown) for label, told in columns().items()},
            "is_searched": bool(self.filters),
            "may_register": self.user.may(Permission.REGISTER_CHILD),
        }

    @cached_property
    def told_in_file(self) -> list[dict[int, str]]:
        """What later stages say of the children in the file."""
        everybody = list(self.rows())
        return [told(everybody) for told in columns().values()]

    def line(self, row: Any) -> Sequence[object]:
        """Return one child as the file has it; no address is ever in it."""
        return (
            row.case_number,
            row.name,
            ", ".join(alias.name for alias in row.aliases.all()),
            row.date_of_birth,
            row.expected_on if row.is_unborn else "",
            row.team.name,
            row.lead_name or "",
            row.get_state_display(),
            *(told.get(row.pk, "") for told in self.told_in_file),
        )

    def children_of(self, row: Any) -> Iterable[int]:
        """Return the child itself."""
        return [row.pk]

    def child_ids(self) -> Iterable[int]:
        """Return the children on this page of the list, and whoever else is named on it."""
        return [child.pk for child in (*self.page, *self.similar, *self.others)]
