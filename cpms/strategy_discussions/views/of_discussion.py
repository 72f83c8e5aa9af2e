"""What every page about a strategy discussion has: the children one may see, and a banner."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db import models

from cpms.children.banner import banner_of
from cpms.children.models import Child
from cpms.records.views import RecordPage, ServiceFormView
from cpms.strategy_discussions.models import StrategyDiscussion


class AboutDiscussion(RecordPage[StrategyDiscussion]):
    """Finds the discussion and, of its children, those whom this person may see."""

    model = StrategyDiscussion

    def visible(self) -> models.QuerySet[StrategyDiscussion]:
        """Return the discussions, with what the pages read beside them."""
        return super().visible().select_related("family", "chair")

    @cached_property
    def children(self) -> list[Child]:
        """The children it is about, without those whom this person may not see."""
        seen = Child.objects.visible_to(self.user, self.today)
        return list(seen.filter(strategy_discussions=self.record).order_by("date_of_birth", "pk"))

    def context(self) -> dict[str, Any]:
        """Return the banner of the eldest child beside what the page shows."""
        banner = banner_of(self.children[0], self.user, self.today)
        return {**super().context(), "banner": banner, "children": self.children}

    def child_ids(self) -> Iterable[int]:
        """Return the children whose particulars the page shows."""
        return [child.pk for child in self.children]


class DiscussionForm(AboutDiscussion, ServiceFormView[StrategyDiscussion]):
    """A small form that is one step of the discussion."""

    template_name = "strategy_discussions/step.html"

    def refusals(self) -> list[str]:
        """Say before anything is typed that the outcome is already decided (ST-14)."""
        if self.request.method == "POST" or not self.record.is_decided:
            return []
        return [
            f"The outcome was decided: {self.record.outcome.lower()}. What led to it is not "
            "changed afterwards (ST-14)."
        ]
