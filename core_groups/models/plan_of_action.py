"""What is agreed with the police when a child was not seen twice in a row (CG-12)."""

from django.db import models

from core_groups.models.visit import Visit
from cpms.records.models import Detail


class PlanOfAction(Detail):
    """The plan, and that each further step was considered and what was decided (CG-12)."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="plan_of_action")
    agreed_on = models.DateField()
    police = models.CharField("agreed with the police: name, rank, reference", max_length=200)
    steps = models.TextField("what will be done, by whom, by when")
    told = models.TextField("core group members told", blank=True)
    is_strategy_discussion_held = models.BooleanField("strategy discussion")
    strategy_discussion_reason = models.TextField()
    is_legal_meeting_held = models.BooleanField("legal planning meeting")
    legal_meeting_reason = models.TextField()
    is_review_brought_forward = models.BooleanField("bringing the review forward")
    review_reason = models.TextField()

    class Meta:
        verbose_name_plural = "plans of action"

    def __str__(self) -> str:
        return f"Plan of action, {self.visit}"

    @property
    def considered(self) -> list[tuple[str, bool, str]]:
        """Each step that was considered: its name, whether it is taken, and why or why not."""
        return [
            (
                "Strategy discussion",
                self.is_strategy_discussion_held,
                self.strategy_discussion_reason,
            ),
            ("Legal planning meeting", self.is_legal_meeting_held, self.legal_meeting_reason),
            ("Bringing the review forward", self.is_review_brought_forward, self.review_reason),
        ]
