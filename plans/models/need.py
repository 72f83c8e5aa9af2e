"""What must change for the child, and who does what about it (PL-02)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.children.models import Person, Practitioner
from cpms.records.models import Detail
from cpms.records.querysets import VisibleQuerySet
from plans.models.plan import Plan


class NeedQuerySet(VisibleQuerySet["Need"]):
    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the needs in plans that this person may see."""
        return self.filter(plan__in=Plan.objects.visible_to(user, on))

    def kept(self) -> Self:
        """Return the needs that are still in the plan."""
        return self.filter(removed_on__isnull=True)

    def with_owners(self) -> Self:
        """Read each need's actions along, with who owns them."""
        owners = ("practitioner__agency", "person", "worker")
        return self.prefetch_related(
            models.Prefetch("actions", Action.objects.select_related(*owners))
        )


class ActionQuerySet(VisibleQuerySet["Action"]):
    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the actions in plans that this person may see."""
        return self.filter(need__plan__in=Plan.objects.visible_to(user, on))

    def reportable_by(self, user: User) -> Self:
        """Return the actions whose progress this person may report: a plan's writer, its owner."""
        kept = self.filter(removed_on__isnull=True, need__removed_on__isnull=True)
        if user.may(Permission.LEAD_PLAN):
            return kept
        return kept.filter(Q(practitioner__user=user) | Q(worker=user))


class PlanRow(Detail):
    """A row of the plan. It is taken out with a day and a reason, never deleted (PL-19)."""

    removed_on = models.DateField("taken out on", null=True, blank=True)
    removed_reason = models.TextField("why it was taken out", blank=True)

    class Meta:
        abstract = True


class Need(PlanRow):
    """A need or risk of this child, and the outcome: what will be different."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="needs")
    need = models.TextField("what we worry about")
    outcome = models.TextField("what will be different", blank=True)
    measure = models.TextField("how we will know", blank=True)
    by_when = models.DateField(null=True, blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.need

    def concerned_children(self) -> Iterable[Any]:
        """Return the child whose plan it is."""
        return [self.plan.child]

    def get_absolute_url(self) -> str:
        """Return the address of the plan."""
        return self.plan.get_absolute_url()


class Progress(models.TextChoices):
    """How far an action has come, as its owner says."""

    NOT_BEGUN = "not_begun", "Not begun"
    BEGUN = "begun", "Begun"
    HALFWAY = "halfway", "About half done"
    NEARLY = "nearly", "Nearly done"
    DONE = "done", "Done"


class Action(PlanRow):
    """One thing that somebody does: what, why, who, by when, and how success is measured."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="actions")
    what = models.TextField()
    why = models.TextField(blank=True)
    practitioner = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="plan_actions"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="plan_actions"
    )
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="plan_actions",
    )
    together_with = models.CharField(max_length=200, blank=True)
    by_when = models.DateField(null=True, blank=True)
    measure = models.TextField("measure of success", blank=True)
    progress = models.CharField(max_length=20, choices=Progress, default=Progress.NOT_BEGUN)
    progress_note = models.CharField(max_length=300, blank=True)
    done_on = models.DateField(null=True, blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["done_on", "by_when"])]
        constraints = [
            models.CheckConstraint(
                name="action_has_one_owner",
                condition=Q(person__isnull=True, worker__isnull=True)
                | Q(practitioner__isnull=True, worker__isnull=True)
                | Q(practitioner__isnull=True, person__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def plan(self) -> Plan:
        """The plan that the action is part of."""
        return self.need.plan

    def concerned_children(self) -> Iterable[Any]:
        """Return the child whose plan it is."""
        return [self.need.plan.child]

    def get_absolute_url(self) -> str:
        """Return the address of the plan."""
        return self.plan.get_absolute_url()

    @property
    def owner(self) -> Practitioner | Person | Any | None:
        """Who answers for the action, if anybody does."""
        return self.practitioner or self.person or self.worker

    @property
    def owner_key(self) -> str:
        """The owner as a value that a form or a version can hold: "practitioner:7"."""
        for kind in ("practitioner", "person", "worker"):
            if number := getattr(self, f"{kind}_id"):
                return f"{kind}:{number}"
        return ""

    @property
    def who(self) -> str:
        """Who does it, in words."""
        owner = self.owner.name if self.owner else ""
        return ", ".join(filter(None, [owner, self.together_with]))

    def is_late(self, today: date) -> bool:
        """Say whether its day has gone by undone."""
        return self.done_on is None and self.by_when is not None and self.by_when < today
