"""Which policy pack is in force from which day, where an administrator has changed it."""

from django.db import models
from simple_history.models import HistoricalRecords


class PackChoice(models.Model):
    """From this day on, clocks that start are counted by this pack.

    Before the first such row the pack of the settings is in force. A clock keeps the pack of
    the day on which it started.
    """

    pack = models.CharField(max_length=40)
    effective_from = models.DateField(unique=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["effective_from"]

    def __str__(self) -> str:
        return f"{self.pack} from {self.effective_from:%d/%m/%Y}"
