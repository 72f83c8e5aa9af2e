"""Days that an administrator enters: closures, and bank holidays told late."""

from django.db import models
from simple_history.models import HistoricalRecords


class ClosureDay(models.Model):
    """A day on which the authority is closed. It stops clocks only if the pack says so."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=80)
    known_on = models.DateField()
    history = HistoricalRecords()

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.name}, {self.day:%d/%m/%Y}"


class BankHoliday(models.Model):
    """One proclamation or withdrawal of a bank holiday after the published list was made.

    Nineteenth September 2022 had nine days' notice. Clocks that still ran on the day it
    became known are moved; what was done before stays as it was counted then. Hence a row
    for each time the day was spoken of: what is said last counts, from the day it is known.
    """

    day = models.DateField()
    name = models.CharField(max_length=80)
    known_on = models.DateField()
    is_withdrawn = models.BooleanField(default=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["day", "known_on"]
        constraints = [
            models.UniqueConstraint(fields=["day", "known_on"], name="told_once_on_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.day:%d/%m/%Y}"
