"""The minutes, passage by passage, each with a version so that nothing is overwritten unseen."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models

from conferences.models.conference import Conference
from conferences.models.invitation import Invitation
from cpms.accounts.models import User
from cpms.children.models import Child
from cpms.records.models import Detail
from cpms.records.querysets import VisibleQuerySet


class PassageQuerySet(VisibleQuerySet["Passage"]):
    """The minutes of all conferences."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the passages of conferences the person may see that are not withheld from them.

        Staff are invited too: what is withheld from one of them is on no screen of theirs (CF-14).
        """
        seen = Conference.objects.visible_to(user, on).values("pk")
        withheld = Invitation.objects.of_account(user).values("pk")
        return self.filter(conference__in=seen).exclude(withheld_from__in=withheld)


class Passage(Detail):
    """The minutes of one item of the agenda. Every saved wording stays in the history."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="passages")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    children = models.ManyToManyField(Child, blank=True, related_name="+")  # none: about all
    withheld_from = models.ManyToManyField(Invitation, blank=True, related_name="+")
    withheld_reason = models.TextField(blank=True)

    objects = PassageQuerySet.as_manager()
    _history_m2m_fields = ("children", "withheld_from")

    class Meta:
        ordering = ["conference", "position"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "position"], name="one_passage_each")
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.heading}"


class Amendment(Detail):
    """A change to the circulated minutes that somebody asked for, and the answer (CF-27)."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="amendments")
    asked_by = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    text = models.TextField()
    is_accepted = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["received_on", "pk"]

    def __str__(self) -> str:
        return f"{self.passage.heading}: {self.text[:60]}"
