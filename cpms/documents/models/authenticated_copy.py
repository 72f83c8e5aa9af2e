"""Authenticated copies: numbered, stamped, checkable, and made by the unit alone (CF-28)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django_fsm import transition

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission, needs
from cpms.children.models import Person
from cpms.documents import guards
from cpms.documents.models.letter import Letter
from cpms.documents.references import new_code
from cpms.records import clock
from cpms.records.models import JSON, Record
from cpms.records.querysets import VisibleQuerySet
from cpms.records.state import StateField


class CopyQuerySet(VisibleQuerySet["AuthenticatedCopy"]):
    """All authenticated copies."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return, for staff, the copies of letters that they may read."""
        if not user.is_active or not user.may(Permission.SEE_LETTERS):
            return self.none()
        return self.filter(letter__in=Letter.objects.visible_to(user, on).values("pk"))


class AuthenticatedCopy(Record):
    """One further copy of a letter: its number, whom it is for, why, and a code to check it by."""

    class State(models.TextChoices):
        NEW = "new", "Not issued"
        ISSUED = "issued", "In force"
        WITHDRAWN = "withdrawn", "Withdrawn"

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="copies")
    number = models.CharField(max_length=12, unique=True)
    code = models.CharField(max_length=16, unique=True, default=new_code)
    recipient_name = models.CharField(max_length=160)
    organisation = models.CharField(max_length=160, blank=True)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=200)
    issued_on = models.DateField(null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sha256 = models.CharField(max_length=64, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = CopyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "authenticated copies"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Authenticated copy {self.number}"

    @property
    def is_superseded(self) -> bool:
        """Say whether a correction followed the letter, or a later edition of it."""
        return self.letter.is_superseded

    def concerned_children(self) -> Iterable[Any]:
        """Return the children whom the letter is about."""
        found: Iterable[Any] = self.letter.children.all()
        return found

    def facts_for(self, child: Any) -> dict[str, JSON]:
        """Return what the chronology tells of the copy."""
        return {"number": self.number, "kind": self.letter.get_kind_display()}

    def get_absolute_url(self) -> str:
        """Return the address of the letter's register of copies."""
        return reverse("letter-copies", args=[self.letter_id])

    @transition(
        field=state,
        source=State.NEW,
        target=State.ISSUED,
        conditions=[
            guards.letter_has_gone,
            guards.names_its_recipient,
            guards.says_why,
            guards.family_gets_its_own_edition,
        ],
        permission=needs(Permission.ISSUE_COPIES),
        custom={"label": "Issue an authenticated copy"},
    )
    def issue(self, *, issued_on: date) -> date:
        """The unit issues a further copy, numbered and stamped (CF-28)."""
        self.issued_on = issued_on
        return issued_on

    @transition(
        field=state,
        source=State.ISSUED,
        target=State.WITHDRAWN,
        conditions=[guards.withdraws_with_a_reason],
        permission=needs(Permission.ISSUE_COPIES),
        custom={"label": "Withdraw the copy"},
    )
    def withdraw(self, *, withdrawn_on: date, reason: str) -> date:
        """The copy is not to be relied on any more; who checks it is told so (CF-28)."""
        self.withdrawn_on, self.withdrawn_reason = withdrawn_on, reason
        return withdrawn_on


class StampedFile(models.Model):
    """The bytes of a copy as they were issued, kept for ever as they are."""

    copy = models.OneToOneField(AuthenticatedCopy, on_delete=models.PROTECT, related_name="file")
    content = models.BinaryField()
    made_at = models.DateTimeField(default=clock.now)

    is_append_only: ClassVar[bool] = True

    def __str__(self) -> str:
        return f"File of {self.copy}"


class CopyCounter(models.Model):
    """The last number given to a copy in a year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
