"""What every record of one child's status shares."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.urls import reverse

from cpms.accounts.models import User
from cpms.children.models.child import Child
from cpms.records.models import Record
from cpms.records.querysets import VisibleQuerySet

M = TypeVar("M", bound=models.Model, covariant=True)


class OfChildQuerySet(VisibleQuerySet[M]):
    """Records about one child each."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return those about the children whose file this person may open."""
        return self.filter(child__in=Child.objects.open_to(user, on).values("pk"))

    def open(self) -> Self:
        """Return those that are not at their end."""
        states = self.model.OPEN  # type: ignore[attr-defined]
        return self.filter(state__in=states)

    def of(self, child: Child) -> Self:
        """Return one child's, latest first."""
        return self.filter(child=child).order_by("-pk")


class OfChild(Record):
    """A record about one child, with a page of its own."""

    page: ClassVar[str] = ""
    OPEN: ClassVar[tuple[str, ...]] = ()

    child: Any

    class Meta:
        abstract = True

    def concerned_children(self) -> Iterable[Any]:
        """Return the child."""
        return [self.child]

    @property
    def is_open(self) -> bool:
        """Say whether it is not at its end."""
        return self.state in self.OPEN

    def get_absolute_url(self) -> str:
        """Return the address of the record's page."""
        return reverse(self.page, args=[self.pk])
