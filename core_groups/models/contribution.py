"""What each member brought to a meeting: whether they came, and their report (CG-05)."""

from django.db import models

from core_groups.models.group import Member
from core_groups.models.meeting import CoreGroupMeeting
from cpms.records.models import Detail


class Attendance(models.TextChoices):
    """How a member was there."""

    IN_PERSON = "in_person", "In person"
    VIDEO = "video", "By video"
    DEPUTY = "deputy", "Deputy came"
    APOLOGY = "apology", "Apologies"
    ABSENT = "absent", "Did not come"


class Contribution(Detail):
    """One member at one meeting: attendance, and the report, fact and opinion apart (CG-05)."""

    meeting = models.ForeignKey(
        CoreGroupMeeting, on_delete=models.CASCADE, related_name="contributions"
    )
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="contributions")
    attendance = models.CharField(max_length=20, choices=Attendance)
    deputy_name = models.CharField(max_length=150, blank=True)
    facts = models.TextField("progress: what happened", blank=True)
    opinion = models.TextField("professional opinion", blank=True)

    class Meta:
        ordering = ["member"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_contribution_each")
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_attendance_display()}"

    @property
    def has_reported(self) -> bool:
        """Say whether the member reported in writing, attending or not."""
        return bool(self.facts.strip() or self.opinion.strip())
