"""What follows a second enquiry about a child who is not on a plan (EN-06)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django_fsm import transition

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission, needs
from cpms.records.models import JSON, Record
from cpms.records.querysets import VisibleQuerySet
from cpms.records.state import StateField
from enquiries import guards
from enquiries.models.enquiry import Enquiry

TO_FOLLOW = needs(Permission.FOLLOW_ENQUIRIES)


class FollowUpQuerySet(VisibleQuerySet["FollowUp"]):
    """The follow-ups of second enquiries."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return those of the enquiries that the person sees."""
        return self.filter(enquiry__in=Enquiry.objects.visible_to(user))

    def unfinished(self) -> Self:
        """Return those that the QA Manager has still to bring to an end."""
        return self.filter(state__in=[FollowUp.State.OPEN, FollowUp.State.DISCUSSED])


class FollowUp(Record):
    """The QA Manager discusses future action with the district team: one for each enquiry."""

    event_label = "enquiry_follow_up"

    class State(models.TextChoices):
        NEW = "new", "Not yet opened"
        OPEN = "open", "To be discussed with the district team"
        DISCUSSED = "discussed", "Discussed, waiting for the team"
        FINISHED = "finished", "Finished"
        WITHDRAWN = "withdrawn", "Withdrawn: the match was taken back"

    enquiry = models.OneToOneField(Enquiry, on_delete=models.PROTECT, related_name="follow_up")
    opened_at = models.DateTimeField()
    discussed_on = models.DateField(null=True, blank=True)
    discussed_with = models.CharField(max_length=150, blank=True)
    agreed = models.TextField(blank=True)
    owner = models.CharField(max_length=150, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]

    def __str__(self) -> str:
        return f"Second enquiry {self.enquiry.reference}"

    def concerned_children(self) -> Iterable[Any]:
        """Return the child of the enquiry, where it is one the service knows."""
        return self.enquiry.concerned_children()

    def facts_for(self, child: Any) -> dict[str, JSON]:
        """Return what the chronology tells."""
        return {"reference": self.enquiry.reference, "owner": self.owner}

    def get_absolute_url(self) -> str:
        """Return the address of the page."""
        return reverse("enquiry_follow_up", args=[self.pk])

    @transition(
        field=state,
        source=[State.NEW, State.WITHDRAWN],
        target=State.OPEN,
        permission=needs(Permission.ANSWER_ENQUIRY),
        custom={"event": "opened", "label": "Notify the Quality Assurance Manager"},
    )
    def open(self, *, at: datetime) -> datetime:
        """A second enquiry about a child not on a plan: the QA Manager is to know (EN-06)."""
        self.opened_at = at
        return at

    @transition(
        field=state,
        source=State.OPEN,
        target=State.WITHDRAWN,
        permission=needs(Permission.ANSWER_ENQUIRY),
        custom={"label": "Withdraw"},
    )
    def withdraw(self, *, at: datetime) -> datetime:
        """The desk took the match back before anything was said."""
        return at

    @transition(
        field=state,
        source=State.OPEN,
        target=State.DISCUSSED,
        conditions=[guards.discussion_is_not_in_the_future],
        permission=TO_FOLLOW,
        custom={"label": "Record the discussion with the district team"},
    )
    def discuss(
        self,
        *,
        discussed_on: date,
        discussed_with: str,
        agreed: str,
        owner: str,
        answer_by: date | None,
        today: date,
    ) -> date:
        """Future action was discussed; somebody owns what was agreed (EN-06)."""
        self.discussed_on, self.discussed_with = discussed_on, discussed_with
        self.agreed, self.owner, self.answer_by = agreed, owner, answer_by
        return discussed_on

    @transition(
        field=state,
        source=State.DISCUSSED,
        target=State.FINISHED,
        permission=TO_FOLLOW,
        custom={"label": "Record the team’s answer"},
    )
    def finish(self, *, answer: str, finished_on: date) -> date:
        """The district team did what was agreed, or said why not: followed to its end."""
        self.answer = answer
        return finished_on
