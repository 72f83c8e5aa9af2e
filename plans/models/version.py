"""The plan as it stood: a row for each version, added and never changed (PL-04, PL-19)."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models

from cpms.records import clock
from plans.models.plan import Plan


class PlanVersionQuerySet(models.QuerySet["PlanVersion"]):
    def as_of(self, day: date) -> Self:
        """Return the versions made by the end of a day, oldest first."""
        return self.filter(made_on__lte=day).order_by("number")


class PlanVersion(models.Model):
    """One version: the whole text, the day it was agreed, and who entered it when."""

    is_append_only = True

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    made_on = models.DateField()
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_outline = models.BooleanField(default=False)
    content: Any = models.JSONField()

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_version_of_each_number")
        ]

    def __str__(self) -> str:
        return f"Version {self.number} of {self.plan}"

    @property
    def kind(self) -> str:
        """What the version is, in a word."""
        return "outline" if self.is_outline else "detailed"
