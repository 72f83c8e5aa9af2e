"""One enquiry by telephone, from the call that comes in to the words that were said."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.urls import reverse

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.records.models import JSON
from cpms.records.querysets import VisibleQuerySet
from cpms.records.state import StateField
from enquiries.models.calling import Calling
from enquiries.models.ending import Ending
from enquiries.models.matching import Matching
from enquiries.models.states import DECIDED, MATCHED, UNFINISHED, State


class EnquiryQuerySet(VisibleQuerySet["Enquiry"]):
    """The enquiries of both desks."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return all to those who answer enquiries or follow them up, and none to others."""
        desk = (Permission.ANSWER_ENQUIRY, Permission.FOLLOW_ENQUIRIES)
        return self if any(user.may(permission) for permission in desk) else self.none()

    def decided(self) -> Self:
        """Return those whose match was decided: the ones that EN-06 counts."""
        return self.filter(state__in=DECIDED, identified_at__isnull=False)

    def unmatched(self) -> Self:
        """Return those decided to be about a child whom the service does not know."""
        return self.decided().filter(child__isnull=True)

    def unfinished(self) -> Self:
        """Return those that still wait for somebody."""
        return self.filter(state__in=UNFINISHED)


class Enquiry(Calling, Matching, Ending):
    """A call from a professional who asks whether a child is the subject of a plan.

    The steps follow one another, and nothing is told before the last: the words are made
    from a record whose match is decided, and from no other.
    """

    State = State

    state = StateField(choices=State, default=State.NEW)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "enquiries"
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["child", "state"]), models.Index(fields=["-received_at"])]

    def __str__(self) -> str:
        return f"Enquiry {self.reference}"

    @property
    def is_matched(self) -> bool:
        """Say whether the match stands decided: only then may anything be told (EN-02)."""
        return self.state in MATCHED

    def concerned_children(self) -> Iterable[Any]:
        """Return the child once decided; before that the enquiry's own log keeps each step."""
        child = self.child or self.taken_back
        return [child] if child else []

    def facts_for(self, child: Any) -> dict[str, JSON]:
        """Return what the chronology tells of the enquiry."""
        return {"reference": self.reference, "caller": self.caller, "outcome": self.outcome}

    def get_absolute_url(self) -> str:
        """Return the address of the one page for the four steps."""
        return reverse("enquiry", args=[self.pk])
