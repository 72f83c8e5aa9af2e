"""A circulation: letters that went out together, and could be taken back for some minutes."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.children.models import Child
from cpms.documents.models.kinds import LetterKind
from cpms.records import clock
from cpms.records.models import Detail
from cpms.records.querysets import VisibleQuerySet


class CirculationQuerySet(VisibleQuerySet["Circulation"]):
    """All circulations."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return those of which staff may read every letter: the list names whoever got one."""
        from cpms.documents.models.letter import Letter

        if not user.is_active or not user.may(Permission.SEE_LETTERS):
            return self.none()
        sent = Letter.objects.filter(circulation=OuterRef("pk"))
        about = Letter.children.through._default_manager.filter(letter__circulation=OuterRef("pk"))
        hidden = about.exclude(child__in=Child.objects.visible_to(user, on))
        return self.filter(Exists(sent) & ~Exists(hidden))

    def of(self, record: Any) -> Self:
        """Return the circulations of one record, the latest first."""
        return self.filter(record_label=record.record_label(), record_id=record.pk)


class Circulation(Detail):
    """Letters made together, one for each recipient, and the one who sent them.

    Until `goes_at` none of them has left and all can be taken back. Afterwards they are on
    record, and a wrong one is followed by a correction (CF-25).
    """

    kind = models.CharField(max_length=30, choices=LetterKind)
    title = models.CharField(max_length=200)
    record_label = models.CharField(max_length=60, blank=True)
    record_id = models.BigIntegerField(null=True, blank=True)
    made_on = models.DateField()
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    goes_at = models.DateTimeField(default=clock.now)
    recalled_at = models.DateTimeField(null=True, blank=True)
    recalled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recall_reason = models.TextField(blank=True)

    objects = CirculationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["record_label", "record_id"])]

    def __str__(self) -> str:
        return self.title

    def waits(self, at: datetime) -> bool:
        """Say whether its letters can still be taken back at this moment."""
        return self.recalled_at is None and at < self.goes_at

    def concerned_children(self) -> Iterable[Any]:
        """Return every child that one of its letters is about."""
        found: Iterable[Any] = Child.objects.filter(letters__circulation=self).distinct()
        return found

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("circulation", args=[self.pk])
