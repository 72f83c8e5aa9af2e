"""Reads go through here: a person sees the records of the children that they may see."""

from datetime import date
from typing import Self, TypeVar

from django.db import models

from cpms.accounts.models import User

M = TypeVar("M", bound=models.Model, covariant=True)


class VisibleQuerySet(models.QuerySet[M]):
    """A record's rows, and the rule for who sees which of them."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return only what this person may see; each record says how."""
        raise NotImplementedError(f"{self.model.__name__} does not say who may see it")
