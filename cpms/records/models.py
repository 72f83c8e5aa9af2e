"""What every record of a case shares, and the chronology that its moves write."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.text import camel_case_to_spaces
from simple_history.models import HistoricalRecords

from cpms.accounts.models import User
from cpms.records import clock
from cpms.records.querysets import VisibleQuerySet
from cpms.records.state import SafeStateModel

JSON = str | int | float | bool | None | list["JSON"] | dict[str, "JSON"]


class Record(SafeStateModel):
    """A thing of a case that has states, changed by `perform` alone.

    A record begins unsaved in its first state, usually NEW; making it is its first move.
    """

    event_label: ClassVar[str] = ""

    state: Any
    history = HistoricalRecords(
        inherit=True, history_change_reason_field=models.TextField(null=True)
    )

    class Meta:
        abstract = True

    @classmethod
    @cache
    def record_label(cls) -> str:
        """Return the name that its events carry before the dot."""
        return cls.event_label or camel_case_to_spaces(cls.__name__).replace(" ", "_")

    def concerned_children(self) -> Iterable[Any]:
        """Return the children whose chronology this record's moves enter."""
        raise NotImplementedError

    def facts_for(self, child: Any) -> dict[str, JSON]:
        """Return what a clock or a reader must know of the move later, for this child."""
        return {}

    if TYPE_CHECKING:

        def get_state_display(self) -> str: ...

    def get_absolute_url(self) -> str:
        """Return the address of the record's own page."""
        raise NotImplementedError


class Detail(models.Model):
    """A row under a record, without states of its own, written by its app's services."""

    history = HistoricalRecords(
        inherit=True, history_change_reason_field=models.TextField(null=True)
    )

    class Meta:
        abstract = True


class EventQuerySet(models.QuerySet["Event"]):
    def of(self, child: Any) -> Self:
        """Return one child's chronology, in the order in which things happened."""
        return self.filter(child=child).order_by("happened_on", "pk")

    def standing(self) -> Self:
        """Return each line as it stands: a corrected one gives way to its last correction."""
        later = Event.objects.filter(
            corrects_id=Coalesce(OuterRef("corrects_id"), OuterRef("pk")), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(later), facts__withdrawn__isnull=True)

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the lines about children that this person may see."""
        children: Any = self.model._meta.get_field("child").related_model
        return self.filter(child__in=children.objects.visible_to(user, on))

    def of_record(self, record: Record) -> Self:
        """Return what happened to one record, over all the children concerned."""
        return self.filter(record_label=record.record_label(), record_id=record.pk)


class Event(models.Model):
    """One thing that happened to one child: a line of the chronology, never changed.

    The day it happened is apart from the moment it was entered: clocks run from the one,
    answers to "who knew what, when" from the other. A wrong line is corrected by another
    that names it.
    """

    child = models.ForeignKey("children.Child", on_delete=models.PROTECT, related_name="events")
    name = models.CharField(max_length=80)
    happened_on = models.DateField()
    happened_at = models.DateTimeField(null=True)
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    record_label = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    move = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections"
    )

    is_append_only: ClassVar[bool] = True

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["happened_on", "pk"]
        indexes = [
            models.Index(fields=["child", "happened_on", "id"]),
            models.Index(fields=["record_label", "record_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.happened_on}"


class Submission(models.Model):
    """A form sent once: a second sending of the same form lands on the first result."""

    token = models.UUIDField(unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    led_to = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return f"form {self.token}"


class SavedViewQuerySet(VisibleQuerySet["SavedView"]):
    """The filters that people have kept."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return a person's own views; nobody sees another's."""
        return self.filter(user=user)

    def of(self, page: str) -> Self:
        """Return the views of one list."""
        return self.filter(page=page)

    def keep(self, user: User, page: str, name: str, *, query: str) -> None:
        """Keep the filters of a list under a name; a name used before is given to these."""
        self.update_or_create(user=user, page=page, name=name, defaults={"query": query})


class SavedView(models.Model):
    """The filters of a list that one person has given a name: only what its address holds."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    page = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    query = models.TextField(blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "page", "name"], name="one_view_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


def happened(value: date) -> tuple[date, Any]:
    """Return the day, and the moment where one is known, of what a move returned."""
    if isinstance(value, datetime):
        return timezone.localdate(value), value
    return value, None
