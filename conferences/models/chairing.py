"""When those who chair and minute are away, and how many conferences a chair takes a week."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cpms.records.models import Detail


class DaysAway(Detail):
    """Days on which somebody neither chairs nor takes minutes, the last day included."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="days_away"
    )
    from_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        ordering = ["from_on", "pk"]
        verbose_name_plural = "days away"
        indexes = [models.Index(fields=["person", "until_on"])]
        constraints = [
            models.CheckConstraint(
                name="days_away_end_after_they_begin", condition=Q(until_on__gte=F("from_on"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} away from {self.from_on} to {self.until_on}"


class Capacity(Detail):
    """How many conferences one chair takes in a week, where it is not the usual number."""

    chair = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conference_capacity"
    )
    per_week = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "capacities"

    def __str__(self) -> str:
        return f"{self.chair}: {self.per_week} a week"
