"""What each member brought to a meeting: whether they came, and their report (CG-05)."""

from datetime import date
from typing import Self

from django.db import models

from core_groups.models.group import Member
from core_groups.models.meeting import CoreGroupMeeting
from cpms.accounts.models import User
from cpms.records.models import Detail
from cpms.records.querysets import VisibleQuerySet


class Attendance(models.TextChoices):
    """How a member was there."""

    IN_PERSON = "in_person", "In person"
    VIDEO = "video", "By video"
    DEPUTY = "deputy", "Deputy came"
    APOLOGY = "apology", "Apologies"
    ABSENT = "absent", "Did not come"


class ContributionQuerySet(VisibleQuerySet["Contribution"]):
    """What members brought to all meetings."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return what stands in meetings that this person may see, and what they wrote."""
        meetings = CoreGroupMeeting.objects.visible_to(user, on).values("pk")
        return self.filter(models.Q(meeting__in=meetings) | self._written(user))

    def written_by(self, user: User) -> Self:
        """Return the reports that this person wrote, whatever else they may see."""
        return self.filter(self._written(user))

    @staticmethod
    def _written(user: User) -> models.Q:
        own = models.Q(member__user=user) | models.Q(member__practitioner__user=user)
        return own & models.Q(reported_on__isnull=False)


class Contribution(Detail):
    """One member at one meeting: attendance, and the report, fact and opinion apart (CG-05)."""

    meeting = models.ForeignKey(
        CoreGroupMeeting, on_delete=models.CASCADE, related_name="contributions"
    )
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="contributions")
    attendance = models.CharField(max_length=20, choices=Attendance, blank=True)
    deputy_name = models.CharField(max_length=150, blank=True)
    facts = models.TextField("progress: what happened", blank=True)
    opinion = models.TextField("professional opinion", blank=True)
    reported_on = models.DateField("reported by the member themselves", null=True, blank=True)

    objects = ContributionQuerySet.as_manager()

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
