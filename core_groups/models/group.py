"""The core group of one plan, and its members (CG-01)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import transition

from core_groups.guards import meetings as guards
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission, needs
from cpms.children.models import Person, Practitioner
from cpms.records.models import JSON, Detail, Record
from cpms.records.querysets import VisibleQuerySet
from cpms.records.state import StateField
from cpms.timescales.calendar import add_days
from plans.models import Plan


class CoreGroupQuerySet(VisibleQuerySet["CoreGroup"]):
    """The core groups of all plans."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the groups whose plan this person may see."""
        return self.filter(plan__in=Plan.objects.visible_to(user, on).values("pk"))

    def formed(self) -> Self:
        """Return the groups that meet now."""
        return self.filter(state=CoreGroup.State.FORMED)


class CoreGroup(Record):
    """The lead professional, family and professionals who carry a plan out (CG-01)."""

    class State(models.TextChoices):
        NEW = "new", "Not formed"
        FORMED = "formed", "Formed"
        DISBANDED = "disbanded", "Disbanded"

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="core_group")
    formed_on = models.DateField()
    disbanded_on = models.DateField(null=True, blank=True)
    visit_every_days = models.PositiveSmallIntegerField(
        "the child is seen at least every so many days", null=True, blank=True
    )
    visits_agreed_on = models.DateField(null=True, blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = CoreGroupQuerySet.as_manager()

    class Meta:
        ordering = ["-formed_on", "-pk"]

    def __str__(self) -> str:
        return f"Core group for {self.plan.child}"

    def concerned_children(self) -> Iterable[Any]:
        """Return the child whose plan the group carries out."""
        return [self.plan.child]

    def facts_for(self, child: Any) -> dict[str, JSON]:
        """Return the plan that the group carries out, and by when the child is to be seen."""
        return {"plan": self.plan_id, "see_by": self._see_by()}

    def _see_by(self) -> str | None:
        if self.visits_agreed_on is None or self.visit_every_days is None:
            return None
        return add_days(self.visits_agreed_on, self.visit_every_days).isoformat()

    def get_absolute_url(self) -> str:
        """Return the address of the group's page."""
        return reverse("core_group", args=[self.pk])

    @transition(
        field=state,
        source=State.NEW,
        target=State.FORMED,
        conditions=[guards.plan_is_in_force],
        permission=needs(Permission.CHAIR_CONFERENCE),
        custom={"label": "Form the core group"},
    )
    def form(self, *, formed_on: date) -> date:
        """The conference names the group (CF-21, CG-01)."""
        self.formed_on = formed_on
        return formed_on

    @transition(
        field=state,
        source=State.FORMED,
        target=None,
        conditions=[guards.visits_are_often_enough],
        permission=needs(Permission.RUN_CORE_GROUP),
        custom={"event": "visits_agreed", "label": "Agree how often the child is seen"},
    )
    def agree_visits(self, *, every_days: int, agreed_on: date) -> date:
        """How often the child is seen while the plan lasts: a clock of its own (CG-14, CG-16)."""
        self.visit_every_days, self.visits_agreed_on = every_days, agreed_on
        return agreed_on

    @transition(
        field=state,
        source=State.FORMED,
        target=State.DISBANDED,
        conditions=[guards.plan_is_over],
        permission=needs(Permission.CHAIR_CONFERENCE),
        custom={"label": "Disband the core group"},
    )
    def disband(self, *, disbanded_on: date) -> date:
        """The plan has ended, and with it the group's task."""
        self.disbanded_on = disbanded_on
        return disbanded_on


class MemberQuerySet(VisibleQuerySet["Member"]):
    """The members of all core groups."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the members of the groups that this person may see."""
        return self.filter(group__in=CoreGroup.objects.visible_to(user, on).values("pk"))

    def on(self, day: date) -> Self:
        """Return the members on a day, a member's last day included."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)

    def with_names(self) -> Self:
        """Read each member's name and agency along."""
        return self.select_related("practitioner__agency", "practitioner__user", "person", "user")


class Member(Detail):
    """A member of a core group: a professional, a parent or carer, or the lead professional."""

    group = models.ForeignKey(CoreGroup, on_delete=models.CASCADE, related_name="members")
    practitioner = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="core_groups"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="core_groups"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="core_groups",
    )
    is_chair = models.BooleanField("chairs the group", default=False)
    deputy_name = models.CharField(max_length=150, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["-is_chair", "pk"]
        constraints = [
            models.CheckConstraint(
                name="member_is_one_person",
                condition=Q(practitioner__isnull=False, person__isnull=True, user__isnull=True)
                | Q(practitioner__isnull=True, person__isnull=False, user__isnull=True)
                | Q(practitioner__isnull=True, person__isnull=True, user__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(is_chair=True, until_on__isnull=True),
                name="one_chair_of_a_core_group",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def concerned_children(self) -> Iterable[Any]:
        """Return the child whose plan the group carries out."""
        return [self.group.plan.child]

    def get_absolute_url(self) -> str:
        """Return the address of the group."""
        return self.group.get_absolute_url()

    @property
    def name(self) -> str:
        """The member's name."""
        member = self.practitioner or self.person or self.user
        return member.name if member else ""

    @property
    def part(self) -> str:
        """In which part the member is there, in words."""
        if self.practitioner:
            return f"{self.practitioner.job_title}, {self.practitioner.agency.name}"
        if self.is_chair:
            return "Lead professional, chairs"
        return "Family" if self.person else "Social worker"
