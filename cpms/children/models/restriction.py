"""A record that only named people find: for one child, not for the family."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import transition

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission, needs
from cpms.children.guards import trust as guards
from cpms.children.models.child import Child
from cpms.records.models import JSON, Detail, Record
from cpms.records.querysets import VisibleQuerySet
from cpms.records.state import StateField


class RestrictionQuerySet(VisibleQuerySet["Restriction"]):
    """The restrictions of the service."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return all to those who may restrict, but for a child they are in conflict with.

        They see that a restriction is there, by its number, also where they are no reader of
        the record: else nobody could name another reader when the last one has left.
        """
        if not user.may(Permission.RESTRICT_CHILD):
            return self.none()
        close = user.conflicts.in_force().values("child")
        return self.exclude(child__in=close)

    def in_force(self) -> Self:
        """Return those that hold now."""
        return self.filter(state=Restriction.State.IN_FORCE)

    def hidden_from(self, user: User) -> Self:
        """Return those in force that do not name this person as a reader."""
        named = RestrictionReader.objects.current().filter(user=user)
        return self.in_force().exclude(pk__in=named.values("restriction"))


class Restriction(Record):
    """One child's record, open to its named readers and found by nobody else."""

    class State(models.TextChoices):
        NEW = "new", "Not restricted"
        IN_FORCE = "in_force", "In force"
        LIFTED = "lifted", "Lifted"

    class Kind(models.TextChoices):
        STAFF_FAMILY = "staff_family", "Child of somebody who works here or for a partner"
        PROTECTED = "protected", "Protected identity or place"
        PUBLIC_INTEREST = "public_interest", "Child in the news"
        OTHER = "other", "Other reason"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="restrictions")
    kind = models.CharField(max_length=20, choices=Kind)
    reason = models.TextField()
    why_lifted = models.TextField(blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(state="in_force"), name="one_restriction_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"Restriction {self.reference}"

    @property
    def reference(self) -> str:
        """The number by which it is spoken of; no name stands in it."""
        return f"R-{self.pk:04d}"

    def concerned_children(self) -> Iterable[Any]:
        """Return the child whose record it is."""
        return [self.child]

    def facts_for(self, child: Any) -> dict[str, JSON]:
        """Return nothing: why a record is restricted stands in the restriction alone."""
        return {}

    def get_absolute_url(self) -> str:
        """Return the address of the restriction's page."""
        return reverse("restriction", args=[self.pk])

    @transition(
        field=state,
        source=State.NEW,
        target=State.IN_FORCE,
        conditions=[
            guards.reason_is_given,
            guards.child_is_not_restricted,
            guards.has_a_reader,
            guards.a_reader_answers_enquiries,
            guards.no_reader_is_in_conflict,
        ],
        permission=needs(Permission.RESTRICT_CHILD),
        custom={"label": "Restrict the record"},
    )
    def restrict(self, *, kind: str, reason: str, readers: Iterable[User], on: date) -> date:
        """Only these people find the child from this day."""
        self.kind, self.reason = kind, reason
        return on

    @transition(
        field=state,
        source=State.IN_FORCE,
        target=None,
        conditions=[
            guards.reason_is_given,
            guards.has_a_reader,
            guards.a_reader_answers_enquiries,
            guards.no_reader_is_in_conflict,
        ],
        permission=needs(Permission.RESTRICT_CHILD),
        custom={"event": "readers_changed", "label": "Change the readers"},
    )
    def change_readers(self, *, reason: str, readers: Iterable[User], on: date) -> date:
        """Others find the child from now on."""
        return on

    @transition(
        field=state,
        source=State.IN_FORCE,
        target=State.LIFTED,
        conditions=[guards.reason_is_given],
        permission=needs(Permission.RESTRICT_CHILD),
        custom={"label": "Lift the restriction"},
    )
    def lift(self, *, reason: str, on: date) -> date:
        """The record is open again to those concerned with the child."""
        self.why_lifted = reason
        return on


class RestrictionReaderQuerySet(models.QuerySet["RestrictionReader"]):
    def current(self) -> Self:
        """Return those who are readers now: who is taken off the list is off it at once."""
        return self.filter(until_on__isnull=True)


class RestrictionReader(Detail):
    """One person who may read one restricted record, and since when."""

    restriction = models.ForeignKey(Restriction, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = RestrictionReaderQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["restriction", "user"],
                condition=Q(until_on__isnull=True),
                name="a_reader_is_named_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} reads {self.restriction}"
