"""What each line of management recommends for each child (CF-17, CF-18)."""

from django.db import models

from conferences.models.decision import Decision
from conferences.models.invitation import Invitation
from conferences.models.settled import Category
from cpms.records.models import Detail


class Recommendation(Detail):
    """One view for one child: whether there should be a plan, and in which category.

    Who was asked and gave no view is on record too: that is not a view against a plan.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="recommendations")
    invitation = models.ForeignKey(
        Invitation, on_delete=models.CASCADE, related_name="recommendations"
    )
    line_of_management = models.CharField(max_length=150)
    is_for_plan = models.BooleanField(null=True)
    category = models.CharField(max_length=20, choices=Category, blank=True)
    reasons = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "line_of_management"], name="one_view_each_line"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line_of_management}: {self.words}"

    @property
    def words(self) -> str:
        """The view in a word or two."""
        return {True: "Plan", False: "No plan", None: "Gave no view"}[self.is_for_plan]
