"""Who leads for a child, and who did."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from cpms.children.models.child import Child
from cpms.records import clock
from cpms.records.models import Detail


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def current(self, on: date | None = None) -> Self:
        """Return the allocations that hold on a day, the last day included."""
        day = on or clock.today()
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)


class Allocation(Detail):
    """A child led by one social worker from one day to another."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="allocations")
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="allocations"
    )
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]
        indexes = [models.Index(fields=["worker", "until_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(until_on__isnull=True), name="one_lead_professional"
            )
        ]

    def __str__(self) -> str:
        return f"{self.worker} for {self.child} from {self.from_on}"
