"""One meeting in one person's calendar, and the address under which a person reads theirs."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import models

from cpms.accounts.models import User
from cpms.documents.models import Letter
from cpms.documents.references import new_meeting_reference
from cpms.records.models import Detail, Record
from cpms.records.querysets import VisibleQuerySet


def new_uid() -> str:
    """Return what names an entry for as long as it lives; it says nothing."""
    return str(uuid4())


class CalendarEntryQuerySet(VisibleQuerySet["CalendarEntry"]):
    """The entries of all meetings."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the entries that came with a letter which this person may read."""
        letters = Letter.objects.visible_to(user, on).values("pk")
        return self.filter(letters__in=letters).distinct()

    def of_record(self, record: Record) -> Self:
        """Return everybody's entry of one meeting."""
        return self.filter(record_label=record.record_label(), record_id=record.pk)


class CalendarEntry(Detail):
    """One meeting in one person's calendar, from the first invitation to the cancellation.

    Each person has an entry of their own: it names nobody else who is invited, no child and
    no family, and holds their own times. Its UID stays; its sequence grows with each change,
    so that a calendar replaces what it holds.
    """

    uid = models.CharField(max_length=36, unique=True, default=new_uid)
    reference = models.CharField(max_length=12, unique=True, default=new_meeting_reference)
    record_label = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    whose = models.CharField(max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="calendar_entries",
    )
    name = models.CharField(max_length=160)
    email = models.EmailField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=150, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    is_cancelled = models.BooleanField(default=False)
    stamped_at = models.DateTimeField()
    letters = models.ManyToManyField(Letter, blank=True, related_name="calendar_entries")

    objects = CalendarEntryQuerySet.as_manager()
    _history_m2m_fields = ("letters",)

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name_plural = "calendar entries"
        indexes = [models.Index(fields=["user", "ends_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["record_label", "record_id", "whose"], name="one_entry_each"
            )
        ]

    def __str__(self) -> str:
        return f"Meeting {self.reference}"

    def concerned_children(self) -> Iterable[Any]:
        """Return the children whom its letters are about: an entry itself names none."""
        return {child for letter in self.letters.all() for child in letter.children.all()}


class CalendarFeed(Detail):
    """The address under which a calendar program reads one person's meetings.

    The secret in the address is the only thing that opens it, and is kept as a fingerprint:
    who reads the database cannot read the feed.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(revoked_at__isnull=True),
                name="one_calendar_feed_each",
            )
        ]

    def __str__(self) -> str:
        return f"Calendar feed of {self.user}"
