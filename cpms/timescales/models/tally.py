"""How many clocks of each month were met in time: what the trend is drawn from."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Sum

from cpms.accounts.models import Team


class MonthTallyQuerySet(models.QuerySet["MonthTally"]):
    """The tallies, and their sums."""

    def since(self, month: date) -> Self:
        """Return the tallies of a month and those after it."""
        return self.filter(month__gte=month)

    def by_rule(self) -> models.QuerySet[Any, Any]:
        """Return met, late and missed for each rule and month, over teams and packs."""
        rows: models.QuerySet[Any, Any] = self.order_by().values("code", "month")
        sums = {name: Sum(name) for name in ("met", "late", "missed")}
        summed: models.QuerySet[Any, Any] = rows.annotate(**sums)
        return summed


class MonthTally(models.Model):
    """The closed clocks of one team, rule, pack and month of the due day (MG-01).

    Nothing but a sum over the deadlines, kept in the transaction that closes a clock
    (`deadlines.tallying`), so that a trend over a year costs the same at any size. A clock
    that was cancelled or replaced in time is in none of the three: it says nothing of anyone.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=60)
    pack = models.CharField(max_length=40)
    month = models.DateField()
    met = models.IntegerField(default=0)
    late = models.IntegerField(default=0)
    missed = models.IntegerField(default=0)

    objects = MonthTallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "month tallies"
        constraints = [
            models.UniqueConstraint(fields=["team", "code", "pack", "month"], name="one_tally_each")
        ]
        indexes = [models.Index(fields=["month", "code"], name="tallies_of_month")]

    def __str__(self) -> str:
        return f"{self.code}, {self.month:%m/%Y}: {self.met} met, {self.late + self.missed} not"
