"""What review conferences did with a plan, and what follows its end."""

from django.db import models

from conferences.models import Category, Decision
from cpms.records.models import Detail
from plans.models.plan import Plan


class PlanReview(Detail):
    """A review conference that kept the child on the plan (CF-32)."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="plan_review")
    reviewed_on = models.DateField()
    category = models.CharField(max_length=20, choices=Category)
    next_review_on = models.DateField()

    class Meta:
        ordering = ["reviewed_on", "pk"]

    def __str__(self) -> str:
        return f"Review of {self.plan} on {self.reviewed_on}"


class StepDownPlan(Detail):
    """The child in need or early help plan that the last review made (CF-35, PL-14, PL-17)."""

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="step_down")
    kind = models.CharField(max_length=20, choices=Decision.StepDown)
    content = models.TextField()
    meetings = models.TextField("dates of coming meetings")
    has_parents_consent = models.BooleanField()
    made_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} after {self.plan}"
