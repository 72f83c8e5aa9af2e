"""Section 47 enquiries: one for each child, begun by the strategy discussion."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import transition

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission, needs
from cpms.children.models import Child
from cpms.records.models import JSON, Record
from cpms.records.querysets import VisibleQuerySet
from cpms.records.state import StateField
from cpms.strategy_discussions import guards
from cpms.strategy_discussions.models.discussion import StrategyDiscussion

OF_EVERY_END = [
    guards.end_is_not_in_the_future,
    guards.end_is_not_before_the_start,
    guards.summary_is_given,
]
TO_RUN_IT = needs(Permission.RUN_STRATEGY_DISCUSSION)


class Section47EnquiryQuerySet(VisibleQuerySet["Section47Enquiry"]):
    """The section 47 enquiries of the service."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the enquiries about children this person may see."""
        return self.filter(child__in=Child.objects.open_to(user, on).values("pk"))

    def running(self) -> Self:
        """Return the enquiries that are not concluded."""
        return self.filter(state=Section47Enquiry.State.STARTED)


class Section47Enquiry(Record):
    """The enquiry into whether one child suffers or is likely to suffer significant harm."""

    event_label = "section_47_enquiry"

    class State(models.TextChoices):
        NEW = "new", "Not started"
        STARTED = "started", "Under way"
        CONCLUDED_SUBSTANTIATED = (
            "concluded_substantiated",
            "Concerns substantiated, likely to suffer significant harm",
        )
        CONCLUDED_NO_CONTINUING_RISK = (
            "concluded_no_continuing_risk",
            "Concerns substantiated, no continuing risk of significant harm",
        )
        CONCLUDED_NOT_SUBSTANTIATED = (
            "concluded_not_substantiated",
            "Concerns not substantiated",
        )

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="section_47_enquiries")
    discussion = models.ForeignKey(
        StrategyDiscussion, on_delete=models.PROTECT, related_name="section_47_enquiries"
    )
    started_on = models.DateField()
    concluded_on = models.DateField(null=True, blank=True)
    summary = models.TextField(blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = Section47EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "section 47 enquiry"
        verbose_name_plural = "section 47 enquiries"
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(state="started"), name="one_enquiry_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"Section 47 enquiry, {self.child}"

    def concerned_children(self) -> Iterable[Any]:
        """Return the one child."""
        return [self.child]

    def facts_for(self, child: Any) -> dict[str, JSON]:
        """Return where the enquiry came from and how it ended."""
        is_over = self.concluded_on is not None
        return {"discussion": self.discussion_id, "outcome": str(self.state) if is_over else None}

    def get_absolute_url(self) -> str:
        """Return the address of the enquiry's page."""
        return reverse("section-47-enquiry", args=[self.pk])

    @transition(
        field=state,
        source=State.NEW,
        target=State.STARTED,
        permission=TO_RUN_IT,
        custom={"label": "Start the enquiry"},
    )
    def start(self, *, started_on: date) -> date:
        """The enquiry begins on the day the discussion decided it (ST-12)."""
        self.started_on = started_on
        return started_on

    @transition(
        field=state,
        source=State.STARTED,
        target=State.CONCLUDED_SUBSTANTIATED,
        conditions=[*OF_EVERY_END],
        permission=TO_RUN_IT,
        custom={"event": "concluded", "label": "Conclude: likely to suffer significant harm"},
    )
    def conclude(self, *, concluded_on: date, summary: str, today: date) -> date:
        """The child is likely to suffer significant harm: a conference decides (ST-12)."""
        return self._end(concluded_on, summary)

    @transition(
        field=state,
        source=State.STARTED,
        target=State.CONCLUDED_NO_CONTINUING_RISK,
        conditions=[*OF_EVERY_END],
        permission=TO_RUN_IT,
        custom={
            "event": "concluded_without_conference",
            "label": "Conclude: harm, but no continuing risk",
        },
    )
    def conclude_no_continuing_risk(self, *, concluded_on: date, summary: str, today: date) -> date:
        """The child was harmed and is now safe: no conference, unless one asks (ST-13)."""
        return self._end(concluded_on, summary)

    @transition(
        field=state,
        source=State.STARTED,
        target=State.CONCLUDED_NOT_SUBSTANTIATED,
        conditions=[*OF_EVERY_END],
        permission=TO_RUN_IT,
        custom={
            "event": "concluded_without_conference",
            "label": "Conclude: concerns not substantiated",
        },
    )
    def conclude_not_substantiated(self, *, concluded_on: date, summary: str, today: date) -> date:
        """The concerns were not borne out: no conference, unless one asks (ST-13)."""
        return self._end(concluded_on, summary)

    def _end(self, concluded_on: date, summary: str) -> date:
        self.concluded_on, self.summary = concluded_on, summary
        return concluded_on
