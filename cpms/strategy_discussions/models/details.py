"""The rows under a strategy discussion: who came, each child, what will be done."""

from django.db import models

from cpms.children.models import Agency, Child, Practitioner
from cpms.records.models import Detail
from cpms.strategy_discussions.models.discussion import StrategyDiscussion


class Attendee(Detail):
    """One person who took part, and whether they may decide for their agency (ST-03)."""

    discussion = models.ForeignKey(
        StrategyDiscussion, on_delete=models.CASCADE, related_name="attendees"
    )
    practitioner = models.ForeignKey(
        Practitioner, on_delete=models.PROTECT, related_name="strategy_discussions"
    )
    is_senior_enough = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["discussion", "practitioner"], name="attends_discussion_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.practitioner)


class ChildAnalysis(Detail):
    """One child the discussion is about: the analysis of harm to this child (ST-06)."""

    discussion = models.ForeignKey(
        StrategyDiscussion, on_delete=models.CASCADE, related_name="analyses"
    )
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="analyses")
    harm = models.TextField(blank=True)
    background = models.TextField("family history, culture and relationships", blank=True)

    class Meta:
        verbose_name_plural = "child analyses"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["discussion", "child"], name="analysed_once")
        ]

    def __str__(self) -> str:
        return f"Analysis for {self.child}"


class Action(Detail):
    """What one agency will do, by when, and how and when it tells the others (ST-08)."""

    discussion = models.ForeignKey(
        StrategyDiscussion, on_delete=models.CASCADE, related_name="actions"
    )
    text = models.TextField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="strategy_actions")
    due_on = models.DateField()
    feedback = models.CharField(max_length=200)
    feedback_on = models.DateField()

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.text
