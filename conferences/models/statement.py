"""The statements of a report, each with what it is worth (CF-13)."""

from django.db import models

from conferences.models.report import Report
from cpms.children.models import Child
from cpms.records.models import Detail


class StatementKind(models.TextChoices):
    """What a statement is worth, said by its author (CF-13)."""

    FACT = "fact", "Fact"
    OBSERVATION = "observation", "Observation"
    ALLEGATION = "allegation", "Allegation"
    OPINION = "opinion", "Professional opinion"


class Statement(Detail):
    """One statement of a report, about some of the children."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="statements")
    kind = models.CharField(max_length=20, choices=StatementKind)
    text = models.TextField()
    children = models.ManyToManyField(Child, related_name="+")

    _history_m2m_fields = ("children",)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"
