"""The child, and the family by which siblings are found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django_fsm import transition

from cpms.accounts.models import Team, User
from cpms.accounts.permissions import Permission, needs
from cpms.children.guards import child as guards
from cpms.children.models.lifetime import Lifetime
from cpms.children.relations import barred, reached_as, related
from cpms.records.models import JSON, Detail, Record
from cpms.records.querysets import VisibleQuerySet
from cpms.records.state import StateField


class Family(Detail):
    """Children who grow up together or share a parent, seen as siblings."""

    name = models.CharField(max_length=150)

    class Meta:
        verbose_name_plural = "families"

    def __str__(self) -> str:
        return self.name


class ChildQuerySet(VisibleQuerySet["Child"]):
    """The children of the service."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the children this person is concerned with, by role or by relation.

        Whom a restriction or a declared conflict keeps from a child does not find it at all.
        """
        if not user.is_active:
            return self.none()
        day = on or timezone.localdate()
        rows = self.exclude(barred(user, day))
        return rows if user.may(Permission.SEE_EVERY_CHILD) else rows.filter(related(user, day))

    def findable_by(self, user: User, on: date | None = None) -> Self:
        """Return the children who are known to exist to this person.

        Staff may find by name who is not theirs, and learn name, date of birth and case
        number; to open the file they give a reason (`Access`).
        """
        if not user.may(Permission.SEARCH_CHILDREN):
            return self.visible_to(user, on)
        return self.exclude(barred(user, on or timezone.localdate()))

    def barred_from(self, user: User, on: date | None = None) -> Self:
        """Return the children of whom this person may not learn anything."""
        return self.filter(barred(user, on or timezone.localdate()))

    def open_to(self, user: User, on: date | None = None, *, or_as: str = "") -> Self:
        """Return the children whose case file this person may open.

        Staff open the file of every child they may see. To a partner a relation opens what it
        is about and no more: name it with `or_as` where it is enough.
        """
        if user.may(Permission.OPEN_CASE):
            return self.visible_to(user, on)
        return self.filter(reached_as(or_as, user, on or timezone.localdate()))

    def with_lead(self) -> Self:
        """Add the number and name of each child's lead professional today."""
        from cpms.children.models.allocation import Allocation

        leads = Allocation.objects.current().filter(child=OuterRef("pk"))
        return self.annotate(
            lead_id=Subquery(leads.values("worker")[:1]),
            lead_name=Subquery(leads.values("worker__name")[:1]),
        )

    def led_by(self, worker: User) -> Self:
        """Return the children whose lead professional this person is today."""
        from cpms.children.models.allocation import Allocation

        led = Allocation.objects.current().filter(worker=worker)
        return self.filter(pk__in=led.values("child"))


class Sex(models.TextChoices):
    """As the census returns it; unknown until an unborn child is born."""

    FEMALE = "F", "Female"
    MALE = "M", "Male"
    UNKNOWN = "U", "Not known"


class Child(Lifetime, Record):
    """A child, born or expected, known to the service by a case number."""

    class State(models.TextChoices):
        NEW = "new", "Not registered"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="children")
    case_number = models.CharField(max_length=12, unique=True)
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80)
    date_of_birth = models.DateField(null=True, blank=True)
    expected_on = models.DateField("estimated delivery date", null=True, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="children")
    language = models.CharField(max_length=60, default="English")
    is_interpreter_needed = models.BooleanField(default=False)
    access_needs = models.TextField(blank=True)
    school = models.CharField(max_length=150, blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = ChildQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "children"
        ordering = ["family_name", "given_name"]
        indexes = [
            models.Index(fields=["family_name", "given_name"]),
            models.Index(fields=["date_of_birth"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="child_is_born_or_expected",
                condition=Q(date_of_birth__isnull=False) | Q(expected_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name by which the child is called on every page."""
        return f"{self.given_name or 'Unborn baby'} {self.family_name}"

    @property
    def is_unborn(self) -> bool:
        """Say whether the child is still expected."""
        return self.date_of_birth is None

    @property
    def lead_professional(self) -> User | None:
        """The lead social worker today, if the child is allocated."""
        allocation = self.allocations.current().select_related("worker").first()
        return allocation.worker if allocation else None

    def siblings(self) -> ChildQuerySet:
        """Return the other children of the family."""
        return self.family.children.exclude(pk=self.pk)

    def concerned_children(self) -> Iterable[Any]:
        """Return the child itself."""
        return [self]

    def facts_for(self, child: Any) -> dict[str, JSON]:
        """Return what the clocks of birth and of conferences before birth count from."""
        return {
            "born_on": self.date_of_birth.isoformat() if self.date_of_birth else None,
            "expected_on": self.expected_on.isoformat() if self.expected_on else None,
        }

    def get_absolute_url(self) -> str:
        """Return the address of the child's page."""
        return reverse("child", args=[self.pk])

    @transition(
        field=state,
        source=State.NEW,
        target=State.OPEN,
        permission=needs(Permission.REGISTER_CHILD),
        custom={"event": "registered", "label": "Register a child"},
    )
    def register(self, *, registered_on: date) -> date:
        """The child becomes known to the service."""
        return registered_on

    @transition(
        field=state,
        source=State.OPEN,
        target=None,
        conditions=[guards.cause_is_not_in_the_future],
        permission=needs(Permission.RUN_STRATEGY_DISCUSSION),
        custom={"event": "reasonable_cause_decided", "label": "Record reasonable cause"},
    )
    def decide_reasonable_cause(self, *, decided_on: date, today: date) -> date:
        """There is reasonable cause to suspect significant harm (ST-01)."""
        return decided_on

    @transition(
        field=state,
        source=State.OPEN,
        target=None,
        permission=needs(Permission.ALLOCATE_CHILD),
        custom={"event": "allocated", "label": "Allocate to a lead professional"},
    )
    def allocate(self, *, allocated_on: date) -> date:
        """A lead professional answers for the child from this day (CF-21)."""
        return allocated_on

    @transition(
        field=state,
        source=State.OPEN,
        target=None,
        conditions=[guards.is_expected, guards.birth_is_not_in_the_future],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"event": "born", "label": "Record the birth"},
    )
    def record_birth(self, *, born_on: date, given_name: str, sex: str, today: date) -> date:
        """An expected child was born; what was planned before the birth stays theirs."""
        self.date_of_birth, self.given_name, self.sex = born_on, given_name, sex
        return born_on

    @transition(
        field=state,
        source=State.OPEN,
        target=State.CLOSED,
        permission=needs(Permission.ALLOCATE_CHILD),
        custom={"label": "Close the case"},
    )
    def close(self, *, closed_on: date) -> date:
        """The service's work with the child is over."""
        return closed_on

    @transition(
        field=state,
        source=State.CLOSED,
        target=State.OPEN,
        permission=needs(Permission.REGISTER_CHILD),
        custom={"event": "reopened", "label": "Open the case again"},
    )
    def reopen(self, *, reopened_on: date) -> date:
        """The child is referred again; the same record goes on."""
        return reopened_on


class Alias(Detail):
    """Another name or spelling by which a child is known."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=160)

    class Meta:
        verbose_name_plural = "aliases"

    def __str__(self) -> str:
        return self.name


class CaseCounter(models.Model):
    """The last case number given in a year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
