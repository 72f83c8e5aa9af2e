"""The outline plan: what needs to change for a child, by how much, by when (CF-21)."""

from django.db import models

from conferences.models.decision import Decision
from cpms.records.models import Detail


class OutlineNeed(Detail):
    """One line of the outline plan: what needs to change, by how much, by when (CF-21)."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="outline")
    need = models.TextField("need or risk")
    outcome = models.TextField("what needs to change, and by how much")
    by_when = models.DateField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.need
