"""A file that belongs to a record: what it is called, what it is, and where it lies."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse

from cpms.accounts.models import User
from cpms.documents.attachments import owners
from cpms.records import clock
from cpms.records.models import Detail
from cpms.records.querysets import VisibleQuerySet


class AttachmentQuerySet(VisibleQuerySet["Attachment"]):
    """The files of the service."""

    def visible_to(self, user: User, on: Any = None) -> Self:
        """Return the files of the records that this person may read, and no other."""
        return self.filter(owners.readable(user))

    def of(self, record: models.Model) -> Self:
        """Return one record's files, oldest first."""
        return self.filter(record_label=owners.label_of(record), record_id=record.pk)


class Attachment(Detail):
    """One uploaded file. Its content lies in the store under a random name and never changes."""

    record_label = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    name = models.CharField(max_length=130)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=32, unique=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="uploads"
    )
    uploaded_at = models.DateTimeField(default=clock.now)
    scanned_at = models.DateTimeField(null=True, blank=True)
    is_infected = models.BooleanField(default=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["uploaded_at", "pk"]
        indexes = [
            models.Index(fields=["record_label", "record_id"]),
            models.Index(fields=["uploaded_by", "uploaded_at"]),
            models.Index(
                fields=["uploaded_at"],
                condition=models.Q(scanned_at=None),
                name="attachments_unscanned",
            ),
        ]

    def __str__(self) -> str:
        return f"attachment {self.pk}"

    @property
    def ending(self) -> str:
        """The kind of file as people say it: PDF, DOCX."""
        return self.name.rpartition(".")[2].upper()

    @property
    def kilobytes(self) -> int:
        """The size as it is shown, never 0."""
        return max(1, round(self.size / 1024))

    def get_absolute_url(self) -> str:
        """Return where the file is fetched: a number, never its name."""
        return reverse("attachment", args=[self.pk])
